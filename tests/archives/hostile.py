"""Archives built octet by octet, so that a test can make any of them lie.

Nothing of ``preserve.archives`` is used, and no library that would refuse to write nonsense.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

BLOCK = 512
END_BLOCKS = bytes(2 * BLOCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipMember:
    """One member; every field that starts with ``local`` only changes its local header."""

    name: bytes
    octets: bytes = b""
    stored: bytes | None = None
    """The octets in the archive; those of the file itself when nothing else is said."""
    method: int = 0
    flags: int = 0
    system: int = 3
    mode: int = 0o100644
    attributes: int = 0
    """The lower half of the external ones, which is DOS's."""
    version: int = 20
    local_version: int = 20
    crc: int | None = None
    size: int | None = None
    extra: bytes = b""
    disk: int = 0
    offset: int | None = None
    """Where the directory says that the local header is."""
    local_name: bytes | None = None
    local_method: int | None = None
    local_flags: int | None = None
    local_crc: int | None = None
    local_size: int | None = None
    local_extra: bytes = b""
    descriptor: bytes = b""
    before: bytes = b""
    """Octets that stand before the local header and belong to nothing."""

    def body(self) -> bytes:
        return self.octets if self.stored is None else self.stored

    def stated_crc(self) -> int:
        return zlib.crc32(self.octets) if self.crc is None else self.crc

    def stated_size(self) -> int:
        return len(self.octets) if self.size is None else self.size

    def local(self) -> bytes:
        name = self.name if self.local_name is None else self.local_name
        header = struct.pack(
            "<4s5H3L2H",
            b"PK\x03\x04",
            self.local_version,
            self.flags if self.local_flags is None else self.local_flags,
            self.method if self.local_method is None else self.local_method,
            0,
            0x5B76,
            self.stated_crc() if self.local_crc is None else self.local_crc,
            len(self.body()),
            self.stated_size() if self.local_size is None else self.local_size,
            len(name),
            len(self.local_extra),
        )
        return header + name + self.local_extra + self.body() + self.descriptor

    def central(self, offset: int) -> bytes:
        header = struct.pack(
            "<4s4B4HL2L5H2L",
            b"PK\x01\x02",
            20,
            self.system,
            self.version,
            0,
            self.flags,
            self.method,
            0,
            0x5B76,
            self.stated_crc(),
            len(self.body()),
            self.stated_size(),
            len(self.name),
            len(self.extra),
            0,
            self.disk,
            0,
            self.mode << 16 | self.attributes,
            offset if self.offset is None else self.offset,
        )
        return header + self.name + self.extra


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipBuilder:
    """A ZIP to be; every field is a step that a test may change."""

    members: tuple[ZipMember, ...]
    comment: bytes = b""
    count: int | None = None
    """The number of members that the end record states."""
    here: int | None = None
    disk: int = 0
    shift: int = 0
    """Added to where the end record says that the directory begins."""
    gap: bytes = b""
    """Octets between the last member and the directory."""
    after: bytes = b""

    def build(self) -> bytes:
        octets, directory = b"", b""
        for member in self.members:
            octets += member.before
            directory += member.central(len(octets))
            octets += member.local()
        octets += self.gap
        count = len(self.members) if self.count is None else self.count
        here = count if self.here is None else self.here
        return (
            octets
            + directory
            + end_record(
                count,
                len(directory),
                len(octets) + self.shift,
                comment=self.comment,
                here=here,
                disk=self.disk,
            )
            + self.after
        )


def end_record(
    count: int, size: int, offset: int, *, comment: bytes = b"", here: int = 0, disk: int = 0
) -> bytes:
    """Give a ZIP's end record."""
    fields = (disk, disk, here, count, size, offset, len(comment))
    return struct.pack("<4s4H2LH", b"PK\x05\x06", *fields) + comment


def wide_end(count: int, size: int, offset: int, *, at: int, disks: int = 1) -> bytes:
    """Give a ZIP64 end record that stands at ``at``, its locator, and an end record of ones."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, disks)
    ones = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, *[0xFFFFFFFF] * 2, 0)
    return record + locator + ones


def extra_field(kind: int, octets: bytes) -> bytes:
    """Give one extra field."""
    return struct.pack("<2H", kind, len(octets)) + octets


def unicode_path(written: bytes, meant: str) -> bytes:
    """Give the Info-ZIP Unicode Path field that says what a written name means."""
    return extra_field(0x7075, struct.pack("<BL", 1, zlib.crc32(written)) + meant.encode())


def deflated(octets: bytes) -> bytes:
    """Give raw deflate of the octets."""
    encoder = zlib.compressobj(9, zlib.DEFLATED, -15)
    return encoder.compress(octets) + encoder.flush()


@dataclass(frozen=True, slots=True, kw_only=True)
class TarMember:
    """One header of a tar with its octets."""

    name: bytes
    octets: bytes = b""
    kind: bytes = b"0"
    size: bytes | None = None
    """The field as it is written."""
    link: bytes = b""
    magic: bytes = b"ustar\x0000"
    prefix: bytes = b""
    mode: bytes = b"0000644\0"
    tail: bytes = b""
    """What stands at the end of the header, from octet 345 on, in place of the prefix."""
    over: tuple[tuple[int, bytes], ...] = ()
    """Octets that are put over the others of the header, each from its place on."""
    total: bytes | None = None
    """The sum as it is written."""

    def build(self) -> bytes:
        size = b"%011o\0" % len(self.octets) if self.size is None else self.size
        tail = self.tail or self.prefix
        header = bytearray(
            struct.pack(
                "100s8s8s8s12s12s8s1s100s8s32s32s8s8s167s",
                self.name,
                self.mode,
                b"0000000\0",
                b"0000000\0",
                size,
                b"00000000000\0",
                b" " * 8,
                self.kind,
                self.link,
                self.magic,
                b"",
                b"",
                b"",
                b"",
                tail,
            )
        )
        for at, octets in self.over:
            header[at : at + len(octets)] = octets
        header[148:156] = b"%06o\0 " % sum(header) if self.total is None else self.total
        return bytes(header) + self.octets + bytes(-len(self.octets) % BLOCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class TarBuilder:
    """A tar to be."""

    members: tuple[TarMember, ...]
    end: bytes = field(default=END_BLOCKS)

    def build(self) -> bytes:
        return b"".join(one.build() for one in self.members) + self.end


def pax(kind: bytes, records: Iterable[tuple[bytes, bytes]]) -> TarMember:
    """Give a pax header with the records."""
    octets = b"".join(pax_record(key, value) for key, value in records)
    return TarMember(name=b"PaxHeaders/0", kind=kind, octets=octets)


def pax_record(key: bytes, value: bytes) -> bytes:
    """Give one record, with its own length in front."""
    rest = b" " + key + b"=" + value + b"\n"
    length = len(rest)
    while len(rest) + len(str(length)) != length:
        length = len(rest) + len(str(length))
    return str(length).encode() + rest


def long_name(name: bytes, *, kind: bytes = b"L") -> TarMember:
    """Give GNU tar's member that states the next member's long name."""
    return TarMember(name=b"././@LongLink", kind=kind, octets=name + b"\0", magic=b"ustar  \0")
