"""Sorting more records than memory should hold.

What does not fit goes, in sorted runs, to temporary files that have no name and vanish with
their handle. They lie where the system keeps temporary files, never in or beside a package.
"""

import heapq
import marshal
import os
import tempfile
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter
from typing import BinaryIO, Self

Record = tuple[bytes, bytes]
"""A key to sort by, and what is kept under it."""

HELD = 8 << 20
"""Octets of records that one spill holds in memory."""

_OVERHEAD = 120
_CHUNK = 512
_key = itemgetter(0)


class Spill:
    """Records that come in any order and are given sorted by the octets of their keys.

    Records of one key keep the order in which they came. Records that come in order and few
    cost next to nothing.
    """

    __slots__ = ("_held", "_last", "_octets", "_ordered", "_room", "_runs", "count")

    def __init__(self, *, room: int = HELD) -> None:
        """Start empty; ``room`` is how many octets of records stay in memory."""
        self._held: list[Record] = []
        self._octets = 0
        self._room = room
        self._runs: list[BinaryIO] = []
        self._ordered = True
        self._last = b""
        self.count = 0

    def add(self, key: bytes, value: bytes = b"") -> None:
        """Keep one record. Raises OSError when there is no room for temporary files."""
        if key < self._last:
            self._ordered = False
        self._last = key
        self._held.append((key, value))
        self._octets += len(key) + len(value) + _OVERHEAD
        self.count += 1
        if self._octets > self._room:
            self._write_run()

    def __iter__(self) -> Iterator[Record]:
        """Give the records sorted; may be asked for again, one iteration at a time."""
        self._held.sort(key=_key)
        if not self._runs:
            return iter(self._held)
        parts = (*map(_read_run, self._runs), self._held)
        return chain(*parts) if self._ordered else heapq.merge(*parts, key=_key)

    def close(self) -> None:
        """Let memory and files go."""
        self._held.clear()
        while self._runs:
            self._runs.pop().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write_run(self) -> None:
        self._held.sort(key=_key)
        # Closed by close(): it lives as long as the spill.
        run = tempfile.TemporaryFile(prefix="preserve-")  # noqa: SIM115
        self._runs.append(run)
        for start in range(0, len(self._held), _CHUNK):
            marshal.dump(self._held[start : start + _CHUNK], run)
        run.flush()
        self._held.clear()
        self._octets = 0


def _read_run(run: BinaryIO) -> Iterator[Record]:
    run.seek(0)
    end = run.seek(0, os.SEEK_END)
    run.seek(0)
    while run.tell() < end:
        # Our own octets, from a file that nobody else can open.
        yield from marshal.load(run)  # noqa: S302
