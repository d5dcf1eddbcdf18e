"""Text tag files, line by line (RFC 8493 section 2.3), never held whole."""

import codecs
import io
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import BinaryIO

from preserve.bags.read import encodings
from preserve.bags.read.collected import Section
from preserve.findings import Finding, structure

LINE_LIMIT = 1 << 20
"""Characters of a line; no path that a file system holds is as long."""

_CHUNK = 1 << 18
_ESCAPED = re.compile(r"[\udc80-\udcff]")


def lines(
    stream: BinaryIO, *, name: str, codec: str, findings: Section
) -> Iterator[tuple[int, str]]:
    """Give each line with its number, without its end; what is wrong goes to ``findings``.

    Lines end with LF, CR or CRLF. Octets that are not UTF-8 become lone surrogates, as in
    names of files, so that a line can still be matched; in another encoding, reading stops at
    the first wrong octet. A line over the limit is left out. Raises as reading does.
    """
    for first, passage in passages(stream, name=name, codec=codec, findings=findings):
        yield from lines_of(passage, first, name=name, codec=codec, findings=findings)


def passages(
    stream: BinaryIO, *, name: str, codec: str, findings: Section
) -> Iterator[tuple[int, str]]:
    """Give the same, some thousands of lines at once, each with LF as its end.

    The number is that of the first. What ``lines_of`` tells is not told of them yet.
    """
    number = 1
    try:
        for passage in _whole_lines(_texts(stream, name, codec, findings)):
            yield number, passage
            number += passage.count("\n")
    except UnicodeDecodeError:
        findings.cut_short(name, _undecodable(name, number, codec))


def lines_of(
    passage: str, first: int, *, name: str, codec: str, findings: Section
) -> Iterator[tuple[int, str]]:
    """Give each line of a passage with its number; what is wrong goes to ``findings``."""
    for number, line in enumerate(passage[:-1].split("\n"), first):
        if codec == "utf-8" and not line.isascii() and _ESCAPED.search(line):
            findings.append(_undecodable(name, number, codec))
        if len(line) > LINE_LIMIT:
            findings.append(_too_long(name, number))
            continue
        yield number, line


def _texts(stream: BinaryIO, name: str, codec: str, findings: Section) -> Iterator[str]:
    """Decode the file part by part, every line end made LF, and the last one added if none is."""
    octets = stream.read(_CHUNK)
    codec, mark, needed = encodings.split_mark(octets[:4], codec)
    if mark and not needed:
        # A byte-order mark only if the specified encoding requires it; UTF-8 does not.
        findings.append(
            structure.TEXT_BOM.at(f"{name}: begins with a byte-order mark", path=name, line=1)
        )
    decoder = _decoder(codec)
    octets, end = octets[mark:], "\n"
    while octets:
        for text in _decoded(decoder, octets):
            end = text[-1:] or end
            yield text
        octets = stream.read(_CHUNK)
    last = decoder.decode(b"", final=True)
    if (last[-1:] or end) != "\n":
        # Each line MUST be terminated by LF, CR or CRLF.
        findings.append(
            structure.TEXT_UNTERMINATED.at(f"{name}: the last line has no end", path=name)
        )
        last += "\n"
    yield last


def _decoder(codec: str) -> io.IncrementalNewlineDecoder:
    errors = "surrogateescape" if codec == "utf-8" else "strict"
    decoder = codecs.getincrementaldecoder(codec)(errors)
    return io.IncrementalNewlineDecoder(decoder, translate=True)


def _decoded(decoder: io.IncrementalNewlineDecoder, octets: bytes) -> Iterator[str]:
    """Decode one part; what stands before a wrong octet is given before the error is raised."""
    before = decoder.getstate()
    try:
        yield decoder.decode(octets)
    except UnicodeDecodeError:
        ends = range(1, len(octets) + 1)
        sound = bisect_left(ends, x=True, key=lambda end: _fails(decoder, before, octets[:end]))
        decoder.setstate(before)
        yield decoder.decode(octets[:sound])
        decoder.decode(octets[sound:])


def _fails(decoder: io.IncrementalNewlineDecoder, before: tuple[bytes, int], octets: bytes) -> bool:
    decoder.setstate(before)
    try:
        decoder.decode(octets)
    except UnicodeDecodeError:
        return True
    return False


def _whole_lines(texts: Iterator[str]) -> Iterator[str]:
    """Cut at line ends; of a line over the limit only enough is kept to tell that it is."""
    rest = ""
    for text in texts:
        whole, end, rest = (rest + text).rpartition("\n")
        if end:
            yield whole + end
        rest = rest[: LINE_LIMIT + 1]


def _undecodable(name: str, number: int, codec: str) -> Finding:
    return structure.TEXT_ENCODING.at(
        f"{name}: line {number} is not {codec.upper()}", path=name, line=number
    )


def _too_long(name: str, number: int) -> Finding:
    return structure.TEXT_LINE_TOO_LONG.at(
        f"{name}: line {number} is longer than {LINE_LIMIT} characters",
        path=name,
        line=number,
    )
