"""What an archive holds: members, by plain paths, and where their octets lie."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from preserve.storage.folders import EntryKind


class Method(IntEnum):
    """How a member's octets are stored, by the numbers of ZIP (APPNOTE.TXT section 4.4.5)."""

    STORED = 0
    DEFLATED = 8
    BZIP2 = 12
    LZMA = 14
    ENCRYPTED = -1
    SPARSE = -2
    UNKNOWN = -3
    """These three cannot be read."""
    PASSING = -4
    """In a compressed tar, and not kept: read in passing, once more from the beginning."""


class Place(NamedTuple):
    """Where and how the octets of one member lie in its archive."""

    size: int
    """Octets of the file itself, as stated."""
    start: int = 0
    stored: int = 0
    """Octets that it takes in the archive."""
    method: int = Method.STORED
    crc: int = -1
    """CRC-32, where the archive states one."""
    number: int = 0
    """Of the member, in the order of the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member that is not refused."""

    path: str
    """Plain, from the top of the archive."""
    kind: EntryKind
    place: Place


UNREADABLE = {
    Method.ENCRYPTED: "it is encrypted",
    Method.SPARSE: "it is stored as a sparse file",
    Method.UNKNOWN: "it is compressed by an unknown method",
}
"""Why members of such methods are not read."""
