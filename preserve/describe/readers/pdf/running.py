"""What is printed on every page: headers, footers, page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from preserve.describe.readers.pdf.cells import Cell

_EDGE_LINES = 3
_PAGE = r"(?:page|p|pg|seite|s|pagina|página|pág|pag|sayfa|səhifə|стр|с|страница|стор|صفحة|صفحه)"
_NUMBER = re.compile(
    rf"\W*(?:{_PAGE}\.?\s+)?\d{{1,4}}(?:\s*(?:/|[^\W\d]{{1,4}})\s*\d{{1,3}})?\W*|\W*[ivxlc]{{1,6}}\W*"
)
_LOW = 0.09
_LOWER_GAP = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoned:
    """The cells of a page by where they are printed; page numbers are in none."""

    number: int
    header: tuple[Cell, ...] = ()
    page: tuple[Cell, ...] = ()
    footer: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The cells of a page, and how high it is."""

    number: int
    height: float
    cells: tuple[Cell, ...]


def part(pages: Sequence[Printed]) -> list[Zoned]:
    """Tell what runs through the pages; of further pages it is left out."""
    running = _running(pages)
    titles = {_shape(cell) for cell in pages[0].cells} if pages else set()
    return [
        _first(page, running) if position == 0 else _further(page, running, titles=titles)
        for position, page in enumerate(pages)
    ]


def _running(pages: Sequence[Printed]) -> set[str]:
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(cell) for cell in _edges(page)})
    return {shape for shape, times in seen.items() if times > 1}


def _edges(page: Printed) -> list[Cell]:
    heights = sorted({round(cell.y) for cell in page.cells}, reverse=True)
    outer = {*heights[:_EDGE_LINES], *heights[-_EDGE_LINES:]}
    return [cell for cell in page.cells if round(cell.y) in outer]


def _shape(cell: Cell) -> str:
    return re.sub(r"\d+", "#", cell.text.casefold())


def _first(page: Printed, running: set[str]) -> Zoned:
    edges = _edges(page)
    header = [cell for cell in edges if _shape(cell) in running and _is_high(cell, page)]
    low = [cell for cell in edges if _shape(cell) in running and not _is_high(cell, page)]
    low += [cell for cell in _foot(page) if cell not in low and cell not in header]
    numbers = [cell for cell in edges if _is_number(cell, page)]
    if len(header) + len(low) >= len(page.cells):
        header, low = [], []
    return Zoned(
        number=page.number,
        header=_without(header, numbers),
        page=_without(page.cells, [*header, *low, *numbers]),
        footer=_without(low, numbers),
    )


def _further(page: Printed, running: set[str], *, titles: set[str]) -> Zoned:
    edges = _edges(page)
    heights = sorted({round(cell.y) for cell in page.cells}, reverse=True)
    known = [
        cell
        for cell in edges
        if _shape(cell) in running or (round(cell.y) in heights[:1] and _shape(cell) in titles)
    ]
    numbers = [cell for cell in edges if _is_number(cell, page)]
    return Zoned(number=page.number, page=_without(page.cells, [*known, *numbers]))


def _without(cells: Sequence[Cell], others: Sequence[Cell]) -> tuple[Cell, ...]:
    left_out = set(map(id, others))
    return tuple(cell for cell in cells if id(cell) not in left_out)


def _is_high(cell: Cell, page: Printed) -> bool:
    return cell.y > 0.5 * page.height


def _is_number(cell: Cell, page: Printed) -> bool:
    """Tell a page number, at the very edge of a page."""
    outer = cell.y < 0.1 * page.height or cell.y > 0.92 * page.height
    if not outer or len(cell.text) > 20 or not _NUMBER.fullmatch(cell.text.casefold()):
        return False
    return not any(one.y == cell.y for one in page.cells if one is not cell)


def _foot(page: Printed) -> list[Cell]:
    """Give what is at the foot of a page, parted from the text by an empty stretch."""
    low = [cell for cell in page.cells if cell.y < _LOW * page.height]
    above = [cell for cell in page.cells if cell.y >= _LOW * page.height]
    if not low or not above:
        return []
    top, bottom = max(low, key=lambda cell: cell.y), min(above, key=lambda cell: cell.y)
    parted = bottom.y - top.y > _LOWER_GAP * bottom.size
    return low if parted or top.size < 0.9 * bottom.size else []
