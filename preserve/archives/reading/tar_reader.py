"""The members of a tar, one after the other; none is held.

The standard library's reader keeps every member, reads pax headers of any size into memory,
and takes a damaged header for the end; this one does not.
"""

from collections.abc import Iterator
from typing import NamedTuple

from preserve.archives.reading import tar_extension, tar_header
from preserve.archives.reading.faults import FaultError, Faults
from preserve.archives.reading.names import shown_name
from preserve.archives.reading.sources import Source
from preserve.archives.reading.tar_extension import Extension
from preserve.archives.reading.tar_header import BLOCK, EMPTY, TarHeader
from preserve.findings import Code, Finding
from preserve.findings import archives as codes
from preserve.storage.folders import EntryKind

_MOST_PADDING = 1 << 26
"""Octets of zeros after the end that are passed over; tapes are padded with some thousands."""

_BUFFER = 1 << 18
_MOST = 1 << 62
_FILES = frozenset({b"0", b"\0", b"7"})
_HARD_LINK = b"1"
_SPARSE = b"S"
_LABEL = b"V"
_LISTED_FOLDER = b"D"
"""GNU tar's kinds: the label of a volume, and in incremental archives a folder with a list."""

_EXTENDED = 482
_EXTENDED_MORE = 504
_WITHOUT_OCTETS = {
    _HARD_LINK: EntryKind.LINK,
    b"2": EntryKind.LINK,
    b"3": EntryKind.SPECIAL,
    b"4": EntryKind.SPECIAL,
    b"5": EntryKind.FOLDER,
    b"6": EntryKind.SPECIAL,
    _LABEL: EntryKind.SPECIAL,
}


class TarMember(NamedTuple):
    """One member, whose octets are next in the source."""

    name: bytes
    """As written, octets kept."""
    kind: EntryKind
    size: int
    start: int
    is_sparse: bool
    refusal: Finding | None
    """Why it is left out."""


class TarReader:
    """Gives the members; each is to be finished before the next is asked for."""

    __slots__ = ("_faults", "_source")

    def __init__(self, source: Source, faults: Faults) -> None:
        """Begin where the source stands; what is wrong between members goes to ``faults``."""
        self._source = source
        self._faults = faults

    def __iter__(self) -> Iterator[TarMember]:
        """Give the members to the end. Raises FaultError where it cannot be read on."""
        extension = Extension()
        while header := self._header():
            if header.kind in tar_extension.KINDS:
                self._check_extension(header)
                self._extend(extension, header)
                continue
            if header.kind == _SPARSE:
                self._pass_sparse_map(header)
            yield self._member(header, extension)
            extension = Extension()
        if extension != Extension():
            self._tell(codes.MEMBER_MALFORMED, "the archive: its last header extends no member")

    def finish(self, member: TarMember) -> None:
        """Pass over what is left of a member. Raises FaultError when the archive ends before."""
        end = member.start + member.size + -member.size % BLOCK
        self._skip(end - self._source.position)

    def _header(self) -> TarHeader | None:
        at = self._source.position
        block = self._source.read(BLOCK)
        if not block:
            self._tell(codes.NO_END_BLOCKS, "the archive: it ends without an empty block")
            return None
        if len(block) < BLOCK:
            raise self._cut_short()
        if block == EMPTY:
            self._check_end()
            return None
        if not tar_header.is_header(block):
            raise _damaged(at, "the sum of its octets is wrong")
        try:
            return tar_header.read(block)
        except ValueError as error:
            raise _damaged(at, str(error)) from error

    def _check_end(self) -> None:
        at = self._source.position
        block = self._source.read(BLOCK)
        if not block:
            self._tell(codes.NO_END_BLOCKS, "the archive: it ends with one empty block of two")
        elif block != EMPTY or not self._only_zeros_follow():
            self._tell(codes.OCTETS_AFTER_END, f"the archive: octets follow its end at octet {at}")

    def _only_zeros_follow(self) -> bool:
        end = self._source.position + _MOST_PADDING
        while octets := self._source.read(_BUFFER):
            if octets.strip(b"\0") or self._source.position > end:
                return False
        return True

    def _check_extension(self, header: TarHeader) -> None:
        if header.oddity:
            message = f"the archive: a header that extends others {header.oddity}"
            self._tell(codes.MEMBER_MALFORMED, message)

    def _extend(self, extension: Extension, header: TarHeader) -> None:
        padding = -header.size % BLOCK
        if header.kind != tar_extension.GLOBAL:
            extension.note(header)
        if header.size > tar_extension.LIMIT:
            extension.is_too_long = header.kind != tar_extension.LONG_LINK
            self._skip(header.size + padding)
            return
        octets = self._source.read(header.size)
        if len(octets) < header.size:
            raise self._cut_short()
        self._skip(padding)
        try:
            self._take_extension(extension, header, octets)
        except ValueError as error:
            raise _damaged(self._source.position, str(error)) from error

    def _take_extension(self, extension: Extension, header: TarHeader, octets: bytes) -> None:
        if header.kind != tar_extension.GLOBAL:
            extension.add(header, octets)
        elif reason := tar_extension.check_global(octets):
            self._tell(codes.MEMBER_MALFORMED, f"the archive: {reason}")

    def _pass_sparse_map(self, header: TarHeader) -> None:
        more = header.block[_EXTENDED]
        while more:
            block = self._source.read(BLOCK)
            if len(block) < BLOCK:
                raise self._cut_short()
            more = block[_EXTENDED_MORE]

    def _member(self, header: TarHeader, extension: Extension) -> TarMember:
        start = self._source.position
        name = header.name if extension.name is None else extension.name
        size = header.size if extension.size is None else extension.size
        if size > _MOST:
            raise _damaged(start, f"the size {size} cannot be")
        is_sparse = header.kind == _SPARSE or extension.is_sparse
        kind = _kind(header.kind, name)
        wrong_size = 0 if kind is EntryKind.FILE or header.kind == _LISTED_FOLDER else size
        refusal = _refusal(header, name, wrong_size, extension)
        if header.kind == _LISTED_FOLDER:
            shown = shown_name(name)
            message = f"{shown}: is a folder with a list of its files, as of an incremental archive"
            self._faults.tell(codes.OF_GNU_TAR.at(message, path=shown))
        if header.kind in _WITHOUT_OCTETS:
            size = 0
        return TarMember(name, kind, size, start, is_sparse, refusal)

    def _skip(self, size: int) -> None:
        if self._source.skip(size) < size:
            raise self._cut_short()

    def _cut_short(self) -> FaultError:
        at = self._source.position
        return FaultError(
            codes.CUT_SHORT.at(f"the archive: ends at octet {at}, in the middle of a member")
        )

    def _tell(self, code: Code, message: str) -> None:
        self._faults.tell(code.at(message))


def _kind(kind: bytes, name: bytes) -> EntryKind:
    # The seventh edition's tar tells a folder by its name alone.
    if kind == _LISTED_FOLDER or (kind in _FILES and name.endswith(b"/")):
        return EntryKind.FOLDER
    return _WITHOUT_OCTETS.get(kind, EntryKind.FILE)


def _refusal(header: TarHeader, name: bytes, size: int, extension: Extension) -> Finding | None:
    """Say why a member is left out; ``size`` is that of one that should have no octets."""
    kind, shown = header.kind, shown_name(name)
    if extension.is_too_long:
        message = f"{shown}: its name has more than {tar_extension.LIMIT} octets"
        return codes.NAMES_TOO_LONG.at(message, path=shown)
    if reason := extension.refusal or header.oddity:
        return codes.MEMBER_MALFORMED.at(f"{shown}: {reason}", path=shown)
    if size and kind != _HARD_LINK:
        message = f"{shown}: has {size} octets, which its kind cannot have"
        return codes.MEMBER_MALFORMED.at(message, path=shown)
    return _refusal_of_kind(kind, shown)


def _refusal_of_kind(kind: bytes, shown: str) -> Finding | None:
    if kind == _HARD_LINK:
        return codes.HARD_LINK.at(f"{shown}: is a hard link", path=shown)
    if kind == _LABEL:
        return codes.OF_GNU_TAR.at(f"{shown}: is the label of a volume", path=shown)
    if kind not in {*_FILES, *_WITHOUT_OCTETS, _SPARSE, _LISTED_FOLDER}:
        return codes.UNKNOWN_KIND.at(f"{shown}: is of kind {kind!r}", path=shown)
    return None


def _damaged(at: int, reason: str) -> FaultError:
    return FaultError(
        codes.TAR_HEADER_DAMAGED.at(f"the archive: its header at octet {at} is damaged ({reason})")
    )
