"""A line of several small facts, taken apart: ``3 May 2020 | Press release | 1204 views``."""

import re
from collections.abc import Iterator
from dataclasses import replace

from preserve.describe import folding, marks
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
_MOST = 6
# The list of an advisory.
_ASKED = re.compile(
    r"(?:what|who|where|when|why|quoi|qui|où|quand|qué|quién|cuándo|dónde|o quê|quem|quando|onde"
    r"|wer|was|wann|wo|chi|cosa|che cosa|dove|ne|kim|nerede|ne zaman|что|кто|где|когда|що|хто|де"
    r"|коли)\s*[:?：]\s"
)


def marked(line: Line) -> Iterator[Marked]:
    """Mark a line, or each of its parts where one of them is a release line by itself."""
    whole = marks.mark(line)
    texts = [part for part in _BETWEEN.split(line.text[: marks.LONGEST]) if part]
    if whole.kind is Kind.TEXT and _ASKED.match(whole.folded):
        yield replace(whole, kind=Kind.UPDATE)
        return
    if whole.kind is not Kind.TEXT or not 2 <= len(texts) <= _MOST:
        yield whole
        return
    parts = [_part(replace(line, text=text)) for text in texts]
    if any(part.kind is Kind.RELEASE for part in parts):
        yield from parts
    else:
        yield whole


def _part(line: Line) -> Marked:
    found = marks.mark(line)
    seen = bool(found.dates) and _TODAY.match(found.folded) is not None
    return replace(found, kind=Kind.UPDATE) if seen else found
