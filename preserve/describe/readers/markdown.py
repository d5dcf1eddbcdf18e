"""Markdown (CommonMark and tables), with front matter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from preserve.describe.lines import Document, Line
from preserve.describe.readers import front_matter
from preserve.describe.readers.decoding import decode
from preserve.describe.readers.source import Source

HEAD_OCTETS = 64 * 1024
"""How much is read: parsing costs more than for plain text."""
_LONGEST_LABEL = 5
# A division with attributes, as converters write it: "::: {.breadcrumb}".
_FENCED = re.compile(r":{3,}\s?(?:\{[^}]*\}|\w*)")
_LONGEST_FENCE = 200
_TAG = re.compile(r"<[^<>]*>")


@dataclass(slots=True)
class _Run:
    """A line being put together from the pieces of an inline token."""

    texts: list[str] = field(default_factory=list)
    plain: bool = False
    strong: bool = False
    emphasised: bool = False


def read(source: Source) -> Document:
    """Read the first 64 KiB of a Markdown document."""
    octets = source.stream.read(HEAD_OCTETS + 1)
    decoded = decode(octets[:HEAD_OCTETS])
    if decoded is None:
        return Document(name=source.name, lines=(), certain=False, encoding="unknown")
    rows = ["" if _is_fence(row) else row for row in decoded.text.split("\n")]
    hints, skipped = front_matter.split(rows)
    tokens = _parser().parse("\n".join(rows[skipped:]))
    return Document(
        name=source.name,
        lines=tuple(_lines(tokens, skipped)),
        hints=hints,
        encoding=decoded.encoding,
        certain=decoded.certain,
        whole=len(octets) <= HEAD_OCTETS,
    )


def _is_fence(row: str) -> bool:
    bare = row.rstrip()
    return len(bare) <= _LONGEST_FENCE and _FENCED.fullmatch(bare) is not None


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


@dataclass(slots=True)
class _Place:
    """Where in the structure of the document a token stands."""

    level: int = 0
    listed: int = 0
    column: int = 0

    def move(self, token: Token) -> None:
        """Enter or leave what the token opens or closes."""
        if token.type in {"heading_open", "heading_close"}:
            self.level = int(token.tag[1:]) if token.nesting > 0 else 0
        elif token.type in {"list_item_open", "list_item_close"}:
            self.listed += token.nesting
        elif token.type in {"td_open", "th_open"}:
            self.column += 1
        elif token.type in {"tr_open", "table_close"}:
            self.column = 0


def _lines(tokens: Sequence[Token], skipped: int) -> Iterator[Line]:
    place = _Place()
    number = 1
    pairs = _pairs(tokens)
    for block, token in enumerate(tokens, start=1):
        number = token.map[0] + 1 + skipped if token.map else number
        place.move(token)
        if token.type == "hr":
            yield Line(text=token.markup[:3], number=number, block=block, rule=True)
        elif block - 1 in pairs:
            value = _text(tokens[pairs[block - 1]])
            text = f"{_text(token).rstrip(' :')}: {value}"
            yield Line(text=text, number=number, block=block)
        elif token.type == "inline" and block - 1 not in pairs.values():
            for line in _inline(token, number, block=block):
                yield replace(
                    line,
                    level=place.level,
                    listed=place.listed > 0,
                    column=max(place.column - 1, 0),
                )
        elif token.type in {"html_block", "code_block", "fence"}:
            yield from _verbatim(token, number, block=block)


def _pairs(tokens: Sequence[Token]) -> dict[int, int]:
    """Give the cells that are labels, each with where the value beside it stands.

    A row has two cells; the left one is short, and bold or below an empty heading.
    """
    found: dict[int, int] = {}
    cells: list[int] = []
    headless = False
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline" and tokens[at - 1].type in {"td_open", "th_open"}:
            cells.append(at)
        elif token.type == "thead_close":
            headless = not any(_text(tokens[one]) for one in cells)
        elif token.type == "tr_close" and len(cells) == 2:
            label, value = (tokens[one] for one in cells)
            strong = [_is_strong(label), _is_strong(value)] == [True, False]
            short = 1 <= len(_text(label).split()) <= _LONGEST_LABEL
            if short and _text(value) and (strong or headless):
                found[cells[0]] = cells[1]
    return found


def _text(token: Token) -> str:
    return " ".join("".join(one) for run in _runs(token.children or ()) for one in [run.texts])


def _is_strong(token: Token) -> bool:
    return all(run.strong and not run.plain for run in _runs(token.children or ()))


def _inline(token: Token, number: int, *, block: int) -> Iterator[Line]:
    before: _Run | None = None
    for index, run in enumerate(_runs(token.children or ())):
        text = " ".join("".join(run.texts).split())
        if not text:
            continue
        bold, italic = run.strong and not run.plain, run.emphasised and not run.plain
        joined = before is not None and (bold or italic) and not before.plain
        yield Line(
            text=text,
            number=number + index,
            block=block,
            bold=bold,
            italic=italic,
            joined=joined,
        )
        before = run


def _runs(children: Sequence[Token]) -> list[_Run]:
    runs = [_Run()]
    strong = emphasised = 0
    for child in children:
        if child.type in {"softbreak", "hardbreak"}:
            runs.append(_Run())
        elif child.type in {"strong_open", "strong_close"}:
            strong += child.nesting
        elif child.type in {"em_open", "em_close"}:
            emphasised += child.nesting
        elif child.content and child.type not in {"html_inline", "image"}:
            run = runs[-1]
            run.texts.append(child.content)
            run.strong = run.strong or strong > 0
            run.emphasised = run.emphasised or emphasised > 0
            run.plain = run.plain or not (strong or emphasised or not child.content.strip())
    return runs


def _verbatim(token: Token, number: int, *, block: int) -> Iterator[Line]:
    text = _TAG.sub(" ", token.content) if token.type == "html_block" else token.content
    first = number + 1 if token.type == "fence" else number
    for index, row in enumerate(text.split("\n")):
        if row.strip():
            yield Line(text=" ".join(row.split()), number=first + index, block=block)
