"""The Solar Hijri calendar of Iran and Afghanistan, converted to Gregorian days.

Its year begins at the spring equinox. In the years that releases bear, the leap years repeat
every 33 years; the rule holds for the years given here.
"""

from datetime import date, timedelta

FIRST, LAST = 1244, 1472
"""The years for which the rule of leap years holds (1865 to 2094)."""
_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_CYCLE = 33
_ANCHOR_YEAR, _ANCHOR = 1400, date(2021, 3, 21)


def to_gregorian(year: int, month: int, day: int) -> date | None:
    """Convert a day; None when the calendar has no such day, or the year is beyond the rule."""
    if not FIRST <= year <= LAST or not 1 <= month <= 12 or not 1 <= day <= _length(year, month):
        return None
    first = _ANCHOR + timedelta(days=_days_before(year) - _days_before(_ANCHOR_YEAR))
    before = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return first + timedelta(days=before + day - 1)


def is_leap(year: int) -> bool:
    """Tell whether the last month of a year has thirty days."""
    return year % _CYCLE in _LEAP


def _length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def _days_before(year: int) -> int:
    """Count the days of the years before, from the beginning of a cycle long past."""
    cycles, rest = divmod(year, _CYCLE)
    leaps = cycles * len(_LEAP) + sum(1 for one in _LEAP if one < rest)
    return 365 * year + leaps
