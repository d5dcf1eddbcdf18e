"""The program in which pdfium runs: ``python -m preserve.describe.readers.pdf.process``.

A document is opened by the handle that the parent has open.
"""

import ctypes
import re
import resource
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from itertools import count

import pypdfium2.raw as pdfium

from preserve.describe.lines import NO_LETTERS, Line, Zone
from preserve.describe.readers.pdf import (
    NO_MEANING,
    cells,
    columns,
    glyphs,
    letters,
    paragraphs,
    rendering,
    running,
)
from preserve.describe.readers.pdf.cells import Cell
from preserve.describe.readers.pdf.running import Printed, Zoned
from preserve.storage import child_process

MEMORY = 1 << 30
"""Octets of address space; a document that needs more is not read."""
_FIRST_PAGES = 2
_WORD = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_REASONS = {
    pdfium.FPDF_ERR_PASSWORD: "the PDF is encrypted and needs a password",
    pdfium.FPDF_ERR_SECURITY: "the PDF is encrypted in a way that cannot be read",
}
_BROKEN = "the PDF is broken and cannot be read"
_MOST_UNKNOWN = 0.4
_LONGEST_PROPERTY = 4096
_ZONES: tuple[tuple[Zone, Callable[[Zoned], tuple[Cell, ...]]], ...] = (
    (Zone.HEADER, lambda page: page.header),
    (Zone.PAGE, lambda page: page.page),
    (Zone.FOOTER, lambda page: page.footer),
)


def main() -> None:
    """Serve until the parent ends."""
    _limit()
    pdfium.FPDF_InitLibrary()
    child_process.serve(_answer)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # macOS knows the limit, and lets nobody set it.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _answer(request: child_process.Message) -> child_process.Message:
    path = request["path"]
    if not isinstance(path, str):
        raise TypeError("a path is asked for")
    document = pdfium.FPDF_LoadDocument(path.encode("ascii"), None)
    if not document:
        error = pdfium.FPDF_GetLastError()
        return {
            "wordless": _REASONS.get(error, _BROKEN),
            "unopened": error == pdfium.FPDF_ERR_FILE,
        }
    try:
        number = request.get("render")
        return rendering.render(document, number) if isinstance(number, int) else _read(document)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read(document: object) -> child_process.Message:
    pages = pdfium.FPDF_GetPageCount(document)
    if pages < 1:
        return {"wordless": "the PDF has no pages"}
    numbers = sorted({*range(1, min(pages, _FIRST_PAGES) + 1), pages})
    read = [glyphs.read(document, number) for number in numbers]
    wordless = _wordless(read[0])
    lines = [] if wordless else list(_lines(read))
    return {
        "lines": [_as_message(line) for line in lines],
        "wordless": wordless or ("" if lines else NO_LETTERS),
        "whole": read[-1].whole,
        "properties": {key: _property(document, key) for key in ("Title", "Keywords")},
    }


def _wordless(first: glyphs.Page) -> str:
    if first.scan:
        return NO_LETTERS
    return NO_MEANING if first.unknown > _MOST_UNKNOWN else ""


def _lines(pages: list[glyphs.Page]) -> Iterator[Line]:
    printed = [
        Printed(number=page.number, height=page.height, cells=tuple(cells.build(page.glyphs)))
        for page in pages
    ]
    common = paragraphs.common_size([cell for page in printed for cell in page.cells])
    blocks = count(1)
    found = [
        line for page in running.part(printed) for line in _of_page(page, common, blocks=blocks)
    ]
    return _unbroken(found)


def _of_page(page: Zoned, common: float, *, blocks: Iterator[int]) -> Iterator[Line]:
    numbers = count(1)
    for zone, chosen in _ZONES:
        like = Line(text="", number=0, block=0, page=page.number, zone=zone)
        found = columns.build(chosen(page))
        yield from paragraphs.build(found, of=like, common=common, counted=(blocks, numbers))


def _unbroken(lines: Sequence[Line]) -> Iterator[Line]:
    """Join the words that hyphens break at the ends of lines."""
    words = {match[0] for line in lines for match in _WORD.finditer(line.text)}
    left = list(lines)
    for at in range(len(left) - 1):
        first, second = left[at], left[at + 1]
        both = None
        if first.block == second.block:
            both = letters.joined(first.text, second.text, words=words)
        if both is not None:
            left[at], left[at + 1] = replace(first, text=both[0]), replace(second, text=both[1])
    return (line for line in left if line.text)


def _as_message(line: Line) -> child_process.Message:
    return {**asdict(line), "zone": line.zone.value}


def _property(document: object, key: str) -> str:
    text = ctypes.create_string_buffer(_LONGEST_PROPERTY)
    pdfium.FPDF_GetMetaText(document, key.encode("ascii"), text, len(text))
    return text.raw.decode("utf-16-le", "replace").partition("\0")[0]


if __name__ == "__main__":
    main()
