"""Files that the manifests list in the order in which they stand, many at a time.

In nearly every bag the sorted files and the sorted lines of every manifest are the same paths
in the same order. Such stretches are found by comparing whole lists; every path at which
anything is otherwise becomes a row of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from preserve.bags.read.contents import Standing
from preserve.bags.read.rows import Line, Repeated, Row, line_of, row_of, stated_of
from preserve.storage.folders import EntryKind
from preserve.storage.spills import Record, Spill

LONGEST = 128
"""Files of one run."""

_NOTHING: list[Record] = []


@dataclass(frozen=True, slots=True)
class Run:
    """Files next to each other in order, each listed once by every manifest, by none otherwise."""

    paths: list[bytes]
    lines: list[list[bytes]]
    """What is kept of the lines that list them, for each manifest."""

    def stated(self) -> list[list[bytes]]:
        """Give the digests that each manifest states."""
        return [stated_of(of_one) for of_one in self.lines]

    def cut(self, at: int) -> "tuple[Run, Run]":
        """Give the files before a place, and the others."""
        head = Run(self.paths[:at], [of_one[:at] for of_one in self.lines])
        return head, Run(self.paths[at:], [of_one[at:] for of_one in self.lines])

    def rows(self) -> Iterator[Row]:
        """Give the row of each file."""
        for number, octets in enumerate(self.paths):
            lines: list[Line] = [line_of(of_one[number]) for of_one in self.lines]
            yield Row(octets, kind=EntryKind.FILE, lines=lines)


def runs(
    standing: Standing, stated: Sequence[Spill], others: Spill, *, repeated: Repeated
) -> Iterator[Run | Row]:
    """Give every path that stands somewhere or is stated, in order, many at once where they can be.

    ``stated`` are the lines of each manifest; none: there are no runs. What else is stated is in
    ``others``.
    """
    files = _Cursor(standing.files)
    manifests = [_Cursor(one) for one in stated]
    beside = [_Cursor(standing.others), _Cursor(others)]
    cursors = [files, beside[0], *manifests, beside[1]]
    while any(cursor.is_at_any() for cursor in cursors):
        run = _run(files, manifests, stop=beside[1])
        if run is None:
            yield _row(cursors, repeated)
            continue
        # Folders, links and special files that no line names say nothing.
        beside[0].pass_by(run.paths[-1])
        yield run


class _Cursor:
    """A place in sorted records."""

    __slots__ = ("_block", "_blocks", "at", "keys")

    def __init__(self, records: Spill) -> None:
        self._blocks = records.blocks()
        self._block = _NOTHING
        self.keys: list[bytes] = []
        self.at = 0

    def is_at_any(self) -> bool:
        """Tell whether there is a record here, reading on where the last block is used up."""
        if self.at < len(self.keys):
            return True
        self._block = next(self._blocks, _NOTHING)
        self.keys = [key for key, _ in self._block]
        self.at = 0
        return bool(self._block)

    def key(self) -> bytes | None:
        return self.keys[self.at] if self.is_at_any() else None

    def take(self, key: bytes) -> Iterator[bytes]:
        """Give what is kept under a key, if that is here."""
        while self.is_at_any() and self.keys[self.at] == key:
            self.at += 1
            yield self._block[self.at - 1][1]

    def look_ahead(self) -> bool:
        """Have more than a run's records in the block if there are as many; tell if any."""
        # A block that was read from a file may have a few records alone.
        while len(self.keys) - self.at <= LONGEST and (more := next(self._blocks, _NOTHING)):
            self._block = self._block[self.at :] + more
            self.keys = [key for key, _ in self._block]
            self.at = 0
        return self.at < len(self.keys)

    def take_many(self, count: int) -> list[bytes]:
        """Give what is kept of the next records of the block."""
        taken = self._block[self.at : self.at + count]
        self.at += count
        return [value for _, value in taken]

    def pass_by(self, key: bytes) -> None:
        """Go behind every record up to a key."""
        while self.is_at_any() and self.keys[self.at] <= key:
            self.at += 1

    def repeats(self, count: int) -> bool:
        """Tell whether the record behind the next so many has the key of the last of them."""
        behind = self.at + count
        return behind < len(self.keys) and self.keys[behind] == self.keys[behind - 1]


def _run(files: _Cursor, manifests: Sequence[_Cursor], *, stop: _Cursor) -> Run | None:
    """Take the files from here on that all manifests list, up to what else is stated."""
    if not manifests or not all(one.look_ahead() for one in (files, *manifests)):
        return None
    paths = files.keys[files.at : files.at + LONGEST]
    for one in manifests:
        paths = _common(paths, one.keys[one.at : one.at + len(paths)])
    if (end := stop.key()) is not None:
        paths = list(takewhile(lambda path: path < end, paths))
    # A line that states the last path again would come next.
    while paths and any(one.repeats(len(paths)) for one in manifests):
        paths.pop()
    if not paths:
        return None
    files.take_many(len(paths))
    return Run(paths, [one.take_many(len(paths)) for one in manifests])


def _common(paths: list[bytes], others: list[bytes]) -> list[bytes]:
    """Give what two lists begin with alike."""
    if paths == others:
        return paths
    both = zip(paths, others, strict=False)
    return [path for path, _ in takewhile(lambda pair: pair[0] == pair[1], both)]


def _row(cursors: Sequence[_Cursor], repeated: Repeated) -> Row:
    """Take all that is kept under the first key."""
    key = min(one.keys[one.at] for one in cursors if one.is_at_any())
    return row_of(key, (kept for one in cursors for kept in one.take(key)), repeated=repeated)
