"""Bringing a staged package to the disk, whole, before it is read back or published."""

import os
from collections.abc import Callable, Iterator

from preserve.storage import file_systems, folders, names, operations, walks
from preserve.storage.folders import EntryKind, Folder
from preserve.storage.trails import Trail

MANY = 100
"""Files from which on the file system is flushed as a whole, where it can be trusted with it."""

_CAN_DROP = hasattr(os, "posix_fadvise")


def flush(folder: Folder, *, files: int, read_again: bool, before_each: Callable[[], None]) -> None:
    """Flush everything below, and the folder itself; ``files`` is about how many there are.

    The folder must have been open before anything was written below it. ``before_each`` is called
    before each file; it may raise. Where the files are to be read again, their pages are dropped
    from the cache where the system can, so that reading reads the disk. Raises OSError as writing
    does, and when something could not be written earlier.
    """
    whole = files >= MANY and file_systems.flushes_whole(folder.handle())
    if whole:
        before_each()
        operations.flush_file_system(folder.handle())
    if not whole or read_again:
        for handle in _opened_files(folder):
            before_each()
            if not whole:
                operations.flush(handle)
            _drop(handle)
    if not whole:
        below = [entry.path for entry in folder.walk() if entry.kind is EntryKind.FOLDER]
        for path in reversed(below):
            folder.flush_folder(path)
        folder.flush_folder()


def drop(folder: Folder) -> None:
    """Drop the pages of everything below from the cache where the system can."""
    if _CAN_DROP:
        for handle in _opened_files(folder):
            _drop(handle)


def flush_file(handle: int) -> None:
    """Flush one open file and drop its pages from the cache where the system can."""
    operations.flush(handle)
    _drop(handle)


def _opened_files(folder: Folder) -> Iterator[int]:
    """Give each file below, open."""

    def unread(path: str, reason: str) -> None:
        raise OSError(None, reason, path)

    with Trail(folder.handle()) as trail:
        for entry in walks.walk(folder.handle(), unread):
            if entry.kind is EntryKind.FILE:
                parent, _, name = entry.path.rpartition("/")
                at = trail.to(parent)
                handle, _ = folders.open_regular(names.to_octets(name), at=at, path=entry.path)
                try:
                    yield handle
                finally:
                    os.close(handle)


def _drop(handle: int) -> None:
    if _CAN_DROP:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
