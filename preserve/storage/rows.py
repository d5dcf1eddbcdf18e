"""Rows that are given again in the order in which they came, however many there are.

The first few stay in memory. What does not goes to a temporary file that has no name and
vanishes with its handle; it lies where the system keeps temporary files.
"""

import marshal
import os
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Generic, Self, TypeVar

from preserve.storage import operations

Row = TypeVar("Row")
Stored = TypeVar("Stored")

HELD = 2048
"""Rows that stay in memory; of more, so many at most are read from the file at once."""

_CHUNK = 256
_LENGTH = 8


class Rows(Generic[Row]):
    """Rows of what marshal can hold: text, numbers, octets, None, and tuples of these.

    They may be iterated several times, also several at once, but nothing may be added then.
    """

    __slots__ = ("__weakref__", "_close", "_end", "_file", "_held", "_size")

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        """Start with these rows. Raises OSError when there is no room for temporary files."""
        self._held: list[Row] = []
        self._size = 0
        self._end = 0
        self._file: BinaryIO | None = None
        self._close: Callable[[], object] | None = None
        self.extend(rows)

    def add(self, row: Row) -> None:
        """Keep one row more; raises OSError as writing temporary files does."""
        self._held.append(row)
        self._size += 1
        if len(self._held) > HELD:
            self._write()

    def extend(self, rows: Iterable[Row]) -> None:
        """Keep more rows; raises OSError as writing temporary files does."""
        for row in rows:
            self.add(row)

    def __len__(self) -> int:
        """Tell how many rows there are."""
        return self._size

    def __iter__(self) -> Iterator[Row]:
        """Give the rows in their order. Raises OSError as reading temporary files does."""
        if self._file is None:
            return iter(self._held)
        return self._all()

    def __reduce__(self) -> tuple[Any, ...]:
        """Be handed to another process with every row."""
        return type(self), (list(self),)

    def close(self) -> None:
        """Let memory and file go."""
        self._held = []
        self._size = self._end = 0
        if self._close is not None:
            self._close()
        self._file = self._close = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="preserve-", buffering=0)  # noqa: SIM115
            self._close = weakref.finalize(self, self._file.close)
        for start in range(0, len(self._held), _CHUNK):
            octets = marshal.dumps(self._held[start : start + _CHUNK])
            operations.write(self._file.fileno(), len(octets).to_bytes(_LENGTH) + octets)
            self._end += _LENGTH + len(octets)
        self._held = []

    def _all(self) -> Iterator[Row]:
        if self._file is None:
            return
        at, handle = 0, self._file.fileno()
        while at < self._end:
            length = int.from_bytes(os.pread(handle, _LENGTH, at))
            # Our own octets, from a file that nobody else can open.
            yield from marshal.loads(os.pread(handle, length, at + _LENGTH))  # noqa: S302
            at += _LENGTH + length
        yield from self._held


class View(Generic[Stored, Row]):
    """What rows stand for, made anew each time it is asked for."""

    __slots__ = ("_read", "_rows")

    def __init__(self, rows: Rows[Stored], read: Callable[[Stored], Row]) -> None:
        """Take the rows, and what makes something of one."""
        self._rows = rows
        self._read = read

    def __len__(self) -> int:
        """Tell how many there are."""
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        """Give each, in the order of the rows."""
        return map(self._read, self._rows)


def small(rows: Rows[Row]) -> Rows[Row] | tuple[Row, ...]:
    """Give rows as a tuple where they are all in memory, else as they are."""
    return tuple(rows) if len(rows) <= HELD else rows
