"""Cells to columns: what stands side by side is read one column after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from preserve.describe.readers.pdf.cells import Cell

_GUTTER = 1.0
"""Of the size of the letters: the least that parts two columns all the way down."""
_ABOVE = 0.75
_BELOW = 0.2
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Band:
    """Cells that overlap in height, in one row or in several beside each other."""

    cells: tuple[Cell, ...]

    @property
    def top(self) -> float:
        return max(cell.y + _ABOVE * cell.size for cell in self.cells)

    @property
    def bottom(self) -> float:
        return min(cell.y - _BELOW * cell.size for cell in self.cells)


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
    current: list[Cell] = []
    bottom = 0.0
    for cell in sorted(cells, key=lambda one: -(one.y + _ABOVE * one.size)):
        if current and cell.y + _ABOVE * cell.size <= bottom + 0.1 * cell.size:
            yield _Band(cells=tuple(current))
            current = []
        low = cell.y - _BELOW * cell.size
        bottom = low if not current else min(bottom, low)
        current.append(cell)
    yield _Band(cells=tuple(current))


def _groups(bands: Sequence[_Band]) -> Iterator[tuple[list[Cell], list[float]]]:
    """Put bands together that share a gutter, with the edges of their columns."""
    group: list[Cell] = []
    edges: list[float] = []
    bottom = 0.0
    for band in bands:
        together = _gutters([*group, *band.cells]) if group else []
        if group and (
            not (edges or _gutters(band.cells)) or (together and _is_near(group, band, bottom))
        ):
            group += band.cells
            edges = together if edges else []
        else:
            if group:
                yield group, edges
            group, edges = list(band.cells), _gutters(band.cells)
        bottom = band.bottom
    yield group, edges


def _is_near(group: Sequence[Cell], band: _Band, bottom: float) -> bool:
    """Tell whether a band goes on with the columns above it."""
    gap = (bottom - band.top) / max(cell.size for cell in band.cells)
    if _gutters(band.cells):
        return gap < _NEAR
    styles = {(round(cell.size, 1), cell.bold) for cell in group}
    return gap < _NEXT and all((round(cell.size, 1), cell.bold) in styles for cell in band.cells)


def _gutters(cells: Sequence[Cell]) -> list[float]:
    """Give where a stretch that no cell reaches into parts cells from left to right."""
    size = max(cell.size for cell in cells)
    edges: list[float] = []
    reach = None
    for cell in sorted(cells, key=lambda one: one.left):
        if reach is not None and cell.left - reach > _GUTTER * size:
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
    return tuple(sorted(cells, key=lambda cell: (-cell.y, cell.left)))


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
