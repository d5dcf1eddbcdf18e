"""Cells to columns: what stands side by side is read one column after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from preserve.describe.readers import gaps
from preserve.describe.readers.pdf.cells import Cell

_GUTTER = 1.0
"""Of the size of the letters: the least that parts two columns all the way down."""
_SURE_GUTTER = 1.5
_FEW_LINES = 2
_BLANKS = 2.5
_ABOVE = 0.75
_BELOW = 0.2
_BESIDE = 1.05
"""Of the size of letters: less than lines are apart, so that none is beside the next one."""
_LOOK_BACK = 12
_SAME_LINE = 0.3
_NEAR = 2.2
"""Lines from which on what follows is not set side by side with what is above it."""
_NEXT = 0.7
"""Lines from which on what is below one column alone is no further line of it."""
_MOST_COLUMNS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Lines one below the other."""

    number: int
    """From 0; 0 also where nothing is beside it."""
    cells: tuple[Cell, ...]
    left: float
    right: float

    @property
    def width(self) -> float:
        """How wide its longest line can be."""
        return self.right - self.left


_Band = list[Cell]
"""Cells that stand beside each other, in one row or in several."""


def build(cells: Sequence[Cell]) -> list[Column]:
    """Give the columns of a page in the order of reading."""
    if not cells:
        return []
    left, right = min(cell.left for cell in cells), max(cell.right for cell in cells)
    columns: list[Column] = []
    for group, edges in _groups(list(_bands(cells))):
        columns += _columns(group, edges, left=left, right=right)
    return columns


def _bands(cells: Sequence[Cell]) -> Iterator[_Band]:
    band: _Band = []
    for cell in sorted(cells, key=_top, reverse=True):
        if band and not any(_is_beside(cell, one) for one in band[-_LOOK_BACK:]):
            yield band
            band = []
        band.append(cell)
    yield band


def _top(cell: Cell) -> float:
    return cell.y + _ABOVE * cell.size


def _bottom(cells: Sequence[Cell]) -> float:
    return min(cell.y - _BELOW * cell.size for cell in cells)


def _is_beside(cell: Cell, other: Cell) -> bool:
    """Tell whether two cells share some height and no width."""
    disjoint = cell.left > other.right or cell.right < other.left
    return disjoint and abs(cell.y - other.y) < _BESIDE * max(cell.size, other.size)


def _groups(bands: Sequence[_Band]) -> Iterator[tuple[list[Cell], list[float]]]:
    """Put bands together that share a gutter, with the edges of their columns."""
    group: list[Cell] = []
    edges: list[float] = []
    bottom = 0.0
    for band in bands:
        together = _gutters([*group, *band]) if group else []
        if group and (
            not (edges or _gutters(band)) or (together and _is_near(group, band, bottom))
        ):
            group += band
            edges = together if edges else []
        else:
            if group:
                yield group, edges
            group, edges = list(band), _gutters(band)
        bottom = _bottom(band)
    yield group, edges


def _is_near(group: Sequence[Cell], band: _Band, bottom: float) -> bool:
    """Tell whether a band goes on with the columns above it."""
    gap = (bottom - max(map(_top, band))) / max(cell.size for cell in band)
    if _gutters(band):
        return gap < _NEAR
    styles = {(round(cell.size, 1), cell.bold) for cell in group}
    return gap < _NEXT and all((round(cell.size, 1), cell.bold) in styles for cell in band)


def _gutters(cells: Sequence[Cell]) -> list[float]:
    """Give where a stretch that no cell reaches into parts cells from left to right.

    In few lines it must be wide: a blank of a justified line may look like one.
    """
    size = max(cell.size for cell in cells)
    least = _GUTTER * size
    if len({round(cell.y) for cell in cells}) <= _FEW_LINES:
        least = max(_SURE_GUTTER * size, _BLANKS * max(cell.blank for cell in cells))
    edges: list[float] = []
    reach = None
    for cell in sorted(cells, key=lambda one: one.left):
        if reach is not None and cell.left - reach > least:
            edges.append((cell.left + reach) / 2)
        reach = cell.right if reach is None else max(reach, cell.right)
    return edges[: _MOST_COLUMNS - 1]


def _columns(
    group: Sequence[Cell], edges: Sequence[float], *, left: float, right: float
) -> list[Column]:
    if not edges:
        return [Column(number=0, cells=_down(group), left=left, right=right)]
    bounds = list(pairwise([float("-inf"), *edges, float("inf")]))
    parts = [[cell for cell in group if low < cell.left <= high] for low, high in bounds]
    parts = [part for part in parts if part]
    if all(cell.leftwards for cell in group):
        parts.reverse()
    if _is_labelled(parts):
        return [Column(number=0, cells=_down(_labelled(parts)), left=left, right=right)]
    together = _together(parts)
    if together is not None:
        return [Column(number=0, cells=(together,), left=left, right=right)]
    return [
        Column(
            number=number,
            cells=_down(part),
            left=min(cell.left for cell in part),
            right=max(cell.right for cell in part),
        )
        for number, part in enumerate(parts)
    ]


def _down(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Give lines from top to bottom; what no gutter parts on one baseline is one line."""
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda one: (-one.y, one.left)):
        if rows and abs(rows[-1][0].y - cell.y) < _SAME_LINE * cell.size:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return tuple(row[0] if len(row) == 1 else _one(row) for row in rows)


def _one(row: Sequence[Cell]) -> Cell:
    leftwards = all(cell.leftwards for cell in row)
    ordered = sorted(row, key=lambda cell: cell.left, reverse=leftwards)
    return replace(
        ordered[0],
        text=" ".join(cell.text for cell in ordered),
        left=min(cell.left for cell in row),
        right=max(cell.right for cell in row),
        bold=all(cell.bold for cell in row),
        italic=all(cell.italic for cell in row),
    )


def _together(parts: Sequence[Sequence[Cell]]) -> Cell | None:
    """Give a place and a date on one line as one passage."""
    cells = [cell for part in parts for cell in part]
    text = gaps.joined([cell.text for cell in cells])
    return None if text is None else replace(_one(cells), text=text)


def _is_labelled(parts: Sequence[Sequence[Cell]]) -> bool:
    """Tell two columns whose left one is labels: ``Date: …``."""
    return len(parts) == 2 and all(cell.text.endswith(":") for cell in parts[0])


def _labelled(parts: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Give each label and what is beside it as one line, what is below that as the next."""
    labels, values = _down(parts[0]), list(_down(parts[1]))
    found: list[Cell] = []
    for value in values:
        label = next((one for one in labels if abs(one.y - value.y) < 0.5 * value.size), None)
        text = f"{label.text} {value.text}" if label is not None else value.text
        found.append(replace(value, text=text))
    told = {one.text for one in found}
    alone = [one for one in labels if not any(text.startswith(one.text) for text in told)]
    return [*found, *alone]
