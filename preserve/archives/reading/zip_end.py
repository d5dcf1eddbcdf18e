"""The end of a ZIP: where its central directory lies (APPNOTE.TXT 4.3.14 to 4.3.16).

Readers that search for the end record in different ways see different archives. Here there is
one way to read it, or the archive is refused.
"""

import re
import struct
from dataclasses import dataclass

from preserve.archives.reading.faults import FaultError, Faults
from preserve.archives.reading.handle import ArchiveFile
from preserve.findings import Code
from preserve.findings import archives as codes

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_MARK = b"PK\x05\x06"
_LOCATOR_MARK = b"PK\x06\x07"
_MARK64 = b"PK\x06\x06"
_PART = re.compile(r".+\.(?:z|zip\.)[0-9]{2,3}", re.IGNORECASE | re.DOTALL)
_LONGEST = _END.size + 0xFFFF
_MOST_PADDING = 1 << 20
"""Zeros after the end record that are passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Where the central directory lies, and how many members it is said to have."""

    start: int
    end: int
    members: int


def find_end(octets: bytes) -> int:
    """Give where in the last octets of a file an end record is that ends with them, or -1."""
    return next(iter(_complete(octets)), -1)


def read_directory(file: ArchiveFile, faults: Faults) -> Directory:
    """Find the central directory.

    Raises FaultError when there is not exactly one way to find it.
    """
    start = max(0, file.size - _LONGEST)
    tail = file.read(_LONGEST, at=start)
    if find_end(tail) < 0:
        start = max(0, start - _zeros(file))
        tail = file.read(file.size - start, at=start)
    at = _only_end(file, tail, faults)
    _, disk, first, here, members, size, offset, _ = _END.unpack_from(tail, at)
    end = start + at
    stated = _Stated(disks=(disk, first), members=(here, members), size=size, offset=offset)
    wide = _read_wide(file, end)
    if wide is not None:
        end = wide.position
        _compare(stated, wide)
        stated = wide
    return _checked(stated, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    disks: tuple[int, int]
    members: tuple[int, int]
    """On this disk, and in all."""
    size: int
    offset: int
    position: int = 0


def _complete(tail: bytes) -> list[int]:
    """Give every place of an end record whose comment ends where the file does."""
    return [at for at in _marks(tail) if at + _length(tail, at) == len(tail)]


def _zeros(file: ArchiveFile) -> int:
    octets = file.read(_MOST_PADDING, at=max(0, file.size - _MOST_PADDING))
    return len(octets) - len(octets.rstrip(b"\0"))


def _marks(tail: bytes) -> list[int]:
    found, at = [], tail.find(_MARK)
    while 0 <= at <= len(tail) - _END.size:
        found.append(at)
        at = tail.find(_MARK, at + 1)
    return found


def _length(tail: bytes, at: int) -> int:
    comment: int = _END.unpack_from(tail, at)[-1]
    return _END.size + comment


def _only_end(file: ArchiveFile, tail: bytes, faults: Faults) -> int:
    complete = _complete(tail)
    if len(complete) > 1 or (complete and tail.find(_MARK, complete[0] + 1) >= 0):
        raise _fault(codes.SEVERAL_END_RECORDS, "has more than one end record")
    if complete:
        return complete[0]
    marks = _marks(tail)
    if not marks:
        raise _without_end(file)
    end = marks[-1] + _length(tail, marks[-1])
    left = len(tail) - end
    if any(at + _length(tail, at) > marks[-1] for at in marks[:-1]):
        raise _fault(codes.SEVERAL_END_RECORDS, "has an end record within another's comment")
    if left < 0:
        faults.tell(codes.CUT_SHORT.at("the archive: the comment in its end record is cut short"))
    elif left <= _MOST_PADDING and not tail[end:].strip(b"\0"):
        message = f"the archive: {left} zeros follow its end record"
        faults.tell(codes.PADDED.at(message, found=str(left)))
    else:
        message = f"the archive: {left} octets follow its end record"
        faults.tell(codes.OCTETS_AFTER_END.at(message, found=str(left)))
    return marks[-1]


def _without_end(file: ArchiveFile) -> FaultError:
    if _PART.fullmatch(file.path.name):
        return _fault(codes.SEVERAL_DISKS, "is one part of several, by its name")
    return _fault(codes.NO_END_RECORD, "has no end record")


def _read_wide(file: ArchiveFile, end: int) -> _Stated | None:
    """Read the ZIP64 end record, if a locator stands before the end record."""
    if end < _LOCATOR.size:
        return None
    mark, disk, at, disks = _LOCATOR.unpack(file.read(_LOCATOR.size, at=end - _LOCATOR.size))
    if mark != _LOCATOR_MARK:
        return None
    octets = file.read(_END64.size, at=at) if at < end else b""
    if disk or disks > 1:
        raise _fault(codes.SEVERAL_DISKS, f"is part of {disks} parts")
    if len(octets) < _END64.size or not octets.startswith(_MARK64):
        raise _fault(codes.DIRECTORY_DAMAGED, "has no ZIP64 end record where its locator says")
    _, length, _, _, this, first, here, members, size, offset = _END64.unpack(octets)
    # The length does not count the mark and itself.
    if at + 12 + length != end - _LOCATOR.size:
        raise _fault(codes.DIRECTORY_DAMAGED, "has octets between its end records")
    return _Stated(
        disks=(this, first), members=(here, members), size=size, offset=offset, position=at
    )


def _compare(narrow: _Stated, wide: _Stated) -> None:
    """Each field of the end record is that of the ZIP64 record, or all ones (4.4.1.4)."""
    pairs = (
        (narrow.size, wide.size, 0xFFFFFFFF),
        (narrow.offset, wide.offset, 0xFFFFFFFF),
        (narrow.members[0], wide.members[0], 0xFFFF),
        (narrow.members[1], wide.members[1], 0xFFFF),
    )
    if any(small not in {large, ones} for small, large, ones in pairs):
        raise _fault(codes.SEVERAL_END_RECORDS, "has a ZIP64 end record that says otherwise")


def _checked(stated: _Stated, end: int) -> Directory:
    if any(disk not in {0, 0xFFFF} for disk in stated.disks):
        raise _fault(codes.SEVERAL_DISKS, "is one part of several")
    if stated.members[0] != stated.members[1]:
        raise _fault(codes.SEVERAL_DISKS, "has only some of its members on this disk")
    found = stated.offset + stated.size
    if found != end:
        raise _fault(
            codes.DIRECTORY_DAMAGED,
            f"has a central directory that should end at octet {end}, and is said to at {found}",
        )
    return Directory(start=stated.offset, end=end, members=stated.members[1])


def _fault(code: Code, fact: str) -> FaultError:
    return FaultError(code.at(f"the archive {fact}"))
