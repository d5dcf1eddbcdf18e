"""Plain text, with the light markup that people put into it.

Emphasis by asterisks or underscores, headings that are underlined or begin with ``#``, lines
drawn across, and letterheads set in two columns by blanks.
"""

import re
from collections.abc import Iterator
from itertools import count, groupby

from preserve.describe.lines import Document, Line
from preserve.describe.readers.decoding import decode
from preserve.describe.readers.source import Source

HEAD_OCTETS = 1024 * 1024
"""How much of a text is read; a release says what it is in its first pages."""
_MOST_LINES = 20_000
_LONGEST = 20_000
_RULE = re.compile(r"\s*(?:([-=_*~#+—–─.])(?:\s*\1){2,})\s*")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\*{3,})\s*")
_ATX = re.compile(r"\s{0,3}(?P<marks>#{1,6})\s+(?P<text>\S.*)", re.DOTALL)
_WRAPPED = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_INLINE = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]+?)(?<=[^\s*])\1(?![\w*])")
_ITEM = re.compile(r"\s*[-•*·▪‣●]\s+(?=\S)(?!.*[-*]\s*$)")
_FIELD = re.compile(r"\s{0,8}[^\W\d_][^:]{1,28}(?:\s{0,3}:\s{2,}|\s{2,}:\s+)\S")
_FORM = 3
_QUOTE = re.compile(r"^(?:>\s?)+")
_QUOTED = 8
"""Rows that begin with the sign of a quotation in a text that was sent on."""
_GAP = re.compile(r" {3,}")

_Raw = tuple[int, str]


def read(source: Source) -> Document:
    """Read the first mebibyte of a plain text."""
    octets = source.stream.read(HEAD_OCTETS + 1)
    decoded = decode(octets[:HEAD_OCTETS])
    if decoded is None:
        return Document(name=source.name, lines=(), certain=False, encoding="unknown")
    rows = decoded.text.split("\n")
    return Document(
        name=source.name,
        lines=tuple(lines(rows[:_MOST_LINES], first=1)),
        encoding=decoded.encoding,
        certain=decoded.certain,
        whole=len(octets) <= HEAD_OCTETS and len(rows) <= _MOST_LINES,
    )


def lines(rows: list[str], *, first: int) -> Iterator[Line]:
    """Give the lines of a text whose first row has the number ``first``."""
    blocks = count(1)
    quoted = [row for row in rows if row.startswith(">")]
    if len(quoted) >= _QUOTED and 2 * len(quoted) > sum(bool(row.strip()) for row in rows):
        rows = [_QUOTE.sub("", row) for row in rows]
    numbered = (
        # A tab within a line is a gap, whatever its width on a screen.
        (first + index, row[:_LONGEST].replace("\t", "    "))
        for index, row in enumerate(rows)
    )
    for blank, group in groupby(numbered, key=lambda raw: not raw[1].strip()):
        if not blank:
            yield from _passage(list(group), blocks)


def _passage(rows: list[_Raw], blocks: Iterator[int]) -> Iterator[Line]:
    """Read the rows between two blank ones: cut at drawn lines, see underlined headings."""
    pending: list[_Raw] = []
    for number, row in rows:
        if not _RULE.fullmatch(row):
            pending.append((number, row))
            continue
        underlined = _is_heading(pending, row)
        level = (1 if "=" in row else 2) if underlined else 0
        yield from _block(pending, blocks, level=level)
        pending = []
        if not underlined:
            yield Line(text=row.strip(), number=number, block=next(blocks), rule=True)
    yield from _block(pending, blocks, level=0)


def _is_heading(pending: list[_Raw], row: str) -> bool:
    if not pending or len(pending) > 2 or not _UNDERLINE.fullmatch(row):
        return False
    longest = max(len(text.strip()) for _, text in pending)
    return len(row.strip()) >= 0.6 * longest


def _block(rows: list[_Raw], blocks: Iterator[int], *, level: int) -> Iterator[Line]:
    if not rows:
        return
    if any(_GAP.search(row.strip()) for _, row in rows):
        yield from _columns(rows, blocks)
        return
    whole = _WRAPPED.fullmatch("\n".join(row.strip() for _, row in rows))
    if whole is not None and whole[1] not in whole[2]:
        rows = [
            (number, part) for (number, _), part in zip(rows, whole[2].split("\n"), strict=True)
        ]
    mark = whole[1] if whole is not None and whole[1] not in whole[2] else ""
    block = next(blocks)
    for index, (number, row) in enumerate(rows):
        yield _line(
            row,
            number,
            block=block,
            mark=mark,
            level=level,
            joined=bool(mark or level) and index > 0,
        )


def _line(
    row: str, number: int, *, block: int, mark: str, level: int, joined: bool, column: int = 0
) -> Line:
    atx = _ATX.fullmatch(row)
    heading = atx["text"].rstrip().rstrip("#").rstrip() if atx is not None else ""
    # "# 12" is the number of something.
    if atx is not None and heading and not heading.isdigit():
        level, row = len(atx["marks"]), heading
    single = _WRAPPED.fullmatch(row.strip())
    if not mark and single is not None and single[1] not in single[2]:
        mark, row = single[1], single[2]
    item = _ITEM.match(row)
    text = _INLINE.sub(r"\2", row[item.end() :] if item else row)
    return Line(
        text=" ".join(text.split()),
        number=number,
        block=block,
        column=column,
        level=level,
        bold=len(mark) >= 2,
        italic=len(mark) in {1, 3},
        listed=item is not None,
        joined=joined,
    )


def _columns(rows: list[_Raw], blocks: Iterator[int]) -> Iterator[Line]:
    """Read rows set side by side column by column, the left one first; a form row by row."""
    if sum(_FIELD.match(row) is not None for _, row in rows) >= _FORM:
        yield from _form(rows, blocks)
        return
    cells = [cell for number, row in rows for cell in _cells(number, row)]
    right = [start for _, index, start, _ in cells if index > 0]
    edge = min(right) - 2
    sides: dict[int, list[_Raw]] = {}
    for number, index, start, text in cells:
        column = index if index or start < edge else 1
        sides.setdefault(column, []).append((number, text))
    for column, side in sorted(sides.items()):
        block = next(blocks)
        for number, text in side:
            yield _line(text, number, block=block, mark="", level=0, joined=False, column=column)


def _form(rows: list[_Raw], blocks: Iterator[int]) -> Iterator[Line]:
    """Read ``Label:   value``, and the rows on which a value goes on."""
    fields: list[_Raw] = []
    for number, row in rows:
        goes_on = fields and not _FIELD.match(row) and row.startswith("   ")
        if goes_on:
            first, begun = fields[-1]
            fields[-1] = (first, f"{begun} {row.strip()}")
        else:
            fields.append((number, row))
    for number, row in fields:
        yield _line(row, number, block=next(blocks), mark="", level=0, joined=False)


def _cells(number: int, row: str) -> Iterator[tuple[int, int, int, str]]:
    row = row.rstrip()
    start = len(row) - len(row.lstrip())
    index = 0
    for gap in _GAP.finditer(row, start):
        yield number, index, start, row[start : gap.start()]
        index, start = index + 1, gap.end()
    yield number, index, start, row[start:]
