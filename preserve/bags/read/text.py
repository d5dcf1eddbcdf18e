"""Text tag files, line by line (RFC 8493 section 2.3), never held whole."""

import io
import os
import re
from collections.abc import Iterator

from preserve.bags.read import encodings
from preserve.bags.read.collected import Findings
from preserve.findings import Finding, structure

LINE_LIMIT = 1 << 20
"""Characters of a line; no path that a file system holds is as long."""

_ESCAPED = re.compile(r"[\udc80-\udcff]")


def lines(handle: int, *, name: str, codec: str, findings: Findings) -> Iterator[tuple[int, str]]:
    """Give each line with its number, without its end; what is wrong goes to ``findings``.

    Lines end with LF, CR or CRLF. Octets that are not UTF-8 become lone surrogates, as in
    names of files, so that a line can still be matched; in another encoding, reading stops at
    the first wrong octet. A line over the limit is left out. Raises OSError as reading does.
    """
    number = 0
    with os.fdopen(os.dup(handle), "rb") as stream:
        text = _open_text(stream, name, codec, findings)
        try:
            for number, line in enumerate(_ended(text, name, findings), 1):
                if codec == "utf-8" and not line.isascii() and _ESCAPED.search(line):
                    findings.append(_undecodable(name, number, codec))
                if len(line) <= LINE_LIMIT:
                    yield number, line
                    continue
                findings.append(_too_long(name, number))
        except UnicodeDecodeError:
            findings.append(_undecodable(name, number + 1, codec))


def _open_text(
    stream: io.BufferedReader, name: str, codec: str, findings: Findings
) -> io.TextIOWrapper:
    codec, mark, needed = encodings.split_mark(stream.peek(4)[:4], codec)
    stream.read(mark)
    if mark and not needed:
        # A byte-order mark only if the specified encoding requires it; UTF-8 does not.
        findings.append(
            structure.TEXT_BOM.at(f"{name}: begins with a byte-order mark", path=name, line=1)
        )
    errors = "surrogateescape" if codec == "utf-8" else "strict"
    return io.TextIOWrapper(stream, encoding=codec, errors=errors, newline=None)


def _ended(text: io.TextIOWrapper, name: str, findings: Findings) -> Iterator[str]:
    while line := text.readline(LINE_LIMIT + 1):
        if line.endswith("\n"):
            yield line[:-1]
            continue
        if len(line) <= LINE_LIMIT:
            # Each line MUST be terminated by LF, CR or CRLF.
            findings.append(
                structure.TEXT_UNTERMINATED.at(f"{name}: the last line has no end", path=name)
            )
        else:
            _skip_line(text)
        yield line


def _skip_line(text: io.TextIOWrapper) -> None:
    while (rest := text.readline(LINE_LIMIT)) and not rest.endswith("\n"):
        pass


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
