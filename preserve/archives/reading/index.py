"""The members of an archive by their paths, on disk: a million take no memory.

The database is private and temporary; it lies where the system keeps temporary files, has no
name there, and vanishes with its handle.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from preserve.errors import ReadError
from preserve.storage.folders import EntryKind

Row = tuple[bytes, int, int, int, int, int, int, int]
"""A key (a path; a folder's ends with ``/``), the number of a kind, and a Place."""

KINDS = (EntryKind.FILE, EntryKind.FOLDER, EntryKind.LINK, EntryKind.SPECIAL)
_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE member (
        key BLOB PRIMARY KEY, kind INTEGER, size INTEGER, start INTEGER,
        stored INTEGER, method INTEGER, crc INTEGER, number INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE wanted (number INTEGER PRIMARY KEY, key BLOB);
    BEGIN;
"""
_ADD = "INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_ONE = "SELECT * FROM member WHERE key = ?"
_KEYS = "SELECT key, kind FROM member WHERE key >= ? ORDER BY key"
_FIRST = "SELECT key FROM member WHERE key >= ? ORDER BY key LIMIT 1"
_WANTED = "SELECT member.* FROM wanted JOIN member USING (key) ORDER BY wanted.number"


class MemberIndex:
    """Members by path; folders that are only implied by paths are found too.

    Asked by one thread at a time. Everything raises ReadError when the database fails, as it
    does when there is no room for temporary files.
    """

    __slots__ = ("_base",)

    def __init__(self, rows: Iterable[Row]) -> None:
        """Fill it with rows, which come sorted and each key once."""
        # It may be closed by another thread than asked.
        self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        try:
            self._base.executescript(_TABLES)
            self._change(_ADD, rows)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let the database go."""
        self._base.close()

    def find(self, path: bytes) -> Row | None:
        """Give the member at a path, when the archive states one there."""
        return next(self._ask(_ONE, path), None) or next(self._ask(_ONE, path + b"/"), None)

    def is_folder(self, path: bytes) -> bool:
        """Tell whether the path is a folder, stated as a member or implied by one below it."""
        return self.first_from(path + b"/").startswith(path + b"/")

    def first_from(self, key: bytes) -> bytes:
        """Give the first key that is not before ``key``; nothing when there is none."""
        row = next(self._ask(_FIRST, key), None)
        return b"" if row is None else row[0]

    def tops(self) -> Iterator[bytes]:
        """Give the names at the top of the archive, sorted, those of folders with ``/``."""
        key = self.first_from(b"")
        while key:
            name, slash, _ = key.partition(b"/")
            yield name + slash
            # "0" follows "/"; NUL is in no name.
            key = self.first_from(name + (b"0" if slash else b"\0"))

    def below(self, base: bytes) -> Iterator[tuple[bytes, EntryKind]]:
        """Give the keys that begin with ``base``, without it, and their kinds, sorted by octets."""
        for key, kind, *_ in self._ask(_KEYS, base):
            if not key.startswith(base):
                return
            if len(key) > len(base):
                yield key[len(base) :], KINDS[kind]

    def drop(self, paths: Iterable[bytes]) -> None:
        """Leave files out after all."""
        self._change("DELETE FROM member WHERE key = ?", ((one,) for one in paths))

    def want(self, key: bytes, *, number: int) -> None:
        """Note that a member is wanted; ``number`` is its place in the order of the archive."""
        self._change("INSERT OR IGNORE INTO wanted VALUES (?, ?)", ((number, key),))

    def wanted(self) -> Iterator[Row]:
        """Give the wanted members, in the order of the archive."""
        return self._ask(_WANTED)

    def want_none(self) -> None:
        """Let what was wanted be wanted no more."""
        self._change("DELETE FROM wanted", ((),))

    def _ask(self, question: str, *parameters: bytes) -> Iterator[Row]:
        try:
            yield from self._base.execute(question, parameters)
        except sqlite3.Error as error:
            raise _translated(error) from error

    def _change(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._base.executemany(statement, rows)
        except sqlite3.Error as error:
            raise _translated(error) from error


def _translated(error: sqlite3.Error) -> ReadError:
    return ReadError(
        f"the archive: its members cannot be listed ({error})",
        remedy="Make room where the system keeps temporary files, or set TMPDIR.",
    )
