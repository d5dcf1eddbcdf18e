"""The written forms of a date: W3CDTF, and the parts of EDTF that archives use.

Syntax and calendar alone: nothing is read from prose here.
"""

import re
from datetime import date

_W3CDTF = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"(?P<zone>Z|[+-](?P<ahead>\d\d):(?P<past>\d\d)))?)?)?",
    re.ASCII,
)
_QUALIFIED = r"-?[\dX]{4}(?:-[\dX]{2}(?:-[\dX]{2})?)?[?~%]?"
_EDTF = re.compile(
    rf"(?:{_QUALIFIED}|Y-?\d{{5,}}|(?:{_QUALIFIED}|\.\.|)/(?:{_QUALIFIED}|\.\.|))", re.ASCII
)


def is_w3cdtf(text: str) -> bool:
    """Tell whether the text is a date or time of W3C NOTE-datetime that the calendar holds."""
    match = _W3CDTF.fullmatch(text)
    if match is None:
        return False
    try:
        date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return False
    limits = (("hour", 23), ("minute", 59), ("second", 59), ("ahead", 23), ("past", 59))
    return all(int(match[part] or 0) <= limit for part, limit in limits)


def is_edtf(text: str) -> bool:
    """Tell whether the text has the form of an EDTF date or interval (ISO 8601-2, levels 0, 1).

    The form alone: months and days are held against the calendar only where nothing is
    unspecified or uncertain.
    """
    if is_w3cdtf(text):
        return True
    if not re.search(r"[?~%X/Y]", text) and not text.startswith("-"):
        return False
    return text not in {"/", "../.."} and _EDTF.fullmatch(text) is not None
