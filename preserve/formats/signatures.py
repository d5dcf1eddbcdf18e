"""The built-in table of formats: a few that releases come in, by signature and extension.

Facts from the PRONOM registry. What a signature of a few octets cannot tell apart has no PUID
here: a name without one is honest, a guessed version is not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

DATE = "2026-11"
"""When the table was last compared with PRONOM."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What the first octets of one format look like."""

    puid: str | None
    name: str
    version: str = ""
    media_type: str
    extensions: tuple[str, ...]
    head: re.Pattern[bytes]
    needs_extension: bool = False
    """Whether the signature says too little without the extension."""
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFormat:
    """A format of plain text that only its extension names."""

    puid: str
    name: str
    media_type: str


_PDF = {
    "1.0": "fmt/14",
    "1.1": "fmt/15",
    "1.2": "fmt/16",
    "1.3": "fmt/17",
    "1.4": "fmt/18",
    "1.5": "fmt/19",
    "1.6": "fmt/20",
    "1.7": "fmt/276",
    "2.0": "fmt/1129",
}
_JFIF = {"1.00": ("fmt/42", rb"\x00"), "1.01": ("fmt/43", rb"\x01"), "1.02": ("fmt/44", rb"\x02")}
_GIF = {"87a": "fmt/3", "89a": "fmt/4"}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"


def _head(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


def _pdf(version: str, puid: str) -> Signature:
    owner = "Acrobat PDF" if version.startswith("1") else "PDF"
    return Signature(
        puid=puid,
        name=f"{owner} {version} - Portable Document Format",
        version=version,
        media_type="application/pdf",
        extensions=("pdf",),
        head=_head(rb"%PDF-" + re.escape(version.encode()) + rb"(?![0-9])"),
        warning="PDF/A and PDF/X are not told apart from it",
    )


def _jfif(version: str, puid: str, minor: bytes) -> Signature:
    return Signature(
        puid=puid,
        name="JPEG File Interchange Format",
        version=version,
        media_type="image/jpeg",
        extensions=("jpg", "jpeg", "jpe"),
        head=_head(rb"\xff\xd8\xff\xe0..JFIF\x00\x01" + minor),
    )


def _gif(version: str, puid: str) -> Signature:
    return Signature(
        puid=puid,
        name="Graphics Interchange Format",
        version=version,
        media_type="image/gif",
        extensions=("gif",),
        head=_head(b"GIF" + version.encode()),
    )


SIGNATURES: tuple[Signature, ...] = (
    *(_pdf(version, puid) for version, puid in _PDF.items()),
    *(_jfif(version, puid, minor) for version, (puid, minor) in _JFIF.items()),
    *(_gif(version, puid) for version, puid in _GIF.items()),
    Signature(
        puid=None,
        name="Portable Network Graphics",
        media_type="image/png",
        extensions=("png",),
        head=_head(rb"\x89PNG\r\n\x1a\n"),
        warning="the version is not told (fmt/11, fmt/12 or fmt/13)",
    ),
    Signature(
        puid="fmt/353",
        name="Tagged Image File Format",
        media_type="image/tiff",
        extensions=("tif", "tiff"),
        head=_head(rb"(?:II\*\x00|MM\x00\*)"),
    ),
    Signature(
        puid=None,
        name="Rich Text Format",
        media_type="application/rtf",
        extensions=("rtf",),
        head=_head(rb"\{\\rtf1"),
        warning="the version is not told",
    ),
    Signature(
        puid="fmt/412",
        name="Microsoft Word for Windows",
        version="2007 onwards",
        media_type=_DOCX,
        extensions=("docx",),
        head=_head(rb"PK\x03\x04.{22}....\[Content_Types\]\.xml"),
        needs_extension=True,
        warning="the members of the ZIP were not read",
    ),
    Signature(
        puid=None,
        name="OpenDocument Text",
        media_type=_ODT,
        extensions=("odt",),
        head=_head(rb"PK\x03\x04.{22}....mimetype" + re.escape(_ODT.encode())),
        warning="the version is not told",
    ),
    Signature(
        puid="x-fmt/263",
        name="ZIP Format",
        media_type="application/zip",
        extensions=("zip",),
        head=_head(rb"PK(?:\x03\x04|\x05\x06)"),
        needs_extension=True,
    ),
    Signature(
        puid="fmt/471",
        name="Hypertext Markup Language",
        version="5",
        media_type="text/html",
        extensions=("html", "htm"),
        head=_head(rb"(?i:(?:\xef\xbb\xbf)?\s*<!doctype html\s*>)"),
    ),
    Signature(
        puid="fmt/96",
        name="Hypertext Markup Language",
        media_type="text/html",
        extensions=("html", "htm"),
        head=_head(rb"(?i:(?:\xef\xbb\xbf)?\s*<html[\s>])"),
    ),
    Signature(
        puid="fmt/101",
        name="Extensible Markup Language",
        version="1.0",
        media_type="application/xml",
        extensions=("xml",),
        head=_head(rb"(?:\xef\xbb\xbf)?<\?xml version=[\"']1\.0[\"']"),
    ),
    Signature(
        puid="fmt/950",
        name="MIME Email",
        version="1.0",
        media_type="message/rfc822",
        extensions=("eml",),
        head=_head(rb"(?i:(?=[\x21-\x39\x3b-\x7e]+:)(?:[^\r\n]+\r?\n)*?mime-version:)"),
        needs_extension=True,
    ),
)
"""In order: the first that fits is the answer."""

TEXT_FORMATS: Mapping[str, TextFormat] = {
    "md": TextFormat(puid="fmt/1149", name="Markdown", media_type="text/markdown"),
    "csv": TextFormat(puid="x-fmt/18", name="Comma Separated Values", media_type="text/csv"),
    "json": TextFormat(
        puid="fmt/817", name="JSON Data Interchange Format", media_type="application/json"
    ),
}
"""By extension; the octets only show that it is text."""

PLAIN_TEXT = TextFormat(puid="x-fmt/111", name="Plain Text File", media_type="text/plain")
