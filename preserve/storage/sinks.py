"""Writable streams over open files, for libraries that want a stream to write to."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from preserve.storage import operations

_BUFFER = 1 << 18


class _Sink(io.RawIOBase):
    """Writes through the one module that writes; the handle stays its owner's."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def writable(self) -> bool:
        return True

    def write(self, octets: "bytes | memoryview") -> int:  # type: ignore[override]
        operations.write(self._handle, octets)
        return len(octets)


@contextmanager
def stream(handle: int) -> Iterator[BinaryIO]:
    """Give a buffered stream that writes to an open file and is whole when the block ends."""
    buffered = io.BufferedWriter(cast("io.RawIOBase", _Sink(handle)), _BUFFER)
    yield cast("BinaryIO", buffered)
    buffered.flush()
