"""Sizes and digests of the payload as read, on disk where memory should not hold them."""

import heapq
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat

from preserve.bags.read.rows import Row
from preserve.model.bags import PayloadFacts
from preserve.model.digests import Algorithm, HexDigest
from preserve.storage.names import from_octets, to_octets
from preserve.storage.shelves import Shelf

# Nothing of it is to outlive a failure; a temporary database has no name and goes with its handle.
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -4096;
CREATE TABLE files (name BLOB PRIMARY KEY, path BLOB, facts BLOB) WITHOUT ROWID;
CREATE TABLE spellings (name BLOB PRIMARY KEY, file BLOB) WITHOUT ROWID;
BEGIN;
"""
_SIZE = 16
_HELD = 500


class PayloadReadings(Mapping[str, PayloadFacts]):
    """What was read of each payload file, in the order of the names' octets.

    Files that could not be read are not in it. A file whose name on disk differs by Unicode
    normalisation alone from what manifests call it is found under every spelling; iteration
    gives it once, under a manifest's, as other records of the package are likely to call it.
    ``PayloadFacts.path`` is always the name on disk, by which it can be opened.
    """

    __slots__ = ("_held", "_others", "_shelf", "algorithms", "files", "octets")

    def __init__(self, algorithms: tuple[Algorithm, ...]) -> None:
        """Start with nothing read; ``algorithms`` are those of every digest."""
        self.algorithms = algorithms
        self._shelf = Shelf()
        """The files that come in order under their own names, which is nearly always all."""
        self._held: tuple[list[bytes], list[bytes]] = ([], [])
        self._others: _Others | None = None
        self.octets = 0
        self.files = 0

    def keep(self, row: Row) -> None:
        """Keep what was read of one file, if anything."""
        if row.digested is None:
            return
        digests = "".join(row.digested.digests[one] for one in self.algorithms)
        size = row.digested.size
        facts = size.to_bytes(_SIZE) + bytes.fromhex(digests)
        self.octets += size
        self.files += 1
        names, values = self._held
        if row.spellings or row.octets <= (names[-1] if names else self._shelf.last):
            self._keep_apart(row, facts)
            return
        names.append(row.octets)
        values.append(facts)
        if len(names) >= _HELD:
            self._write()

    def keep_all(
        self, paths: Sequence[bytes], sizes: Sequence[int], digests: Iterable[Sequence[bytes]]
    ) -> None:
        """Keep what was read of files in their order; the digests are by algorithm."""
        columns = [[size.to_bytes(_SIZE) for size in sizes], *digests]
        self.octets += sum(sizes)
        self.files += len(paths)
        names, values = self._held
        names += paths
        values += map(b"".join, zip(*columns, strict=True))
        if len(names) >= _HELD:
            self._write()

    def close(self) -> None:
        """Let temporary files go."""
        self._shelf.close()
        if self._others is not None:
            self._others.close()

    def __getitem__(self, path: str) -> PayloadFacts:
        self._write()
        name = to_octets(path)
        found = self._shelf.find(name)
        if found is not None:
            return self._facts(path, found)
        other = self._others.find(name) if self._others is not None else None
        if other is None:
            raise KeyError(path)
        place, facts = other
        return self._facts(from_octets(place), facts)

    def __iter__(self) -> Iterator[str]:
        self._write()
        names: Iterable[bytes] = (name for name, _ in self._shelf)
        if self._others is not None:
            names = heapq.merge(names, self._others.names())
        return map(from_octets, names)

    def __len__(self) -> int:
        return self.files

    def _facts(self, path: str, facts: bytes) -> PayloadFacts:
        return PayloadFacts(
            path=path,
            size=int.from_bytes(facts[:_SIZE]),
            digests=self._digests(facts[_SIZE:]),
        )

    def _digests(self, octets: bytes) -> dict[Algorithm, HexDigest]:
        digits = octets.hex()
        digests: dict[Algorithm, HexDigest] = {}
        for one in self.algorithms:
            digests[one] = HexDigest(digits[: one.hex_length])
            digits = digits[one.hex_length :]
        return digests

    def _keep_apart(self, row: Row, facts: bytes) -> None:
        if self._others is None:
            self._others = _Others()
        self._others.keep(row, facts)

    def _write(self) -> None:
        names, values = self._held
        if names:
            self._shelf.add(names, values)
            self._held = ([], [])


class _Others:
    """Files that come out of order, or are known under several names."""

    __slots__ = ("__weakref__", "_close", "_database", "_held")

    def __init__(self) -> None:
        import sqlite3  # noqa: PLC0415 - quick start-up

        # A reading may be made in one thread and looked at in another, one after the other.
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.executescript(_TABLES)
        self._held: list[tuple[bytes, bytes, bytes]] = []
        self._close = weakref.finalize(self, self._database.close)

    def keep(self, row: Row, facts: bytes) -> None:
        name, *others = row.spellings or [row.octets]
        self._held.append((name, row.octets, facts))
        if len(self._held) >= _HELD:
            self._write()
        self._database.executemany("INSERT INTO spellings VALUES (?, ?)", zip(others, repeat(name)))

    def find(self, name: bytes) -> tuple[bytes, bytes] | None:
        self._write()
        return self._file(name) or self._file(self._spelt(name))

    def names(self) -> Iterator[bytes]:
        self._write()
        for (name,) in self._database.execute("SELECT name FROM files ORDER BY name"):
            yield name

    def close(self) -> None:
        self._close()

    def _file(self, name: bytes | None) -> tuple[bytes, bytes] | None:
        query = "SELECT path, facts FROM files WHERE name = ?"
        found: tuple[bytes, bytes] | None = self._database.execute(query, (name,)).fetchone()
        return found

    def _spelt(self, name: bytes) -> bytes | None:
        query = "SELECT file FROM spellings WHERE name = ?"
        found = self._database.execute(query, (name,)).fetchone()
        return found[0] if found else None

    def _write(self) -> None:
        self._database.executemany("INSERT INTO files VALUES (?, ?, ?)", self._held)
        self._held.clear()
