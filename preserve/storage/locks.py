"""A lock that stops two runs on one output."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from preserve.errors import LockedError
from preserve.storage import names, operations
from preserve.storage.folders import Folder

OWN_FOLDER = ".preserve"
"""Where preserve keeps its lock and journal below an output."""

_LOCK = OWN_FOLDER + "/lock"


@contextmanager
def hold(output: Folder) -> Iterator[None]:
    """Hold the output's lock; the system lets it go when the process ends, however it ends.

    Raises LockedError when another run holds it.
    """
    output.make_folders(OWN_FOLDER)
    handle = operations.open_to_append(_LOCK.encode(), at=output.handle())
    try:
        _take(handle, output)
        operations.truncate(handle, 0)
        operations.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)


@contextmanager
def hold_name(folder: Folder, name: str, *, subject: str) -> Iterator[None]:
    """Hold a lock of its own for one name in a folder; its file is gone when nobody holds it.

    The system lets it go when the process ends, however it ends. Raises LockedError, about the
    subject, when another run holds it.
    """
    octets = names.to_octets(name)
    handle = _locked(folder, octets, subject)
    try:
        yield
    finally:
        # Removed while it is held, so that nobody holds a file that is not under the name.
        try:
            with suppress(FileNotFoundError):
                operations.remove_file(octets, at=folder.handle())
        finally:
            os.close(handle)


def _locked(folder: Folder, name: bytes, subject: str) -> int:
    while True:
        handle = operations.open_to_append(name, at=folder.handle())
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            there = os.stat(name, dir_fd=folder.handle(), follow_symlinks=False)
            if os.path.samestat(os.fstat(handle), there):
                return handle
        except FileNotFoundError:
            pass  # its holder removed it meanwhile
        except OSError as error:
            os.close(handle)
            if error.errno not in {errno.EAGAIN, errno.EACCES}:
                raise
            raise LockedError(
                f"{subject}: another run of preserve is at work on it",
                remedy="Wait until it has ended, then run again.",
            ) from error
        os.close(handle)


def _take(handle: int, output: Folder) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in {errno.EAGAIN, errno.EACCES}:
            raise
        holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "unknown"
        raise LockedError(
            f"{output.path}: another run of preserve is writing here (process {holder})",
            remedy="Wait until it has ended, or choose another --output.",
        ) from error
