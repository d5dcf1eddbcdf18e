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
    weekday: int | None = None
    """Monday is 0."""
    separator: str = ""
    """Between the figures of a numeric date; then ``day`` is merely the first figure."""


def _all(kind: str) -> list[str]:
    return [word for language in ALL for word in getattr(language, kind)]


WEEKDAYS: Mapping[str, int] = {
    folding.fold(form): index
    for language in ALL
    for index, forms in enumerate(language.weekdays)
    for form in forms
}
_MONTH = folding.pattern(form for one in ALL for forms in one.months for form in forms)
_WEEKDAY = folding.pattern(WEEKDAYS)
_WORDS = folding.pattern(_all("date_words"))
_DAY_END = folding.pattern(_all("day_endings"))
_YEAR_END = folding.pattern(_all("year_endings"))

_BEFORE = rf"(?<![\w/.,-])(?<!\d[ ,])(?:(?P<weekday>{_WEEKDAY})\.?,?\s+(?:(?:{_WORDS})\s+)*)?"
_DAY = rf"(?P<day>[0-3]?\d)(?!\d)(?:\s?(?:{_DAY_END})(?!\w))?"
_LINK = rf"[\s,.-]*(?:(?:{_WORDS})\s+)*"
_NAMED = rf"(?P<month>{_MONTH})(?!\w)\.?"
_YEAR = rf"(?P<year>(?:1[6-9]|20)\d\d)(?!\d)(?:\s?(?:{_YEAR_END})(?!\w))?"

_PATTERNS: tuple[tuple[Shape, re.Pattern[str]], ...] = (
    (
        Shape.ISO,
        re.compile(
            r"(?<![\w/.-])(?P<year>(?:1[6-9]|20)\d\d)(?P<separator>[-./])(?P<month>\d\d)"
            r"(?P=separator)(?P<day>\d\d)(?![\d/-])"
        ),
    ),
    (
        Shape.FIGURES,
        re.compile(
            rf"(?<![\w/.-])(?:(?P<weekday>{_WEEKDAY})\.?,?\s+(?:(?:{_WORDS})\s+)*)?"
            r"(?P<day>\d{1,2})(?P<separator>[-./])\s?(?P<month>\d{1,2})(?P=separator)\s?"
            rf"{_YEAR}(?![/-])"
        ),
    ),
    (Shape.WORDS, re.compile(rf"{_BEFORE}{_DAY}{_LINK}{_NAMED}{_LINK}{_YEAR}")),
    (Shape.WORDS, re.compile(rf"{_BEFORE}{_NAMED}\s+{_DAY},?\s+{_YEAR}")),
    (Shape.WORDS, re.compile(rf"(?<![\w/.-]){_YEAR}\s+{_DAY}\s+{_NAMED}")),
    (Shape.MONTH, re.compile(rf"(?<![\w/.-]){_NAMED},?\s+(?:(?:{_WORDS})\s+)*{_YEAR}")),
    (Shape.WORDS, re.compile(rf"{_BEFORE}{_DAY}{_LINK}{_NAMED}(?!\s*\d)")),
    (Shape.WORDS, re.compile(rf"{_BEFORE}{_NAMED}\s+{_DAY}(?!\s*\d)")),
)
_DIGIT = re.compile(r"\d")


def find(folded: str) -> tuple[Span, ...]:
    """Find the dates of a folded text, in order, none within another."""
    if not _DIGIT.search(folded):
        return ()
    spans: list[Span] = []
    for shape, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if not any(match.start() < one.end and one.start < match.end() for one in spans):
                spans.append(_span(shape, match))
    return tuple(sorted(spans, key=lambda span: span.start))


def without(folded: str, spans: Iterable[Span]) -> str:
    """Give the text with each date made blank, so that positions stay."""
    for span in spans:
        folded = folded[: span.start] + " " * (span.end - span.start) + folded[span.end :]
    return folded


def _span(shape: Shape, match: re.Match[str]) -> Span:
    parts: dict[str, str | None] = match.groupdict()
    weekday = parts.get("weekday")
    return Span(
        start=match.start(),
        end=match.end(),
        shape=shape,
        month=match["month"],
        day=parts.get("day"),
        year=parts.get("year"),
        weekday=None if weekday is None else WEEKDAYS.get(" ".join(weekday.split())),
        separator=parts.get("separator") or "",
    )


def years(spans: Iterable[Span]) -> Iterator[str]:
    """Give the years that dates name."""
    return (span.year for span in spans if span.year)
