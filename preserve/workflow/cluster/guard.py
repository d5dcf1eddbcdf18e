"""The mark of a cluster run on the shared file system: while it stands, its tasks may work.

It stands under ``OUTPUT/.preserve/cluster/``. Whoever holds the output's lock removes it: the run
itself when it ends or is to stop, and the next run when this one was killed. A task that a cut
network kept alive sees that it is gone, and stops at the next file boundary.
"""

import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from preserve.storage import locks, operations
from preserve.storage.folders import EntryKind, Folder

_FOLDER = f"{locks.OWN_FOLDER}/cluster"
_SECONDS = 0.5
"""Between two looks of a task at the mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a run's mark stands, and what it says."""

    output: Path
    """Absolute."""
    name: str
    token: str

    @property
    def path(self) -> str:
        """The mark's path below the output."""
        return f"{_FOLDER}/{self.name}"


def set_up(output: Folder, *, run: str) -> Mark:
    """Set the mark of a run that holds the output's lock."""
    mark = Mark(output=output.path.absolute(), name=run, token=uuid.uuid4().hex)
    output.make_folders(_FOLDER)
    with output.create_file(mark.path) as handle:
        operations.write(handle, mark.token.encode("ascii"))
        operations.flush(handle)
    return mark


def take_down(output: Folder) -> None:
    """Remove every mark; the caller holds the output's lock, so that no other run lives."""
    if output.kind(_FOLDER) is not EntryKind.FOLDER:
        return
    for entry in output.list(_FOLDER):
        with suppress(FileNotFoundError):
            output.remove_file(entry.path)


def stands(mark: Mark) -> bool:
    """Tell whether the mark stands where this process looks for it."""
    try:
        with Folder.open(mark.output) as output:
            return output.read(mark.path, limit=64) == mark.token.encode("ascii")
    except OSError:
        return False


def try_writing(mark: Mark) -> None:
    """Write a file beside the mark and remove it; raises OSError where that cannot be done."""
    path = f"{_FOLDER}/{uuid.uuid4().hex}"
    with Folder.open(mark.output) as output:
        with output.create_file(path) as handle:
            operations.write(handle, mark.token.encode("ascii"))
        output.remove_file(path)


@contextmanager
def watching(mark: Mark | None) -> Iterator[threading.Event]:
    """Give an event that is set once the mark is gone."""
    stop, done = threading.Event(), threading.Event()
    if mark is None:
        yield stop
        return
    if not stands(mark):
        stop.set()

    def watch(mark: Mark = mark) -> None:
        while not done.wait(_SECONDS):
            if not stands(mark):
                stop.set()
                return

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield stop
    finally:
        done.set()
        thread.join()


def absolute(path: Path) -> Path:
    """Give a path as every machine with the same mounts finds it."""
    return Path(os.path.abspath(path))
