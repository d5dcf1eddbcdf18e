"""Describes one document: reader, lines, zones, fields, and what is left for a person."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from preserve.config import DescribeSettings
from preserve.describe import excerpt, readers
from preserve.describe.lines import NO_LETTERS, Document
from preserve.describe.readers import READERS, Source
from preserve.errors import ReadError
from preserve.model.description import (
    Description,
    Evidence,
    Origin,
    Question,
    ReviewItem,
    Value,
)
from preserve.storage.folders import Folder

WHOLE = "*"
"""The element of a review item about the description as a whole."""
CORE = ("title", "publisher", "issued", "language")
"""The terms that every record should have; an empty one is put before a person."""
MOST_ATTACHMENTS = 1000
"""How many files within a document are named."""
_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_SAMPLE = 8192
_SEEN = 0.99
_MISSING = {
    "title": "left empty: no headline was found above the prose",
    "publisher": "left empty: no letterhead names an institution",
    "issued": "left empty: the release gives itself no date",
    "language": "left empty: there is too little prose to tell the language",
}


def describe(document: Path, *, name: str, settings: DescribeSettings) -> Description:
    """Describe one document; the evidence names it ``name``.

    Reads its beginning alone, in bounded memory. Raises ReadError when it cannot be read.
    """
    try:
        with Folder.open(document.parent) as folder:
            return describe_in(folder, document.name, name=name, settings=settings)
    except OSError as error:
        raise ReadError(f"{document}: cannot be read ({error.strerror})") from error


def describe_in(folder: Folder, path: str, *, name: str, settings: DescribeSettings) -> Description:
    """Describe a document below an open folder.

    Raises OSError as reading does.
    """
    ocr = settings.languages if settings.ocr else None
    read = read_in(folder, path, name=name, ocr=ocr)
    if isinstance(read, str):
        return unread(read)
    described = _described(read, settings)
    return replace(described, values=(*described.values, *_attached(read)))


def _attached(document: Document) -> Iterator[Value]:
    """Name what a document carries inside; it stays there, and nothing is taken out."""
    for name in dict.fromkeys(document.attachments[:MOST_ATTACHMENTS]):
        yield Value(
            element="hasPart",
            text=name,
            confidence=_SEEN,
            evidence=Evidence(
                origin=Origin.DOCUMENT, where=document.name, text=name, rule="attached within"
            ),
        )


def read_in(
    folder: Folder, path: str, *, name: str, ocr: tuple[str, ...] | None = None
) -> Document | str:
    """Read a document below an open folder; a text instead names a format without a reader.

    ``ocr`` are the languages to expect, where letters in pictures are to be recognised.

    Raises OSError as reading does.
    """
    with folder.open_file(path) as handle, open(handle, "rb", closefd=False) as stream:
        format_name = readers.recognise(path, stream.read(_SAMPLE))
        stream.seek(0)
        reader = READERS.get(format_name)
        if reader is None:
            return f"no reader for this format yet ({format_name})"
        try:
            read = reader(Source(name=name, stream=stream, ocr=ocr))
        except _FAULTS as error:
            # A document made to break a reader must not keep the others from being described.
            return f"its reader failed ({format_name}: {type(error).__name__})"
        return replace(read, format=format_name)


def _described(document: Document, settings: DescribeSettings) -> Description:
    if not document.lines:
        return unread(document.wordless or _wordless(document))
    # The patterns of every language take a quarter of a second: only where there is text.
    from preserve.describe import proposals  # noqa: PLC0415 - quick start-up

    chosen = list(proposals.choose(document, settings))
    values = tuple(value for one in chosen for value in one.values)
    review = [item for one in chosen for item in one.review]
    runners_up = tuple(value for one in chosen for value in one.runners_up)
    return Description(
        values=values,
        review=(
            *review,
            *_missing({value.element for value in values}, review),
            *_doubts(document),
        ),
        runners_up=runners_up,
        excerpts=(excerpt.of(document, (*values, *runners_up)),),
    )


def _wordless(document: Document) -> str:
    return "the document is empty" if document.certain else "its encoding cannot be told"


def _missing(given: set[str], review: list[ReviewItem]) -> Iterator[ReviewItem]:
    asked = {item.element for item in review}
    for element in CORE:
        if element not in given and element not in asked:
            yield ReviewItem(element=element, reason=_MISSING[element])


def _doubts(document: Document) -> Iterator[ReviewItem]:
    if not document.certain:
        reason = f"the encoding was guessed ({document.encoding}): look at the letters"
        yield ReviewItem(element=WHOLE, reason=reason)
    if document.recognised:
        reason = f"read by {document.recognised}, {document.sure:.0%} sure: look at the letters"
        yield ReviewItem(element=WHOLE, reason=reason)


def unread(reason: str) -> Description:
    """Describe nothing, and ask a person to."""
    again = " run again with --ocr, or" if reason == NO_LETTERS else ""
    asked = f"{reason}:{again} give the row in metadata.csv"
    item = ReviewItem(element=WHOLE, reason=asked, question=Question.DOCUMENT)
    return Description(values=(), review=(item,))
