"""Numbers and long words as a person reads them."""

import re

_UNITS = ("kB", "MB", "GB", "TB", "PB")
_DIGEST = re.compile(r"[0-9a-fA-F]{32,}")


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
