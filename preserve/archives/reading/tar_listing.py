"""The members of a tar collected, and of a compressed one the octets that are asked for again."""

from collections.abc import Callable, Iterator

from preserve.archives.reading.faults import FaultError, Faults
from preserve.archives.reading.kept import Kept
from preserve.archives.reading.limits import Limits
from preserve.archives.reading.listing import Listing
from preserve.archives.reading.members import Method, Place
from preserve.archives.reading.names import plain, shown_name
from preserve.archives.reading.sources import Source
from preserve.archives.reading.tar_reader import TarMember, TarReader
from preserve.findings import archives as codes

_BUFFER = 1 << 18

Keep = Callable[[bytes], bool]
"""Tells whether a path, from the top of an archive, is that of a file to be kept at hand."""


def collect(
    source: Source,
    listing: Listing,
    limits: Limits,
    faults: Faults,
    *,
    kept: Kept | None,
    keep: Keep,
) -> None:
    """Take every member that is not refused; with ``kept``, keep what is to be kept.

    Raises FaultError where the tar cannot be read on; what came before is taken.
    """
    reader = TarReader(source, faults)
    for number, member in enumerate(reader):
        listing.count_one()
        path = _judged(member, limits, faults)
        place = Place(
            member.size, member.start, member.size, _method(member, faults), number=number
        )
        if kept is not None and place.method == Method.STORED:
            place = _keep(source, place, kept if keep(path) else None)
        reader.finish(member)
        if path:
            listing.take(path, member.kind, place)


def parts(source: Source, size: int) -> Iterator[bytes]:
    """Give the next octets of a source, fewer at its end."""
    while size and (part := source.read(min(_BUFFER, size))):
        size -= len(part)
        yield part


def _judged(member: TarMember, limits: Limits, faults: Faults) -> bytes:
    """Give the plain path; nothing when the member is refused, or is the top itself."""
    if member.refusal is not None:
        faults.tell(member.refusal)
        return b""
    try:
        return plain(member.name, limits)
    except FaultError as error:
        faults.tell(error.finding)
        return b""


def _method(member: TarMember, faults: Faults) -> Method:
    if not member.is_sparse:
        return Method.STORED
    shown = shown_name(member.name)
    faults.tell(codes.SPARSE.at(f"{shown}: is stored as a sparse file", path=shown))
    return Method.SPARSE


def _keep(source: Source, place: Place, kept: Kept | None) -> Place:
    if kept is None or not kept.has_room(place.size):
        return place._replace(method=Method.PASSING)
    return place._replace(start=kept.add(parts(source, place.size)))
