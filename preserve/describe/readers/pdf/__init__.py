"""PDF: the first pages and the last, from where each letter is printed."""

from dataclasses import replace
from functools import cache

from preserve.describe.lines import NO_LETTERS, Document
from preserve.describe.readers import properties
from preserve.describe.readers.apart import ReaderApart
from preserve.describe.readers.source import Source

NO_MEANING = "the PDF does not tell which letters its shapes are"
_NAME = "the reader of PDF (pdfium)"
_MODULE = "preserve.describe.readers.pdf.process"


def read(source: Source) -> Document:
    """Read the beginning and the end of a PDF document."""
    document, answer = _reader().ask(source)
    if source.ocr is not None and document.wordless in {NO_LETTERS, NO_MEANING}:
        return _recognised(document, source)
    told = answer.get("properties")
    given = told if isinstance(told, dict) else {}
    hints = properties.hints(
        title=str(given.get("Title", "")),
        keywords=str(given.get("Keywords", "")),
        source="PDF's properties",
    )
    return replace(document, hints=tuple(hints))


def _recognised(document: Document, source: Source) -> Document:
    # Imported here: OCR is asked for by few.
    from preserve.describe.readers import ocr  # noqa: PLC0415

    _, picture = _reader().ask(source, render=1)
    return ocr.read(document, picture, languages=source.ocr or ())


@cache
def _reader() -> ReaderApart:
    return ReaderApart(_MODULE, name=_NAME)
