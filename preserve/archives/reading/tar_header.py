"""The header block of a tar, as ustar, GNU tar and the seventh edition write it."""

import struct
from typing import NamedTuple

BLOCK = 512
EMPTY = bytes(BLOCK)

_HEADER = struct.Struct("100s8s8s8s12s12s8s1s100s6s2s32s32s8s8s155s12s")
_SUM = slice(148, 156)
_USTAR = b"ustar\0"
_GNU = b"ustar  \0"
_SPARSE = b"S"
_MOST = 1 << 62

_NUMBERS = {1: "mode", 2: "owner", 3: "group", 5: "time", 13: "major number", 14: "minor number"}
_TIMES = struct.Struct("12s12s12s")
"""What GNU tar has where others have the prefix: two times and an offset."""


class TarHeader(NamedTuple):
    """What one header block says, as far as it matters here."""

    name: bytes
    size: int
    kind: bytes
    """The type flag."""
    block: bytes
    oddity: str
    """What in it tools read differently, or cannot read; mostly nothing."""


def is_header(block: bytes) -> bool:
    """Tell whether this is a header, by its sum: that is all that every kind of tar has."""
    if len(block) < BLOCK or block == EMPTY:
        return False
    try:
        stated = number(block[_SUM])
    except ValueError:
        return False
    # The sum is taken with its own field blank; some old tars summed signed octets.
    total = sum(block) - sum(block[_SUM]) + 8 * 0x20
    return stated == total or stated == total - 256 * _high(block)


def read(block: bytes) -> TarHeader:
    """Take a header apart; raises ValueError for a size that cannot be."""
    fields = _HEADER.unpack(block)
    name, prefix = _text(fields[0]), _text(fields[15])
    if fields[9] == _USTAR and prefix:
        name = prefix + b"/" + name
    size = number(fields[4])
    if not 0 <= size <= _MOST:
        raise ValueError(f"the size {size} cannot be")
    return TarHeader(name, size, fields[7], block, _unread_number(fields) or _unread_prefix(fields))


def number(field: bytes) -> int:
    """Read a number: octal digits, or binary as GNU tar writes what octal cannot hold.

    Raises ValueError for anything else.
    """
    if field[0] in {0x80, 0xFF}:
        value = int.from_bytes(field, "big", signed=True)
        # The first bit only marks the form; where it is all, the number is positive.
        return value if field[0] == 0xFF else value + (1 << (8 * len(field) - 1))
    digits = field.split(b"\0", 1)[0].strip(b" ")
    if not digits:
        return 0
    if digits.strip(b"01234567"):
        raise ValueError(f"{digits!r} is no octal number")
    return int(digits, 8)


def _unread_number(fields: tuple[bytes, ...]) -> str:
    """Say which number cannot be read: some tools take it for nothing, some for the end."""
    for at, what in _NUMBERS.items():
        try:
            number(fields[at])
        except ValueError:
            return f"has a {what} that is no number"
    return ""


def _unread_prefix(fields: tuple[bytes, ...]) -> str:
    """Say whether there is a prefix in a tar that has none, which some tools read all the same."""
    magic, rest = fields[9] + fields[10], fields[15] + fields[16]
    if fields[9] == _USTAR:
        return ""
    if magic == _GNU:
        if not all(map(_is_octal, _TIMES.unpack_from(rest))):
            return "has something else than times where GNU tar has times"
        # A sparse member has its map there.
        rest = b"" if fields[7] == _SPARSE else rest[_TIMES.size :]
    return "has a prefix that only some tools read" if rest.strip(b"\0") else ""


def _is_octal(field: bytes) -> bool:
    return not field.split(b"\0", 1)[0].strip(b" ").strip(b"01234567")


def _text(field: bytes) -> bytes:
    return field.split(b"\0", 1)[0]


def _high(block: bytes) -> int:
    """Count the octets above 127 outside the field of the sum."""
    return sum(octet > 127 for octet in block[: _SUM.start] + block[_SUM.stop :])
