"""Sizes and digests of the payload as read, in few octets a file."""

from array import array
from collections.abc import Iterator, Mapping

from preserve.bags.read.fixity import FileReading
from preserve.bags.read.index import PathIndex
from preserve.model.bags import PayloadFacts
from preserve.model.digests import Algorithm, HexDigest

_UNREAD = -1


class PayloadReadings(Mapping[str, PayloadFacts]):
    """What was read of each payload file, by path, in the order of the paths' octets.

    Files that could not be read are not in it.
    """

    __slots__ = ("_columns", "_index", "_sizes", "files", "octets")

    def __init__(self, index: PathIndex, algorithms: tuple[Algorithm, ...]) -> None:
        """Start with nothing read."""
        self._index = index
        self._sizes = array("q", [_UNREAD]) * index.present
        self._columns = {
            one: bytearray(index.present * (one.hex_length // 2)) for one in algorithms
        }
        self.octets = 0
        self.files = 0

    def keep(self, reading: FileReading) -> None:
        """Keep what was read of one file."""
        if reading.digested is None:
            return
        self._sizes[reading.number] = reading.digested.size
        self.octets += reading.digested.size
        self.files += 1
        for algorithm, digest in reading.digested.digests.items():
            width = algorithm.hex_length // 2
            start = reading.number * width
            self._columns[algorithm][start : start + width] = bytes.fromhex(digest)

    def size(self, number: int) -> int | None:
        """Give the size of a file by its number, None when it could not be read."""
        size = self._sizes[number]
        return None if size == _UNREAD else size

    def __getitem__(self, path: str) -> PayloadFacts:
        number = self._index.find(path)
        if number is None or number >= self._index.present or self.size(number) is None:
            raise KeyError(path)
        digests = {
            one: HexDigest(column[number * width : (number + 1) * width].hex())
            for one, column in self._columns.items()
            for width in (one.hex_length // 2,)
        }
        return PayloadFacts(path=path, size=self._sizes[number], digests=digests)

    def __iter__(self) -> Iterator[str]:
        for number in self._index.present_numbers():
            if self._sizes[number] != _UNREAD:
                yield self._index.path(number)

    def __len__(self) -> int:
        return self.files
