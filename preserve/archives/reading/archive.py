"""An open archive: what the bag in it holds, without a single octet extracted."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Self

from preserve.archives.reading import tar_content, zip_content
from preserve.archives.reading.faults import Faults, MethodError
from preserve.archives.reading.forms import ArchiveForm
from preserve.archives.reading.handle import ArchiveFile
from preserve.archives.reading.index import KINDS, MemberIndex, Row
from preserve.archives.reading.kept import Kept
from preserve.archives.reading.limits import Limits
from preserve.archives.reading.listing import opened
from preserve.archives.reading.members import UNREADABLE, Member, Method, Place
from preserve.archives.reading.shares import Share
from preserve.archives.reading.sources import ExpandedSource
from preserve.archives.reading.unseen import ENDED_EARLY, unseen
from preserve.errors import ReadError
from preserve.findings import Finding
from preserve.findings import archives as codes
from preserve.storage import names
from preserve.storage.folders import Entry, EntryKind

_BUFFER = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What was learned of an archive; paths are those within its bag.

    Nothing is written but to temporary files without a name, which lie where the system keeps
    such files.
    """

    file: ArchiveFile
    form: ArchiveForm
    limits: Limits
    faults: Faults
    index: MemberIndex
    base: bytes
    """The key of the bag's folder; empty for a bag that lies at the top."""
    kept: Kept | None
    share: Share
    """Of memory, for all whose octets are asked for at once."""
    is_listed: bool
    """Whether the first pass learned of the members."""

    def close(self) -> None:
        """Let handles and temporary files go."""
        self.index.close()
        self.file.close()
        if self.kept is not None:
            self.kept.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_at_random(self) -> bool:
        """Whether members can be read in any order, by several threads."""
        return self.kept is None

    @property
    def is_known(self) -> bool:
        """Whether the members are known; else there is nothing to judge but the findings."""
        return self.is_listed and not self.is_changed()

    def is_changed(self) -> bool:
        """Tell whether the file is no longer what it was when it was opened."""
        return self.file.is_changed()

    def findings(self) -> tuple[Finding, ...]:
        """Give what is wrong with the archive, as far as it was read."""
        if not self.is_changed():
            return self.faults.all()
        # What was found may be the fault of whoever is writing.
        name = self.file.path.name
        return (codes.CHANGED_WHILE_READ.at(f"{name}: changed while it was read"),)

    def not_checked(self) -> tuple[str, ...]:
        """Say what of the archive nobody looked at."""
        return tuple(unseen(self.faults.counts))

    def is_whole(self) -> bool:
        """Tell whether it was read to its end, so that what is not there is known to be absent."""
        return ENDED_EARLY.isdisjoint(self.faults.counts)

    def entries(self) -> Iterator[Entry]:
        """Give everything in the bag, sorted by octets, a folder before what is in it."""
        previous = b""
        for key, kind in self.index.below(self.base):
            for end in opened(previous, key):
                yield Entry(path=names.from_octets(key[:end]), kind=EntryKind.FOLDER)
            path = key[:-1] if kind is EntryKind.FOLDER else key
            yield Entry(path=names.from_octets(path), kind=kind)
            previous = key

    def kind(self, path: str) -> EntryKind | None:
        """Tell what stands under a path; None when nothing does."""
        if not path:
            return EntryKind.FOLDER
        member = self.find(path)
        if member is not None:
            return member.kind
        key = self._key(path)
        return EntryKind.FOLDER if key and self.index.is_folder(key) else None

    def find(self, path: str) -> Member | None:
        """Give the member at a path; None where the archive states none."""
        key = self._key(path)
        row = self.index.find(key) if key else None
        return None if row is None else self._member(row)

    def octets(self, member: Member) -> Iterator[bytes]:
        """Give the octets of a file, counted and compared with what the archive states.

        Whoever asks for one must ask for all, or close the iterator: others may wait for the
        memory. Raises ReadError for a member that cannot be read, or is not at hand; MethodError,
        one of these, when the archive's findings tell of it already.
        """
        return self._octets(member, self.share)

    def stream(self, member: Member) -> BinaryIO:
        """Give a file's octets as a stream. Raises ReadError, also while it is read."""
        # It may be left half read beside others, and so must not be what they wait for.
        octets = self._octets(member, Share(self.limits.memory))
        return io.BufferedReader(_OctetStream(octets), _BUFFER)

    def _octets(self, member: Member, share: Share) -> Iterator[bytes]:
        if reason := UNREADABLE.get(Method(member.place.method)):
            raise MethodError(f"{member.path}: {reason}")
        if self.form is ArchiveForm.ZIP:
            return zip_content.octets(self.file, member, share)
        if self.kept is None:
            return tar_content.octets(self.file.read, member)
        if member.place.method == Method.PASSING:
            limit = self.limits.kept_octets
            raise ReadError(f"{member.path}: is not at hand; {limit} octets are kept at most")
        return tar_content.octets(self.kept.read, member)

    def want_none(self) -> None:
        """Let what was wanted in passing be wanted no more."""
        self.index.want_none()

    def want(self, member: Member) -> None:
        """Note that the octets of a file of a compressed tar are wanted in passing."""
        key = self.base + names.to_octets(member.path)
        self.index.want(key, number=member.place.number)

    def passing(self) -> Iterator[tuple[Member, Iterator[bytes]]]:
        """Give the octets of the files that are wanted, in the archive's order, read once more.

        Asked for, the octets of a file that cannot be reached raise ReadError.
        """
        wanted = map(self._member, self.index.wanted())
        source = ExpandedSource(self.file, self.form, self.limits)
        return tar_content.passing(source, wanted)

    def _member(self, row: Row) -> Member:
        key, kind, *place = row
        path = names.from_octets(key[len(self.base) :].removesuffix(b"/"))
        return Member(path=path, kind=KINDS[kind], place=Place(*place))

    def _key(self, path: str) -> bytes:
        """Give the key of a file at a path; nothing for what no member can be called."""
        try:
            return self.base + names.to_octets(path) if names.is_safe_relative(path) else b""
        except UnicodeEncodeError:
            return b""


class _OctetStream(io.RawIOBase):
    """Octets that come in parts, as a stream."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._left = part
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
