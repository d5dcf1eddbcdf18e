"""Files that are missing and files that are listed nowhere, when these are the same octets."""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Self

from preserve.bags.read.rows import Row
from preserve.bags.read.scope import Scope
from preserve.findings import Finding, manifests
from preserve.model.digests import Algorithm, HexDigest
from preserve.storage.names import from_octets
from preserve.storage.spills import Record, Spill

_MISSING, _UNLISTED = b"\0", b"\1"
_SAME = 1_000
"""Missing files of one digest that are looked at; a bag may list as many copies as it likes."""


class Renames:
    """The digests of missing and of unlisted files, in bounded memory.

    Where several have one digest, they are paired in the order of their names: their octets
    are the same, so none is lost whichever belongs where. Empty files are all the same, and
    tell nothing.
    """

    __slots__ = ("_spill", "is_any_missing")

    def __init__(self) -> None:
        """Start with none."""
        self._spill = Spill()
        self.is_any_missing = False
        """Whether a file is missing of which a digest is stated."""

    def note(self, scope: Scope, row: Row) -> None:
        """Keep what one path says, if its file is missing or unlisted."""
        if row.is_file:
            self._note_file(scope, row)
        elif row.kind is None and row.fetch is None and not scope.bag.contents.is_unread(row.path):
            self._note_missing(scope, row)

    def check(self) -> Iterator[Finding]:
        """Pair each unlisted file with a missing one of the same digest."""
        for _, records in groupby(self._spill, key=_digest):
            missing: list[bytes] = []
            for mark, marked in groupby(records, key=_mark):
                paths = map(_path, marked)
                if mark == _MISSING:
                    missing = list(islice(paths, _SAME))
                else:
                    # The mark of the missing sorts before that of the unlisted.
                    yield from map(_renamed, paths, missing)

    def close(self) -> None:
        """Let memory and temporary files go."""
        self._spill.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _note_file(self, scope: Scope, row: Row) -> None:
        if row.lines or not scope.is_complete or row.digested is None or not row.digested.size:
            return
        for algorithm, digest in row.digested.digests.items():
            self._keep(algorithm, digest, _UNLISTED, row.octets)

    def _note_missing(self, scope: Scope, row: Row) -> None:
        stated = {algorithm: digest.hex() for _, algorithm, digest in scope.stated_digests(row)}
        if stated:
            self.is_any_missing = True
            algorithm = min(stated, key=_preference)
            self._keep(algorithm, HexDigest(stated[algorithm]), _MISSING, row.octets)

    def _keep(self, algorithm: Algorithm, digest: HexDigest, mark: bytes, path: bytes) -> None:
        self._spill.add(f"{algorithm}:{digest}".encode() + mark, path)


def _preference(algorithm: Algorithm) -> tuple[bool, int]:
    """Sort strong algorithms first, the longest of them before the others."""
    return algorithm.is_weak, -algorithm.hex_length


def _digest(record: Record) -> bytes:
    return record[0][:-1]


def _mark(record: Record) -> bytes:
    return record[0][-1:]


def _path(record: Record) -> bytes:
    return record[1]


def _renamed(unlisted: bytes, missing: bytes) -> Finding:
    path, listed = from_octets(unlisted), from_octets(missing)
    return manifests.RENAMED.at(
        f"{path}: has the digest that is listed for {listed}, which is missing",
        path=path,
        expected=listed,
        found=path,
    )
