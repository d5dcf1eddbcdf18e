"""Reading many small files for their digests alone, at the least cost for each.

One function does it in this process or, as the work of ``workers``, in others.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from preserve.errors import ReadError
from preserve.fixity import digests
from preserve.model.digests import Algorithm
from preserve.storage import folders, names
from preserve.storage.trails import Trail

LARGE = 8 << 20
"""Octets of a file that is left to be read by several threads."""

MOST = 16 << 20
"""Octets after which the rest of a batch is left, so that no batch takes long."""

BEGIN = f"{__name__}:begin"
"""What workers begin with."""


class Failure(NamedTuple):
    """Why a file has no digests: it changed while it was read, or could not be read."""

    changed: bool
    reason: str


class Columns(NamedTuple):
    """What was read of a batch of files; of those that failed, nothing that counts."""

    sizes: list[int]
    """Of the files that were not left, the first of the batch."""
    digests: list[list[bytes]]
    """For each algorithm, in the order in which they were asked for."""
    failures: dict[int, Failure]
    """By the file's place in the batch."""


Batch = Sequence[bytes]
"""The octets of paths, in order."""


def begin(algorithms: Iterable[str], handles: tuple[int, ...]) -> Callable[[Batch], Columns]:
    """Give the function that digests the files of a batch below the open folder."""
    (root,) = handles
    return _Reader(root, tuple(map(Algorithm, algorithms))).read


class _Reader:
    """The reading of one batch after the other."""

    def __init__(self, root: int, algorithms: tuple[Algorithm, ...]) -> None:
        self._trail = Trail(root)
        self._new = [digests.new(one) for one in algorithms]
        # One octet more than a file may have, so that its end is seen.
        self._buffer = memoryview(bytearray(LARGE + 1))
        self._columns = Columns([], [], {})

    def read(self, batch: Batch) -> Columns:
        columns = self._columns = Columns([], [[] for _ in self._new], {})
        left = MOST
        for number, path in enumerate(batch):
            failure = None
            try:
                size = self._file(path)
            except (OSError, ReadError) as error:
                reason = error.strerror if isinstance(error, OSError) else error.message
                failure = Failure(changed=False, reason=reason or str(error))
            else:
                if size is None:
                    break
                left -= size
                if size < 0:
                    failure = Failure(changed=True, reason="")
            if failure is not None:
                self._fail(number, failure)
            if left < 0:
                break
        return columns

    def _file(self, path: bytes) -> int | None:
        """Read one file; None if it is to be left, less than 0 if it changed meanwhile."""
        parent, _, name = path.rpartition(b"/")
        at = self._trail.to(names.from_octets(parent))
        handle, before = folders.open_regular(name, at=at, path=names.from_octets(path))
        try:
            if before.st_size > LARGE:
                return None
            octets = self._buffer[: self._whole(handle, before.st_size)]
            after = os.fstat(handle)
        finally:
            os.close(handle)
        if len(octets) != after.st_size or not folders.is_unchanged(before, after):
            return -1
        for column, new in zip(self._columns.digests, self._new, strict=True):
            column.append(new(octets, usedforsecurity=False).digest())
        self._columns.sizes.append(len(octets))
        return len(octets)

    def _whole(self, handle: int, size: int) -> int:
        """Read a file into the buffer; gives more than its size if it has grown."""
        count = os.readv(handle, [self._buffer[: size + 1]])
        while 0 < count < size:
            more = os.readv(handle, [self._buffer[count : size + 1]])
            if not more:
                return count
            count += more
        return count

    def _fail(self, number: int, failure: Failure) -> None:
        self._columns.failures[number] = failure
        self._columns.sizes.append(0)
        for column in self._columns.digests:
            column.append(b"")
