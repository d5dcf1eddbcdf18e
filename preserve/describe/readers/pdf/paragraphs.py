"""Columns to lines: which belong together, and which the margin broke."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from preserve.describe.lines import Line
from preserve.describe.readers.pdf.cells import Cell
from preserve.describe.readers.pdf.columns import Column

_LOOSER = 1.25
"""Times the usual distance of lines: more begins a new paragraph."""
_OTHER_SIZE = 0.08
_INDENT = (0.7, 5.0)
_FULL = 0.97
_USUAL = 1.2
"""Of the size of letters: the distance of lines where a page has too few to tell."""

Counted = tuple[Iterator[int], Iterator[int]]
"""The numbers of blocks, and those of the lines of a page."""


def build(
    columns: Sequence[Column], *, of: Line, common: float, counted: Counted
) -> Iterator[Line]:
    """Give the lines of a page, like ``of``; sizes are those of letters of ``common`` points."""
    leading = _leading(columns)
    blocks, numbers = counted
    for column in columns:
        block = next(blocks)
        before: Cell | None = None
        for cell in column.cells:
            if before is not None and _is_new(before, cell, column=column, leading=leading):
                block = next(blocks)
                before = None
            yield replace(
                of,
                text=cell.text,
                number=next(numbers),
                block=block,
                column=column.number,
                bold=cell.bold,
                italic=cell.italic,
                joined=before is not None and _is_wrapped(before, cell, column=column),
                size=round(cell.size / common, 2),
            )
            before = cell


def common_size(cells: Sequence[Cell]) -> float:
    """Give the size that most letters have."""
    sizes: Counter[float] = Counter()
    for cell in cells:
        sizes[round(cell.size, 1)] += len(cell.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _leading(columns: Sequence[Column]) -> float:
    """Give the usual distance of lines, in sizes of their letters."""
    found = [
        (before.y - after.y) / before.size
        for column in columns
        for before, after in pairwise(column.cells)
        if _is_alike(before, after) and 0.8 < (before.y - after.y) / before.size < 1.9
    ]
    return median(found) if len(found) > 3 else _USUAL


def _is_alike(before: Cell, after: Cell) -> bool:
    return abs(before.size - after.size) <= _OTHER_SIZE * before.size and before.bold == after.bold


def _is_new(before: Cell, after: Cell, *, column: Column, leading: float) -> bool:
    """Tell whether a line begins a paragraph."""
    if abs(before.size - after.size) > _OTHER_SIZE * max(before.size, after.size):
        return True
    distance = (before.y - after.y) / max(before.size, after.size)
    if distance > _LOOSER * leading or distance < 0:
        return True
    return _is_indented(before, after, column=column)


def _is_indented(before: Cell, after: Cell, *, column: Column) -> bool:
    if after.leftwards:
        indent, margin = column.right - after.right, column.right - before.right
    else:
        indent, margin = after.left - column.left, before.left - column.left
    least, most = (edge * after.size for edge in _INDENT)
    return margin < 0.3 * after.size and least < indent < most and not after.text[:1].islower()


def _is_wrapped(before: Cell, after: Cell, *, column: Column) -> bool:
    """Tell whether the next word had no room on the line before."""
    blank = 0.25 * before.size
    if after.leftwards:
        room = before.left - column.left
    else:
        room = column.right - before.right
    centred = _is_centred(before, column) and _is_centred(after, column)
    if centred:
        room = (column.right - column.left) - before.width
    needed = blank + after.first_word
    return room < needed or before.width + needed > _FULL * (column.right - column.left)


def _is_centred(cell: Cell, column: Column) -> bool:
    left, right = cell.left - column.left, column.right - cell.right
    return abs(left - right) < cell.size and left > cell.size
