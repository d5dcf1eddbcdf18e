"""Sizes and digests of the payload as read, on disk where memory should not hold them."""

import sqlite3
import weakref
from collections.abc import Iterator, Mapping

from preserve.bags.read.rows import Row
from preserve.model.bags import PayloadFacts
from preserve.model.digests import Algorithm, HexDigest
from preserve.storage.names import from_octets, to_octets

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

    __slots__ = ("__weakref__", "_algorithms", "_close", "_database", "_held", "files", "octets")

    def __init__(self, algorithms: tuple[Algorithm, ...]) -> None:
        """Start with nothing read; ``algorithms`` are those of every digest."""
        self._algorithms = algorithms
        # A reading may be made in one thread and looked at in another, one after the other.
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.executescript(_TABLES)
        self._held: list[tuple[bytes, bytes, bytes]] = []
        self.octets = 0
        self.files = 0
        self._close = weakref.finalize(self, self._database.close)

    def keep(self, row: Row) -> None:
        """Keep what was read of one file, if anything."""
        if row.digested is None:
            return
        name, *others = row.spellings or [row.octets]
        digests = "".join(row.digested.digests[one] for one in self._algorithms)
        size = row.digested.size
        self._held.append((name, row.octets, size.to_bytes(_SIZE) + bytes.fromhex(digests)))
        self.octets += size
        self.files += 1
        if len(self._held) >= _HELD:
            self._write()
        for other in others:
            self._database.execute("INSERT INTO spellings VALUES (?, ?)", (other, name))

    def close(self) -> None:
        """Let the database go."""
        self._close()

    def __getitem__(self, path: str) -> PayloadFacts:
        self._write()
        name = to_octets(path)
        found = self._find(name) or self._find(self._spelt(name))
        if found is None:
            raise KeyError(path)
        place, facts = found
        return PayloadFacts(
            path=from_octets(place),
            size=int.from_bytes(facts[:_SIZE]),
            digests=self._digests(facts[_SIZE:]),
        )

    def __iter__(self) -> Iterator[str]:
        self._write()
        for (name,) in self._database.execute("SELECT name FROM files ORDER BY name"):
            yield from_octets(name)

    def __len__(self) -> int:
        return self.files

    def _find(self, name: bytes | None) -> tuple[bytes, bytes] | None:
        query = "SELECT path, facts FROM files WHERE name = ?"
        found: tuple[bytes, bytes] | None = self._database.execute(query, (name,)).fetchone()
        return found

    def _spelt(self, name: bytes) -> bytes | None:
        query = "SELECT file FROM spellings WHERE name = ?"
        found = self._database.execute(query, (name,)).fetchone()
        return found[0] if found else None

    def _digests(self, octets: bytes) -> dict[Algorithm, HexDigest]:
        digits = octets.hex()
        digests: dict[Algorithm, HexDigest] = {}
        for one in self._algorithms:
            digests[one] = HexDigest(digits[: one.hex_length])
            digits = digits[one.hex_length :]
        return digests

    def _write(self) -> None:
        self._database.executemany("INSERT INTO files VALUES (?, ?, ?)", self._held)
        self._held.clear()
