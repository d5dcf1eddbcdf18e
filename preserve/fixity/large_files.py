"""Reading a large file once: copied by the kernel, digested by one thread an algorithm.

The digests are always of the octets read from the source. While one buffer is digested, the
kernel copies what it holds, without its passing through this process, and the next is read.
"""

import errno
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from preserve.fixity import digests
from preserve.model.digests import Algorithm, HexDigest
from preserve.storage import operations

_REFUSED = (errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM, errno.EBADF)
"""How systems say that they do not copy in the kernel; the octets are then written."""


class SourceError(Exception):
    """The source cannot be read."""

    def __init__(self, cause: OSError) -> None:
        """Keep what the system says."""
        super().__init__(cause)
        self.cause = cause


def read(
    reading: int,
    size: int,
    algorithms: Sequence[Algorithm],
    writing: int | None,
    on_octets: Callable[[int], None],
) -> tuple[HexDigest, ...] | None:
    """Read an open file, and copy it to another where one is given.

    ``size`` is what it had when it was opened; gives None when it has another by now. Raises
    SourceError when it cannot be read, OSError when the copy cannot be written.
    """
    if writing is not None:
        operations.reserve(writing, size)
    hashes = [digests.new(one) for one in algorithms]
    buffers = [memoryview(bytearray(digests.BUFFER_SIZE)) for _ in range(2)]
    copy = _Copy(reading, writing)
    under_way: list[Future[None]] = []
    left = size
    with ThreadPoolExecutor(max_workers=max(1, len(hashes))) as pool:
        while left > 0 and (count := _readv(reading, buffers[0])):
            left -= count
            if left < 0:
                return None
            octets = buffers[0][:count]
            _await(under_way)
            under_way = [pool.submit(one.update, octets) for one in hashes]
            copy.take(octets)
            on_octets(count)
            buffers.reverse()
        _await(under_way)
    return None if left else tuple([HexDigest(one.hexdigest()) for one in hashes])


class _Copy:
    """The copy as far as it has come."""

    def __init__(self, reading: int, writing: int | None) -> None:
        self._reading = reading
        self._writing = writing
        self._by_kernel = hasattr(os, "copy_file_range")
        self._at = 0

    def take(self, octets: memoryview) -> None:
        """Copy the octets, which stand next in the source."""
        if self._writing is None:
            return
        copied = self._in_kernel(len(octets)) if self._by_kernel else 0
        if copied < len(octets):
            operations.seek(self._writing, self._at + copied)
            operations.write(self._writing, octets[copied:])
        self._at += len(octets)

    def _in_kernel(self, count: int) -> int:
        copied = 0
        try:
            while copied < count and (
                more := operations.copy_range(
                    self._reading, self._writing or 0, count - copied, offset=self._at + copied
                )
            ):
                copied += more
        except OSError as error:
            if error.errno not in _REFUSED:
                raise
        # What the kernel did not copy is written, here and from here on.
        self._by_kernel = copied == count
        return copied


def _readv(reading: int, buffer: memoryview) -> int:
    try:
        return os.readv(reading, [buffer])
    except OSError as error:
        raise SourceError(error) from error


def _await(under_way: Sequence[Future[None]]) -> None:
    for one in under_way:
        one.result()
