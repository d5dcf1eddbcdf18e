"""Numbers, long words and strangers' text as a person reads them.

Names and values come from strangers: an escape sequence in a file name must not move the
cursor, a bidirectional control must not turn a line around, a line break must not forge a line.
"""

import re

_UNITS = ("kB", "MB", "GB", "TB", "PB")
_DIGEST = re.compile(r"[0-9a-fA-F]{32,}")
# C0, DEL, C1 and the backslash itself, so that what is shown can be read back without doubt;
# the invisible and bidirectional format characters; line and paragraph separators; surrogates,
# which stand for octets that are not UTF-8.
_UNSAFE = re.compile(
    r"[\\\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SHORT = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    r"""Write every character that could deceive as a visible escape (``\x1b``, ``\u202e``)."""
    return _UNSAFE.sub(_escaped, text)


def count(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun: ``1 file``, ``20,000 files``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def octets(number: int) -> str:
    """Write a number of octets in decimal units: ``1 octet``, ``4.2 kB``."""
    if number < 1000:
        return count(number, "octet")
    size = float(number)
    for unit in _UNITS:
        size /= 1000
        if size < 999.95 or unit == _UNITS[-1]:
            return f"{size:,.1f} {unit}"
    raise AssertionError  # the last unit has no limit


def seconds(number: float) -> str:
    """Write a length of time: ``7 s``, ``3 min 05 s``, ``2 h 07 min``."""
    whole = max(0, round(number))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def shorten(text: str) -> str:
    """Leave twelve digits of each digest, which is enough to tell two apart by eye."""
    return _DIGEST.sub(lambda match: f"{match.group()[:12]}…", text)


def clip(text: str, length: int | None) -> str:
    """Cut a text that is longer than so many characters, and show that it was cut."""
    if length is None or len(text) <= length:
        return text
    return text[: length - 1].rstrip() + "…"


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    octets = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if octets < 0x100:
        return f"\\x{octets:02x}"
    return f"\\u{octets:04x}" if octets < 0x10000 else f"\\U{octets:08x}"
