"""A line of several small facts, taken apart: ``3 May 2020 | Press release | 1204 views``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from preserve.describe import folding, marks
from preserve.describe.dates import grammar
from preserve.describe.dates.grammar import Span
from preserve.describe.lines import Line
from preserve.describe.marks import Kind, Marked

_BETWEEN = re.compile(r"\s+[|•·»›/]\s+|\s*\|\s*")
# The day on which a page was looked at is no date of what it shows.
_TODAY = folding.words(
    (
        *("today", "aujourd'hui", "hoy", "heute", "oggi", "hoje", "bugün", "bu gün"),
        *("сегодня", "сьогодні", "اليوم", "امروز"),
    )
)
_STOPS = re.compile(r"\s+[-–—]{1,2}\s+|(?<=[^\W\d_]{3})[.;]\s+|\s*;\s+")
_TOLD = frozenset({Kind.LABELLED, Kind.RELEASE, Kind.UPDATE, Kind.CONTACT})
_MOST = 6
_SHORT = 160
# The list of an advisory.
_ASKED = re.compile(
    r"(?:what|who|where|when|why|quoi|qui|où|quand|qué|quién|cuándo|dónde|o quê|quem|quando|onde"
    r"|wer|was|wann|wo|chi|cosa|che cosa|dove|ne|kim|nerede|ne zaman|что|кто|где|когда|що|хто|де"
    r"|коли)\s*[:?：]\s"
)


def marked(line: Line) -> Iterator[Marked]:
    """Mark a line, or each of its parts where one of them is a release line by itself."""
    whole = marks.mark(line)
    dates = grammar.find(whole.folded) if len(line.text) <= _SHORT else ()
    if len(dates) > 1 and whole.kind is not Kind.UPDATE:
        revised = _before_revision(whole, dates)
        if revised is not None:
            yield from revised
            return
    texts = [part for part in _BETWEEN.split(line.text[: marks.LONGEST]) if part]
    if whole.kind is Kind.TEXT and _ASKED.match(whole.folded):
        yield replace(whole, kind=Kind.UPDATE)
        return
    if whole.kind is Kind.LABELLED and 2 <= len(texts) <= _MOST:
        several = [marks.mark(replace(line, text=text)) for text in texts]
        if all(one.kind in _TOLD for one in several):
            yield from several
            return
    loose = [] if whole.kind is not Kind.TEXT or len(line.text) > _SHORT else _loose(line)
    if loose:
        yield from loose
        return
    if whole.kind is not Kind.TEXT or not 2 <= len(texts) <= _MOST:
        yield whole
        return
    parts = [_part(replace(line, text=text)) for text in texts]
    if any(part.kind is Kind.RELEASE for part in parts):
        yield from parts
    else:
        yield whole


def _loose(line: Line) -> list[Marked]:
    """Take apart ``Roma, 3 maggio 2020 - Comunicato n. 45``, if every part is a release line."""
    texts = [part for part in _STOPS.split(line.text) if part]
    if not 2 <= len(texts) <= _MOST:
        return []
    found = [marks.mark(replace(line, text=text)) for text in texts]
    whole = all(one.kind is Kind.RELEASE for one in found)
    return found if whole and any(one.dates for one in found) else []


def _before_revision(whole: Marked, dates: Sequence[Span]) -> tuple[Marked, Marked] | None:
    """Take apart ``Published 3 May 2020, last updated 5 June 2021``."""
    second = marks.UPDATED.search(whole.folded, dates[0].end)
    if second is None or second.start() > dates[1].start:
        return None
    text = whole.line.text
    own = marks.mark(replace(whole.line, text=text[: second.start()].rstrip(" .,;|(–—-·•/")))
    rest = marks.mark(replace(whole.line, text=text[second.start() :]))
    if own.kind not in {Kind.RELEASE, Kind.LABELLED}:
        return None
    return own, replace(rest, kind=Kind.UPDATE)


def _part(line: Line) -> Marked:
    found = marks.mark(line)
    seen = bool(found.dates) and _TODAY.match(found.folded) is not None
    return replace(found, kind=Kind.UPDATE) if seen else found
