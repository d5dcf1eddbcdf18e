"""The text, a header or a footer of an ODT document, in the order of reading."""

from collections.abc import Iterator
from itertools import count

from lxml import etree

from preserve.describe.lines import Zone
from preserve.describe.readers.flow import MOST_PARAGRAPHS, PLAIN, Cell, Look, Paragraph
from preserve.describe.readers.odt.styles import Styles, attribute, points

_DEEPEST = 40
_LEFT_OUT = frozenset(
    {"tracked-changes", "note", "annotation", "annotation-end", "table-of-content", "forms"}
    | {"hidden-text", "hidden-paragraph", "page-number", "page-count", "sequence-decls"}
    | {"variable-decls", "user-field-decls", "shape", "ruby-text", "script"}
)
_CHANGING = frozenset({"date", "time", "print-date", "print-time", "modification-date"})
_STRETCH = 5.0
"""Points between paragraphs that a reader sees as an empty stretch."""
_LOW = 505.0
"""Where the foot of a page begins, in points: six tenths of A4."""
_MOST_BLANKS = 200


class Body:
    """Reads paragraphs, lists, tables and text boxes, however deep they stand."""

    def __init__(self, styles: Styles, *, zone: Zone = Zone.PAGE) -> None:
        self._styles = styles
        self._zone = zone
        self._tables = count(1)
        self._left = MOST_PARAGRAPHS
        self._after = 0.0

    @property
    def whole(self) -> bool:
        """Whether all was read."""
        return self._left > 0

    def paragraphs(self, root: etree._Element) -> Iterator[Paragraph]:
        """Give the paragraphs of what contains them."""
        yield from self._within(root, None, listed=False, depth=0)

    def _within(
        self, container: etree._Element, cell: Cell | None, *, listed: bool, depth: int
    ) -> Iterator[Paragraph]:
        if depth > _DEEPEST:
            return
        for element in container.iterchildren("*"):
            if self._left <= 0:
                return
            kind = etree.QName(element).localname
            if kind in {"p", "h"}:
                self._left -= 1
                yield from self._paragraph(element, cell, listed=listed, depth=depth)
            elif kind == "table":
                yield from self._table(element, cell, depth=depth)
            elif kind == "frame":
                yield from self._frame(element, depth=depth)
            elif kind not in _LEFT_OUT and not _is_hidden(element):
                inner = listed or kind in {"list-item", "list-header"}
                yield from self._within(element, cell, listed=inner, depth=depth + 1)

    def _table(
        self, table: etree._Element, cell: Cell | None, *, depth: int
    ) -> Iterator[Paragraph]:
        """Read the cells; a table in a cell is part of that cell."""
        number = next(self._tables)
        for row, element in enumerate(_inside(table, "table-row")):
            for column, one in enumerate(_inside(element, "table-cell")):
                place = cell or Cell(table=number, row=row, column=column)
                yield from self._within(one, place, listed=False, depth=depth + 1)

    def _frame(self, frame: etree._Element, *, depth: int) -> Iterator[Paragraph]:
        """Read the text box of a frame; one at the foot of the page is read as a footer."""
        on_page = attribute(frame, "anchor-type") == "page"
        low = on_page and (points(attribute(frame, "y")) or 0.0) > _LOW
        zone = Zone.FOOTER if low and self._zone is Zone.PAGE else self._zone
        for box in frame.iterchildren("{*}text-box"):
            for one in self._within(box, None, listed=False, depth=depth + 1):
                one.zone = zone
                yield one

    def _paragraph(
        self, element: etree._Element, cell: Cell | None, *, listed: bool, depth: int
    ) -> Iterator[Paragraph]:
        name = attribute(element, "style-name") or ""
        style = self._styles.style(name)
        outline = attribute(element, "outline-level") or ""
        heading = etree.QName(element).localname == "h"
        level = int(outline) if outline.isdecimal() and len(outline) < 3 else 1
        found = Paragraph(
            level=level if heading else style.level or 0,
            listed=listed and not heading,
            shape=(style.align, style.look),
            apart=self._after + (style.before or 0.0) >= _STRETCH,
            zone=self._zone,
            cell=cell,
        )
        self._after = style.after or 0.0
        frames: list[etree._Element] = []
        self._text(element, found, look=style.look, frames=frames, depth=depth)
        for frame in frames:
            yield from self._frame(frame, depth=depth + 1)
        if found.dropped and len(found.text.split()) < 3:
            found.passages.clear()
        yield found

    def _text(
        self,
        container: etree._Element,
        found: Paragraph,
        *,
        look: Look,
        frames: list[etree._Element],
        depth: int,
    ) -> None:
        found.add(_blank(container.text), look)
        for element in container.iterchildren():
            kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if kind in _CHANGING and attribute(element, "fixed") != "true":
                found.dropped = True
            elif kind == "frame":
                frames.append(element)
            elif kind in {"tab", "line-break", "s"}:
                found.add(_sign(element, kind), look)
            elif kind and kind not in _LEFT_OUT and depth <= _DEEPEST:
                named = attribute(element, "style-name") if kind in {"span", "a"} else None
                inner = self._styles.style(named, family="text").look if named else PLAIN
                self._text(element, found, look=inner.over(look), frames=frames, depth=depth + 1)
            found.add(_blank(element.tail), look)


def _blank(text: str | None) -> str:
    """Make one blank of white space, as ODF has it: blanks that count are elements."""
    return " ".join(f"|{text}|".split())[1:-1] if text else ""


def _sign(element: etree._Element, kind: str) -> str:
    if kind != "s":
        return "\t" if kind == "tab" else "\n"
    times = attribute(element, "c") or "1"
    return " " * min(int(times) if times.isdecimal() and len(times) < 6 else 1, _MOST_BLANKS)


def _is_hidden(element: etree._Element) -> bool:
    return attribute(element, "display") == "none"


def _inside(container: etree._Element, wanted: str, depth: int = 0) -> Iterator[etree._Element]:
    """Give the rows of a table or the cells of a row, also those in groups."""
    for element in container.iterchildren("*"):
        kind = etree.QName(element).localname
        if kind == wanted:
            yield element
        elif kind in {"table-header-rows", "table-rows", "table-row-group"} and depth < _DEEPEST:
            yield from _inside(element, wanted, depth + 1)
