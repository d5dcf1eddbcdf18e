"""Octets of members of a compressed tar that are asked for out of its order."""

import os
import tempfile
from collections.abc import Iterator


class Kept:
    """Octets of members of a compressed tar, in a temporary file that has no name."""

    __slots__ = ("_file", "_limit", "_size")

    def __init__(self, limit: int) -> None:
        """Start with none; ``limit`` is how many octets are kept at most."""
        # Closed by close(): it lives as long as the archive is open.
        self._file = tempfile.TemporaryFile(prefix="preserve-")  # noqa: SIM115
        self._limit = limit
        self._size = 0

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def has_room(self, size: int) -> bool:
        """Tell whether so many octets may be kept too."""
        return self._size + size <= self._limit

    def add(self, parts: Iterator[bytes]) -> int:
        """Keep the octets, and give where they begin."""
        start = self._size
        for part in parts:
            self._file.write(part)
            self._size += len(part)
        self._file.flush()
        return start

    def read(self, size: int, *, at: int) -> bytes:
        """Give up to ``size`` octets."""
        return os.pread(self._file.fileno(), size, at)
