"""Bringing a staged package to the disk, whole, before it is read back or published."""

import os
from collections.abc import Callable, Iterable

from preserve.fixity import pool
from preserve.storage import operations
from preserve.storage.folders import EntryKind, Folder


def flush(folder: Folder, *, workers: int, before_each: Callable[[], None]) -> None:
    """Flush every file below, then every folder from the deepest up.

    ``before_each`` is called before each file; it may raise.

    Each file's pages are then dropped from the cache where the system can, so that reading it
    again reads the disk. Raises OSError as writing does.
    """
    entries = list(folder.walk())
    files = [entry.path for entry in entries if entry.kind is EntryKind.FILE]
    below = [entry.path for entry in entries if entry.kind is EntryKind.FOLDER]

    def one(path: str) -> None:
        before_each()
        with folder.open_file(path) as handle:
            flush_file(handle)

    _exhaust(pool.ordered(one, files, workers=workers))
    for path in reversed(below):
        folder.flush_folder(path)
    folder.flush_folder()


def flush_file(handle: int) -> None:
    """Flush one open file and drop its pages from the cache where the system can."""
    operations.flush(handle)
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _exhaust(results: Iterable[None]) -> None:
    for _ in results:
        pass
