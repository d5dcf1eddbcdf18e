"""Octets to a message: bounded in octets, parts and depth, and to the header fields as text.

The policy is that of the library's older interface: the newer one parses the values of
header fields with a grammar that takes long, and fails, on hostile ones.
"""

import re
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from itertools import islice
from typing import BinaryIO

from preserve.describe.readers import decoding

_SCANNED = 64 * 1024 * 1024
_KEPT = 4 * 1024 * 1024
_LONGEST_LINE = 64 * 1024
_LONGEST_RUN = 8_000
"""Lines of base64 in a row that are kept; what is longer is no text."""
_LONGEST_HEADER = 2_000
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]{40,}\r?\n?")
_MOST = (
    (re.compile(rb"boundary\s*\*?\d*\s*=", re.IGNORECASE), 60),
    (re.compile(rb"message/rfc822", re.IGNORECASE), 60),
    (re.compile(rb"^--[^-\s]", re.MULTILINE), 2_000),
)
"""What is repeated beyond measure makes parts without number or depth without end."""


class _Bounded(Compat32):
    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


_POLICY = _Bounded()


def load(stream: BinaryIO) -> tuple[bytes, bool]:
    """Read a message, of long attachments the beginning alone; False: there is more.

    What follows a long attachment is read all the same, for its name.
    """
    kept = bytearray()
    run = scanned = 0
    while scanned < _SCANNED and len(kept) < _KEPT:
        line = stream.readline(_LONGEST_LINE)
        if not line:
            return bytes(kept), True
        scanned += len(line)
        run = run + 1 if _BASE64.fullmatch(line) else 0
        if run <= _LONGEST_RUN:
            kept += line
    return bytes(kept), False


def parse(octets: bytes) -> Message | None:
    """Parse a message; None where it is nested too deep to be one."""
    for pattern, most in _MOST:
        beyond = next(islice(pattern.finditer(octets), most, None), None)
        octets = octets if beyond is None else octets[: beyond.start()]
    try:
        return message_from_bytes(octets, policy=_POLICY)
    except (RecursionError, ValueError):
        return None


def header(message: Message, name: str) -> str:
    """Give a header field as text; empty where there is none."""
    for key, value in message.raw_items():
        if key.lower() == name:
            return decoded(str(value))
    return ""


def decoded(value: str) -> str:
    """Decode the words of a header field (RFC 2047), or the octets that stand there instead."""
    raw = value[:_LONGEST_HEADER]
    if not raw.isascii():
        if not _escaped(raw):
            return _line(raw)
        found = decoding.decode(raw.encode("ascii", errors="surrogateescape"))
        return _line(found.text if found else "")
    try:
        pieces = decode_header(raw)
    except (MessageError, ValueError):
        return _line(raw)
    return _line("".join(_piece(text, charset) for text, charset in pieces))


def _escaped(raw: str) -> bool:
    return all(one < "\x80" or "\udc80" <= one <= "\udcff" for one in raw)


def _piece(text: bytes | str, charset: str | None) -> str:
    if isinstance(text, str):
        return text
    if charset is None:
        return text.decode("ascii", errors="replace")
    found = decoding.decode(text, declared=charset)
    return found.text if found else ""


def _line(text: str) -> str:
    return " ".join(decoding.tidy(text).split())
