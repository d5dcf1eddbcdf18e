"""Reads a page: its tree, where its text is, the lines of it, and what it says of itself."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from preserve.describe import folding
from preserve.describe.lines import Document, Hint, Line, Zone
from preserve.describe.readers.html import chrome, flow, hints, main_text, parsing
from preserve.describe.readers.html.tree import Tree
from preserve.describe.readers.source import Source

_FRAMES = "a page of frames, which has no text of its own"
_SCRIPTED = "the page has no text without its scripts"


def read(source: Source) -> Document:
    """Read the first four mebibytes of a page."""
    return page(source.stream.read(parsing.HEAD_OCTETS + 1), name=source.name)


def page(octets: bytes, *, name: str, declared: str = "") -> Document:
    """Read a page, of which its message may have declared the encoding."""
    parsed = parsing.parse(octets, declared=declared)
    if parsed is None:
        return Document(name=name, lines=(), certain=False, encoding="unknown")
    lines: Sequence[Line] = ()
    found: tuple[Hint, ...] = ()
    wordless = ""
    if parsed.root is not None:
        tree = Tree(parsed.root)
        logo = hints.logo(tree)
        chrome.leave_out(tree)
        scope = main_text.find(tree)
        lines = list(flow.lines(tree, scope))
        found = hints.of(tree, scope, logo=logo, lines=lines)
        lines = _without_site(lines, found)
        wordless = "" if any(one.zone is Zone.PAGE for one in lines) else _why(tree)
    return Document(
        name=name,
        lines=tuple(lines) if not wordless else (),
        hints=found,
        encoding=parsed.encoding,
        certain=parsed.certain,
        whole=parsed.whole,
        wordless=wordless,
    )


def _why(tree: Tree) -> str:
    if "frameset" in tree.tags:
        return _FRAMES
    return _SCRIPTED if "script" in tree.tags else ""


def _without_site(lines: Sequence[Line], found: Sequence[Hint]) -> list[Line]:
    """Take a heading that is the name of the site for its header."""
    sites = {folding.fold(one.text) for one in found if one.key == "publisher"}
    titles = {folding.fold(one.text) for one in found if one.key == "title"}
    kept: list[Line] = []
    for _, group in groupby(lines, key=lambda one: (one.block, one.level)):
        block = list(group)
        text = folding.fold(" ".join(one.text for one in block))
        is_site = block[0].level == 1 and text in sites and text not in titles
        kept += [replace(one, level=0, zone=Zone.HEADER) for one in block] if is_site else block
    return kept
