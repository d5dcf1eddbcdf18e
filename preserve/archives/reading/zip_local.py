"""The local headers of a ZIP, each compared with its entry in the central directory.

Tools that stream read the one, tools that seek the other: what differs is seen differently.
"""

import struct
from typing import NamedTuple

from preserve.archives.reading import zip_names
from preserve.archives.reading.handle import ArchiveFile
from preserve.archives.reading.zip_directory import widened

_HEADER = struct.Struct("<4s5H3L2H")
_MARK = b"PK\x03\x04"
_DESCRIPTOR_FOLLOWS = 0x8
_COMPARED = 0x2869
"""Flags that change what is read: encrypted, descriptor, patch, strongly so, UTF-8, masked."""

_AHEAD = 512
"""Octets read with a header: most names and extra fields fit."""

_DESCRIPTOR_MARK = b"PK\x07\x08"
_LONGEST_DESCRIPTOR = 24
_NARROW = 0xFFFFFFFF
"""The largest number of four octets; in a local header, the mark of one in the ZIP64 field."""


class Stated(NamedTuple):
    """What the central directory says, as far as it is to be compared."""

    name: bytes
    unicode_path: bytes | None
    flags: int
    method: int
    crc: int
    stored: int
    size: int
    offset: int


class Extent(NamedTuple):
    """Where a member's octets begin, and where the next header should."""

    start: int
    end: int


def compare(file: ArchiveFile, stated: Stated) -> Extent:
    """Read the local header and give where it leads.

    Raises ValueError, with the difference, when it is not what the central directory says.
    """
    octets = file.read(_AHEAD, at=stated.offset)
    if len(octets) < _HEADER.size or not octets.startswith(_MARK):
        raise ValueError("there is no local header where the directory says")
    _, _, flags, method, _, _, crc, stored, size, name_size, extra_size = _HEADER.unpack_from(
        octets
    )
    length = _HEADER.size + name_size + extra_size
    if length > len(octets):
        octets = file.read(length, at=stated.offset)
    name = octets[_HEADER.size : _HEADER.size + name_size]
    extra = octets[_HEADER.size + name_size : length]
    _compare_names(stated, name, extra)
    if (flags ^ stated.flags) & _COMPARED:
        raise ValueError("the local header has other flags")
    if method != stated.method:
        raise ValueError(f"the local header says method {method}, the directory {stated.method}")
    numbers = widened(extra, (size, stored, 0, 0))
    is_wide = numbers != (size, stored, 0, 0) or _NARROW in {size, stored}
    _compare_numbers(stated, crc, numbers[1], numbers[0])
    start = stated.offset + length
    end = start + stated.stored
    return Extent(start, end + _descriptor(file, stated, end, is_wide=is_wide))


def _compare_names(stated: Stated, name: bytes, extra: bytes) -> None:
    if name != stated.name:
        raise ValueError("the local header has another name")
    path = zip_names.unicode_path(name, extra)
    if path is not None and path != stated.unicode_path:
        raise ValueError("the local header has another Unicode path")


def _compare_numbers(stated: Stated, crc: int, stored: int, size: int) -> None:
    for found, expected, what in (
        (crc, stated.crc, "CRC-32"),
        (stored, stated.stored, "stored size"),
        (size, stated.size, "size"),
    ):
        # APPNOTE.TXT 4.4.4, bit 3: these fields are zero where a data descriptor follows.
        if found != expected and (found or not stated.flags & _DESCRIPTOR_FOLLOWS):
            raise ValueError(f"the local header says {what} {found}, the directory {expected}")


def _descriptor(file: ArchiveFile, stated: Stated, at: int, *, is_wide: bool) -> int:
    """Give the length of the data descriptor (4.3.9), with or without its mark."""
    if not stated.flags & _DESCRIPTOR_FOLLOWS:
        return 0
    numbers = (stated.crc, stated.stored, stated.size)
    forms = [struct.pack("<L2Q", *numbers)]
    if max(numbers) <= _NARROW:
        forms.insert(len(forms) if is_wide else 0, struct.pack("<3L", *numbers))
    octets = file.read(_LONGEST_DESCRIPTOR, at=at)
    for form in forms:
        for expected in (_DESCRIPTOR_MARK + form, form):
            if octets.startswith(expected):
                return len(expected)
    raise ValueError("the data descriptor says otherwise than the directory")
