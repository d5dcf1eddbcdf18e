"""Reading back what lies in a folder, afresh, and comparing it with what was sent."""

import errno
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from preserve.deposit.listing import Listing
from preserve.deposit.protocol import Steps
from preserve.errors import ReadError
from preserve.fixity.copying import Copier
from preserve.model.deposits import MOST_DIFFERENCES, ParcelFile
from preserve.model.digests import Algorithm, Digests
from preserve.storage import durable, names
from preserve.storage.folders import EntryKind, Folder


@dataclass(slots=True, kw_only=True)
class Looked:
    """What was read back."""

    digests: Digests = field(default_factory=dict)
    size: int = 0
    count: int = 0
    differences: list[str] = field(default_factory=list)

    def differ(self, text: str) -> None:
        """Note a difference, of the first few."""
        if len(self.differences) < MOST_DIFFERENCES:
            self.differences.append(text)


def at_folder(
    folder: Folder,
    algorithms: Sequence[Algorithm],
    files: Iterable[ParcelFile] | None,
    steps: Steps,
) -> Looked:
    """Read every file of a folder from its medium; ``files`` are those that should be there."""
    looked = Looked()
    durable.drop(folder)
    listing = Listing(algorithms)
    wanted = _Wanted(files, looked) if files is not None else None
    with Copier(folder.handle(), on_octets=steps.advance) as copier:
        for file in _files(folder, copier, algorithms, looked):
            listing.add(file)
            if wanted is not None:
                wanted.compare(file)
    if wanted is not None:
        wanted.end()
    looked.digests, looked.size, looked.count = listing.digests(), listing.size, listing.count
    return looked


def at_file(folder: Folder, name: str, algorithms: Sequence[Algorithm], steps: Steps) -> Looked:
    """Read one file from its medium."""
    with folder.open_file(name) as handle:
        durable.flush_file(handle)
    with Copier(folder.handle(), on_octets=steps.advance) as copier:
        try:
            found = _digested(copier, name, algorithms)
        except ReadError as error:
            return Looked(differences=[error.message])
    return Looked(digests=found.digests, size=found.size, count=1)


def _files(
    folder: Folder, copier: Copier, algorithms: Sequence[Algorithm], looked: Looked
) -> Iterator[ParcelFile]:
    for entry in folder.walk():
        if entry.kind is EntryKind.FOLDER:
            continue
        if entry.kind is not EntryKind.FILE:
            looked.differ(f"{entry.path}: is a {entry.kind.value}")
            continue
        try:
            yield _digested(copier, entry.path, algorithms)
        except ReadError as error:
            looked.differ(error.message)


def _digested(copier: Copier, path: str, algorithms: Sequence[Algorithm]) -> ParcelFile:
    """Read one file; raises ReadError where it is gone or changes, OSError where it cannot be."""
    try:
        _, size, _, _, _, digests = copier.digest(path, algorithms)
    except ReadError as error:
        cause = error.__cause__
        if isinstance(cause, OSError) and cause.errno not in {errno.ENOENT, errno.ENOTDIR}:
            raise cause from error
        raise
    return ParcelFile(path=path, size=size, digests=dict(zip(algorithms, digests, strict=True)))


class _Wanted:
    """The files that should be there, gone along while those that are there come."""

    def __init__(self, files: Iterable[ParcelFile], looked: Looked) -> None:
        self._files = iter(files)
        self._looked = looked
        self._next = next(self._files, None)

    def compare(self, file: ParcelFile) -> None:
        octets = names.to_octets(file.path)
        while self._next is not None and names.to_octets(self._next.path) < octets:
            self._missing()
        if self._next is None or self._next.path != file.path:
            self._looked.differ(f"{file.path}: is there and was not sent")
            return
        if dict(self._next.digests) != dict(file.digests):
            self._looked.differ(f"{file.path}: has other octets than were sent")
        self._next = next(self._files, None)

    def end(self) -> None:
        while self._next is not None:
            self._missing()

    def _missing(self) -> None:
        if self._next is not None:
            self._looked.differ(f"{self._next.path}: is missing")
            self._next = next(self._files, None)
