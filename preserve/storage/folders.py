"""Folders held open by handle: everything below is reached without following a link.

A path is opened one segment at a time from the handle, so neither a link planted meanwhile
nor ``..`` can lead outside, and no path is too long for the system.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Self

from preserve.errors import ReadError
from preserve.storage import names, operations
from preserve.storage.trails import FOLDER_FLAGS

_FILE_FLAGS = (
    os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | getattr(os, "O_NOCTTY", 0)
)


class EntryKind(Enum):
    """What stands under a name."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "symbolic link"
    SPECIAL = "special file"
    """A FIFO, socket or device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One name found below a folder."""

    path: str
    """Relative to the folder, ``/`` between segments."""
    kind: EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """What tells whether a file was changed while it was read."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


class NotRegularError(ReadError):
    """A name that should be a regular file is a link, a folder or a special file."""


class Folder:
    """An open folder."""

    __slots__ = ("_handle", "path")

    def __init__(self, path: Path, handle: int) -> None:
        """Take an open handle; ``path`` only names the folder in messages."""
        self.path = path
        self._handle = handle

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the folder at ``path`` (a link as its last segment is followed: it was named).

        Raises OSError when there is none.
        """
        return cls(path, os.open(os.fsencode(path), FOLDER_FLAGS & ~os.O_NOFOLLOW))

    def close(self) -> None:
        """Let the handle go."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def handle(self) -> int:
        """Give the handle, for operations relative to this folder."""
        return self._handle

    def walk(self, below: str = "") -> Iterator[Entry]:
        """Give everything below, folders before what is in them, sorted by octets of the path.

        Raises OSError for a folder that cannot be listed.
        """
        pending = [Entry(path=below, kind=EntryKind.FOLDER)]
        while pending:
            entry = pending.pop()
            if entry.path != below:
                yield entry
            if entry.kind is EntryKind.FOLDER:
                pending.extend(reversed(self.list(entry.path)))

    def list(self, below: str = "") -> list[Entry]:
        """Give the entries of one folder, in the order in which their paths sort by octets."""
        prefix = names.to_octets(below) + b"/" if below else b""
        with self._folder(below) as handle, os.scandir(handle) as found:
            # scandir of a handle gives text; its octets are what counts.
            entries = [(prefix + os.fsencode(one.name), kind_of(one)) for one in found]
        entries.sort(key=lambda one: one[0] + b"/" if one[1] is EntryKind.FOLDER else one[0])
        return [Entry(path=names.from_octets(path), kind=kind) for path, kind in entries]

    @contextmanager
    def open_file(self, path: str) -> Iterator[int]:
        """Open a regular file below for reading; never waits on a FIFO.

        Raises NotRegularError for anything else under that name, OSError as the system does.
        """
        parent, _, name = path.rpartition("/")
        with self._folder(parent) as folder:
            handle, _ = open_regular(names.to_octets(name), at=folder, path=path)
        try:
            yield handle
        finally:
            os.close(handle)

    def read(self, path: str, *, limit: int) -> bytes:
        """Read a small file whole, at most ``limit`` octets and one more."""
        with self.open_file(path) as handle, os.fdopen(os.dup(handle), "rb") as stream:
            return stream.read(limit + 1)

    def kind(self, path: str) -> EntryKind | None:
        """Tell what stands under a path; None when nothing does."""
        parent, _, name = path.rpartition("/")
        try:
            with self._folder(parent) as folder:
                mode = os.stat(names.to_octets(name), dir_fd=folder, follow_symlinks=False).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None
        return kind_of_mode(mode)

    def make_folders(self, path: str) -> None:
        """Create the folder and every missing one above it."""
        handle = os.dup(self._handle)
        try:
            for segment in path.split("/"):
                name = names.to_octets(segment)
                with suppress(FileExistsError):
                    operations.make_folder(name, at=handle)
                below = os.open(name, FOLDER_FLAGS, dir_fd=handle)
                os.close(handle)
                handle = below
        finally:
            os.close(handle)

    @contextmanager
    def create_file(self, path: str) -> Iterator[int]:
        """Create a file below that must not exist yet; its folder must."""
        parent, _, name = path.rpartition("/")
        with self._folder(parent) as folder:
            handle = operations.create_file(names.to_octets(name), at=folder)
        try:
            yield handle
        finally:
            os.close(handle)

    def remove_file(self, path: str) -> None:
        """Remove one file or link below."""
        parent, _, name = path.rpartition("/")
        with self._folder(parent) as folder:
            operations.remove_file(names.to_octets(name), at=folder)

    def remove_tree(self, path: str) -> None:
        """Remove a folder below with everything in it; links are removed, not followed."""
        entries = list(self.walk(path))
        for entry in reversed(entries):
            if entry.kind is not EntryKind.FOLDER:
                self.remove_file(entry.path)
                continue
            self._remove_folder(entry.path)
        self._remove_folder(path)

    def flush_folder(self, path: str = "") -> None:
        """Bring the names in one folder to the disk."""
        with self._folder(path) as handle:
            operations.flush(handle)

    def subfolder(self, path: str) -> "Folder":
        """Open a folder below."""
        with self._folder(path) as handle:
            return Folder(self.path / path, os.dup(handle))

    def _remove_folder(self, path: str) -> None:
        parent, _, name = path.rpartition("/")
        with self._folder(parent) as folder:
            operations.remove_folder(names.to_octets(name), at=folder)

    @contextmanager
    def _folder(self, path: str) -> Iterator[int]:
        handle = self._handle
        if not path:
            yield handle
            return
        if not names.is_safe_relative(path):
            raise ReadError(f"{path!r}: not a path below {self.path}")
        try:
            for segment in path.split("/"):
                below = os.open(names.to_octets(segment), FOLDER_FLAGS, dir_fd=handle)
                if handle != self._handle:
                    os.close(handle)
                handle = below
            yield handle
        finally:
            if handle != self._handle:
                os.close(handle)


def state(handle: int) -> FileState:
    """Give what would change if the open file were changed."""
    found = os.fstat(handle)
    return FileState(
        size=found.st_size,
        mtime_ns=found.st_mtime_ns,
        ctime_ns=found.st_ctime_ns,
        inode=found.st_ino,
    )


def is_unchanged(before: os.stat_result, after: os.stat_result) -> bool:
    """Tell whether a file's state is the same as it was; see ``FileState``."""
    return (
        before.st_mtime_ns == after.st_mtime_ns
        and before.st_ctime_ns == after.st_ctime_ns
        and before.st_size == after.st_size
        and before.st_ino == after.st_ino
    )


def open_regular(name: bytes, *, at: int, path: str) -> tuple[int, os.stat_result]:
    """Open a regular file in an open folder for reading, and give its state at that moment.

    ``path`` names it in errors. Never waits on a FIFO. Raises NotRegularError for anything else,
    OSError as the system does.
    """
    try:
        handle = os.open(name, _FILE_FLAGS, dir_fd=at)
    except OSError as error:
        # ELOOP: a link, refused by O_NOFOLLOW; ENXIO: a socket, or a FIFO or device without peer.
        if error.errno in {errno.ELOOP, errno.ENXIO}:
            raise NotRegularError(f"{path}: not a regular file") from error
        raise
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        os.close(handle)
        raise NotRegularError(f"{path}: not a regular file")
    return handle, found


def kind_of(entry: "os.DirEntry[str]") -> EntryKind:
    """Tell what stands under a name that a folder was listed with."""
    if entry.is_symlink():
        return EntryKind.LINK
    if entry.is_dir(follow_symlinks=False):
        return EntryKind.FOLDER
    if entry.is_file(follow_symlinks=False):
        return EntryKind.FILE
    return EntryKind.SPECIAL


def kind_of_mode(mode: int) -> EntryKind:
    """Tell what stands under a name by its mode."""
    if stat.S_ISLNK(mode):
        return EntryKind.LINK
    if stat.S_ISDIR(mode):
        return EntryKind.FOLDER
    if stat.S_ISREG(mode):
        return EntryKind.FILE
    return EntryKind.SPECIAL
