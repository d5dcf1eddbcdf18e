"""What a person is shown of a document beside its description."""

from collections.abc import Iterable, Iterator

from preserve.describe.lines import Document, Line
from preserve.model.description import Value
from preserve.model.excerpts import Excerpt, ExcerptLine

_LINES = 60
"""Lines of the beginning that are shown, if they are on the first page."""
_FURTHER = 20
"""Lines further down that are shown, because values rest on them."""
_CHARACTERS = 6000
_LONGEST = 1000


def of(document: Document, values: Iterable[Value]) -> Excerpt:
    """Cut a document to its beginning, and to the lines that these values rest on."""
    beginning = _beginning(document)
    told = {(one.evidence.page, one.evidence.line) for one in values}
    further = [
        line for line in document.lines[len(beginning) :] if (line.page, line.number) in told
    ]
    shown = [*beginning, *further[:_FURTHER]]
    return Excerpt(
        document=document.name,
        format=document.format,
        encoding=document.encoding,
        lines=tuple(_shown(shown)),
        left_out=len(document.lines) - len(shown),
        whole=document.whole,
    )


def _beginning(document: Document) -> list[Line]:
    """Give the lines of the first page, up to a length that can be looked over."""
    first = document.lines[0].page if document.lines else None
    kept: list[Line] = []
    left = _CHARACTERS
    for line in document.lines[:_LINES]:
        left -= min(len(line.text), _LONGEST)
        if kept and (left < 0 or line.page != first):
            break
        kept.append(line)
    return kept


def _shown(lines: Iterable[Line]) -> Iterator[ExcerptLine]:
    before: Line | None = None
    for line in lines:
        text = line.text if len(line.text) <= _LONGEST else f"{line.text[: _LONGEST - 1]}…"
        begins = before is not None and before.block != line.block
        yield ExcerptLine(number=line.number, text=text, page=line.page, begins=begins)
        before = line
