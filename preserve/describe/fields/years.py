"""The year of a date that is printed without one: that of another date of the document.

Never the present one: a date that nothing in the document completes stays without a year.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from preserve.describe import folding
from preserve.describe.dates import grammar, reading
from preserve.describe.dates.grammar import Calendar, Shape, Span
from preserve.describe.fields.scene import Scene

HINTS = ("issued", "date", "published", "pubdate")
"""The keys of a document's own fields that may have its date."""
_NEAR = 92
"""Days from another date within which the year is that date's."""
_NEAR_WEEKDAY = 240
"""The same where the printed weekday is that of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """A date with its year, what gave it, and how much less sure that makes the date."""

    span: Span
    note: str = ""
    less: float = 0.0


def complete(scene: Scene, span: Span, beside: Sequence[Span]) -> Completed:
    """Give a year from the dates beside a date; then from the dates of the whole document."""
    if span.year is not None and len(span.year) == 4:
        return Completed(span=span)
    if span.year is not None:
        return Completed(span=reading.completed(span, _anywhere(scene)))
    if span.calendar is not Calendar.GREGORIAN or span.shape is Shape.RANGE:
        return Completed(span=reading.completed(span, beside))
    stated = (other for hint in scene.hints(*HINTS) for other in _in(hint.text)[:1])
    for dates, surely in ((stated, True), (beside, True), (_anywhere(scene), False)):
        found = _nearest(scene, span, dates)
        if found is not None:
            days, year = found
            less = 0.0 if days == 0 or (surely and span.weekday is not None) else 0.08
            note = "" if days == 0 else "its year is that of another date of the document"
            return Completed(span=replace(span, year=year), note=note, less=less)
    far = reading.completed(span, beside)
    note = "" if far is span else "its year is that of a date beside it"
    return Completed(span=far, note=note)


def _in(text: str) -> tuple[Span, ...]:
    return grammar.find(folding.fold(text))


def _anywhere(scene: Scene) -> Iterator[Span]:
    """Give the dates of the whole document, those broken over two lines too."""
    for block in (*scene.layout.head, *scene.layout.body, *scene.layout.tail):
        yield from grammar.find(block.folded)


def _nearest(scene: Scene, span: Span, dates: Iterable[Span]) -> tuple[int, str] | None:
    """Give the year in which the day is nearest to another date, and how many days off."""
    found: list[tuple[int, str]] = []
    for other in dates:
        if other.year is None or len(other.year) != 4 or other.calendar is not Calendar.GREGORIAN:
            continue
        day = _day(scene, other)
        if day is None:
            continue
        for year in (day.year - 1, day.year, day.year + 1):
            own = _day(scene, replace(span, year=f"{year:04}"))
            if own is None or (span.weekday is not None and own.weekday() != span.weekday):
                continue
            days = abs((own - day).days)
            if days <= (_NEAR if span.weekday is None else _NEAR_WEEKDAY):
                found.append((days, f"{year:04}"))
    return min(found, default=None)


def _day(scene: Scene, span: Span) -> date | None:
    outcome = reading.read(span, language=scene.language or "", order=None)
    if isinstance(outcome, str) or len(outcome.text) != 10:
        return None
    return date.fromisoformat(outcome.text)
