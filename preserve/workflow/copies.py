"""The files of a release as read: few in memory, whatever their number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from preserve.fixity.copying import Row
from preserve.model.digests import Algorithm, HexDigest
from preserve.model.releases import StagedFile
from preserve.model.series import Series
from preserve.storage.rows import Rows, View
from preserve.workflow.run import Run, Wanted

State = tuple[str, int, int, int, int]
"""A file's path, size, modification and change time, and inode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The algorithms in which each file is digested, in the order of its digests."""

    usual: tuple[Algorithm, ...]
    others: Mapping[str, tuple[Algorithm, ...]]
    """Of the files of which a sender supplied a digest, by path."""

    @classmethod
    def of(cls, run: Run, wanted: Wanted) -> "Asked":
        """Give what a run asks for; sha512, which makes a file's identity, always."""
        usual = tuple(sorted(run.digest_algorithms()))
        others = {
            path: tuple(sorted({*usual, *(one.algorithm for one in supplied)}))
            for path, supplied in wanted.by_path.items()
        }
        return cls(usual=usual, others=others)

    def for_path(self, path: str) -> tuple[Algorithm, ...]:
        """Give the algorithms for one file."""
        return self.others.get(path, self.usual)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """Every file of a release as read, in the order of the release's paths."""

    rows: Rows[Row]
    asked: Asked
    wanted: Wanted
    octets: int
    """Of all files together."""

    @property
    def paths(self) -> Series[str]:
        """Give each file's path."""
        return View(self.rows, itemgetter(0))

    @property
    def files(self) -> Series[StagedFile]:
        """Give each file."""
        return View(self.rows, partial(_staged, self.asked, self.wanted))

    def states(self) -> Iterator[State]:
        """Give the state that each file was read in."""
        return (row[:5] for row in self.rows)

    def contents(self) -> Iterator[tuple[str, HexDigest]]:
        """Give each file's path and SHA-512."""
        usual = self.asked.usual.index(Algorithm.SHA512)
        if not self.asked.others:
            return ((row[0], row[5][usual]) for row in self.rows)
        return ((one.path, one.digests[Algorithm.SHA512]) for one in self.files)


def _staged(asked: Asked, wanted: Wanted, row: Row) -> StagedFile:
    path, size, _, _, _, hexes = row
    return StagedFile(
        path=path,
        size=size,
        digests=dict(zip(asked.for_path(path), hexes, strict=True)),
        supplied=wanted.supplied_for(path),
    )
