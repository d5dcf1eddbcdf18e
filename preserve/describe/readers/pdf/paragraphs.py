"""Columns to lines: which belong together, and which the margin broke."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_low

from preserve.describe.lines import Line
from preserve.describe.readers import items
from preserve.describe.readers.pdf.cells import Cell
from preserve.describe.readers.pdf.columns import Column

_LOOSER = 1.25
"""Times the usual distance of lines: more begins a new paragraph."""
_OTHER_SIZE = 0.08
_INDENT = (0.7, 5.0)
_LOOSEST = 1.5
"""Of the size of letters: the distance of lines, where no line tells that it is more."""

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
            text, listed = items.without_sign(cell.text)
            yield replace(
                of,
                text=text,
                listed=listed,
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
    """Give the usual distance of lines, in sizes of their letters.

    It is best told by the lines that go on only because the margin is reached.
    """
    pairs = [
        (column, before, after)
        for column in columns
        for before, after in pairwise(column.cells)
        if _is_alike(before, after) and 0.8 < _distance(before, after) < 2.7
    ]
    wrapped = [
        _distance(before, after)
        for column, before, after in pairs
        if before.width > 0.6 * column.width and _is_wrapped(before, after, column=column)
    ]
    if wrapped:
        return median_low(wrapped)
    return min((*(_distance(before, after) for _, before, after in pairs), _LOOSEST))


def _distance(before: Cell, after: Cell) -> float:
    return (before.y - after.y) / max(before.size, after.size)


def _is_alike(before: Cell, after: Cell) -> bool:
    return abs(before.size - after.size) <= _OTHER_SIZE * before.size and before.bold == after.bold


def _is_new(before: Cell, after: Cell, *, column: Column, leading: float) -> bool:
    """Tell whether a line begins a paragraph."""
    if abs(before.size - after.size) > _OTHER_SIZE * max(before.size, after.size):
        return True
    distance = _distance(before, after)
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
    left, right = before.left - column.left, column.right - before.right
    centred = _is_centred(before, column) and _is_centred(after, column)
    room = left + right if centred else max(left, right)
    return room < 0.25 * before.size + after.first_word


def _is_centred(cell: Cell, column: Column) -> bool:
    left, right = cell.left - column.left, column.right - cell.right
    return abs(left - right) < cell.size and left > cell.size
