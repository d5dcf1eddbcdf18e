"""The names of institutions above the headline, each put together from its lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from preserve.describe import cues, folding
from preserve.describe.blocks import Block
from preserve.describe.layout import Layout
from preserve.describe.lines import Zone
from preserve.describe.marks import Kind, Marked

_BETWEEN = re.compile(r"\s+[/|•·–—]\s+|\s*\|\s*")
# What stands behind a comma and has figures is an address.
_ADDRESS = re.compile(r",.*\d.*$")
_CITY = r"м\.|г\.|ş\."
# "(Sudan)", "м. Вінниця": where it is, which is no part of its name.
_PLACE = re.compile(rf"\s*\([^()]{{2,40}}\)$|\s+(?:{_CITY})\s*[^\W\d_][\w’'-]*$", re.IGNORECASE)
_NET = re.compile(r"www\.|@|^\S+\.[a-z]{2,}$", re.IGNORECASE)
_LONGEST = 400
_MENU = 4
_ABBREVIATED = re.compile(r"(?:[^\W\d_]\.){1,4}|[^\W\d_]{1,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in the letterhead."""

    text: str
    folded: str
    lines: tuple[Marked, ...]
    block: Block

    @property
    def is_organisation(self) -> bool:
        """Whether it has a word for an institution."""
        return cues.names_organisation(self.folded)


def names(layout: Layout, headline: Block | None) -> tuple[Name, ...]:
    """Give the names above the headline, in order; if none is an institution's, those below it."""
    above = layout.head
    below: tuple[Block, ...] = ()
    if headline in layout.head:
        position = layout.head.index(headline)
        above, below = layout.head[:position], layout.head[position + 1 :]
    prose = folding.fold(layout.prose)
    found = tuple(_of(above, prose))
    found = tuple(_merged(found, prose))
    if any(name.is_organisation for name in found):
        return found
    signed = (name for name in _of(below, prose) if cues.is_name(name.text, name.folded))
    return (*found, *signed)


def _merged(found: Sequence[Name], prose: str) -> Iterator[Name]:
    """Put together what the prose has as one name."""
    waiting: Name | None = None
    for name in found:
        if waiting is not None and f"{waiting.folded} {name.folded}" in prose:
            waiting = replace(
                waiting,
                text=f"{waiting.text} {name.text}",
                folded=f"{waiting.folded} {name.folded}",
                lines=(*waiting.lines, *name.lines),
            )
            continue
        if waiting is not None:
            yield waiting
        waiting = name
    if waiting is not None:
        yield waiting


def _of(blocks: Sequence[Block], prose: str) -> Iterator[Name]:
    for block in blocks:
        if block.kind is Kind.TEXT and not block.first.genre and len(block.text) <= _LONGEST:
            yield from (name for name in _names(block, prose) if _can_be(name))


def _names(block: Block, prose: str) -> Iterator[Name]:
    lines: list[Marked] = []
    for marked in block.lines:
        joined = " ".join(one.folded for one in (*lines, marked)) if lines else ""
        if lines and joined not in prose and not _goes_on(lines, marked):
            yield from _split(_name(block, lines))
            lines = []
        lines.append(marked)
    yield from _split(_name(block, lines))


def _split(name: Name) -> Iterator[Name]:
    """Take apart two names on one line: ``Ministry of Water / Ministère de l'Eau``."""
    parts = [part.strip() for part in _BETWEEN.split(name.text)]
    hyphened = [part.strip() for part in name.text.split(" - ")]
    if len(hyphened) > 1 and all(cues.names_organisation(folding.fold(one)) for one in hyphened):
        parts = hyphened
    named = [part for part in parts if cues.names_organisation(folding.fold(part))]
    if named and len(parts) > 2 and all(cues.is_title_case(part) for part in parts):
        named = [part for part in parts if len(part.split()) > 1]
    others = [part for part in parts if part not in named]
    if not named or any(len(part.split()) > 2 for part in others):
        named = [name.text]
    for part in named:
        text = _PLACE.sub("", _ADDRESS.sub("", part)).strip()
        yield replace(name, text=text, folded=folding.fold(text))


def _goes_on(lines: Sequence[Marked], after: Marked) -> bool:
    before = lines[-1]
    if _ABBREVIATED.fullmatch(before.line.text):
        return False
    if cues.is_joint(before.line.text, after.line.text) or after.line.text[:1].islower():
        return True
    heading = after.line.level or after.line.zone is Zone.HEADER
    if after.line.joined and heading and not cues.names_organisation(after.folded):
        return True
    whole = any(cues.names_organisation(one.folded) for one in lines)
    if whole or cues.names_organisation(after.folded):
        return not whole and cues.ends_in_organisation(after.folded)
    # Neither has a word for an institution: one passage of emphasis is one name.
    return after.line.joined


def _name(block: Block, lines: Sequence[Marked]) -> Name:
    text = " ".join(one.line.text for one in lines).strip(" |•·*–—-,")
    folded = " ".join(one.folded for one in lines).strip(" |•·*–—-,")
    return Name(text=text, folded=folded, lines=tuple(lines), block=block)


def is_address(text: str) -> bool:
    """Tell the address of a site or of a mail box."""
    return _NET.search(text) is not None


def _is_menu(text: str) -> bool:
    """Tell the ways through a site: four parts or more, most of them of a word or two."""
    parts = _BETWEEN.split(text)
    return len(parts) >= _MENU and 2 * sum(len(part.split()) <= 2 for part in parts) > len(parts)


def _can_be(name: Name) -> bool:
    words = len(name.text.split())
    if not 1 <= words <= 18 or name.text.endswith(("?", "!", ":", "؟")):
        return False
    if is_address(name.text) or _is_menu(name.lines[0].line.text):
        return False
    return any(character.isalpha() for character in name.text) and not name.lines[0].dates
