"""A bag in an archive, read where it lies (BagIt 0.97, draft-kunze-bagit-14, section 4)."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from preserve.archives.reading import opening
from preserve.archives.reading.archive import Archive
from preserve.archives.reading.faults import FaultError, MethodError
from preserve.archives.reading.limits import Limits
from preserve.archives.reading.members import Member, Method
from preserve.bags.read import fixity
from preserve.bags.read.tree import FileReading, Form, OnOctets
from preserve.errors import ReadError
from preserve.findings import Finding, archives
from preserve.findings import fixity as codes
from preserve.fixity.digests import Digested, Digester
from preserve.model.digests import Algorithm
from preserve.storage import walks
from preserve.storage.folders import Entry, EntryKind

_PAYLOAD = b"data/"


def open_tree(path: Path, *, limits: Limits) -> "ArchiveTree":
    """Open the archive at ``path`` and learn what is in it.

    Raises OSError as opening does, ReadError for what is no archive that is read here.
    """
    return ArchiveTree(opening.open_archive(path, limits=limits, keep=_is_asked_for_again))


class ArchiveTree:
    """The files of a bag in an open archive, which is closed with the tree."""

    __slots__ = ("_archive", "form", "in_order")

    def __init__(self, archive: Archive) -> None:
        """Take the archive."""
        self._archive = archive
        self.form = Form(archive.form.value)
        self.in_order = archive.is_at_random

    @property
    def is_known(self) -> bool:
        """Whether the members are known; else there is nothing to judge but the findings."""
        return self._archive.is_known

    def entries(self, unread: walks.Unread) -> Iterator[Entry]:  # noqa: ARG002
        """Give everything below, sorted by octets; nothing of a known archive is unread."""
        return self._archive.entries()

    def listing(self, unread: walks.Unread) -> Iterator[Entry | walks.Files]:
        """Give the same, each by itself."""
        return self.entries(unread)

    def kind(self, path: str) -> EntryKind | None:
        """Tell what stands under a path; None when nothing does."""
        return self._archive.kind(path)

    def size(self, path: str) -> int:
        """Give the octets that the archive states. Raises ReadError where there is no file."""
        return self._file(path).place.size

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        """Open a file at its beginning. Raises ReadError, also while it is read."""
        with self._archive.stream(self._file(path)) as stream:
            yield stream

    def readings(
        self,
        paths: Iterable[str],
        algorithms: tuple[Algorithm, ...],
        *,
        workers: int,
        on_octets: OnOctets | None,
    ) -> Generator[FileReading]:
        """Read each file once; a compressed tar by one thread, in its own order."""
        if self.in_order:
            return self._at_random(paths, algorithms, workers, on_octets)
        return self._in_passing(paths, algorithms, on_octets)

    def batches(self, algorithms: tuple[Algorithm, ...], *, workers: int) -> None:
        """Give nothing: the members of one archive are read by threads."""

    def findings(self) -> tuple[Finding, ...]:
        """Give what is wrong with the archive itself, as far as it was read."""
        return self._archive.findings()

    def not_checked(self) -> tuple[str, ...]:
        """Say what of the archive itself was not looked at."""
        return self._archive.not_checked()

    def is_whole(self) -> bool:
        """Tell whether the archive was read to its end."""
        return self._archive.is_whole()

    def close(self) -> None:
        """Let the archive and temporary files go."""
        self._archive.close()

    def _file(self, path: str) -> Member:
        member = self._archive.find(path)
        if member is None or member.kind is not EntryKind.FILE:
            raise ReadError(f"{path}: not a file in the archive")
        return member

    def _at_random(
        self,
        paths: Iterable[str],
        algorithms: tuple[Algorithm, ...],
        workers: int,
        on_octets: OnOctets | None,
    ) -> Generator[FileReading]:
        ahead: dict[str, Member] = {}
        read = partial(self._read, ahead, algorithms)
        found = self._found_ahead(paths, ahead)
        return fixity.readings(read, found, workers=workers, on_octets=on_octets)

    def _found_ahead(self, paths: Iterable[str], ahead: dict[str, Member]) -> Iterator[str]:
        """Look paths up by the thread that asks for them; the others only read."""
        for path in paths:
            ahead[path] = self._file(path)
            yield path

    def _read(
        self,
        ahead: dict[str, Member],
        algorithms: tuple[Algorithm, ...],
        paths: Iterable[str],
        on_octets: OnOctets | None,
    ) -> Iterator[FileReading]:
        for path in paths:
            yield self._reading_at_hand(ahead.pop(path), algorithms, on_octets)

    def _in_passing(
        self, paths: Iterable[str], algorithms: tuple[Algorithm, ...], on_octets: OnOctets | None
    ) -> Generator[FileReading]:
        self._archive.want_none()
        for path in paths:
            member = self._file(path)
            if member.place.method == Method.PASSING:
                self._archive.want(member)
            else:
                yield self._reading_at_hand(member, algorithms, on_octets)
        for member, octets in self._archive.passing():
            yield self._reading(member, octets, algorithms, on_octets)

    def _reading_at_hand(
        self, member: Member, algorithms: tuple[Algorithm, ...], on_octets: OnOctets | None
    ) -> FileReading:
        try:
            octets = self._archive.octets(member)
        except ReadError as error:
            return FileReading(path=member.path, digested=None, finding=_finding(member, error))
        return self._reading(member, octets, algorithms, on_octets)

    def _reading(
        self,
        member: Member,
        octets: Iterator[bytes],
        algorithms: tuple[Algorithm, ...],
        on_octets: OnOctets | None,
    ) -> FileReading:
        path = member.path
        try:
            digested = _digested(octets, algorithms, on_octets)
        except ReadError as error:
            return FileReading(path=path, digested=None, finding=_finding(member, error))
        if self._archive.is_changed():
            finding = codes.CHANGED_WHILE_READ.at(
                f"{path}: the archive changed while it was read", path=path
            )
            return FileReading(path=path, digested=None, finding=finding)
        return FileReading(path=path, digested=digested)


def _digested(
    octets: Iterator[bytes], algorithms: tuple[Algorithm, ...], on_octets: OnOctets | None
) -> Digested:
    digester = Digester(algorithms)
    for part in octets:
        if on_octets is not None:
            on_octets(len(part))
        digester.update(part)
    return digester.result()


def _finding(member: Member, error: ReadError) -> Finding | None:
    """Say why a member has no digests: it is damaged, or it could not be read.

    Of one that cannot be read for the method that it is stored by, the archive's findings tell.
    """
    if isinstance(error, MethodError):
        return None
    if isinstance(error, FaultError) and error.finding.code is archives.MEMBER_DAMAGED:
        return error.finding
    path = member.path
    reason = error.message.removeprefix(f"{path}: ")
    return codes.COULD_NOT_READ.at(f"{path}: cannot be read ({reason})", path=path)


def _is_asked_for_again(path: bytes) -> bool:
    """Tell whether a file is read out of order: a tag file, or what may be a metadata document."""
    return not path.startswith(_PAYLOAD) or path.lower().endswith(b".xml")
