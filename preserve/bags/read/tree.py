"""What holds a bag: a folder, or an archive that is read as if it were one."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Protocol

from preserve.findings import Finding
from preserve.findings import fixity as codes
from preserve.fixity.batches import Batch, Columns
from preserve.fixity.digests import Digested
from preserve.model.digests import Algorithm
from preserve.storage.folders import Entry, EntryKind
from preserve.storage.walks import Files

OnOctets = Callable[[int], None]
"""Told how many octets more were read; called from several threads."""

OnFiles = Callable[[int], None]
"""Told how many files more are done with; called by the thread that reads the bag."""


class Form(StrEnum):
    """How a bag is stored; an archive's value is its media type."""

    FOLDER = ""
    ZIP = "application/zip"
    TAR = "application/x-tar"
    TAR_GZ = "application/gzip"
    TAR_BZ2 = "application/x-bzip2"
    TAR_XZ = "application/x-xz"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """One file as read; without ``digested``, the finding says why, or one of the tree's own."""

    path: str
    digested: Digested | None
    finding: Finding | None = None


def could_not_read(path: str, reason: str) -> FileReading:
    """Say why nothing is known of a file."""
    finding = codes.COULD_NOT_READ.at(f"{path}: cannot be read ({reason})", path=path)
    return FileReading(path=path, digested=None, finding=finding)


def changed_while_read(path: str) -> FileReading:
    """Say that what was read of a file may never have been in it."""
    finding = codes.CHANGED_WHILE_READ.at(f"{path}: changed while it was read", path=path)
    return FileReading(path=path, digested=None, finding=finding)


class Tree(Protocol):
    """The files of one bag, by paths from its base directory with ``/`` between segments.

    Nothing is ever written, and no link is followed. One thread uses a tree; the threads that
    ``readings`` starts are its own affair.
    """

    form: Form

    in_order: bool
    """Whether ``readings`` come in the order of the paths asked for; else in the archive's own."""

    def entries(self, unread: Callable[[str, str], None]) -> Iterator[Entry]:
        """Give everything below, sorted by octets, a folder (as ``path/``) before what is in it.

        A folder that cannot be listed is told to ``unread``, with the reason.
        """

    def listing(self, unread: Callable[[str, str], None]) -> Iterator[Entry | Files]:
        """Give the same; files that follow each other in one folder may come together."""

    def kind(self, path: str) -> EntryKind | None:
        """Tell what stands under a path; None when nothing does, or none can be seen there.

        Never raises: the path may be anything that a manifest states.
        """

    def size(self, path: str) -> int:
        """Give the octets that a file is said to have. Raises OSError or ReadError."""

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        """Open a tag file or a metadata document at its beginning; may be done again.

        Raises OSError or ReadError, also while it is read.
        """

    def readings(
        self,
        paths: Iterable[str],
        algorithms: tuple[Algorithm, ...],
        *,
        workers: int,
        on_octets: OnOctets | None,
    ) -> Generator[FileReading]:
        """Read each file once, to its end, for all the algorithms.

        Gives one reading for each path, which are sorted by octets and asked for as they are
        needed. Closing it ends the threads, in the middle of a file.
        """

    def batches(
        self, algorithms: tuple[Algorithm, ...], *, workers: int
    ) -> Callable[[Iterator[Batch]], Generator[Columns]] | None:
        """Give what reads files in batches, by ``workers`` processes; None where nothing does.

        Columns come in the order of the batches; closing them ends the processes.
        """

    def findings(self) -> tuple[Finding, ...]:
        """Give what is wrong with the archive itself, as far as it was read."""

    def not_checked(self) -> tuple[str, ...]:
        """Say what of the archive itself was not looked at."""

    def is_whole(self) -> bool:
        """Tell whether all of it could be read; else what it lacks may be in what was not."""

    def close(self) -> None:
        """Let handles and temporary files go."""
