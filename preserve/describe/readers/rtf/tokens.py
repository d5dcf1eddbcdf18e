"""The words of RTF: groups, controls with their numbers, and text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|'(?P<octet>[0-9A-Fa-f]{2})|(?P<sign>[^A-Za-z]))"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n\\]",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One of them; all but one of the fields are empty, but for the number."""

    brace: str = ""
    word: str = ""
    """A control word, or the one sign of a control symbol."""
    number: int | None = None
    octets: bytes = b""
    """Text, in the encoding of its font."""


def read(octets: bytes) -> Iterator[Token]:
    r"""Give the words of a file; what cannot be one is passed over.

    Binary data, which ``\bin`` announces, is skipped.
    """
    at = 0
    while at < len(octets):
        match = _TOKEN.match(octets, at)
        if match is None:
            at += 1
            continue
        at = match.end()
        token = _token(match)
        if token is None:
            continue
        if token.word == "bin":
            at += max(token.number or 0, 0)
        yield token


def _token(match: re.Match[bytes]) -> Token | None:
    if match["text"] is not None:
        return Token(octets=match["text"])
    if match["brace"] is not None:
        return Token(brace=match["brace"].decode("ascii"))
    if match["octet"] is not None:
        return Token(octets=bytes([int(match["octet"], 16)]))
    if match["word"] is not None:
        number = match["number"]
        return Token(
            word=match["word"].decode("ascii"), number=None if number is None else int(number)
        )
    if match["sign"] is not None:
        return Token(word=match["sign"].decode("latin-1"))
    return None
