"""Finding, among any number of names, those that stand side by side and are nearly the same."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from preserve.storage import names
from preserve.storage.spills import Record, Spill

_NUMBER = 8
_key = itemgetter(0)


class Siblings:
    """Names in their folders; those that do not fit in memory go to a temporary file."""

    def __init__(self) -> None:
        """Start with none."""
        self._spill = Spill()

    def add(self, parent: str, name: str) -> None:
        """Take a name that stands in a folder."""
        key = names.to_octets(f"{parent}/{folded(name)}" if parent else f"/{folded(name)}")
        number = self._spill.count.to_bytes(_NUMBER)
        self._spill.add(key, number + names.to_octets(f"{parent}/{name}" if parent else name))

    def alike(self) -> Iterator[list[str]]:
        """Give, by folder, the paths of names that differ in case or normalisation alone.

        The folders come sorted by octets as their path and ``/``, the paths as they were added.
        """
        found: dict[str, list[bytes]] = {}
        for _, group in groupby(self._spill, key=_key):
            twins = _several(group)
            for one in twins:
                parent = names.from_octets(one[_NUMBER:]).rpartition("/")[0]
                found.setdefault(parent, []).append(one)
        for parent in sorted(found, key=lambda one: names.to_octets(f"{one}/" if one else "")):
            yield [names.from_octets(one[_NUMBER:]) for one in sorted(found[parent])]

    def close(self) -> None:
        """Let memory and files go."""
        self._spill.close()


def folded(name: str) -> str:
    """Give what is the same for names that differ in case or normalisation alone."""
    if name.isascii():
        return name.lower()
    composed = unicodedata.normalize("NFC", name)
    return unicodedata.normalize("NFC", composed.casefold())


def _several(group: Iterator[Record]) -> list[bytes]:
    first = next(group)
    second = next(group, None)
    if second is None:
        return []
    return [first[1], second[1], *(value for _, value in group)]
