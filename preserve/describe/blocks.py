"""Lines that belong together: paragraphs, headings, letterheads, single release lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from preserve.describe import breaks, cues
from preserve.describe.lines import Zone
from preserve.describe.marks import Kind, Marked

LARGER = 1.15
"""Letters of this size are clearly larger than those of most of the document."""
# The stop belongs to the year: "5 марта 2009 г."
_YEAR_STOP = re.compile(r"\d\s?(?:г|р)\.$")
_RUNNING = breaks.APART - {Kind.RULE, Kind.END}


@dataclass(frozen=True, kw_only=True)
class Block:
    """Lines of one kind with nothing between them."""

    lines: tuple[Marked, ...]

    @property
    def kind(self) -> Kind:
        """What they are."""
        return self.lines[0].kind

    @property
    def first(self) -> Marked:
        """The line it begins with."""
        return self.lines[0]

    @cached_property
    def text(self) -> str:
        """All of it in one line."""
        return " ".join(marked.line.text for marked in self.lines)

    @cached_property
    def folded(self) -> str:
        """All of it folded."""
        return " ".join(marked.folded for marked in self.lines)

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def level(self) -> int:
        """Of the heading it is; 0: none."""
        return self.first.line.level

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(marked.line.bold for marked in self.lines)

    @property
    def size(self) -> float:
        """Of its letters, in those that most of the document has."""
        return min(marked.line.size for marked in self.lines)

    @property
    def zone(self) -> Zone:
        """Where the format itself says that it stands."""
        return self.first.line.zone

    @property
    def italic(self) -> bool:
        """Whether all of it is italic."""
        return all(marked.line.italic for marked in self.lines)

    @property
    def bracketed(self) -> bool:
        """Whether it is a remark in brackets."""
        return self.text[:1] in "([" and self.text.rstrip(".")[-1:] in ")]"

    @property
    def capitals(self) -> bool:
        """Whether all its letters are capitals."""
        return self.text.isupper()


def build(marked: Iterable[Marked]) -> Iterator[Block]:
    """Give the blocks, in the order of the document."""
    every = list(marked)
    page = breaks.page_of(every)
    for _, group in groupby(every, key=lambda one: one.line.block):
        lines = list(group)
        width = max(len(one.line.text) for one in lines)
        current: list[Marked] = []
        for one in _run_on(lines):
            if current and breaks.is_break(current[-1], one, width=width, page=page):
                yield Block(lines=tuple(current))
                current = []
            current.append(one)
        yield Block(lines=tuple(current))


def _run_on(lines: list[Marked]) -> list[Marked]:
    """Take a line that merely looks like a release line, within wrapped prose, for prose."""
    seen: list[Marked] = []
    for one in lines:
        runs = bool(seen) and one.kind in _RUNNING and _runs_into(seen, one)
        if seen and _is_split_label(seen[-1], one):
            seen[-1] = replace(seen[-1], kind=Kind.TEXT)
        seen.append(replace(one, kind=Kind.TEXT) if runs else one)
    if seen[0].kind is Kind.CONTACT and seen[0].line.text.endswith(":"):
        return [replace(one, kind=Kind.CONTACT) for one in seen]
    return seen


def _is_split_label(before: Marked, after: Marked) -> bool:
    """Tell a headline that begins with a label on a line of its own: ``STATEMENT / on the …``."""
    if after.kind is Kind.RELEASE or (after.dates and len(after.folded.split()) <= 6):
        return False
    alone = before.kind is Kind.RELEASE and not before.dates and not before.number
    return alone and before.genre is not None and after.line.text[:1].islower()


def _runs_into(seen: list[Marked], one: Marked) -> bool:
    before = seen[-1]
    if before.kind is not Kind.TEXT or len(before.line.text) < breaks.WIDE:
        return False
    if before.line.text.endswith((".", "!", "?", ":")):
        return False
    # "… opens to the public / from 3 May 2020": a date in the middle of a headline.
    within = one.line.text[:1].islower() and len(before.line.text.split()) >= breaks.SAYS
    if within and not cues.is_name(before.line.text, before.folded):
        return True
    wrapped = len(seen) > 1 and all(len(line.line.text) >= breaks.WIDE for line in seen[-2:])
    return wrapped or (one.line.text.endswith(".") and not _YEAR_STOP.search(one.folded))
