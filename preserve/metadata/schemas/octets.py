"""The octets of an XML document as UTF-8, whatever its encoding, and strictly so.

Every parser after this sees UTF-8 alone, so no encoding can hide a declaration from one of
them, and wrong octets are found here, at their line.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from preserve.findings import xml
from preserve.metadata.schemas import refusals
from preserve.metadata.schemas.refusals import RefusedError

CHUNK = 65536

_DECLARED = re.compile(rb"""<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_SIXTEEN_BIT = {
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
    b"<\x00": "utf-16-le",
    b"\x00<": "utf-16-be",
}
_THIRTY_TWO_BIT = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"<\x00\x00\x00", b"\x00\x00\x00<")
_EIGHT_BIT = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    **{f"iso-8859-{part}": f"iso-8859-{part}" for part in range(1, 17) if part != 12},
    **{f"windows-125{part}": f"cp125{part}" for part in range(9)},
}


class Piece(NamedTuple):
    """A part of a document, in UTF-8, and the line that it begins on, counted from 1."""

    line: int
    octets: bytes


def by_line(read: Iterable[Piece]) -> Iterator[Piece]:
    """Cut the pieces at the ends of lines; a long line may come in parts."""
    for line, octets in read:
        at = line
        for part in octets.splitlines(keepends=True):
            yield Piece(at, part)
            at += part.endswith(b"\n")


def pieces(stream: BinaryIO, *, name: str, largest: int) -> Iterator[Piece]:
    """Read a document as UTF-8, in pieces.

    Raises RefusedError for an empty document, one larger than ``largest`` octets, an encoding
    that is not read, and octets that are none of the encoding.
    """
    chunk = stream.read(CHUNK)
    if not chunk:
        raise RefusedError(xml.EMPTY.at(f"{name}: the document is empty", path=name))
    decoder = codecs.getincrementaldecoder(_encoding(chunk, name))()
    line, read = 1, 0
    while chunk:
        read += len(chunk)
        if read > largest:
            raise RefusedError(refusals.too_large(name, largest))
        octets, wrong = _decoded(decoder, chunk)
        yield Piece(line, octets)
        line += octets.count(b"\n")
        if wrong:
            raise RefusedError(refusals.bad_octets(name, wrong, line))
        chunk = stream.read(CHUNK)
    _, wrong = _decoded(decoder, b"")
    if wrong:
        raise RefusedError(refusals.bad_octets(name, wrong, line))


def _encoding(head: bytes, name: str) -> str:
    """Detect the encoding as appendix F of XML 1.0 does, and see that it is the declared one."""
    if head[:4] in _THIRTY_TWO_BIT:
        raise RefusedError(refusals.unsupported(name, "UTF-32"))
    wide = _SIXTEEN_BIT.get(head[:2])
    found = _DECLARED.match(head.replace(b"\0", b"").removeprefix(_mark(head)))
    declared = found[1].decode("ascii").lower() if found else ""
    if wide:
        if declared and not declared.startswith("utf-16"):
            raise RefusedError(refusals.contradicted(name, declared, "UTF-16"))
        return wide
    if declared.startswith("utf-16"):
        raise RefusedError(refusals.contradicted(name, declared, "not UTF-16"))
    if declared and declared not in _EIGHT_BIT:
        raise RefusedError(refusals.unsupported(name, declared))
    return _EIGHT_BIT.get(declared, "utf-8")


def _mark(head: bytes) -> bytes:
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return next((mark for mark in marks if head.startswith(mark)), b"")


def _decoded(
    decoder: codecs.IncrementalDecoder, chunk: bytes
) -> tuple[bytes, UnicodeDecodeError | None]:
    """Give the characters as UTF-8, and what ends them too early."""
    try:
        return decoder.decode(chunk, final=not chunk).encode("utf-8"), None
    except UnicodeDecodeError as error:
        return error.object[: error.start].decode(error.encoding).encode("utf-8"), error
