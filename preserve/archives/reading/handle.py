"""An archive's file: opened for reading alone, read at random by many threads."""

import os
import stat
from pathlib import Path
from typing import Self

from preserve.archives.reading.faults import FaultError
from preserve.errors import ReadError
from preserve.findings import archives as codes
from preserve.storage import folders

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | getattr(os, "O_NOCTTY", 0)


class ArchiveFile:
    """The open file, and the state in which it was opened."""

    __slots__ = ("_handle", "_state", "path", "size")

    def __init__(self, path: Path) -> None:
        """Open it (a link is followed: it was named).

        Raises OSError as opening does, ReadError for what is no regular file.
        """
        self.path = path
        self._handle = os.open(path, _FLAGS)
        if not stat.S_ISREG(os.fstat(self._handle).st_mode):
            self.close()
            raise ReadError(f"{path}: not a regular file")
        self._state = folders.state(self._handle)
        self.size = self._state.size

    def close(self) -> None:
        """Let the handle go."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, size: int, *, at: int) -> bytes:
        """Give up to ``size`` octets, fewer at the end of the file alone.

        Raises FaultError when the system cannot read them.
        """
        try:
            octets = os.pread(self._handle, size, at)
            while len(octets) < size and (more := self._read_on(octets, size, at)):
                octets += more
        except OSError as error:
            raise FaultError(
                codes.COULD_NOT_READ.at(
                    f"{self.path.name}: cannot be read at octet {at} ({error.strerror})"
                )
            ) from error
        return octets

    def is_changed(self) -> bool:
        """Tell whether the file is no longer what it was when it was opened."""
        return folders.state(self._handle) != self._state

    def _read_on(self, octets: bytes, size: int, at: int) -> bytes:
        return os.pread(self._handle, size - len(octets), at + len(octets))
