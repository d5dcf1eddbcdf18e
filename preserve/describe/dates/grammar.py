"""Finds dates in folded text, and how much of a date each gives. Reads none."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from preserve.describe import folding
from preserve.describe.languages import ALL


class Shape(Enum):
    """How a date is written."""

    WORDS = "words"
    """20 January 2020; the year may be missing."""
    MONTH = "month"
    """January 2020."""
    ISO = "iso"
    """2020-01-20."""
    FIGURES = "figures"
    """20.01.2020, 03/04/2021: which figure is the day is not said."""
    RANGE = "range"
    """3-5 March 2021: the days of an event."""


class Calendar(Enum):
    """Whose months and years a date counts."""

    GREGORIAN = "Gregorian"
    SOLAR = "Solar Hijri"
    LUNAR = "Lunar Hijri"
    HIJRI = "Hijri"
    """Figures with a year of one of these two, and nothing to say of which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A date found; the texts are folded."""

    start: int
    end: int
    shape: Shape
    month: str
    """A word, or figures."""
    day: str | None = None
    year: str | None = None
    """Four figures; two where no more are printed."""
    weekday: int | None = None
    """Monday is 0."""
    separator: str = ""
    """Between the figures of a numeric date; then ``day`` is merely the first figure."""
    calendar: Calendar = Calendar.GREGORIAN


def _all(kind: str) -> list[str]:
    return [word for language in ALL for word in getattr(language, kind)]


def _forms(kind: str) -> list[str]:
    return [form for one in ALL for forms in getattr(one, kind) for form in forms]


WEEKDAYS: Mapping[str, int] = {
    folding.form(form): index
    for language in ALL
    for index, forms in enumerate(language.weekdays)
    for form in forms
}
_SOLAR = frozenset(map(folding.form, _forms("solar_months")))
_OWN_MONTHS = tuple(
    (
        frozenset(folding.form(form) for forms in one.months for form in forms),
        frozenset(folding.form(form) for forms in one.weekdays for form in forms),
    )
    for one in ALL
)
_MONTH = folding.pattern(_forms("months"))
_HIJRI_MONTH = folding.pattern([*_forms("solar_months"), *_forms("lunar_months")])
_WEEKDAY = folding.pattern(WEEKDAYS)
# Behind a date a short form would be a word of the sentence: "so", "do", "mi".
_WEEKDAY_BEHIND = folding.pattern(word for word in WEEKDAYS if len(word) > 3)
_WORDS = folding.pattern(_all("date_words"))
_DAY_END = folding.pattern(_all("day_endings"))
_YEAR_END = folding.pattern(_all("year_endings"))
_NUMBERED = folding.pattern([*_all("numbers"), *(word for one in ALL for word, _ in one.labels)])
_NUMBER_BEFORE = re.compile(rf"(?<!\w)(?:{_NUMBERED})\W*$")

_WITH_WEEKDAY = rf"(?:(?P<weekday>{_WEEKDAY})\.?,?\s+(?:(?:{_WORDS})\s+)*)?"
_BEFORE = rf"(?<![\w/.,–-])(?:(?<!\d[ ,])|(?<=[:.]\d\d[ ,])){_WITH_WEEKDAY}"
# Official letters put the day in quotation marks: «5» марта 2013 г.
_DAY = rf"[«\"“„]?(?P<day>[0-3]?\d)(?!\d)[»\"”“]?(?:\s?(?:{_DAY_END})(?!\w))?"
_LINK = rf"[\s,./-]*(?:(?:{_WORDS})\s+)*"
# Arabic newspapers print both names of a month: أيار/مايو.
_NAMED = rf"(?P<month>{_MONTH})(?!\w)\.?(?:\s?[/(]\s?(?:{_MONTH})(?!\w)\)?)?"
# An ending behind an apostrophe makes it a word of the sentence: 3 Şubat'ta, 2009'da.
_CLOSED = r"(?!'\w)"
_YEAR = rf"(?P<year>(?:1[6-9]|20)\d\d)(?!\d)(?:\s?(?P<era>{_YEAR_END})(?!\w))?{_CLOSED}"
_SHORT_YEAR = r"'?(?P<year>\d\d)(?=\s*(?:$|[)(\]|–—]|г\.|р\.))"
_BEHIND = rf"(?:,?\s*\(?(?P<behind>{_WEEKDAY_BEHIND})(?!\w)\)?)?"
_HIJRI_YEAR = rf"(?P<year>1[2-4]\d\d)(?!\d)(?:\s?(?P<era>{_YEAR_END})(?!\w))?"
_MANY = r"[0-3]?\d\.?\s?(?:[-–—]|(?:bis|al?|до|по|to|au|ile|até|إلى|الى|تا)\s)\s?[0-3]?\d"

_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = "xii|xi|ix|x|viii|vii|vi|iv|v|iii|ii|i"

_RANGES = (
    rf"(?<![\w/.,-]){_MANY}(?!\d)(?:\s?(?:{_DAY_END})(?!\w))?{_LINK}{_NAMED}(?:{_LINK}{_YEAR})?",
    rf"(?<![\w/.,-]){_NAMED}\s+[0-3]?\d\s?[-–—]\s?[0-3]?\d(?!\d)(?:,?\s+{_YEAR})?",
)
_GREGORIAN: tuple[tuple[Shape, re.Pattern[str]], ...] = (
    (
        Shape.ISO,
        re.compile(
            r"(?<![\w/.-])(?P<year>(?:1[6-9]|20)\d\d)(?P<separator>[-./])(?P<month>\d\d?)"
            r"(?P=separator)(?P<day>\d\d?)(?![\d/-])"
        ),
    ),
    (
        Shape.FIGURES,
        re.compile(
            rf"(?<![\w/.-]){_WITH_WEEKDAY}"
            r"(?P<day>\d{1,2})(?:er|[º°])?(?P<separator>[-./])\s?(?P<month>\d{1,2})(?P=separator)\s?"
            rf"{_YEAR}(?![/-]){_BEHIND}"
        ),
    ),
    (
        Shape.ISO,
        re.compile(
            rf"(?<![\w/.-])(?P<day>\d\d?)(?P<separator>[-./])\s?(?P<month>{_ROMAN})(?P=separator)\s?"
            rf"{_YEAR}"
        ),
    ),
    *((Shape.RANGE, re.compile(pattern)) for pattern in _RANGES),
    (Shape.WORDS, re.compile(rf"{_BEFORE}{_DAY}{_LINK}{_NAMED}{_LINK}{_YEAR}{_BEHIND}")),
    (
        Shape.WORDS,
        re.compile(rf"{_BEFORE}{_NAMED}\s+{_DAY},?\s+(?:(?:{_WORDS})\s+)*{_YEAR}"),
    ),
    (Shape.WORDS, re.compile(rf"(?<![\w/.-]){_YEAR}\s+{_DAY}\s+{_NAMED}{_CLOSED}")),
    (Shape.MONTH, re.compile(rf"(?<![\w/.-])(?<!\d ){_NAMED},?\s+(?:(?:{_WORDS})\s+)*{_YEAR}")),
    (Shape.WORDS, re.compile(rf"{_BEFORE}{_DAY}{_LINK}{_NAMED}{_CLOSED}{_LINK}{_SHORT_YEAR}")),
    (Shape.WORDS, re.compile(rf"{_BEFORE}{_DAY}{_LINK}{_NAMED}{_CLOSED}(?!\s*\d)")),
    (Shape.WORDS, re.compile(rf"{_BEFORE}{_NAMED}\s+{_DAY}{_CLOSED}(?!\s*\d)")),
    (
        Shape.FIGURES,
        re.compile(
            rf"(?<![\w/.-]){_WITH_WEEKDAY}(?P<day>\d{{1,2}})(?P<separator>[-./])"
            rf"(?P<month>\d{{1,2}})(?P=separator)(?P<year>\d\d)(?![\w/-])(?!\.\d){_CLOSED}"
        ),
    ),
)
_HIJRI: tuple[tuple[Shape, re.Pattern[str]], ...] = (
    (
        Shape.ISO,
        re.compile(
            rf"(?<![\w/.-]){_WITH_WEEKDAY}(?P<year>1[2-4]\d\d)(?P<separator>[-./])(?P<month>\d\d?)"
            rf"(?P=separator)(?P<day>\d\d?)(?![\d/-])(?:\s?(?P<era>{_YEAR_END})(?!\w))?"
        ),
    ),
    (
        Shape.FIGURES,
        re.compile(
            rf"(?<![\w/.-]){_WITH_WEEKDAY}(?P<day>\d\d?)(?P<separator>[-./])(?P<month>\d\d?)"
            rf"(?P=separator){_HIJRI_YEAR}(?![/-])"
        ),
    ),
    (
        Shape.WORDS,
        re.compile(
            rf"{_BEFORE}{_DAY}{_LINK}(?P<month>{_HIJRI_MONTH})(?:ماه)?(?!\w){_LINK}{_HIJRI_YEAR}{_BEHIND}"
        ),
    ),
    (
        Shape.MONTH,
        re.compile(rf"(?<![\w/.-])(?P<month>{_HIJRI_MONTH})(?:ماه)?(?!\w){_LINK}{_HIJRI_YEAR}"),
    ),
    (
        Shape.WORDS,
        re.compile(rf"{_BEFORE}{_DAY}{_LINK}(?P<month>{_HIJRI_MONTH})(?:ماه)?(?!\w)(?!\s*\d)"),
    ),
)
_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"\d+")
_ARABIC = re.compile("[\u0620-\u06d3]")
_LETTER = re.compile(r"[^\W\d_]")
_LUNAR_ERA = re.compile("ه(?:ج|$)|ق")


def find(folded: str) -> tuple[Span, ...]:
    """Find the dates of a folded text, in order, none within another."""
    if not _DIGIT.search(folded):
        return ()
    spans: list[Span] = []
    # The year of one calendar may be that of another to the eye, its month may not.
    patterns = (*_HIJRI, *_GREGORIAN) if _may_be_hijri(folded) else _GREGORIAN
    for shape, pattern in patterns:
        for match in pattern.finditer(folded):
            if any(match.start() < one.end and one.start < match.end() for one in spans):
                continue
            span = _span(shape, match, hijri=(shape, pattern) in _HIJRI)
            if _is_sound(span, folded):
                spans.append(span)
    return tuple(sorted(spans, key=lambda span: span.start))


def without(folded: str, spans: Iterable[Span]) -> str:
    """Give the text with each date made blank, so that positions stay."""
    for span in spans:
        folded = folded[: span.start] + " " * (span.end - span.start) + folded[span.end :]
    return folded


def years(spans: Iterable[Span], calendar: Calendar = Calendar.GREGORIAN) -> Iterator[str]:
    """Give the years of a calendar that dates name in full."""
    return (
        span.year
        for span in spans
        if span.year and len(span.year) == 4 and span.calendar is calendar
    )


def _may_be_hijri(folded: str) -> bool:
    return bool(_ARABIC.search(folded)) or not _LETTER.search(folded)


def _is_sound(span: Span, folded: str) -> bool:
    """Tell ``03.06.09`` and ``3-5 March`` from the number of a release and from other figures."""
    if span.shape is Shape.RANGE:
        first, second, *_ = (*map(int, _FIGURES.findall(folded, span.start, span.end)), 0, 0)
        return 0 < first < second <= 31 and not _NUMBER_BEFORE.search(folded[: span.start])
    if span.shape is not Shape.FIGURES or span.year is None or len(span.year) == 4:
        return True
    first, second = sorted((int(span.day or 0), int(span.month)))
    return 1 <= first <= 12 and second <= 31 and not _NUMBER_BEFORE.search(folded[: span.start])


def _span(shape: Shape, match: re.Match[str], *, hijri: bool) -> Span:
    parts: dict[str, str | None] = match.groupdict()
    month = folding.key(match["month"])
    if month in _ROMANS:
        month = str(_ROMANS.index(month) + 1)
    weekday = parts.get("weekday") or parts.get("behind")
    return Span(
        start=match.start(),
        end=match.end(),
        shape=shape,
        month=month,
        day=parts.get("day"),
        year=parts.get("year"),
        weekday=None if weekday is None else _weekday(folding.key(weekday), month),
        separator=parts.get("separator") or "",
        calendar=_calendar(month, parts.get("era") or "") if hijri else Calendar.GREGORIAN,
    )


def _weekday(word: str, month: str) -> int | None:
    """Give the day of the week, if the word is one in the language of the month beside it."""
    if month.isdigit() or any(month in months and word in days for months, days in _OWN_MONTHS):
        return WEEKDAYS.get(word)
    return WEEKDAYS.get(word) if _ARABIC.search(month) else None


def _calendar(month: str, era: str) -> Calendar:
    if not month.isdigit():
        return Calendar.SOLAR if month in _SOLAR else Calendar.LUNAR
    if not era:
        return Calendar.HIJRI
    return Calendar.LUNAR if _LUNAR_ERA.search(folding.key(era)) else Calendar.SOLAR
