"""The local headers of a ZIP, each compared with its entry in the central directory.

Tools that stream read the one, tools that seek the other: what differs is seen differently.
"""

import struct
from typing import NamedTuple

from preserve.archives.reading import zip_kinds, zip_names
from preserve.archives.reading.handle import ArchiveFile
from preserve.archives.reading.zip_directory import widened

_HEADER = struct.Struct("<4s5H3L2H")
MARK = b"PK\x03\x04"
"""What a local header begins with."""

_DESCRIPTOR_FOLLOWS = 0x8
_COMPARED = 0x2869
"""Flags that change what is read: encrypted, descriptor, patch, strongly so, UTF-8, masked."""

_AHEAD = 512
"""Octets read with a header: most names and extra fields fit."""

_DESCRIPTOR_MARK = b"PK\x07\x08"
_LONGEST_DESCRIPTOR = 24
_LATEST = 63
"""The latest version of the format, times ten; later ones may mean anything."""

_NARROW = 0xFFFFFFFF
"""The largest number of four octets."""


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
    form: int
    """The kind of file, as in a Unix mode."""


class Extent(NamedTuple):
    """Where a member's octets begin, and where the next header should."""

    start: int
    end: int


def check_version(version: int) -> None:
    """Raise ValueError for a version needed to extract that is not known."""
    if version > _LATEST:
        raise ValueError(f"needs version {version / 10} of the format, the latest is 6.3")


def compare(file: ArchiveFile, stated: Stated, following: int) -> Extent:
    """Read the local header and give where it leads; ``following`` is where it should lead.

    Raises ValueError, with the difference, when it is not what the central directory says.
    """
    octets = file.read(_AHEAD, at=stated.offset)
    if len(octets) < _HEADER.size or not octets.startswith(MARK):
        raise ValueError("there is no local header where the directory says")
    _, version, flags, method, _, _, crc, stored, size, name_size, extra_size = _HEADER.unpack_from(
        octets
    )
    length = _HEADER.size + name_size + extra_size
    if length > len(octets):
        octets = file.read(length, at=stated.offset)
    name = octets[_HEADER.size : _HEADER.size + name_size]
    extra = octets[_HEADER.size + name_size : length]
    check_version(version & 0xFF)
    _compare_names(stated, name, extra)
    zip_kinds.check_forms(extra, stated.form)
    if (flags ^ stated.flags) & _COMPARED:
        raise ValueError("the local header has other flags")
    if method != stated.method:
        raise ValueError(f"the local header says method {method}, the directory {stated.method}")
    numbers = widened(extra, (size, stored, 0, 0))
    _compare_numbers(stated, crc, numbers[1], numbers[0])
    start = stated.offset + length
    end = start + stated.stored
    return Extent(start, end + _descriptor(file, stated, end, following))


def _compare_names(stated: Stated, name: bytes, extra: bytes) -> None:
    if name != stated.name:
        raise ValueError("the local header has another name")
    if zip_names.unicode_path(name, extra) != stated.unicode_path:
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


def _descriptor(file: ArchiveFile, stated: Stated, at: int, following: int) -> int:
    """Give the length of the data descriptor (4.3.9), with or without its mark.

    Of an empty file's, the narrow form is how the wide one begins: it is the one that ends where
    the next header is.
    """
    if not stated.flags & _DESCRIPTOR_FOLLOWS:
        return 0
    numbers = (stated.crc, stated.stored, stated.size)
    forms = [struct.pack("<L2Q", *numbers)]
    if max(numbers) <= _NARROW:
        forms.append(struct.pack("<3L", *numbers))
    octets = file.read(_LONGEST_DESCRIPTOR, at=at)
    expected = [begin + form for form in forms for begin in (_DESCRIPTOR_MARK, b"")]
    lengths = [len(one) for one in expected if octets.startswith(one)]
    if not lengths:
        raise ValueError("the data descriptor says otherwise than the directory")
    return following - at if following - at in lengths else lengths[-1]
