"""A bag in a folder, reached by handle without following a link."""

import io
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO

from preserve.bags.read import fixity
from preserve.bags.read.tree import FileReading, Form, OnOctets, changed_while_read, could_not_read
from preserve.errors import ReadError
from preserve.findings import Finding
from preserve.fixity import batches, digests
from preserve.fixity.batches import Batch, Columns
from preserve.fixity.digests import Digested
from preserve.model.digests import Algorithm
from preserve.storage import folders, names, walks
from preserve.storage.folders import Entry, EntryKind, Folder
from preserve.storage.opened_files import OpenedFile
from preserve.storage.trails import Trail

_BUFFER = 1 << 17


class FolderTree:
    """The files of a bag below an open folder, which stays the caller's to close."""

    __slots__ = ("_folder", "_trail")

    form = Form.FOLDER
    in_order = True

    def __init__(self, folder: Folder) -> None:
        """Take the folder of the bag itself."""
        self._folder = folder
        self._trail = Trail(folder.handle())

    def entries(self, unread: walks.Unread) -> Iterator[Entry]:
        """Give everything below, sorted by octets; see ``Tree``."""
        return walks.walk(self._folder.handle(), unread)

    def listing(self, unread: walks.Unread) -> Iterator[Entry | walks.Files]:
        """Give the same, files that follow each other in one folder together."""
        return walks.walk_by_folder(self._folder.handle(), unread)

    def kind(self, path: str) -> EntryKind | None:
        """Tell what stands under a path; None when nothing can be seen there."""
        try:
            return folders.kind_of_mode(self._stat(path).st_mode)
        except (OSError, ReadError):
            return None

    def size(self, path: str) -> int:
        """Give a file's octets. Raises OSError or ReadError."""
        return self._stat(path).st_size

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        """Open a regular file at its beginning.

        Raises OSError or ReadError, also when the file grows or is changed while it is read.
        """
        with self._folder.open_file(path) as handle:
            yield io.BufferedReader(OpenedFile(handle, path=path), _BUFFER)

    def readings(
        self,
        paths: Iterable[str],
        algorithms: tuple[Algorithm, ...],
        *,
        workers: int,
        on_octets: OnOctets | None,
    ) -> Generator[FileReading]:
        """Read each file once, by ``workers`` threads, in the order of the paths."""
        read = partial(_read, self._folder.handle(), algorithms)
        return fixity.readings(read, paths, workers=workers, on_octets=on_octets)

    def batches(
        self, algorithms: tuple[Algorithm, ...], *, workers: int
    ) -> Callable[[Iterator[Batch]], Generator[Columns]]:
        """Give what reads files in batches, by processes if ``workers`` are several."""
        return partial(_columns, self._folder.handle(), algorithms, workers)

    def findings(self) -> tuple[Finding, ...]:
        """Give nothing: a folder has no form of its own to be wrong in."""
        return ()

    def not_checked(self) -> tuple[str, ...]:
        """Give nothing: what cannot be listed is told to ``unread``."""
        return ()

    def is_whole(self) -> bool:
        """Tell that a folder has no end that it could lack."""
        return True

    def close(self) -> None:
        """Let the handles on the way to files go."""
        self._trail.close()

    def _stat(self, path: str) -> os.stat_result:
        parent, _, name = path.rpartition("/")
        if not names.is_safe_relative(name):
            raise ReadError(f"{path!r}: not a path in the bag")
        at = self._trail.to(parent)
        return os.stat(names.to_octets(name), dir_fd=at, follow_symlinks=False)


def _columns(
    root: int, algorithms: tuple[Algorithm, ...], workers: int, asked: Iterator[Batch]
) -> Generator[Columns]:
    if workers <= 1:
        yield from map(batches.begin(algorithms, (root,)), asked)
        return
    from preserve.fixity.workers import Workers  # noqa: PLC0415 - quick start-up

    with Workers[Batch, Columns](
        batches.BEGIN, count=workers, argument=algorithms, handles=(root,)
    ) as pool:
        yield from pool.ordered(asked)


def _read(
    root: int, algorithms: tuple[Algorithm, ...], paths: Iterable[str], on_octets: OnOctets | None
) -> Iterator[FileReading]:
    sink = None if on_octets is None else (lambda octets: on_octets(len(octets)))
    with Trail(root) as trail:
        for path in paths:
            yield _reading(trail, path, algorithms, sink)


def _reading(
    trail: Trail, path: str, algorithms: tuple[Algorithm, ...], sink: digests.Sink | None
) -> FileReading:
    try:
        digested = _digested(trail, path, algorithms, sink)
    except (OSError, ReadError) as error:
        reason = error.strerror if isinstance(error, OSError) else error.message
        return could_not_read(path, reason or str(error))
    return (
        changed_while_read(path) if digested is None else FileReading(path=path, digested=digested)
    )


def _digested(
    trail: Trail, path: str, algorithms: tuple[Algorithm, ...], sink: digests.Sink | None
) -> Digested | None:
    """Digest one file; None when it changed meanwhile."""
    parent, _, name = path.rpartition("/")
    at = trail.to(parent)
    handle, before = folders.open_regular(names.to_octets(name), at=at, path=path)
    try:
        digested = digests.digest_file(handle, algorithms, size=before.st_size, sink=sink)
        after = os.fstat(handle)
    finally:
        os.close(handle)
    is_whole = digested.size == after.st_size and folders.is_unchanged(before, after)
    return digested if is_whole else None
