"""Reading the files of a bag for the rows of their paths."""

import json
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from preserve.bags.read.batched import BatchReader
from preserve.bags.read.collected import Section
from preserve.bags.read.depth import Depth
from preserve.bags.read.rows import Row
from preserve.bags.read.tree import FileReading, OnFiles, OnOctets, Tree, could_not_read
from preserve.errors import ReadError
from preserve.fixity.digests import Digested
from preserve.model.digests import Algorithm
from preserve.storage.names import from_octets, to_octets
from preserve.storage.spills import Spill

_MANY = 1_000
"""Files from which on batches, and processes, save more time than they take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The files of a bag, and how they are read: how deep, by how many threads, who is told."""

    tree: Tree
    depth: Depth
    workers: int
    on_octets: OnOctets | None
    on_files: OnFiles | None = None

    def read(
        self, paths: Iterable[str], algorithms: tuple[Algorithm, ...], *, findings: Section
    ) -> Generator[FileReading]:
        """Read each file once; readings come in the order of the paths.

        What keeps a file from being read goes to ``findings``.
        """
        with closing(self._unsorted(paths, algorithms)) as unsorted:
            told = self._told(unsorted, findings)
            yield from told if self._is_in_order() else _sorted(told)

    def in_batches(self, algorithms: tuple[Algorithm, ...], *, files: int) -> BatchReader | None:
        """Give how so many files are read in batches; None where that is not the way to read them.

        Few files are better read by threads, each large one by several.
        """
        if self.depth is Depth.FAST or not self.tree.in_order or files < _MANY:
            return None
        columns = self.tree.batches(algorithms, workers=self.workers)
        if columns is None:
            return None
        singly = partial(
            self.tree.readings,
            algorithms=algorithms,
            workers=self.workers,
            on_octets=self.on_octets,
        )
        return BatchReader(
            columns=columns, singly=singly, on_octets=self.on_octets, on_files=self.on_files
        )

    def _told(self, readings: Iterable[FileReading], findings: Section) -> Iterator[FileReading]:
        for reading in readings:
            if reading.finding is not None:
                findings.append(reading.finding)
            if self.on_files is not None:
                self.on_files(1)
            yield reading

    def _unsorted(
        self, paths: Iterable[str], algorithms: tuple[Algorithm, ...]
    ) -> Generator[FileReading]:
        if self.depth is Depth.FAST:
            return (self._size(path) for path in paths)
        return self.tree.readings(paths, algorithms, workers=self.workers, on_octets=self.on_octets)

    def _is_in_order(self) -> bool:
        return self.tree.in_order or self.depth is Depth.FAST

    def _size(self, path: str) -> FileReading:
        try:
            return FileReading(path=path, digested=Digested(size=self.tree.size(path), digests={}))
        except (OSError, ReadError) as error:
            reason = error.strerror if isinstance(error, OSError) else error.message
            return could_not_read(path, reason or str(error))


def join(
    rows: Iterable[Row],
    readings: Iterator[FileReading],
    *,
    is_read: Callable[[Row], bool],
) -> Iterator[Row]:
    """Join what was read to the rows of the files that were to be.

    Raises ReadError when the two do not go together.
    """
    for row in rows:
        if is_read(row):
            reading = next(readings, None)
            if reading is None or reading.path != row.path:
                raise ReadError(f"{row.path}: was not read in its turn")
            row.digested = reading.digested
        yield row


def _sorted(readings: Iterable[FileReading]) -> Iterator[FileReading]:
    with Spill() as spill:
        for one in readings:
            spill.add(to_octets(one.path), _packed(one.digested))
        for octets, packed in spill:
            yield FileReading(path=from_octets(octets), digested=_unpacked(packed))


def _packed(digested: Digested | None) -> bytes:
    return json.dumps(digested and [digested.size, dict(digested.digests)]).encode("ascii")


def _unpacked(packed: bytes) -> Digested | None:
    told = json.loads(packed)
    if told is None:
        return None
    size, digests = told
    return Digested(size=size, digests={Algorithm(name): digests[name] for name in digests})
