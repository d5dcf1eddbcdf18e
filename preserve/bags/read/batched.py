"""Payload files read in batches for the runs and rows of their paths.

A run of which every file was read, and has the digests that every manifest states, is counted
and done with. All others become rows, which the rules judge.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from preserve.bags.read.collected import Section
from preserve.bags.read.rows import Row
from preserve.bags.read.runs import Run
from preserve.bags.read.tree import (
    FileReading,
    OnFiles,
    OnOctets,
    changed_while_read,
    could_not_read,
)
from preserve.fixity.batches import MOST, Batch, Columns, Failure
from preserve.fixity.digests import Digested
from preserve.model.digests import Algorithm, HexDigest
from preserve.storage.names import from_octets

_FILES = 128
"""Files of one batch."""

Sound = Callable[[Sequence[bytes], Sequence[int], Sequence[Sequence[bytes]]], None]
"""Told the paths, sizes and digests, by algorithm, of files with which all is well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReader:
    """How files are read in batches, and one by one where they are too large for that."""

    columns: Callable[[Iterator[Batch]], Generator[Columns]]
    singly: Callable[[Sequence[str]], Iterable[FileReading]]
    on_octets: OnOctets | None
    on_files: OnFiles | None = None


@dataclass(slots=True)
class _Batch:
    units: list[Run | Row] = field(default_factory=list)
    paths: list[bytes] = field(default_factory=list)

    def add(self, unit: Run | Row) -> None:
        self.units.append(unit)
        if isinstance(unit, Run):
            self.paths += unit.paths
        elif unit.is_file:
            self.paths.append(unit.octets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batched:
    """The reading of a payload in batches."""

    reader: BatchReader
    algorithms: tuple[Algorithm, ...]
    """In which every file is digested."""
    by_manifest: tuple[Algorithm, ...]
    """The algorithm of each manifest."""
    findings: Section
    sound: Sound

    def rows(self, units: Iterator[Run | Row]) -> Iterator[Row]:
        """Give the rows that are to be judged, with what was read of their files."""
        under_way: deque[_Batch] = deque()
        size = _Size()

        def asked() -> Iterator[Batch]:
            for batch in _batches(units, size):
                under_way.append(batch)
                yield batch.paths

        with closing(self.reader.columns(asked())) as found:
            for columns in found:
                batch = under_way.popleft()
                size.note(columns)
                if self.reader.on_octets is not None:
                    self.reader.on_octets(sum(columns.sizes))
                yield from self._judged(batch, columns)
                if self.reader.on_files is not None:
                    self.reader.on_files(len(batch.paths))

    def _judged(self, batch: _Batch, columns: Columns) -> Iterator[Row]:
        at = 0
        singly = self._singly(batch.paths[len(columns.sizes) :])
        for unit in batch.units:
            if isinstance(unit, Run):
                end = at + len(unit.paths)
                if not self._is_sound(unit, columns, at, end):
                    yield from self._read_rows(unit.rows(), at, columns, singly)
                at = end
            elif unit.is_file:
                yield from self._read_rows((unit,), at, columns, singly)
                at += 1
            else:
                yield unit

    def _is_sound(self, run: Run, columns: Columns, at: int, end: int) -> bool:
        """Tell whether all is well with a run, and if so tell ``sound`` of it."""
        if columns.failures or end > len(columns.sizes):
            return False
        read = [column[at:end] for column in columns.digests]
        for stated, algorithm in zip(run.stated(), self.by_manifest, strict=True):
            if stated != read[self.algorithms.index(algorithm)]:
                return False
        self.sound(run.paths, columns.sizes[at:end], read)
        return True

    def _read_rows(
        self, rows: Iterable[Row], at: int, columns: Columns, singly: Iterator[FileReading]
    ) -> Iterator[Row]:
        for number, row in enumerate(rows, at):
            reading = self._reading(number, row, columns) or next(singly)
            if reading.finding is not None:
                self.findings.append(reading.finding)
            row.digested = reading.digested
            yield row

    def _reading(self, number: int, row: Row, columns: Columns) -> FileReading | None:
        """Give what was read of a file; None if it was left."""
        if number >= len(columns.sizes):
            return None
        if number in columns.failures:
            return _failed(row.path, columns.failures[number])
        digests = {
            one: HexDigest(column[number].hex())
            for one, column in zip(self.algorithms, columns.digests, strict=True)
        }
        return FileReading(
            path=row.path, digested=Digested(size=columns.sizes[number], digests=digests)
        )

    def _singly(self, left: Sequence[bytes]) -> Iterator[FileReading]:
        if left:
            yield from self.reader.singly([from_octets(octets) for octets in left])


class _Size:
    """How many files make a batch that takes no longer than others."""

    __slots__ = ("files",)

    def __init__(self) -> None:
        self.files = _FILES

    def note(self, columns: Columns) -> None:
        mean = sum(columns.sizes) // len(columns.sizes) if columns.sizes else MOST
        self.files = max(1, min(_FILES, MOST // (mean + 1)))


def _failed(path: str, failure: Failure) -> FileReading:
    return changed_while_read(path) if failure.changed else could_not_read(path, failure.reason)


def _batches(units: Iterator[Run | Row], size: _Size) -> Iterator[_Batch]:
    batch = _Batch()
    for unit in _cut(units, size):
        batch.add(unit)
        if len(batch.paths) >= size.files or len(batch.units) >= _FILES:
            yield batch
            batch = _Batch()
    if batch.units:
        yield batch


def _cut(units: Iterator[Run | Row], size: _Size) -> Iterator[Run | Row]:
    for unit in units:
        rest = unit
        while isinstance(rest, Run) and len(rest.paths) > size.files:
            head, rest = rest.cut(size.files)
            yield head
        yield rest
