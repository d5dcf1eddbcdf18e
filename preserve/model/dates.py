"""Dates as metadata writes them: W3CDTF, EDTF (ISO 8601-2) and the date and time of an event.

Each question is answered for the written form and for the calendar: 2025-02-30 is no date.
Nothing is read from prose here.
"""

import calendar
import re
from datetime import UTC, datetime

_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_W3CDTF = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    rf"(?:T{_TIME}(?P<seconds>:[0-5]\d(?:\.\d+)?)?{_ZONE})?)?)?",
    re.ASCII,
)
_MOMENT = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)"
    r"[T ](?:[01]\d|2[0-4]):?[0-5]\d(?::?(?:[0-5]\d|60)(?:[.,]\d+)?)?"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?",
    re.ASCII,
)

_UNCERTAIN = r"[?~%]?"
_EDTF_DATE = re.compile(
    rf"{_UNCERTAIN}(?P<year>-?[\dX]{{4}}){_UNCERTAIN}"
    rf"(?:-{_UNCERTAIN}(?P<month>[\dX]{{2}}){_UNCERTAIN}"
    rf"(?:-{_UNCERTAIN}(?P<day>[\dX]{{2}}){_UNCERTAIN})?)?",
    re.ASCII,
)
_EDTF_LONG_YEAR = re.compile(r"Y-?\d{5,}|Y?-?\d+E\d+(?:S\d+)?|-?\d{4,}S\d+", re.ASCII)
_EDTF_TIME = re.compile(
    rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)T{_TIME}:[0-5]\d{_ZONE}?", re.ASCII
)
_SEASONS = range(21, 42)


def is_w3cdtf(text: str) -> bool:
    """Tell whether a text is a date in W3CDTF (the W3C note on date and time formats)."""
    match = _W3CDTF.fullmatch(text)
    return match is not None and _is_on_the_calendar(match)


def is_typed_w3cdtf(text: str) -> bool:
    """Tell whether a text is W3CDTF that DCMI's schema types accept as well.

    Those are gYear, gYearMonth, date and dateTime, so that a time needs its seconds.
    """
    match = _W3CDTF.fullmatch(text)
    if match is None or not _is_on_the_calendar(match):
        return False
    # XML Schema 1.0 part 2 section 3.2.7: 0000 is no year.
    return match["year"] != "0000" and ("T" not in text or match["seconds"] is not None)


def is_edtf(text: str) -> bool:
    """Tell whether a text is in the Extended Date/Time Format (ISO 8601-2, levels 0 to 2)."""
    if len(text) > 1 and text[0] + text[-1] in {"[]", "{}"}:
        return all(_is_edtf_member(part) for part in text[1:-1].split(","))
    start, slash, end = text.partition("/")
    if not slash:
        return _is_edtf_point(text)
    # ISO 8601-2 section 4.4: an end may be open ("..") or unknown (empty), but not both.
    if {start, end} <= {"", ".."}:
        return False
    return all(edge in {"", ".."} or _is_edtf_point(edge) for edge in (start, end))


def is_moment(text: str) -> bool:
    """Tell whether a text is a date and time, or a date, in ISO 8601."""
    match = _MOMENT.fullmatch(text)
    if match is not None:
        return _is_on_the_calendar(match)
    return is_w3cdtf(text)


def has_zone(text: str) -> bool:
    """Tell whether a date and time says its offset from UTC; a date alone needs none."""
    match = _MOMENT.fullmatch(text)
    return match is None or match["zone"] is not None


def written(time: datetime) -> str:
    """Write an aware time in UTC, ending in ``Z``; raises ValueError for a naive one."""
    if time.tzinfo is None:
        raise ValueError(f"{time} has no zone")
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _is_edtf_member(text: str) -> bool:
    start, dots, end = text.strip().partition("..")
    if not dots:
        return _is_edtf_point(start)
    return bool(start or end) and all(_is_edtf_point(edge) for edge in (start, end) if edge)


def _is_edtf_point(text: str) -> bool:
    if _EDTF_LONG_YEAR.fullmatch(text):
        return True
    match = _EDTF_TIME.fullmatch(text) or _EDTF_DATE.fullmatch(text)
    if match is None:
        return False
    month, day = match["month"], match["day"]
    if month and month.isdigit() and int(month) in _SEASONS:
        return day is None
    if all(part is None or part.lstrip("-").isdigit() for part in match.group(1, 2, 3)):
        return _is_on_the_calendar(match)
    return _fits(month, range(1, 13)) and _fits(day, range(1, 32))


def _fits(part: str | None, numbers: range) -> bool:
    if part is None:
        return True
    pattern = re.compile(part.replace("X", r"\d"))
    return any(pattern.fullmatch(f"{number:02}") for number in numbers)


def _is_on_the_calendar(match: re.Match[str]) -> bool:
    year, month, day = (match[name] for name in ("year", "month", "day"))
    if month is None:
        return True
    if not 1 <= int(month) <= 12:
        return False
    return day is None or 1 <= int(day) <= _days(int(year), int(month))


def _days(year: int, month: int) -> int:
    # Year 0 of ISO 8601 (1 BC) and years before it follow the same 400 year cycle.
    return calendar.monthrange(2000 + year % 400, month)[1]
