"""Reads a found date into W3CDTF, with the precision that the document gives it.

python-dateutil reads the words, with the names of one language, under two different defaults:
what differs between the two results was filled in, not read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from dateutil import parser

from preserve.describe import folding
from preserve.describe.dates.grammar import Shape, Span
from preserve.describe.languages import ALL, BY_TAG, Language

# Two days that share no part, both in a month of 31 days and a leap year.
_DEFAULTS = (datetime(1904, 1, 1), datetime(1908, 3, 2))  # noqa: DTZ001
_MONTH_FIRST_REGIONS = frozenset({"US", "PH", "BZ", "FM", "PW", "MH", "GU"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is known about the order of figures in numeric dates."""

    day_first: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A date read, with what speaks for the order of its figures, or against the date."""

    text: str
    """W3CDTF."""
    note: str = ""
    doubt: str = ""


def read(span: Span, *, language: str, order: Order | None) -> Reading | str:
    """Read a date; a text instead says why it cannot be read."""
    if span.year is None:
        return "the year is not given"
    if span.shape is Shape.FIGURES:
        return _figures(span, order)
    if span.shape is Shape.ISO:
        return _checked(_day(span.year, span.month, day=span.day or ""), span)
    return _checked(_words(span, language), span)


def with_year(span: Span, year: str) -> Span:
    """Give a date without a year the year of another date of the same document."""
    return replace(span, year=year) if span.year is None else span


def settled_order(
    spans: Iterable[Span], languages: Iterable[str], *, language: str
) -> Order | None:
    """Tell the order of figures from the other dates of the document, then from the language.

    ``languages`` are the configured tags: ``en-US`` and ``en-GB`` decide for English.
    """
    figures = [span for span in spans if span.shape is Shape.FIGURES]
    for span in figures:
        first, second = int(span.day or 0), int(span.month)
        if first > 12 >= second:
            return Order(day_first=True, why="another date of the document puts the day first")
        if second > 12 >= first:
            return Order(day_first=False, why="another date of the document puts the month first")
    for tag in languages:
        primary, _, region = tag.partition("-")
        if region and primary.lower() == language:
            first_day = region.upper() not in _MONTH_FIRST_REGIONS
            return Order(day_first=first_day, why=f"[describe] languages names {tag}")
    table = BY_TAG.get(language)
    if table is None or table.day_first is None:
        return None
    return Order(day_first=table.day_first, why=f"the order of the language ({language})")


def _words(span: Span, language: str) -> str | None:
    words = " ".join(part for part in (span.day, span.month, span.year) if part)
    for table in _tables(span.month, language):
        read = [_parse(table.tag, words, default=default) for default in _DEFAULTS]
        first, second = read
        if (
            first is None
            or second is None
            or (first.year, first.month) != (second.year, second.month)
        ):
            continue
        if span.day is None:
            return f"{first:%Y-%m}" if first.day != second.day else None
        return f"{first:%Y-%m-%d}" if first.day == second.day else None
    return None


def _tables(month: str, language: str) -> list[Language]:
    """Give the languages that have the month's name, the document's own first."""
    having = [table for table in ALL if month in _months(table.tag)]
    return sorted(having, key=lambda table: table.tag != language)


@cache
def _months(tag: str) -> frozenset[str]:
    return frozenset(folding.fold(form) for forms in BY_TAG[tag].months for form in forms)


@cache
def _parser(tag: str) -> parser.parser:
    language = BY_TAG[tag]

    names = {
        "MONTHS": [tuple(map(folding.fold, forms)) for forms in language.months],
        "WEEKDAYS": [tuple(map(folding.fold, forms)) for forms in language.weekdays],
    }
    info = type("Info", (parser.parserinfo,), names)
    return parser.parser(info(dayfirst=True))


def _parse(tag: str, words: str, *, default: datetime) -> datetime | None:
    try:
        return _parser(tag).parse(words, default=default, ignoretz=True)
    except (ValueError, OverflowError):
        return None


def _day(year: str, month: str, *, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _checked(text: str | None, span: Span) -> Reading | str:
    if text is None:
        return "no day of the calendar"
    if span.weekday is None or len(text) < 10 or date.fromisoformat(text).weekday() == span.weekday:
        return Reading(text=text)
    return Reading(text=text, doubt="the weekday beside it is that of another day")


def _figures(span: Span, order: Order | None) -> Reading | str:
    year, first, second = span.year or "", span.day or "", span.month
    by_day, by_month = _day(year, second, day=first), _day(year, first, day=second)
    if by_day is None or by_month is None or by_day == by_month:
        return _checked(by_day or by_month, span)
    if span.weekday is not None:
        fitting = [
            one for one in (by_day, by_month) if date.fromisoformat(one).weekday() == span.weekday
        ]
        if len(fitting) == 1:
            return Reading(text=fitting[0], note="the weekday decides day and month")
    if span.separator == ".":
        return Reading(text=by_day, note="figures between full stops put the day first")
    if order is None:
        return f"day and month cannot be told apart ({by_day} or {by_month})"
    return Reading(text=by_day if order.day_first else by_month, note=order.why)
