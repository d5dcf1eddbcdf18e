"""Readers, one a document format, and which one a document needs.

A format that is recognised and has no reader here is named, never guessed at.
"""

import os.path
from collections.abc import Mapping

from preserve.describe.lines import Document
from preserve.describe.readers import text
from preserve.describe.readers.decoding import is_binary
from preserve.describe.readers.source import Reader, Source

__all__ = ["READERS", "Reader", "Source", "recognise"]

TEXT = "plain text"
MARKDOWN = "Markdown"
HTML = "HTML"
MAIL = "e-mail"
BINARY = "binary"
_SAMPLE = 8192


def _markdown(source: Source) -> Document:
    # Imported here, as below: parsers are slow to load, and most releases are plain text.
    from preserve.describe.readers import markdown  # noqa: PLC0415

    return markdown.read(source)


def _html(source: Source) -> Document:
    from preserve.describe.readers import html  # noqa: PLC0415

    return html.read(source)


def _mail(source: Source) -> Document:
    from preserve.describe.readers import mail  # noqa: PLC0415

    return mail.read(source)


def _pdf(source: Source) -> Document:
    from preserve.describe.readers import pdf  # noqa: PLC0415

    return pdf.read(source)


def _docx(source: Source) -> Document:
    from preserve.describe.readers import docx  # noqa: PLC0415

    return docx.read(source)


def _odt(source: Source) -> Document:
    from preserve.describe.readers import odt  # noqa: PLC0415

    return odt.read(source)


def _rtf(source: Source) -> Document:
    from preserve.describe.readers import rtf  # noqa: PLC0415

    return rtf.read(source)


READERS: Mapping[str, Reader] = {
    TEXT: text.read,
    MARKDOWN: _markdown,
    HTML: _html,
    MAIL: _mail,
    "PDF": _pdf,
    "DOCX": _docx,
    "ODT": _odt,
    "RTF": _rtf,
}

EXTENSIONS: Mapping[str, str] = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": "PDF",
    ".docx": "DOCX",
    ".doc": "DOC",
    ".odt": "ODT",
    ".rtf": "RTF",
    ".eml": MAIL,
    ".msg": MAIL,
}
"""The formats that a release's main document may have."""

_OTHER = frozenset(
    {".css", ".csv", ".gif", ".gz", ".jpeg", ".jpg", ".js", ".json"}
    | {".png", ".tif", ".tiff", ".tsv", ".xml", ".zip"}
)
_TEXTS = frozenset({TEXT, MARKDOWN})
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\xd0\xcf\x11\xe0", "DOC"),
)
_PACKED = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "ODT"),
    (b"word/document.xml", "DOCX"),
)
_HTML = (b"<!doctype html", b"<html")


def recognise(name: str, sample: bytes) -> str:
    """Name the format of a document by its first octets and its extension.

    The octets go before the extension; what is neither is plain text if it can be text.
    """
    start = sample[:_SAMPLE]
    extension = os.path.splitext(name)[1].lower()
    by_name = EXTENSIONS.get(extension)
    for signature, found in _SIGNATURES:
        if start.startswith(signature):
            return _packed(start, by_name) or found if found in {"ZIP", "DOC"} else found
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML):
        return HTML
    if extension in _OTHER:
        return extension.removeprefix(".").upper()
    if by_name in _TEXTS or by_name is None:
        return BINARY if is_binary(start) else by_name or TEXT
    return by_name


def _packed(start: bytes, by_name: str | None) -> str | None:
    """Tell which document a zip is; an encrypted one is packed as a DOC is."""
    if by_name in {"DOCX", "ODT"}:
        return by_name
    return next((name for mark, name in _PACKED if mark in start), None)
