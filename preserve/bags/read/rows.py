"""All that is known of one path: what stands there, and each line of a tag file that states it.

What stands in a bag and what manifests and fetch.txt state are kept sorted by path, and merged
into rows. So no more than a few paths are in memory at once, whatever their number.
"""

import heapq
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, repeat
from operator import itemgetter
from typing import NamedTuple

from preserve.fixity.digests import Digested
from preserve.storage import names
from preserve.storage.folders import EntryKind
from preserve.storage.spills import Record

FILE = b"F"
MARKS: Mapping[EntryKind, bytes] = {
    EntryKind.FILE: FILE,
    EntryKind.FOLDER: b"D",
    EntryKind.LINK: b"L",
    EntryKind.SPECIAL: b"S",
}
"""What is kept under the path of what stands in a bag."""

FETCH = 0xFFFF_FFFF
"""The source of lines of fetch.txt; those of manifests count from 0."""

_KINDS = {mark: kind for kind, mark in MARKS.items()}
_STATEMENT = struct.Struct(">IQ")
_key = itemgetter(0)


class Line(NamedTuple):
    """One line that states a path."""

    source: int
    """Which of the manifests, or ``FETCH``."""
    number: int
    """From 1."""
    stated: bytes
    """The digest or, in fetch.txt, the digits of the length; empty where nothing can be used."""


@dataclass(slots=True)
class Row:
    """One path."""

    octets: bytes
    kind: EntryKind | None = None
    lines: list[Line] = field(default_factory=list)
    """The first line of each manifest that lists it, in the order of the manifests."""
    fetch: Line | None = None
    """The first line of fetch.txt that names it."""
    digested: Digested | None = None
    """What was read of it; None where it could not be read, or was not to be."""
    spellings: Sequence[bytes] = ()
    """Every spelling of a file that manifests write in another Unicode normalisation, one of theirs
    first; else empty."""

    @classmethod
    def of_file(cls, path: str, digested: Digested | None) -> "Row":
        """Give the row of a file that nothing states."""
        return cls(names.to_octets(path), kind=EntryKind.FILE, digested=digested)

    @property
    def path(self) -> str:
        """The path as text."""
        return names.from_octets(self.octets)

    @property
    def is_file(self) -> bool:
        """Whether a file stands there."""
        return self.kind is EntryKind.FILE

    @property
    def is_stated(self) -> bool:
        """Whether a manifest or fetch.txt names it."""
        return bool(self.lines) or self.fetch is not None

    def lacks(self, source: int) -> bool:
        """Tell whether a manifest does not list it."""
        return all(line.source != source for line in self.lines)


Repeated = Callable[[Row, Line, Line], None]
"""Told of a line that states a path again, after the first of the same source."""


def statement(source: int, number: int, stated: bytes) -> bytes:
    """Give what is kept under the path that a line states."""
    return _STATEMENT.pack(source, number) + stated


def statements(source: int, first: int, stated: list[bytes]) -> list[bytes]:
    """Give the same for lines that follow each other, from the number ``first``."""
    numbers = range(first, first + len(stated))
    return list(map(bytes.__add__, map(_STATEMENT.pack, repeat(source), numbers), stated))


def line_of(kept: bytes) -> Line:
    """Give the line of which this is kept."""
    source, number = _STATEMENT.unpack_from(kept)
    return Line(source, number, kept[_STATEMENT.size :])


def stated_of(lines: list[bytes]) -> list[bytes]:
    """Give what the lines state of which these are kept."""
    size = _STATEMENT.size
    return [kept[size:] for kept in lines]


def merged(*sorted_records: Iterable[Record], repeated: Repeated | None = None) -> Iterator[Row]:
    """Merge what stands in a bag with what is stated, into a row for each path.

    What is stated of one path must come in the order of the sources, then of the lines.
    """
    for octets, records in groupby(heapq.merge(*sorted_records), key=_key):
        yield row_of(octets, (kept for _, kept in records), repeated=repeated)


def row_of(octets: bytes, kept: Iterable[bytes], *, repeated: Repeated | None = None) -> Row:
    """Make the row of a path of all that is kept under it; see ``merged`` for the order."""
    row = Row(octets)
    for one in kept:
        if one in _KINDS:
            row.kind = _KINDS[one]
            continue
        line = line_of(one)
        first = _first(row, line.source)
        if first is None:
            _add(row, line)
        elif repeated is not None:
            repeated(row, first, line)
    return row


def _first(row: Row, source: int) -> Line | None:
    if source == FETCH:
        return row.fetch
    # The manifests were read one after the other, and so their lines come.
    return row.lines[-1] if row.lines and row.lines[-1].source == source else None


def _add(row: Row, line: Line) -> None:
    if line.source == FETCH:
        row.fetch = line
    else:
        row.lines.append(line)
