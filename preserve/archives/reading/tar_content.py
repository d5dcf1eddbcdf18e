"""The octets of the members of a tar: at random where it is plain, else in passing."""

from collections.abc import Iterator
from typing import Protocol

from preserve.archives.reading.faults import FaultError, Faults
from preserve.archives.reading.members import Member
from preserve.archives.reading.sources import Source
from preserve.archives.reading.tar_listing import parts
from preserve.archives.reading.tar_reader import TarReader
from preserve.findings import archives as codes

_BUFFER = 1 << 18


class ReadAt(Protocol):
    """Reads at random; may be called by many threads."""

    def __call__(self, size: int, *, at: int) -> bytes:
        """Give up to ``size`` octets."""


def octets(read: ReadAt, member: Member) -> Iterator[bytes]:
    """Give the octets of a member that lie together in a file.

    Raises FaultError when the file ends before.
    """
    at, end = member.place.start, member.place.start + member.place.size
    while at < end:
        part = read(min(_BUFFER, end - at), at=at)
        if not part:
            raise _ended_early(member)
        at += len(part)
        yield part


def passing(source: Source, wanted: Iterator[Member]) -> Iterator[tuple[Member, Iterator[bytes]]]:
    """Read a tar from its beginning, and give the octets of each wanted member as it comes.

    The wanted come in the order of the archive. Those that cannot be reached are given too;
    asked for, their octets raise the FaultError that tells why.
    """
    member = next(wanted, None)
    if member is None:
        return
    reader = TarReader(source, Faults())
    fault: FaultError | None = None
    try:
        for number, found in enumerate(reader):
            if member is None:
                return
            if number == member.place.number:
                yield member, _exactly(source, member)
                member = next(wanted, None)
            reader.finish(found)
    except FaultError as error:
        fault = error
    while member is not None:
        yield member, _raising(_ended_early(member) if fault is None else fault)
        member = next(wanted, None)


def _exactly(source: Source, member: Member) -> Iterator[bytes]:
    left = member.place.size
    for part in parts(source, left):
        left -= len(part)
        yield part
    if left:
        raise _ended_early(member)


def _raising(fault: FaultError) -> Iterator[bytes]:
    yield from ()
    raise fault


def _ended_early(member: Member) -> FaultError:
    message = f"{member.path}: ends before its {member.place.size} octets"
    return FaultError(codes.MEMBER_DAMAGED.at(message, path=member.path))
