"""Copying a file while taking its digests, in one read of the source."""

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

from preserve.errors import ChangedWhileReadError, ReadError, WriteError
from preserve.fixity import digests
from preserve.model.digests import Algorithm
from preserve.storage import folders, operations
from preserve.storage.folders import FileState, Folder

_TRIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One file as read: the digests are of the very octets read from the source."""

    digested: digests.Digested
    state: FileState


class _GrownError(Exception):
    """The file has more octets than when it was opened."""


def copy(
    source: Folder,
    path: str,
    *,
    target: Folder,
    target_path: str,
    algorithms: Iterable[Algorithm],
    on_octets: Callable[[int], None],
) -> Read:
    """Copy one regular file below ``source`` to a new file below ``target``.

    A source that changes meanwhile is read once more. Raises ChangedWhileReadError when it
    changes again, ReadError when the source cannot be read, WriteError when the copy cannot be
    written; no copy is left then.
    """
    wanted = tuple(algorithms)
    for _ in range(_TRIES):
        with _open_source(source, path) as reading:
            found = _copy_open(reading, path, target, target_path, wanted, on_octets)
        if found is not None:
            return found
    raise _changed(path)


def digest(
    source: Folder,
    path: str,
    *,
    algorithms: Iterable[Algorithm],
    on_octets: Callable[[int], None],
) -> Read:
    """Digest one regular file below ``source`` without copying it; errors as for ``copy``."""
    wanted = tuple(algorithms)
    for _ in range(_TRIES):
        with _open_source(source, path) as reading:
            found = _digest_unchanged(reading, path, wanted, lambda part: on_octets(len(part)))
        if found is not None:
            return found
    raise _changed(path)


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


def _copy_open(
    reading: int,
    path: str,
    target: Folder,
    target_path: str,
    algorithms: tuple[Algorithm, ...],
    on_octets: Callable[[int], None],
) -> Read | None:
    found = None
    try:
        with target.create_file(target_path) as writing:

            def sink(octets: memoryview) -> None:
                try:
                    operations.write(writing, octets)
                except OSError as error:
                    raise cannot_write(path, error) from error
                on_octets(len(octets))

            found = _digest_unchanged(reading, path, algorithms, sink)
            if found is not None:
                mtime = found.state.mtime_ns
                operations.set_times(writing, atime_ns=mtime, mtime_ns=mtime)
    except OSError as error:
        found = None
        raise cannot_write(path, error) from error
    finally:
        if found is None:
            with suppress(OSError):
                target.remove_file(target_path)
    return found


def _digest_unchanged(
    reading: int, path: str, algorithms: tuple[Algorithm, ...], sink: digests.Sink
) -> Read | None:
    before = folders.state(reading)
    left = before.size

    def within_size(octets: memoryview) -> None:
        # A file that grows as fast as it is read would be read for ever.
        nonlocal left
        left -= len(octets)
        if left < 0:
            raise _GrownError
        sink(octets)

    try:
        digested = digests.digest_file(reading, algorithms, sink=within_size)
    except _GrownError:
        return None
    except OSError as error:
        raise cannot_read(path, error) from error
    after = folders.state(reading)
    if before != after or digested.size != after.size:
        return None
    return Read(digested=digested, state=after)


@contextmanager
def _open_source(source: Folder, path: str) -> Iterator[int]:
    with ExitStack() as stack:
        try:
            handle = stack.enter_context(source.open_file(path))
        except OSError as error:
            raise cannot_read(path, error) from error
        yield handle


def _changed(path: str) -> ChangedWhileReadError:
    return ChangedWhileReadError(
        f"{path}: changed while it was read, twice",
        remedy="Run again when nothing writes to it any more.",
    )
