"""A lock that stops two runs on one output."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from preserve.errors import LockedError
from preserve.storage import operations
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
