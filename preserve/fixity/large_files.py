"""Reading a large file once: copied by the kernel, digested by one thread an algorithm.

The digests are always of the octets read from the source. While one buffer is digested, the
kernel copies what it holds, without its passing through this process, and the next is read.
"""

import errno
import os
from collections.abc import Callable, Sequence

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


class _CopyError(Exception):
    """The copy cannot be written."""

    def __init__(self, cause: OSError) -> None:
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
    copy = Copy(reading, writing)

    def sink(octets: memoryview) -> None:
        try:
            copy.take(octets)
        except OSError as error:
            raise _CopyError(error) from error
        on_octets(len(octets))

    try:
        found = digests.digest_file(reading, algorithms, size=size, sink=sink)
    except OSError as error:
        raise SourceError(error) from error
    except _CopyError as error:
        raise error.cause from error
    return tuple([found.digests[one] for one in algorithms]) if found.size == size else None


class Copy:
    """A copy as far as it has come, made by the kernel where the system does that."""

    def __init__(self, reading: int, writing: int | None) -> None:
        """Take the open files; without one to write, nothing is copied."""
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
