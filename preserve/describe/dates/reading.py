"""Reads a found date into W3CDTF, with the precision that the document gives it.

python-dateutil reads the words, with the names of one language, under two different defaults:
what differs between the two results was filled in, not read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache

from dateutil import parser

from preserve.describe import folding
from preserve.describe.dates import hijri
from preserve.describe.dates.grammar import Calendar, Shape, Span, years
from preserve.describe.languages import ALL, BY_TAG, Language

# Two days that share no part, both in a month of 31 days and a leap year.
_DEFAULTS = (datetime(1904, 1, 1), datetime(1908, 3, 2))  # noqa: DTZ001
_SOLAR_MONTHS: Mapping[str, int] = {
    folding.form(form): number
    for language in ALL
    for number, forms in enumerate(language.solar_months, start=1)
    for form in forms
}
_SOLAR_LANGUAGES = frozenset(one.tag for one in ALL if one.solar_months)
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
    lacking = _lacking(span)
    if lacking or span.year is None:
        return lacking
    if span.calendar is not Calendar.GREGORIAN:
        return _hijri(span, language)
    if span.shape is Shape.FIGURES:
        return _figures(span, order)
    if span.shape is Shape.ISO:
        return _checked(_day(span.year, span.month, day=span.day or ""), span)
    return _checked(_words(span, language), span)


def _lacking(span: Span) -> str:
    if span.shape is Shape.RANGE:
        return "several days, as an event has"
    if span.year is None:
        return "the year is not given"
    return "the year has two figures only" if len(span.year) < 4 else ""


def completed(span: Span, spans: Iterable[Span]) -> Span:
    """Give a date that lacks its year, or its century, that of other dates of the document."""
    if span.year is not None and len(span.year) == 4:
        return span
    full = list(years(spans, span.calendar))
    if span.year is None:
        return replace(span, year=full[0]) if full else span
    fitting = [year for year in full if year.endswith(span.year)]
    return replace(span, year=fitting[0]) if fitting else span


def in_likely_century(span: Span, *, language: str, order: Order | None) -> Reading | str:
    """Read a date whose year has two figures, in a place where nothing but a date stands.

    Years from 69 are of the 20th century, as POSIX has it; a person is asked.
    """
    if span.year is None or len(span.year) != 2:
        return read(span, language=language, order=order)
    century = "19" if int(span.year) >= 69 else "20"
    outcome = read(replace(span, year=century + span.year), language=language, order=order)
    if isinstance(outcome, str):
        return outcome
    return replace(outcome, doubt=f"the year is printed as {span.year}: is it {outcome.text[:4]}?")


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


def _hijri(span: Span, language: str) -> Reading | str:
    solar = span.calendar is Calendar.SOLAR
    if span.calendar is Calendar.HIJRI:
        solar = language in _SOLAR_LANGUAGES
    if not solar:
        return "a date of the Lunar Hijri calendar is not converted"
    if span.day is None:
        return "a month of the Solar Hijri calendar lies in two months"
    month = int(span.month) if span.month.isdigit() else _SOLAR_MONTHS[span.month]
    day = hijri.to_gregorian(int(span.year or 0), month, int(span.day))
    outcome = _checked(day.isoformat() if day else None, span)
    if isinstance(outcome, str):
        return outcome
    return replace(outcome, note="converted from the Solar Hijri calendar")


def _words(span: Span, language: str) -> str | None:
    words = " ".join(part for part in (span.day, _one_word(span.month), span.year) if part)
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
    return frozenset(folding.form(form) for forms in BY_TAG[tag].months for form in forms)


def _one_word(month: str) -> str:
    """Write the name of a month in one word, as dateutil wants it: كانون الثاني has two."""
    return month.replace(" ", "").replace(".", "")


@cache
def _parser(tag: str) -> parser.parser:
    language = BY_TAG[tag]
    names = {"MONTHS": [_names(forms) for forms in language.months]}
    info = type("Info", (parser.parserinfo,), names)
    return parser.parser(info(dayfirst=True))


def _names(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_one_word(folding.form(form)) for form in forms)


@lru_cache(4096)
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
