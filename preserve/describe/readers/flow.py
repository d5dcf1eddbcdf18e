"""Paragraphs of word processors to lines: the same for DOCX, ODT and RTF."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, groupby

from preserve.describe.lines import Line, Zone
from preserve.describe.readers import gaps, items

MOST_PARAGRAPHS = 3000
"""How many are read; a release says what it is in its first pages."""
_LONGEST = 20_000
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_RULE = re.compile(r"\s*([-=_*~—–─.])(?:\s*\1){2,}\s*")
_GAP = re.compile(r"\t\s*| {4,}")
_SHORT = 80
_NARROW_ROWS = 6
_LABEL_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How letters look; None: as what they stand in says."""

    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    """In points."""
    hidden: bool | None = None

    def over(self, below: "Look") -> "Look":
        """Give this look where it says something, else the one below."""
        return Look(
            bold=below.bold if self.bold is None else self.bold,
            italic=below.italic if self.italic is None else self.italic,
            size=below.size if self.size is None else self.size,
            hidden=below.hidden if self.hidden is None else self.hidden,
        )


PLAIN = Look()
"""A look that says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where in a table a paragraph stands."""

    table: int
    row: int
    column: int


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """A paragraph being read: its text in passages of one look; line breaks are LF, gaps TAB."""

    level: int = 0
    listed: bool = False
    shape: object = None
    """What makes it look as it does: paragraphs of one shape may be one passage."""
    apart: bool = False
    """Whether an empty stretch parts it from the one before."""
    zone: Zone = Zone.PAGE
    cell: Cell | None = None
    passages: list[tuple[str, Look]] = field(default_factory=list)
    dropped: bool = False
    """Whether something was left out of it, such as a date that changes by itself."""

    def add(self, text: str, look: Look) -> None:
        """Add text, unless it is hidden."""
        if text and not look.hidden:
            self.passages.append((text, look))

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(text for text, _ in self.passages)[:_LONGEST]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A line of a paragraph."""

    text: str
    bold: bool
    italic: bool
    size: float
    of: Paragraph
    first: bool


def lines(paragraphs: Iterable[Paragraph]) -> tuple[Line, ...]:
    """Give the lines: those of page headers first, those of footers last."""
    given = list(paragraphs)
    ordered = [
        one for zone in (Zone.HEADER, Zone.PAGE, Zone.FOOTER) for one in given if one.zone is zone
    ]
    common = _common_size(ordered)
    numbers, blocks = count(1), count(1)
    found: list[Line] = []
    for passage in _passages(ordered):
        found += _lines(passage, common, counted=(numbers, blocks))
    return tuple(found)


def _common_size(paragraphs: Sequence[Paragraph]) -> float:
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        for text, look in paragraph.passages:
            sizes[look.size or 0.0] += len(text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _passages(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Put together tables, and short paragraphs of one shape that nothing parts."""
    for table, group in groupby(paragraphs, key=lambda one: one.cell.table if one.cell else None):
        if table is not None:
            yield list(group)
            continue
        current: list[Paragraph] = []
        for paragraph in group:
            if current and not _goes_on(current[-1], paragraph):
                yield current
                current = []
            if paragraph.text.strip():
                current.append(paragraph)
        if current:
            yield current


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    texts = before.text.strip(), after.text.strip()
    if not all(texts) or any(len(text) > _SHORT for text in texts):
        return False
    if after.apart or before.listed or after.listed:
        return False
    same = before.shape == after.shape and before.level == after.level
    return same and before.zone is after.zone and _look(before) == _look(after)


def _look(paragraph: Paragraph) -> tuple[bool, float | None]:
    shown = [look for text, look in paragraph.passages if text.strip()]
    return all(bool(look.bold) for look in shown), shown[0].size if shown else None


def _lines(
    passage: Sequence[Paragraph], common: float, *, counted: tuple[Iterator[int], Iterator[int]]
) -> Iterator[Line]:
    numbers, blocks = counted
    rows = [row for paragraph in passage for row in _rows(paragraph)]
    sides = _table(rows) if passage[0].cell else _gaps(rows)
    for column, side in sides:
        block = next(blocks)
        for index, row in enumerate(side):
            yield _line(
                row, next(numbers), block=block, column=column, common=common, first=index == 0
            )


def _line(row: _Row, number: int, *, block: int, column: int, common: float, first: bool) -> Line:
    text, signed = items.without_sign(row.text)
    return Line(
        text=text,
        number=number,
        block=block,
        column=column,
        level=row.of.level,
        bold=row.bold,
        italic=row.italic,
        listed=(row.of.listed or signed) and not row.of.level,
        rule=bool(_RULE.fullmatch(text)),
        joined=not first and not row.first and (row.bold or row.of.level > 0),
        size=round(row.size / common, 2) if row.size and common else 1.0,
        zone=row.of.zone,
    )


def _rows(paragraph: Paragraph) -> Iterator[_Row]:
    """Cut a paragraph at its line breaks."""
    parts: list[list[tuple[str, Look]]] = [[]]
    left = _LONGEST
    for text, look in paragraph.passages:
        pieces = text[:left].split("\n")
        left -= len(text)
        parts[-1].append((pieces[0], look))
        parts += [[(piece, look)] for piece in pieces[1:]]
        if left <= 0:
            break
    given = [(part, _plain("".join(text for text, _ in part))) for part in parts]
    shown = [(part, text) for part, text in given if text]
    for index, (part, text) in enumerate(shown):
        looks = [look for piece, look in part if piece.strip()]
        sizes = Counter(look.size or 0.0 for piece, look in part for _ in piece.strip())
        yield _Row(
            text=text,
            bold=all(bool(look.bold) for look in looks),
            italic=all(bool(look.italic) for look in looks),
            size=sizes.most_common(1)[0][0] if sizes else 0.0,
            of=paragraph,
            first=index == 0,
        )


def _plain(text: str) -> str:
    """Give a line in NFC, its blanks single; gaps stay as TAB."""
    text = _INVISIBLE.sub("", _NOT_XML.sub(" ", text))
    parts = (" ".join(part.split()) for part in _GAP.split(text))
    return unicodedata.normalize("NFC", "\t".join(part for part in parts if part))


def _gaps(rows: Sequence[_Row]) -> list[tuple[int, list[_Row]]]:
    """Read lines with gaps in them column by column; a label stays with what it labels."""
    if not any("\t" in row.text for row in rows):
        return [(0, list(rows))] if rows else []
    sides: dict[int, list[_Row]] = {}
    for row in rows:
        cells = row.text.split("\t")
        together = gaps.joined(cells) if len(rows) == 1 else None
        if together or cells[0].endswith(":"):
            cells = [together or " ".join(cells)]
        for column, text in enumerate(cells):
            sides.setdefault(column, []).append(replace(row, text=text))
    return sorted(sides.items())


def _table(rows: Sequence[_Row]) -> list[tuple[int, list[_Row]]]:
    """Read a table row by row, but a narrow one column by column, as letterheads are set."""
    cells: dict[tuple[int, int], list[_Row]] = {}
    for row in rows:
        place = row.of.cell
        if place is not None:
            cells.setdefault((place.row, place.column), []).append(
                replace(row, text=row.text.replace("\t", " "))
            )
    labelled = _labelled(cells)
    if labelled:
        return labelled
    heights = {row for row, _ in cells}
    narrow = len(heights) <= _NARROW_ROWS and all(
        len(row.text) <= _SHORT for cell in cells.values() for row in cell
    )
    key = (lambda at: (at[1], at[0])) if narrow else (lambda at: at)
    return [(column, cells[row, column]) for row, column in sorted(cells, key=key)]


def _is_label(left: list[_Row] | None, right: list[_Row] | None) -> bool:
    """Tell a short bold cell beside one that is not bold."""
    if not left or not right or len(left) > 1 or len(left[0].text.split()) > _LABEL_WORDS:
        return False
    return left[0].bold and not right[0].bold


def _labelled(cells: dict[tuple[int, int], list[_Row]]) -> list[tuple[int, list[_Row]]]:
    """Give label and value as one line where the left cells are labels: ``Date: …``."""
    left = [cell for (_, column), cell in cells.items() if column == 0]
    bold = len(left) > 1 and all(
        _is_label(cells.get((row, 0)), cells.get((row, 1))) for row, _ in cells
    )
    if not left or not (bold or all(cell[-1].text.endswith(":") for cell in left)):
        return []
    found: list[tuple[int, list[_Row]]] = []
    for (row, column), cell in sorted(cells.items()):
        label = cells.get((row, 0))
        if column == 1 and label:
            text = f"{label[-1].text.rstrip(':')}: {cell[0].text}"
            found.append((0, [replace(cell[0], text=text), *cell[1:]]))
        elif column:
            found.append((0, cell))
    return found
