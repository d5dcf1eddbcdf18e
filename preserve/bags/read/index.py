"""The paths of a bag and what each manifest says of them, in few octets a path.

Every path has one number; what a manifest states stands in columns by that number. All that
grows with the number of files is here and in the listings.
"""

from array import array

from preserve.model.digests import Algorithm

_UNLISTED = 0


class PathIndex:
    """The paths of one kind, payload or tag files, each with a number.

    Files that are in the bag come first, in the order of their octets; then, from
    ``present`` on, paths that are only listed.
    """

    __slots__ = ("_numbers", "_paths", "present")

    def __init__(self) -> None:
        """Start without paths."""
        self._numbers: dict[str, int] = {}
        self._paths: list[str] = []
        self.present = 0

    def __len__(self) -> int:
        return len(self._paths)

    def add_present(self, path: str) -> None:
        """Add a file that is in the bag; all of these come before any other path."""
        self.number(path)
        self.present = len(self._paths)

    def number(self, path: str) -> int:
        """Give the path's number, a new one if it has none."""
        number = self._numbers.setdefault(path, len(self._paths))
        if number == len(self._paths):
            self._paths.append(path)
        return number

    def find(self, path: str) -> int | None:
        """Give the path's number, None if it has none."""
        return self._numbers.get(path)

    def path(self, number: int) -> str:
        """Give the path of a number."""
        return self._paths[number]

    def holds(self, path: str) -> bool:
        """Tell whether a file is in the bag under that path."""
        return self._numbers.get(path, self.present) < self.present

    def present_numbers(self) -> range:
        """Give the numbers of the files that are in the bag, in the order of their octets."""
        return range(self.present)

    def absent_numbers(self) -> list[int]:
        """Give the numbers of the paths that are only listed, in the order of their octets."""
        numbers = range(self.present, len(self._paths))
        return sorted(
            numbers, key=lambda number: self._paths[number].encode("utf-8", "surrogateescape")
        )


class Listing:
    """What one manifest says: for each path its line and its digest."""

    __slots__ = ("_digests", "_lines", "_unreadable", "_width", "algorithm", "name")

    def __init__(self, name: str, *, algorithm: Algorithm | None) -> None:
        """Start empty; without an algorithm only the paths are kept."""
        self.name = name
        self.algorithm = algorithm
        self._width = algorithm.hex_length // 2 if algorithm else 0
        self._lines = array("Q")
        self._digests = bytearray()
        self._unreadable: set[int] = set()

    def set(self, number: int, *, line: int, digest: bytes) -> None:
        """Keep a line; ``digest`` is empty where it could not be understood."""
        self._grow_to(number + 1)
        self._lines[number] = line
        if len(digest) == self._width:
            start = number * self._width
            self._digests[start : start + self._width] = digest
            self._unreadable.discard(number)
        else:
            self._unreadable.add(number)

    def move(self, old: int, new: int) -> None:
        """Count a line for another path."""
        self.set(new, line=self.line(old), digest=self.digest(old))
        self._lines[old] = _UNLISTED

    def line(self, number: int) -> int:
        """Give the line that lists the path, 0 when none does."""
        return self._lines[number] if number < len(self._lines) else _UNLISTED

    def lists(self, number: int) -> bool:
        """Tell whether the path is listed."""
        return self.line(number) != _UNLISTED

    def digest(self, number: int) -> bytes:
        """Give the digest listed for the path, empty when there is none to compare with."""
        if not self.lists(number) or number in self._unreadable:
            return b""
        start = number * self._width
        return bytes(self._digests[start : start + self._width])

    def _grow_to(self, length: int) -> None:
        short = length - len(self._lines)
        if short > 0:
            # Grown in steps, so that listing paths in order is linear.
            short = max(short, len(self._lines) >> 1, 64)
            self._lines.extend(array("Q", bytes(8 * short)))
            self._digests.extend(bytes(self._width * short))
