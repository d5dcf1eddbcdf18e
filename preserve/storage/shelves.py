"""Records that come in order, kept where they can be found again by their keys.

They are kept in blocks, which go to a temporary file without a name once memory should not hold
them; the first key of each block stays in memory. Those looked up in order are read once.
"""

import marshal
import weakref
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

from preserve.storage.spills import Record

HELD = 4 << 20
"""Octets of blocks that one shelf holds in memory."""

_CACHED = 4
"""Blocks that are held once they were read."""

_Block = tuple[list[bytes], list[bytes]]


class Shelf:
    """Records in the order of their keys, of which no two are equal."""

    __slots__ = ("__weakref__", "_begins", "_cache", "_close", "_file", "_first", "last")

    def __init__(self, *, room: int = HELD) -> None:
        """Start empty; ``room`` is how many octets stay in memory."""
        self._file = SpooledTemporaryFile(max_size=room, prefix="preserve-")  # noqa: SIM115
        self._close = weakref.finalize(self, self._file.close)
        self._first: list[bytes] = []
        self._begins = [0]
        """Where each block begins in the file, and where the last ends."""
        self._cache: OrderedDict[int, _Block] = OrderedDict()
        self.last = b""
        """The greatest key so far."""

    def add(self, keys: list[bytes], values: list[bytes]) -> None:
        """Keep records in the order of their keys, all greater than those before, as one block.

        Raises OSError when there is no room for temporary files.
        """
        octets = marshal.dumps((keys, values))
        self._file.seek(self._begins[-1])
        self._file.write(octets)
        self._begins.append(self._begins[-1] + len(octets))
        self._first.append(keys[0])
        self.last = keys[-1]

    def find(self, key: bytes) -> bytes | None:
        """Give what is kept under a key; None if nothing is. Raises OSError as reading does."""
        number = bisect_right(self._first, key) - 1
        if number < 0:
            return None
        keys, values = self._block(number)
        at = bisect_left(keys, key)
        return values[at] if at < len(keys) and keys[at] == key else None

    def __iter__(self) -> Iterator[Record]:
        """Give the records in order. Raises OSError as reading does."""
        for number in range(len(self._first)):
            keys, values = self._block(number)
            yield from zip(keys, values, strict=True)

    def close(self) -> None:
        """Let memory and the file go."""
        self._close()
        self._first.clear()
        self._cache.clear()

    def _block(self, number: int) -> _Block:
        found = self._cache.get(number)
        if found is None:
            begin, end = self._begins[number : number + 2]
            self._file.seek(begin)
            # Our own octets, from a file that nobody else can open.
            found = self._cache[number] = marshal.loads(self._file.read(end - begin))  # noqa: S302
            if len(self._cache) > _CACHED:
                self._cache.popitem(last=False)
        return found
