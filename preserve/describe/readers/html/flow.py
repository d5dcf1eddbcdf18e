"""Elements to lines: a paragraph, a heading, a cell, or what stands between two breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from preserve.describe.lines import Line, Zone
from preserve.describe.readers import decoding, text
from preserve.describe.readers.html import chrome_words
from preserve.describe.readers.html.main_text import Scope
from preserve.describe.readers.html.tree import HEADINGS, PROSE, WORDLESS, Tree

_MOST_LINES = 5_000
_LONGEST = 20_000
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,3})?)(px|pt|em|rem|%)", re.IGNORECASE)
_UNITS = {"px": 16.0, "pt": 12.0, "em": 1.0, "rem": 1.0, "%": 100.0}
_FONT = {"4": 1.15, "5": 1.5, "6": 2.0, "7": 3.0, "+1": 1.15, "+2": 1.5, "+3": 2.0, "+4": 3.0}
_FILE = re.compile(r"\.(?:jpe?g|png|gif|svg|webp|bmp)\s*$", re.IGNORECASE)
# The letters: "(c)" alone also begins the third point of a list.
_COPYRIGHT = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
_LONG_LABEL = 4
_BOX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How text looks inside an element."""

    bold: bool = False
    italic: bool = False
    level: int = 0
    listed: bool = False
    column: int = 0
    size: float = 1.0


_PLAIN = _Style()


@dataclass(slots=True)
class _Writer:
    """Puts pieces of text together into lines."""

    number: int = 1
    block: int = 1
    pieces: list[tuple[str, _Style, int]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    label: str = ""
    """A cell that names the next: ``Date:``."""
    label_end: int = 0
    """Behind that next one."""
    breaks: int = 0
    cells: dict[int, int] = field(default_factory=dict)
    """How many parts with words each part has begun."""

    def add(self, piece: str | None, style: _Style) -> None:
        """Take a piece of text, which may run over several rows of the file."""
        if not piece:
            return
        lead = len(piece) - len(piece.lstrip())
        self.pieces.append((piece, style, self.number + piece.count("\n", 0, lead)))
        self.number += piece.count("\n")

    def end_line(self) -> None:
        """Write what has been taken as one line; nothing at all parts two blocks."""
        line = self._line()
        self.pieces.clear()
        if line is None:
            self.breaks += 1
            if self.breaks > 1:
                self.block += 1
            return
        self.breaks = 1
        self.lines.append(line)

    def end_block(self) -> None:
        """Write what has been taken, and begin a new block."""
        self.end_line()
        self.block += 1
        self.breaks = 0

    def hold_label(self, *, colon: bool, end: int) -> None:
        """Keep what has been taken as the label of the cell that follows."""
        line = self._line()
        fits = line is not None and len(line.text.split()) <= _LONG_LABEL
        if line is None or not fits or not (colon or line.text.endswith(":")):
            self.end_block()
            return
        self.label = line.text if line.text.endswith(":") else f"{line.text}:"
        self.label_end = end
        self.pieces.clear()

    def _line(self) -> Line | None:
        whole = decoding.tidy("".join(piece for piece, _, _ in self.pieces))
        shown = " ".join(whole[:_LONGEST].split())
        # The sign that leads to a heading is no part of it.
        shown = shown.rstrip("¶ ") if self.pieces and self.pieces[0][1].level else shown
        if not shown:
            return None
        said = [one for one in self.pieces if any(map(str.isalnum, one[0]))] or [
            one for one in self.pieces if one[0].strip()
        ]
        before = self.lines[-1] if self.lines and self.lines[-1].block == self.block else None
        style, number = said[0][1], said[0][2]
        bold, italic = all(one[1].bold for one in said), all(one[1].italic for one in said)
        joined = before is not None and (
            before.level == style.level > 0
            or ((before.bold, before.italic) == (bold, italic) != (False, False))
        )
        label, self.label = self.label, ""
        return Line(
            text=f"{label} {shown}".strip(),
            number=number,
            block=self.block,
            column=style.column,
            level=style.level,
            bold=bold,
            italic=italic,
            listed=style.listed,
            joined=joined,
            size=min(one[1].size for one in said),
        )

    def set(self, element: etree._Element, *, number: int) -> None:
        """Write what was set by hand as the lines of a plain text."""
        self.end_block()
        rows = decoding.tidy("".join(element.itertext())).split("\n", _MOST_LINES)[:_MOST_LINES]
        for line in text.lines(rows, first=number):
            self.lines.append(replace(line, block=self.block + line.block))
        self.block = self.lines[-1].block + 1 if self.lines else self.block
        self.number = number + len(rows)

    def draw(self) -> None:
        """Write a line drawn across the page."""
        self.end_block()
        self.lines.append(Line(text="---", number=self.number, block=self.block, rule=True))
        self.block += 1


def lines(tree: Tree, scope: Scope) -> Iterator[Line]:
    """Give the lines of the text of a page, then the copyright line below it."""
    writer = _Writer()
    _walk(tree, scope, writer)
    yield from _plausible(writer.lines, scope)
    yield from _copyright(tree, scope, block=writer.block + 1)


def _walk(tree: Tree, scope: Scope, writer: _Writer) -> None:
    limit = min(scope.end, tree.ends[scope.start])
    stack: list[tuple[int, _Style]] = []
    at = scope.start
    while len(writer.lines) < _MOST_LINES:
        while stack and tree.ends[stack[-1][0]] <= at:
            left, style = stack.pop()
            _leave(tree, left, writer)
            if stack:
                writer.add(tree.elements[left].tail, stack[-1][1])
        if at >= limit:
            break
        if tree.gone[at] or _is_byline(tree, at):
            writer.add(tree.elements[at].tail, stack[-1][1] if stack else _PLAIN)
            at = tree.ends[at]
            continue
        if _is_date_box(tree, at):
            writer.end_block()
            pieces = (one.strip() for one in tree.elements[at].itertext())
            writer.add(" ".join(filter(None, pieces))[:60], stack[-1][1] if stack else _PLAIN)
            writer.end_block()
            at = tree.ends[at]
            continue
        if tree.tags[at] == "pre":
            writer.set(tree.elements[at], number=tree.line(at))
            writer.add(tree.elements[at].tail, stack[-1][1] if stack else _PLAIN)
            at = tree.ends[at]
            continue
        style = _enter(tree, at, writer, outer=stack[-1][1] if stack else _PLAIN)
        stack.append((at, style))
        at += 1
    writer.end_block()


def _enter(tree: Tree, at: int, writer: _Writer, *, outer: _Style) -> _Style:
    element, tag = tree.elements[at], tree.tags[at]
    if at >= writer.label_end:
        writer.label = ""
    if tag == "br":
        writer.end_line()
    elif tag == "hr":
        writer.draw()
    elif tree.is_piece(at):
        writer.end_line()
    elif tag != "img" and not tree.is_inline(at):
        writer.end_block()
    line = tree.line(at)
    writer.number = line if 0 < line < 65_535 else writer.number
    column = writer.cells.get(tree.parents[at], 0)
    if tree.words[at]:
        writer.cells[tree.parents[at]] = column + 1
    style = _style(tree, at, outer, column=column)
    if tag == "img" and style.level:
        alt = element.get("alt") or ""
        writer.add("" if _FILE.search(alt) else alt, style)
    writer.add(element.text, style)
    return style


def _leave(tree: Tree, at: int, writer: _Writer) -> None:
    tag = tree.tags[at]
    if tag in {"br", "hr", "img"} or tree.is_inline(at):
        if tree.is_piece(at):
            writer.end_line()
        return
    after = tree.ends[at]
    beside = (
        after < len(tree.elements)
        and tree.parents[after] == tree.parents[at]
        and not tree.gone[after]
    )
    first = tag == "dt" or tree.elements[at].getprevious() is None
    if beside and first and (tag, tree.tags[after]) in _LABEL_PAIRS:
        bold = tag == "td" and _is_bold(tree, at) and not _is_bold(tree, after)
        writer.hold_label(colon=tag in {"th", "dt"} or bold, end=tree.ends[after])
        return
    writer.end_block()


def _is_bold(tree: Tree, at: int) -> bool:
    """Tell a cell all of which is bold."""
    if not tree.words[at]:
        return False
    return any(tree.words[one] == tree.words[at] for one in tree.find("b", "strong", within=at))


_LABEL_PAIRS = frozenset({("td", "td"), ("th", "td"), ("dt", "dd"), ("div", "div")})


def _style(tree: Tree, at: int, outer: _Style, *, column: int) -> _Style:
    tag, element = tree.tags[at], tree.elements[at]
    given = element.get("style")
    changes: dict[str, object] = {}
    if tag in {"b", "strong"} or (given and _BOLD.search(given[:500])):
        changes["bold"] = True
    elif tag in {"i", "em", "cite"}:
        changes["italic"] = True
    elif tag in HEADINGS:
        changes["level"] = int(tag[1])
    elif tag == "li":
        changes["listed"] = True
    elif tag in {"td", "th"} and tree.words[at] < PROSE:
        changes["column"] = column
    size = _size(tag, element, given)
    if size:
        changes["size"] = size
    return replace(outer, **changes) if changes else outer  # type: ignore[arg-type]


def _size(tag: str, element: etree._Element, style: str | None) -> float:
    if tag == "font":
        return _FONT.get((element.get("size") or "").strip()[:3], 0.0)
    match = _SIZE.search(style[:500]) if style else None
    return round(float(match[1]) / _UNITS[match[2].lower()], 2) if match else 0.0


def _is_date_box(tree: Tree, at: int) -> bool:
    """Tell day, month and year in boxes of their own: ``<span>03</span><span>May</span>``."""
    inner = range(at + 1, tree.ends[at])
    pieces = [one for one in inner if (tree.elements[one].text or "").strip()]
    return (
        chrome_words.is_called(tree.names[at], chrome_words.DATE)
        and 2 <= len(pieces) <= 4
        and tree.words[at] <= _BOX
        and not tree.links[at]
    )


def _is_byline(tree: Tree, at: int) -> bool:
    return (
        chrome_words.is_byline(tree.names[at])
        and tree.words[at] <= PROSE
        and tree.tags[at] not in HEADINGS
    )


def _plausible(found: list[Line], scope: Scope) -> list[Line]:
    """Leave out what stands above the one headline and cannot belong to it."""
    heads = [index for index, one in enumerate(found) if one.level == 1]
    if scope.headline is None or not heads:
        return found
    first = heads[0]
    title = found[first].text
    before = [
        one
        for one in found[:first]
        if len(one.text.split()) < PROSE and one.text != title and not one.listed
    ]
    before = [one for one in before if any(map(str.isalnum, one.text)) or one.rule]
    return [*before, *found[first:]]


def _copyright(tree: Tree, scope: Scope, *, block: int) -> Iterator[Line]:
    """Give the first short line below the text that claims a copyright."""
    for at, element in enumerate(tree.elements):
        below = at >= scope.end or tree.gone[at]
        if not below or tree.tags[at] in WORDLESS or not _COPYRIGHT.search(element.text or ""):
            continue
        claim = decoding.tidy(tree.text(tree.block[at], most=200))
        yield Line(text=claim, number=tree.line(at), block=block, zone=Zone.FOOTER)
        return
