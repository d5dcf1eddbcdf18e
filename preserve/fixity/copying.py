"""Copying files while taking their digests, in one read of the source."""

import errno
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from preserve.errors import ChangedWhileReadError, ReadError, WriteError
from preserve.fixity import digests, large_files
from preserve.fixity.assembly import BUFFER_SIZE
from preserve.model.digests import Algorithm, HexDigest
from preserve.storage import file_systems, folders, names, operations
from preserve.storage.folders import Folder
from preserve.storage.trails import Trail

LARGE = 8 << 20
"""Octets from which a file is copied by the kernel, and digested by one thread an algorithm."""

_MEDIUM = 128 << 10
"""Octets from which the kernel copies on a disk: writing costs it four times as long on ext4."""

Row = tuple[str, int, int, int, int, tuple[HexDigest, ...]]
"""One file as read: its path; size, modification and change time, and inode; its digests, of the
very octets read from the source, in the order of the algorithms asked for."""

OnOctets = Callable[[int], None]
"""Told how many octets more have been read; may raise."""

_TRIES = 2


class Copier:
    """Copies files below one open folder to the same paths below another, or only digests them.

    Paths that come in order cost least: each folder is then opened once. One thread uses it.
    """

    __slots__ = (
        "_buffer",
        "_medium",
        "_on_octets",
        "_source",
        "_target",
        "_target_root",
        "_views",
        "fresh",
    )

    def __init__(
        self, source: int, target: int | None = None, *, on_octets: OnOctets | None = None
    ) -> None:
        """Take open folders, which stay the caller's.

        What an earlier run may have left in the target is replaced unless ``fresh`` is set.
        """
        self._source = Trail(source)
        self._target_root = -1 if target is None else target
        self._target = Trail(self._target_root)
        self._on_octets = on_octets
        self._buffer = memoryview(bytearray(BUFFER_SIZE))
        self._views = [self._buffer]
        on_disk = target is not None and not file_systems.is_in_memory(target)
        self._medium = _MEDIUM if on_disk else LARGE
        self.fresh = True

    def copy(self, path: str, algorithms: Sequence[Algorithm]) -> Row:
        """Copy one regular file to a new file, whose folder is made if it is not there.

        A source that changes meanwhile is read once more. Raises ChangedWhileReadError when it
        changes again, ReadError when it cannot be read, WriteError when the copy cannot be
        written; no copy is left then.
        """
        return self._twice(path, algorithms, self._copy)

    def digest(self, path: str, algorithms: Sequence[Algorithm]) -> Row:
        """Digest one regular file without copying it; errors as for ``copy``."""
        return self._twice(path, algorithms, self._digest)

    def state(self, path: str) -> os.stat_result:
        """Give the state of a regular file; raises ReadError or OSError as opening does."""
        parent, _, name = path.rpartition("/")
        at = self._source.to(parent)
        handle, found = folders.open_regular(names.to_octets(name), at=at, path=path)
        os.close(handle)
        return found

    def close(self) -> None:
        """Let every handle go."""
        self._source.close()
        self._target.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _twice(
        self,
        path: str,
        algorithms: Sequence[Algorithm],
        once: Callable[[int, os.stat_result, str, Sequence[Algorithm]], Row | None],
    ) -> Row:
        parent, _, name = path.rpartition("/")
        octets = names.to_octets(name)
        for _ in range(_TRIES):
            try:
                at = self._source.to(parent)
                reading, before = folders.open_regular(octets, at=at, path=path)
            except OSError as error:
                raise cannot_read(path, error) from error
            try:
                found = once(reading, before, path, algorithms)
            finally:
                os.close(reading)
            if found is not None:
                return found
        raise _changed(path)

    def _copy(
        self, reading: int, before: os.stat_result, path: str, algorithms: Sequence[Algorithm]
    ) -> Row | None:
        parent, _, name = path.rpartition("/")
        octets = names.to_octets(name)
        found = None
        try:
            writing = self._create(parent, octets)
        except OSError as error:
            raise cannot_write(path, error) from error
        try:
            found = self._read(reading, before, path, algorithms, writing)
            if found is not None:
                mtime = found[2]
                operations.set_times(writing, atime_ns=mtime, mtime_ns=mtime)
        except OSError as error:
            found = None
            raise cannot_write(path, error) from error
        finally:
            os.close(writing)
            if found is None:
                with suppress(OSError):
                    operations.remove_file(octets, at=self._target.to(parent))
        return found

    def _digest(
        self, reading: int, before: os.stat_result, path: str, algorithms: Sequence[Algorithm]
    ) -> Row | None:
        return self._read(reading, before, path, algorithms, None)

    def _read(
        self,
        reading: int,
        before: os.stat_result,
        path: str,
        algorithms: Sequence[Algorithm],
        writing: int | None,
    ) -> Row | None:
        """Read a file, once; None when it was changed meanwhile. Raises OSError of the copy."""
        read = self._read_large if before.st_size >= LARGE else self._read_small
        try:
            hexes = read(reading, before.st_size, algorithms, writing)
        except large_files.SourceError as error:
            raise cannot_read(path, error.cause) from error.cause
        after = os.fstat(reading)
        if hexes is None or not folders.is_unchanged(before, after):
            return None
        return path, after.st_size, after.st_mtime_ns, after.st_ctime_ns, after.st_ino, hexes

    def _read_large(
        self, reading: int, size: int, algorithms: Sequence[Algorithm], writing: int | None
    ) -> tuple[HexDigest, ...] | None:
        return large_files.read(reading, size, algorithms, writing, self._pass_on)

    def _read_small(
        self,
        reading: int,
        size: int,
        algorithms: Sequence[Algorithm],
        writing: int | None,
    ) -> tuple[HexDigest, ...] | None:
        count = self._readv(reading)
        octets = self._buffer[:count]
        take = self._taker(reading, writing, size)
        if count == size:
            take(octets)
            return digests.hex_digests(octets, algorithms)
        digester = digests.Digester(algorithms)
        left = size
        # A file that grows as fast as it is read would be read for ever.
        while count and (left := left - count) >= 0:
            octets = self._buffer[:count]
            take(octets)
            digester.update(octets)
            count = self._readv(reading) if left else 0
        found = digester.result().digests
        return tuple([found[one] for one in algorithms]) if left == 0 else None

    def _readv(self, reading: int) -> int:
        try:
            return os.readv(reading, self._views)
        except OSError as error:
            raise large_files.SourceError(error) from error

    def _taker(self, reading: int, writing: int | None, size: int) -> Callable[[memoryview], None]:
        """Give what copies the octets that were read."""
        in_kernel = large_files.Copy(reading, writing).take if size >= self._medium else None

        def take(octets: memoryview) -> None:
            if in_kernel is not None:
                in_kernel(octets)
            elif writing is not None:
                operations.write(writing, octets)
            self._pass_on(len(octets))

        return take

    def _pass_on(self, octets: int) -> None:
        if self._on_octets is not None:
            self._on_octets(octets)

    def _create(self, parent: str, name: bytes) -> int:
        try:
            at = self._target.to(parent)
        except FileNotFoundError:
            Folder(Path(), self._target_root).make_folders(parent)
            at = self._target.to(parent)
        try:
            return operations.create_file(name, at=at)
        except FileExistsError:
            if self.fresh:
                raise
        operations.remove_file(name, at=at)
        return operations.create_file(name, at=at)


def cannot_write(path: str, error: OSError) -> WriteError:
    """Say which file could not be written, and what may help."""
    remedy = {
        errno.ENOSPC: "Free room on the output's file system, then run again.",
        errno.EDQUOT: "Free room within your quota, then run again.",
    }.get(error.errno or 0, "See to the output's file system, then run again.")
    return WriteError(f"{path}: cannot be written ({error.strerror})", remedy=remedy)


def cannot_read(path: str, error: OSError) -> ReadError:
    """Say which file could not be read, and what may help."""
    remedy = {
        errno.ENOENT: "It vanished after it was found; run again when nothing moves files.",
        errno.EACCES: "Give the user who runs preserve leave to read it.",
        errno.EIO: "The medium may be failing: copy it from another one.",
    }.get(error.errno or 0, "")
    return ReadError(f"{path}: cannot be read ({error.strerror})", remedy=remedy)


def _changed(path: str) -> ChangedWhileReadError:
    return ChangedWhileReadError(
        f"{path}: changed while it was read, twice",
        remedy="Run again when nothing writes to it any more.",
    )
