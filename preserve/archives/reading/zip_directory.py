"""The central directory of a ZIP, entry by entry (APPNOTE.TXT 4.3.12)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from preserve.archives.reading import zip_names
from preserve.archives.reading.faults import FaultError
from preserve.archives.reading.handle import ArchiveFile
from preserve.archives.reading.names import shown_name
from preserve.archives.reading.zip_end import Directory
from preserve.findings import archives as codes

_ENTRY = struct.Struct("<4s4B4HL2L5H2L")
_MARK = b"PK\x01\x02"
_ONES = (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFF)
"""Size, stored size, offset and disk whose numbers the ZIP64 field states."""

_FORMS = (*[struct.Struct("<Q")] * 3, struct.Struct("<L"))
_WIDE_FIELD = 1
_LENGTHS = struct.Struct("<3H")
"""Of the name, the extra field and the comment."""

_LONGEST = _ENTRY.size + 3 * 0xFFFF
_BUFFER = 1 << 20
_MOST = 1 << 62


class CentralEntry(NamedTuple):
    """What the central directory says of one member."""

    name: bytes
    """As written."""
    extra: bytes
    system: int
    version: int
    """Needed to extract, times ten."""
    flags: int
    method: int
    crc: int
    stored: int
    size: int
    offset: int
    """Of the local header."""
    attributes: int
    """External ones."""


def entries(file: ArchiveFile, directory: Directory) -> Iterator[CentralEntry]:
    """Give the entries one after the other, holding none.

    Raises FaultError where something else stands than an entry.
    """
    buffer, at, position = b"", 0, directory.start
    while position < directory.end:
        left = len(buffer) - at
        if left < _LONGEST and position + left < directory.end:
            buffer, at = file.read(min(_BUFFER, directory.end - position), at=position), 0
        length = _length(buffer, at)
        yield _entry(buffer[at : at + length])
        at += length
        position += length


def _length(buffer: bytes, at: int) -> int:
    length = _ENTRY.size
    if length <= len(buffer) - at:
        length += sum(_LENGTHS.unpack_from(buffer, at + 28))
    if length > len(buffer) - at:
        raise _damaged("ends in the middle of an entry")
    return length


def _entry(octets: bytes) -> CentralEntry:
    (mark, _, system, version, _, flags, method, _, _, crc, stored, size, name_size, extra_size,
     _, disk, _, attributes, offset) = _ENTRY.unpack_from(octets)  # fmt: skip
    if mark != _MARK:
        raise _damaged("holds something else than an entry")
    name = octets[_ENTRY.size : _ENTRY.size + name_size]
    extra = octets[_ENTRY.size + name_size : _ENTRY.size + name_size + extra_size]
    try:
        size, stored, offset, disk = widened(extra, (size, stored, offset, disk))
    except ValueError as error:
        raise _damaged(f"states {shown_name(name)} {error}") from error
    if disk:
        raise FaultError(codes.SEVERAL_DISKS.at(f"{shown_name(name)}: lies on another disk"))
    return CentralEntry(
        name, extra, system, version, flags, method, crc, stored, size, offset, attributes
    )


def widened(extra: bytes, narrow: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Put the numbers of the ZIP64 field (4.5.3) in the place of those that are all ones.

    Raises ValueError when they are not there, or absurd.
    """
    if all(number != one for number, one in zip(narrow, _ONES, strict=True)):
        return narrow
    values = [value for kind, value in zip_names.fields(extra) if kind == _WIDE_FIELD]
    if len(values) != 1:
        raise ValueError("without its one ZIP64 field")
    rest = values[0]
    wide = []
    for number, one, form in zip(narrow, _ONES, _FORMS, strict=True):
        if number != one:
            wide.append(number)
            continue
        if len(rest) < form.size:
            raise ValueError("with a ZIP64 field that is too short")
        wide.append(int(form.unpack_from(rest)[0]))
        rest = rest[form.size :]
    if max(wide) > _MOST:
        raise ValueError("with an absurd number")
    return wide[0], wide[1], wide[2], wide[3]


def _damaged(fact: str) -> FaultError:
    return FaultError(codes.DIRECTORY_DAMAGED.at(f"the archive's central directory {fact}"))
