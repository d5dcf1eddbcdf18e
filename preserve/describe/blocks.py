"""Lines that belong together: paragraphs, headings, letterheads, single release lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from preserve.describe import cues
from preserve.describe.lines import Zone
from preserve.describe.marks import Kind, Marked

_DASHED = re.compile(r"[-–—]\s.{8,}\s[-–—]")
SUBTITLED = re.compile(
    r"(?:Utl\.?|Untertitel|Subtitle|Sub-?head(?:line)?|Bajada|Subtítulo|Sottotitolo|Sous-titre"
    r"|Alt ?başlık|Подзаголовок|Підзаголовок)\s*:\s*",
    re.IGNORECASE,
)
"""The word before a sub-headline."""
_WIDE = 45
_NARROWEST, _WIDEST, _MARGIN = 60, 110, 3
_SAYS = 5
_QUOTED = 4
_REMAINDER = 2
_STOPS = re.compile(r"[.!?…]$")
_OTHER_SIZE = 0.08
LARGER = 1.15
"""Letters of this size are clearly larger than those of most of the document."""
_APART = frozenset(Kind) - {Kind.TEXT}
# The stop belongs to the year: "5 марта 2009 г."
_YEAR_STOP = re.compile(r"\d\s?(?:г|р)\.$")
_RUNNING = _APART - {Kind.RULE, Kind.END}


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
    page = max((len(one.line.text) for one in every), default=0)
    for _, group in groupby(every, key=lambda one: one.line.block):
        lines = list(group)
        width = max(len(one.line.text) for one in lines)
        current: list[Marked] = []
        for one in _run_on(lines):
            if current and _is_break(current[-1], one, width=width, page=page):
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
    if before.kind is not Kind.TEXT or len(before.line.text) < _WIDE:
        return False
    if before.line.text.endswith((".", "!", "?", ":")):
        return False
    wrapped = len(seen) > 1 and all(len(line.line.text) >= _WIDE for line in seen[-2:])
    return wrapped or (one.line.text.endswith(".") and not _YEAR_STOP.search(one.folded))


def _is_break(before: Marked, after: Marked, *, width: int, page: int) -> bool:
    if before.kind in _APART or after.kind in _APART:
        return True
    if after.line.level != before.line.level or after.line.listed:
        return True
    if _differ(before.line.size, after.line.size):
        return True
    if _DASHED.fullmatch(after.line.text) or SUBTITLED.match(after.line.text):
        return True
    if SUBTITLED.match(before.line.text) and before.line.text.endswith("="):
        return True
    if after.line.joined:
        return False
    if before.line.bold != after.line.bold:
        return True
    return _begins_anew(before, after, width=width, page=page)


def _differ(before: float, after: float) -> bool:
    return abs(before - after) > _OTHER_SIZE * max(before, after)


def _begins_anew(before: Marked, after: Marked, *, width: int, page: int) -> bool:
    """Tell a heading from the paragraph below it when nothing but their shape parts them."""
    text = before.line.text
    if not _can_begin(after.line.text):
        return False
    if text.isupper() != after.line.text.isupper() and len(text.split()) >= 2:
        return True
    quoted = len(text.split()) >= _QUOTED and text[-1] in '"”»!?' and text.count('"') % 2 == 0
    if quoted and len(after.line.text.split()) > _REMAINDER + 1:
        return True
    if cues.is_joint(text, after.line.text):
        return False
    return _looks_new(before, after, width=width, page=page)


def _looks_new(before: Marked, after: Marked, *, width: int, page: int) -> bool:
    text = before.line.text
    if _is_caseless_name(after):
        # Below the name of a country the ministry's begins anew.
        return True
    if width >= _WIDE and len(text) < 0.72 * width and text[-1:] not in {",", ";"}:
        return True
    if _is_second_headline(before, after, page=page):
        return True
    if _is_deliberate(text, after.line.text, page=page) and not cues.is_title_case(text):
        if cues.is_caseless(text):
            return not cues.begins_with_organisation(before.folded)
        return not cues.names_organisation(before.folded)
    return cues.is_name(text, before.folded) and not cues.names_organisation(after.folded)


def _can_begin(text: str) -> bool:
    return text[:1].isupper() or text[:1].isdigit() or cues.is_caseless(text)


def _is_caseless_name(marked: Marked) -> bool:
    text = marked.line.text
    begins = cues.is_caseless(text) and cues.begins_with_organisation(marked.folded)
    return begins and cues.is_title_case(text)


def _is_second_headline(before: Marked, after: Marked, *, page: int) -> bool:
    """Tell a sub-headline right below its headline: both say something, and both would fit.

    In a text wrapped by hand to the width of a page no line ends where the next word has room.
    """
    text, below = before.line.text, after.line.text
    if not _NARROWEST <= page <= _WIDEST or cues.is_caseless(text) or text.isupper():
        return False
    says = len(text.split()) >= _SAYS and len(below.split()) >= _SAYS
    room = len(text) + 1 + len(below.split(maxsplit=1)[0]) <= page - _MARGIN
    ends = _STOPS.search(below) is None and text[-1] not in ",;–—-"
    named = cues.names_organisation(before.folded) or cues.names_organisation(after.folded)
    return says and room and ends and not named and not cues.is_title_case(text)


def _is_deliberate(text: str, after: str, *, page: int) -> bool:
    """Tell whether the next word would have fitted well: then no margin broke the line."""
    if len(after.split()) <= _REMAINDER and len(text.split()) > _SAYS:
        return False
    needed = len(text) + 1 + len(after.split(maxsplit=1)[0])
    return not text.isupper() and (needed <= len(after) or needed <= 0.75 * page)
