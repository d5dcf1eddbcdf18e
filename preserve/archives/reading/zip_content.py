"""The octets of one member of a ZIP, with its size and CRC-32 verified at its end."""

import zlib
from collections.abc import Iterator

from preserve.archives.reading import decoders
from preserve.archives.reading.decoders import Decoder
from preserve.archives.reading.faults import FaultError
from preserve.archives.reading.handle import ArchiveFile
from preserve.archives.reading.members import Member, Method
from preserve.archives.reading.shares import Share
from preserve.findings import archives as codes

_BUFFER = 1 << 18
_HEAD = 16


def octets(file: ArchiveFile, member: Member, share: Share) -> Iterator[bytes]:
    """Give the octets of a member; safe to be asked for by many threads.

    From the first to the last, what the decoder takes is taken from the share.
    Raises FaultError when they are not those that the archive states; never gives more.
    """
    size, crc = 0, 0
    for part in _decoded(file, member, share):
        size += len(part)
        crc = zlib.crc32(part, crc)
        if size > member.place.size:
            raise _damaged(member, f"has more than its stated {member.place.size} octets")
        yield part
    if size != member.place.size:
        raise _damaged(member, f"has {size} octets, the archive states {member.place.size}")
    if crc != member.place.crc:
        raise _damaged(
            member, f"has the CRC-32 {crc:08x}, the archive states {member.place.crc:08x}"
        )


def _decoded(file: ArchiveFile, member: Member, share: Share) -> Iterator[bytes]:
    start, stored, method = member.place.start, member.place.stored, member.place.method
    try:
        head = file.read(min(_HEAD, stored), at=start)
        with share.taken(decoders.memory_of(method, head, most=share.octets)):
            decoder, passed = decoders.of_member(method, head)
            parts = _parts(file, start + passed, start + stored)
            yield from parts if decoder is None else _decompressed(decoder, parts, member)
    except decoders.FAULTS as error:
        raise _damaged(member, f"cannot be decompressed ({error})") from error


def _parts(file: ArchiveFile, at: int, end: int) -> Iterator[bytes]:
    while at < end and (part := file.read(min(_BUFFER, end - at), at=at)):
        at += len(part)
        yield part


def _decompressed(decoder: Decoder, parts: Iterator[bytes], member: Member) -> Iterator[bytes]:
    for part in parts:
        yield from decoders.expanded(decoder, part)
        if decoder.eof:
            break
    # Raw LZMA may do without a mark at its end; its size is compared all the same.
    if not decoder.eof and member.place.method != Method.LZMA:
        raise _damaged(member, "is compressed without an end")
    if decoder.unused_data or next(parts, b""):
        raise _damaged(member, "has octets after the end of its compressed ones")


def _damaged(member: Member, fact: str) -> FaultError:
    path = member.path
    return FaultError(codes.MEMBER_DAMAGED.at(f"{path}: {fact}", path=path))
