"""Sorting more records than memory should hold.

What does not fit goes, in sorted runs, to temporary files that have no name and vanish with
their handle. They lie where the system keeps temporary files, never in or beside a package.
"""

import heapq
import marshal
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from operator import itemgetter
from typing import BinaryIO, Self

from preserve.storage import operations

Record = tuple[bytes, bytes]
"""A key to sort by, and what is kept under it."""

HELD = 8 << 20
"""Octets of records that one spill holds in memory."""

RUNS = 16
"""Runs of one generation; as many are merged into one of the next, so that few files are open."""

BLOCK = 512
"""Records of one block."""

_OVERHEAD = 120
_CHUNK = 128 << 10
_LENGTH = 8
_FEW = 16
_key = itemgetter(0)


class Spill:
    """Records that come in any order and are given sorted by the octets of their keys.

    Records of one key keep the order in which they came. Records that come in order cost next
    to nothing. It may be iterated several times, also while another iteration is under way, but
    nothing may be added then.
    """

    __slots__ = ("_held", "_octets", "_room", "_runs", "count")

    def __init__(self, *, room: int = HELD) -> None:
        """Start empty; ``room`` is how many octets of records stay in memory."""
        self._held: list[Record] = []
        self._octets = 0
        self._room = room
        self._runs: list[_Run] = []
        self.count = 0

    def add(self, key: bytes, value: bytes = b"") -> None:
        """Keep one record. Raises OSError when there is no room for temporary files."""
        self._held.append((key, value))
        self._octets += len(key) + len(value) + _OVERHEAD
        self.count += 1
        if self._octets > self._room:
            self._write_run()

    def extend(self, records: list[Record]) -> None:
        """Keep several records. Raises OSError when there is no room for temporary files."""
        self._held += records
        self._octets += sum(map(len, chain.from_iterable(records))) + _OVERHEAD * len(records)
        self.count += len(records)
        if self._octets > self._room:
            self._write_run()

    def blocks(self) -> Iterator[list[Record]]:
        """Give the records sorted, some hundreds at a time; else like iterating.

        None is empty.
        """
        self._held.sort(key=_key)
        if len(self._runs) > 1 or (self._runs and not self._runs[0].ends_before(self._held)):
            records = iter(self)
            while block := list(islice(records, BLOCK)):
                yield block
            return
        for run in self._runs:
            yield from run.chunks()
        for at in range(0, len(self._held), BLOCK):
            yield self._held[at : at + BLOCK]

    def __iter__(self) -> Iterator[Record]:
        """Give the records sorted. Raises OSError as reading temporary files does."""
        self._held.sort(key=_key)
        if not self._runs:
            return iter(self._held)
        if len(self._runs) == 1 and self._runs[0].ends_before(self._held):
            return chain(self._runs[0], self._held)
        return heapq.merge(*self._runs, self._held, key=_key)

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
        # Only the last run may grow: what came earlier must stand in an earlier one.
        if not self._runs or not self._runs[-1].ends_before(self._held):
            self._runs.append(_Run(generation=0))
        self._runs[-1].extend(self._held)
        self._held.clear()
        self._octets = 0
        self._merge_runs()

    def _merge_runs(self) -> None:
        while len(youngest := self._runs[-RUNS:]) == RUNS:
            generation = youngest[0].generation
            if generation != youngest[-1].generation:
                return
            merged = _Run(generation=generation + 1)
            merged.extend(heapq.merge(*youngest, key=_key))
            for one in youngest:
                one.close()
            self._runs[-RUNS:] = [merged]


class _Run:
    """Sorted records in one temporary file."""

    __slots__ = ("__weakref__", "_close", "_end", "_file", "_last", "generation")

    def __init__(self, *, generation: int) -> None:
        self.generation = generation
        self._file: BinaryIO = tempfile.TemporaryFile(prefix="preserve-", buffering=0)  # noqa: SIM115
        self._close = weakref.finalize(self, self._file.close)
        self._end = 0
        self._last = b""

    def ends_before(self, records: list[Record]) -> bool:
        """Tell whether sorted records may follow those that are here."""
        return not records or records[0][0] >= self._last

    def extend(self, records: Iterable[Record]) -> None:
        remaining = iter(records)
        chunk: list[Record] = []
        octets = 0
        # Any record may be long, so that only a few are taken before they are counted.
        while few := list(islice(remaining, _FEW)):
            chunk += few
            octets += sum(map(len, chain.from_iterable(few)))
            if octets > _CHUNK:
                self._write(chunk)
                chunk, octets = [], 0
        if chunk:
            self._write(chunk)

    def _write(self, chunk: list[Record]) -> None:
        octets = marshal.dumps(chunk)
        self._file.seek(self._end)
        operations.write(self._file.fileno(), len(octets).to_bytes(_LENGTH) + octets)
        self._end += _LENGTH + len(octets)
        self._last = chunk[-1][0]

    def __iter__(self) -> Iterator[Record]:
        return chain.from_iterable(self.chunks())

    def chunks(self) -> Iterator[list[Record]]:
        at = 0
        while at < self._end:
            # The place is kept here, so that several may read at once.
            self._file.seek(at)
            length = int.from_bytes(self._file.read(_LENGTH))
            # Our own octets, from a file that nobody else can open.
            yield marshal.loads(self._file.read(length))  # noqa: S302
            at += _LENGTH + length

    def close(self) -> None:
        self._close()
