"""The members of a ZIP: every octet of the file belongs to one of them, or is told.

Two passes, neither of which holds the members: the central directory, then the local headers
in the order of the file.
"""

import marshal
from itertools import chain, pairwise

from preserve.archives.reading import zip_directory, zip_end, zip_kinds, zip_local, zip_names
from preserve.archives.reading.faults import FaultError, Faults
from preserve.archives.reading.handle import ArchiveFile
from preserve.archives.reading.limits import Limits
from preserve.archives.reading.listing import Listing
from preserve.archives.reading.members import Method, Place
from preserve.archives.reading.names import plain, shown_name
from preserve.archives.reading.zip_directory import CentralEntry
from preserve.archives.reading.zip_local import Extent, Stated
from preserve.findings import Finding
from preserve.findings import archives as codes
from preserve.storage.folders import EntryKind
from preserve.storage.spills import Spill

_ENCRYPTED = 0x2041
"""Flags: encrypted, strongly so, with the local header masked."""

SEGMENT_MARKS = (b"PK\x07\x08", b"PK00")
"""What an archive begins with that was to be split, or was split into one part alone (8.5.4)."""

_KNOWN = frozenset({Method.STORED, Method.DEFLATED, Method.BZIP2, Method.LZMA})


_NAMES = {9: "Deflate64", 93: "Zstandard", 95: "XZ", 96: "JPEG", 97: "WavPack", 98: "PPMd"}
"""Methods that are met in ZIPs and are not read here (APPNOTE.TXT section 4.4.5)."""


def collect(file: ArchiveFile, listing: Listing, limits: Limits, faults: Faults) -> None:
    """Take every member that is not refused.

    Raises FaultError when the members cannot be known.
    """
    directory = zip_end.read_directory(file, faults)
    with Spill() as by_offset:
        for entry in zip_directory.entries(file, directory):
            listing.count_one()
            by_offset.add(entry.offset.to_bytes(8, "big"), _judged(entry, limits, faults))
        _check_count(listing.count, directory.members, faults)
        _take_in_order(file, by_offset, listing, directory.start, faults)
    if listing.octets > max(limits.free_octets, limits.ratio * file.size):
        raise FaultError(
            codes.TOO_LARGE_A_RATIO.at(
                f"the archive of {file.size} octets expands to {listing.octets} "
                "(--max-ratio raises this limit)",
                expected=str(limits.ratio),
            )
        )


def _judged(entry: CentralEntry, limits: Limits, faults: Faults) -> bytes:
    """Give what the second pass needs: a plain path, the kind, and what is to be compared.

    The path is empty for a member that is refused, or is the top itself: its octets still count.
    """
    path, kind, unicode_path = b"", EntryKind.SPECIAL, None
    try:
        unicode_path = zip_names.unicode_path(entry.name, entry.extra)
        name = zip_names.stated_name(
            entry.name, unicode_path, flags=entry.flags, system=entry.system, faults=faults
        )
        plain_path = plain(name, limits)
        kind = zip_kinds.kind(name, entry.attributes, size=entry.size, stored=entry.stored)
        _check(entry, unicode_path)
        path = plain_path
    except FaultError as error:
        faults.tell(error.finding)
        kind = EntryKind.SPECIAL
    except ValueError as error:
        shown = shown_name(entry.name)
        faults.tell(codes.MEMBER_MALFORMED.at(f"{shown}: {error}", path=shown))
        kind = EntryKind.SPECIAL
    stated = Stated(
        name=entry.name,
        unicode_path=unicode_path,
        flags=entry.flags,
        method=entry.method,
        crc=entry.crc,
        stored=entry.stored,
        size=entry.size,
        offset=entry.offset,
        form=zip_kinds.form(entry.attributes),
    )
    return marshal.dumps((path, kind.value, tuple(stated)))


def _check(entry: CentralEntry, unicode_path: bytes | None) -> None:
    """Raise ValueError for an entry that says what cannot be."""
    zip_kinds.check_forms(entry.extra, zip_kinds.form(entry.attributes))
    zip_local.check_version(entry.version)
    is_plain = entry.method == Method.STORED and not entry.flags & _ENCRYPTED
    if is_plain and entry.stored != entry.size:
        raise ValueError("is stored, in another size than its own")
    if entry.name.endswith(b"/") and entry.crc:
        raise ValueError("is a folder, and states a CRC-32 of octets")
    if unicode_path and zip_names.is_other_name(entry.name, unicode_path, entry.flags):
        raise ValueError("has two names")


def _check_count(found: int, stated: int, faults: Faults) -> None:
    if found != stated:
        faults.tell(
            codes.MEMBERS_MISCOUNTED.at(
                f"the archive has {found} members, its end record says {stated}",
                expected=str(stated),
                found=str(found),
            )
        )


def _take_in_order(
    file: ArchiveFile, by_offset: Spill, listing: Listing, directory: int, faults: Faults
) -> None:
    """Compare the local headers, in the order of the file, and take the members."""
    end: int | None = _start(file)
    last = (directory.to_bytes(8, "big"), b"")
    for number, ((_, value), (following, _)) in enumerate(pairwise(chain(by_offset, (last,)))):
        # Our own octets, from memory or a file that nobody else can open.
        path, kind, fields = marshal.loads(value)  # noqa: S302
        stated = Stated(*fields)
        _tell_gap(end, stated.offset, faults)
        extent = _extent(file, stated, end or 0, int.from_bytes(following), directory)
        if isinstance(extent, Finding):
            faults.tell(extent)
            end = None if extent.code is codes.HEADERS_DIFFER else end
            continue
        end = extent.end
        if kind == EntryKind.FOLDER.value and not _holds_nothing(file, stated, extent):
            shown = shown_name(stated.name)
            fact = f"{shown}: is a folder, and has octets"
            faults.tell(codes.MEMBER_MALFORMED.at(fact, path=shown))
        elif path:
            listing.take(path, EntryKind(kind), _place(stated, extent.start, number, faults))
    _tell_gap(end, directory, faults)


def _start(file: ArchiveFile) -> int:
    """Give where the first local header should be."""
    mark = file.read(4, at=0)
    return len(mark) if mark in SEGMENT_MARKS else 0


def _extent(
    file: ArchiveFile, stated: Stated, end: int, following: int, directory: int
) -> Extent | Finding:
    """Give where a member lies, or why it is left out."""
    shown = shown_name(stated.name)
    if stated.offset < end:
        return codes.OVERLAP.at(f"{shown}: begins before another member ends", path=shown)
    try:
        extent = zip_local.compare(file, stated, following)
    except ValueError as error:
        return codes.HEADERS_DIFFER.at(f"{shown}: {error}", path=shown)
    if extent.end > directory:
        return codes.OVERLAP.at(f"{shown}: reaches into the central directory", path=shown)
    return extent


def _holds_nothing(file: ArchiveFile, stated: Stated, extent: Extent) -> bool:
    """Tell whether a folder's octets are none, or what deflating none of them gives."""
    if not stated.stored:
        return True
    return stated.method == Method.DEFLATED and (
        file.read(stated.stored, at=extent.start) == zip_kinds.EMPTY_DEFLATED
    )


def _tell_gap(end: int | None, following: int, faults: Faults) -> None:
    """Tell of octets between; where a member ended that is refused is not known."""
    if end is not None and following > end:
        faults.tell(
            codes.UNACCOUNTED_OCTETS.at(
                f"the archive: octets {end} to {following - 1} belong to no member",
                found=str(following - end),
            )
        )


def _place(stated: Stated, start: int, number: int, faults: Faults) -> Place:
    method = stated.method
    shown = shown_name(stated.name)
    if stated.flags & _ENCRYPTED:
        method = Method.ENCRYPTED
        faults.tell(codes.ENCRYPTED.at(f"{shown}: is encrypted", path=shown))
    elif method not in _KNOWN:
        faults.tell(
            codes.UNKNOWN_METHOD.at(
                f"{shown}: is compressed by {_named(method)}", path=shown, found=str(method)
            )
        )
        method = Method.UNKNOWN
    return Place(stated.size, start, stated.stored, method, stated.crc, number)


def _named(method: int) -> str:
    name = _NAMES.get(method)
    return f"method {method}" if name is None else f"{name} (method {method})"
