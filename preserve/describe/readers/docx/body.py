"""The body, a header or a footer of a DOCX document, in the order of reading."""

from collections.abc import Iterator
from itertools import count

from lxml import etree

from preserve.describe.lines import Zone
from preserve.describe.readers.changing import changes
from preserve.describe.readers.docx.fields import Fields
from preserve.describe.readers.docx.styles import (
    Style,
    Styles,
    attribute,
    look,
    of_properties,
    value,
)
from preserve.describe.readers.flow import MOST_PARAGRAPHS, Cell, Look, Paragraph

_DEEPEST = 40
_LEFT_OUT = frozenset({"del", "moveFrom", "rPr", "pPr", "sdtPr", "sdtEndPr", "Fallback"})
_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_STRETCH = 5.0
"""Points between paragraphs that a reader sees as an empty stretch."""
_LOW = 6_400_000
"""Where the foot of a page begins, in EMU: six tenths of A4."""


class Body:
    """Reads paragraphs, tables and text boxes, however deep they stand."""

    def __init__(self, styles: Styles, *, zone: Zone = Zone.PAGE) -> None:
        self._styles = styles
        self._zone = zone
        self._tables = count(1)
        self._fields = Fields()
        self._left = MOST_PARAGRAPHS
        self._after = 0.0

    @property
    def whole(self) -> bool:
        """Whether all was read."""
        return self._left > 0

    def paragraphs(self, root: etree._Element) -> Iterator[Paragraph]:
        """Give the paragraphs of what contains them."""
        yield from self._within(root, None, depth=0)

    def _within(
        self, container: etree._Element, cell: Cell | None, *, depth: int
    ) -> Iterator[Paragraph]:
        if depth > _DEEPEST:
            return
        for element in container.iterchildren("*"):
            if self._left <= 0:
                return
            kind = etree.QName(element).localname
            if kind == "p":
                self._left -= 1
                yield from self._paragraph(element, cell, depth=depth)
            elif kind == "tbl":
                yield from self._table(element, cell, depth=depth)
            elif kind not in _LEFT_OUT and kind != "sectPr":
                # Content controls, custom XML, insertions, alternatives.
                yield from self._within(element, cell, depth=depth + 1)

    def _table(
        self, table: etree._Element, cell: Cell | None, *, depth: int
    ) -> Iterator[Paragraph]:
        """Read the cells; a table in a cell is part of that cell."""
        number = next(self._tables)
        for row, element in enumerate(_inside(table, "tr")):
            for column, one in enumerate(_inside(element, "tc")):
                place = cell or Cell(table=number, row=row, column=column)
                yield from self._within(one, place, depth=depth + 1)

    def _paragraph(
        self, element: etree._Element, cell: Cell | None, *, depth: int
    ) -> Iterator[Paragraph]:
        properties = element.find("{*}pPr")
        named = value(properties.find("{*}pStyle")) if properties is not None else None
        style = of_properties(properties).over(self._styles.style(named))
        found = Paragraph(
            level=style.level or 0,
            listed=bool(style.listed),
            shape=(named, style.align),
            apart=self._after + (style.before or 0.0) >= _STRETCH,
            zone=self._zone,
            cell=cell,
        )
        self._after = style.after or 0.0
        boxes: list[etree._Element] = []
        self._runs(element, found, style=style, boxes=boxes, depth=depth)
        for box in boxes:
            yield from self._box(box, depth=depth)
        if found.dropped and len(found.text.split()) < 3:
            found.passages.clear()
        yield found

    def _box(self, box: etree._Element, *, depth: int) -> Iterator[Paragraph]:
        """Read a text box; one at the foot of the page is read as a footer."""
        zone = Zone.FOOTER if _is_low(box) and self._zone is Zone.PAGE else self._zone
        fields, self._fields = self._fields, Fields()
        for one in self._within(box, None, depth=depth + 1):
            one.zone = zone
            yield one
        self._fields = fields

    def _runs(
        self,
        container: etree._Element,
        found: Paragraph,
        *,
        style: Style,
        boxes: list[etree._Element],
        depth: int,
    ) -> None:
        if depth > _DEEPEST:
            return
        for element in container.iterchildren("*"):
            kind = etree.QName(element).localname
            if kind == "r":
                self._run(element, found, style=style, boxes=boxes)
            elif kind == "fldSimple" and changes(attribute(element, "instr") or ""):
                found.dropped = True
            elif kind not in _LEFT_OUT:
                self._runs(element, found, style=style, boxes=boxes, depth=depth + 1)

    def _run(
        self,
        run: etree._Element,
        found: Paragraph,
        *,
        style: Style,
        boxes: list[etree._Element],
    ) -> None:
        seen = self._look(run, style)
        for element in run.iterchildren("*"):
            kind = etree.QName(element).localname
            if kind == "fldChar":
                self._fields.mark(element)
            elif kind == "instrText":
                self._fields.instruct(element.text or "")
            elif kind in {"AlternateContent", "drawing", "pict", "object"}:
                boxes += _boxes(element)
            elif self._fields.skipping:
                found.dropped = found.dropped or self._fields.changing
            elif kind == "t":
                found.add(element.text or "", seen)
            elif kind in _TEXT:
                found.add(_TEXT[kind], seen)

    def _look(self, run: etree._Element, style: Style) -> Look:
        properties = run.find("{*}rPr")
        own = look(properties)
        named = value(properties.find("{*}rStyle")) if properties is not None else None
        if named:
            own = own.over(self._styles.look(named))
        return own.over(style.look)


def _inside(container: etree._Element, wanted: str, depth: int = 0) -> Iterator[etree._Element]:
    """Give the rows of a table or the cells of a row, also those in content controls."""
    for element in container.iterchildren("*"):
        kind = etree.QName(element).localname
        if kind == wanted:
            yield element
        elif kind in {"sdt", "sdtContent", "ins", "customXml"} and depth < _DEEPEST:
            yield from _inside(element, wanted, depth + 1)


def _boxes(element: etree._Element) -> list[etree._Element]:
    """Give the text boxes of a drawing, each once: of alternatives the first that has one."""
    if etree.QName(element).localname == "AlternateContent":
        for alternative in element.iterchildren("*"):
            found = _outermost(alternative)
            if found:
                return found
        return []
    return _outermost(element)


def _outermost(element: etree._Element) -> list[etree._Element]:
    inner = [
        box
        for box in element.iterdescendants("{*}txbxContent")
        if not any(etree.QName(one).localname == "Fallback" for one in _until(box, element))
    ]
    return [box for box in inner if not any(one in inner for one in _until(box, element))]


def _until(element: etree._Element, end: etree._Element) -> Iterator[etree._Element]:
    for ancestor in element.iterancestors():
        if ancestor is end:
            return
        yield ancestor


def _is_low(box: etree._Element) -> bool:
    """Tell a box at the foot of its page, by its distance from the top."""
    for anchor in box.iterancestors("{*}anchor"):
        position = anchor.find("{*}positionV")
        if position is None or attribute(position, "relativeFrom") not in {"page", "margin"}:
            return False
        offset = position.findtext("{*}posOffset") or ""
        return offset.isdecimal() and len(offset) < 12 and int(offset) > _LOW
    return False
