"""Files that a command writes for a person: a new one, whole, or none."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from preserve.errors import UsageError, WriteError
from preserve.storage import operations, sinks
from preserve.storage.folders import Folder


class NewFile:
    """A file that is begun under a name aside; nobody sees it until it is published."""

    def __init__(self, path: Path, *, flag: str, folder: Folder, handle: int) -> None:
        """Take the open folder and the handle of the file aside; ``flag`` asked for the file."""
        self._path = path
        self._flag = flag
        self._folder = folder
        self._handle = handle

    def publish(self, write: Callable[[BinaryIO], None]) -> None:
        """Write the file, durably, and give it its name.

        Raises UsageError when something stands there by now, WriteError when it cannot be
        written.
        """
        with _told(self._path, self._flag):
            with sinks.stream(self._handle) as stream:
                write(stream)
            operations.flush(self._handle)
            at = self._folder.handle()
            old, new = os.fsencode(_aside(self._path)), os.fsencode(self._path.name)
            operations.rename_onto_absent(old, new, old_at=at, new_at=at)
            self._folder.flush_folder()


def refuse_existing(path: Path, *, flag: str) -> None:
    """Raise UsageError when something stands there, which may be hours of work."""
    if os.path.lexists(path):
        raise UsageError(
            f"{path}: is there already, and is not overwritten",
            remedy=f"Name another file with {flag}, or move this one away.",
        )


@contextmanager
def begun(path: Path, *, flag: str) -> Iterator[NewFile]:
    """Begin a file, so that it is known at once whether it can be; remove it unless published.

    Raises UsageError when something stands there, WriteError when it cannot be written.
    """
    refuse_existing(path, flag=flag)
    with _told(path, flag):
        folder = Folder.open(path.parent)
    with folder:
        with _told(path, flag):
            handle = operations.create_file(os.fsencode(_aside(path)), at=folder.handle())
        try:
            yield NewFile(path, flag=flag, folder=folder, handle=handle)
        finally:
            os.close(handle)
            with suppress(OSError):
                operations.remove_file(os.fsencode(_aside(path)), at=folder.handle())


def _aside(path: Path) -> str:
    return f".{path.name}.partial-{os.getpid()}"


@contextmanager
def _told(path: Path, flag: str) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        refuse_existing(path, flag=flag)
        raise
    except OSError as error:
        raise WriteError(
            f"{path}: cannot be written ({error.strerror})",
            remedy=f"Name a file in a folder that you may write to with {flag}.",
        ) from error
