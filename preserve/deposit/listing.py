r"""The digests of a folder: those of the listing of its files.

A listing has a line ``digest  path\n`` for each file, sorted by the octets of the path; its own
digest stands for all the names and all the octets. It is taken alike of what is sent and of what
is read back, so that two numbers say whether a million files are the same.
"""

from collections.abc import Iterable

from preserve.fixity.digests import Digester
from preserve.model.deposits import ParcelFile
from preserve.model.digests import Algorithm, Digests
from preserve.storage import names


class Listing:
    """A listing while its files come."""

    def __init__(self, algorithms: Iterable[Algorithm]) -> None:
        """Begin without a file."""
        self._digesters = {one: Digester([one]) for one in sorted(set(algorithms))}
        self.size = 0
        self.count = 0

    def add(self, file: ParcelFile) -> None:
        """Take the next file; they come sorted by the octets of their paths."""
        path = names.to_octets(file.path)
        for algorithm, digester in self._digesters.items():
            digester.update(file.digests[algorithm].encode("ascii") + b"  " + path + b"\n")
        self.size += file.size
        self.count += 1

    def digests(self) -> Digests:
        """Give the digests of the listing so far."""
        return {one: each.result().digests[one] for one, each in self._digesters.items()}


def of(files: Iterable[ParcelFile], algorithms: Iterable[Algorithm]) -> Listing:
    """Give the listing of files."""
    listing = Listing(algorithms)
    for file in files:
        listing.add(file)
    return listing
