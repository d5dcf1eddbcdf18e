"""Files that are read as they were when they were opened, or not to their end."""

import io
import os

from preserve.errors import ReadError
from preserve.storage import folders


class OpenedFile(io.RawIOBase):
    """The octets of a regular file, by a handle that stays the caller's to close.

    Reading raises ReadError once the file has more octets than it had, so that one that grows as
    fast as it is read comes to an end, and at its end when it was changed meanwhile.
    """

    def __init__(self, handle: int, *, path: str) -> None:
        """Take the handle; ``path`` names the file in errors."""
        super().__init__()
        self._handle = handle
        self._path = path
        self._before = os.fstat(handle)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be read again."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place in the file, and give it."""
        return os.lseek(self._handle, offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what comes next. Raises OSError or ReadError."""
        count = os.readv(self._handle, [buffer])
        if self._has_grown() or (not count and not self._is_unchanged()):
            raise ReadError(f"{self._path}: changed while it was read")
        return count

    def _has_grown(self) -> bool:
        return os.lseek(self._handle, 0, os.SEEK_CUR) > self._before.st_size

    def _is_unchanged(self) -> bool:
        return folders.is_unchanged(self._before, os.fstat(self._handle))
