"""A bag found valid, with all that is known of it: what a deposit begins with."""

import io
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from preserve.bags.read import BagReading
from preserve.bags.read.tree import OnFiles, OnOctets, Tree
from preserve.deposit.listing import Listing
from preserve.errors import PreserveError, ReadError
from preserve.findings import Severity, Verdict, VerdictReport
from preserve.fixity import digests
from preserve.metadata import identifiers
from preserve.metadata.dublin_core import read as dublin_core
from preserve.model import layout
from preserve.model.deposits import Form, ParcelFile, Term
from preserve.model.digests import Algorithm, Digests, HexDigest
from preserve.storage import names
from preserve.storage.folders import FileState, Folder
from preserve.storage.folders import state as state_of
from preserve.storage.spills import Spill
from preserve.workflow import validate

_FORMS = {
    "": Form.FOLDER,
    "application/zip": Form.ZIP,
    "application/x-tar": Form.TAR,
    "application/gzip": Form.TGZ,
}
_SIZE = 8
_LONGEST_RECORD = 16 << 20
_LONGEST_IDENTIFIER = 1_000
OF_ARCHIVES = (Algorithm.MD5, Algorithm.SHA256, Algorithm.SHA512)
"""What is taken of an archive: servers state one of them."""


class Inventory:
    """The files of a bag with their digests, sorted by octets; on disk where they are many."""

    def __init__(self, algorithms: tuple[Algorithm, ...]) -> None:
        """Begin without a file."""
        self.algorithms = algorithms
        self.size = self.count = 0
        self._spill = Spill()

    def add(self, path: str, size: int, digests: Digests) -> None:
        """Keep one file. Raises OSError when there is no room for temporary files."""
        facts = "".join(digests[one] for one in self.algorithms)
        self._spill.add(names.to_octets(path), size.to_bytes(_SIZE) + bytes.fromhex(facts))
        self.size += size
        self.count += 1

    def __iter__(self) -> Iterator[ParcelFile]:
        """Give the files."""
        for path, facts in self._spill:
            size = int.from_bytes(facts[:_SIZE])
            yield ParcelFile(
                path=names.from_octets(path), size=size, digests=self._digests(facts[_SIZE:])
            )

    def listing(self) -> Listing:
        """Give the listing of all of them."""
        listing = Listing(self.algorithms)
        for file in self:
            listing.add(file)
        return listing

    def close(self) -> None:
        """Let memory and files go."""
        self._spill.close()

    def _digests(self, octets: bytes) -> Digests:
        digits, found = octets.hex(), {}
        for one in self.algorithms:
            found[one] = HexDigest(digits[: one.hex_length])
            digits = digits[one.hex_length :]
        return found


@dataclass(slots=True, kw_only=True)
class VerifiedBag:
    """A bag, and what was found of it."""

    path: Path
    report: VerdictReport
    form: Form | None = None
    """None: an archive of a form that nobody deposits."""
    identifier: str = ""
    seal: str = ""
    """SHA-256 of the listing of the files outside the payload: with the manifests, of all."""
    inventory: Inventory = field(default_factory=lambda: Inventory(()))
    archive: ParcelFile | None = None
    """Of a bag in an archive: the archive."""
    description: tuple[Term, ...] = ()
    documents: dict[str, bytes] = field(default_factory=dict)
    """The metadata documents that describe it, by their paths."""

    @property
    def is_valid(self) -> bool:
        """Whether the bag may be sent."""
        return self.report.verdict is Verdict.VALID and bool(self.seal)

    def close(self) -> None:
        """Let temporary files go."""
        self.inventory.close()


def verify(
    path: Path, *, workers: int, on_octets: OnOctets | None, on_files: OnFiles | None = None
) -> VerifiedBag:
    """Validate a bag whole, and keep what a deposit needs.

    Raises ReadError when an archive changed meanwhile, OSError when there is no room for
    temporary files.
    """
    found: list[VerifiedBag] = []
    before = _state(path)
    archive = None if before is None else _digested(path, on_octets)
    report = validate.validate(
        path,
        workers=workers,
        on_octets=on_octets,
        on_files=on_files,
        on_reading=partial(_take, found, path),
    )
    bag = found[0] if found else VerifiedBag(path=path, report=report)
    bag.report = report
    bag.archive = archive
    if _state(path) != before:
        bag.close()
        raise ReadError(f"{path}: changed while it was verified", remedy="Run again.")
    return bag


def _take(found: list[VerifiedBag], path: Path, tree: Tree, reading: BagReading) -> None:
    """Take from an open bag what must be taken now; nothing of one with errors."""
    bag = VerifiedBag(path=path, report=_UNKNOWN, form=_FORMS.get(reading.facts.form))
    found.append(bag)
    if any(one.severity is Severity.ERROR for one in reading.findings):
        return
    algorithms = _algorithms(reading)
    bag.inventory = Inventory(algorithms)
    for file in reading.facts.payload.values():
        bag.inventory.add(file.path, file.size, file.digests)
    bag.seal = _sealed(tree, reading, bag.inventory)
    bag.identifier = _identifier(reading, bag.seal)
    _describe(bag, tree, reading)


_UNKNOWN = VerdictReport(path="", verdict=Verdict.UNKNOWN, findings=())


def _algorithms(reading: BagReading) -> tuple[Algorithm, ...]:
    known = {name.replace("-", "") for name in reading.facts.payload_manifests}
    return tuple(one for one in sorted(Algorithm) if one.value in known)


def _sealed(tree: Tree, reading: BagReading, inventory: Inventory) -> str:
    """Take the digests of the tag files into the inventory, and give those of their listing."""
    algorithms = tuple(sorted({*inventory.algorithms, Algorithm.SHA256}))
    listing = Listing((Algorithm.SHA256,))
    for one in tree.readings(reading.tag_files, algorithms, workers=1, on_octets=None):
        if one.digested is None:
            raise ReadError(f"{one.path}: cannot be read", remedy="Validate the bag.")
        inventory.add(one.path, one.digested.size, one.digested.digests)
        listing.add(ParcelFile(path=one.path, size=one.digested.size, digests=one.digested.digests))
    return listing.digests()[Algorithm.SHA256]


def _identifier(reading: BagReading, seal: str) -> str:
    for stated in reading.facts.tag_values("External-Identifier"):
        text = stated.strip()
        if text and text.isprintable() and len(text) <= _LONGEST_IDENTIFIER:
            return text
    # A stranger's bag without one is known by its content.
    return identifiers.entity_identifier("", "bag", seal)


def _describe(bag: VerifiedBag, tree: Tree, reading: BagReading) -> None:
    for path in (layout.RECORD, layout.SIMPLE):
        if path in reading.facts.payload:
            with suppress(OSError, PreserveError), tree.open(path) as stream:
                octets = stream.read(_LONGEST_RECORD + 1)
                if len(octets) <= _LONGEST_RECORD:
                    bag.documents[path] = octets
    record = bag.documents.get(layout.RECORD)
    if record is not None:
        with suppress(PreserveError):
            read = dublin_core.read(io.BytesIO(record), name=layout.RECORD)
            bag.description = tuple(
                Term(element=one.element, text=one.text, language=one.language, scheme=one.scheme)
                for one in read
            )


def _state(path: Path) -> FileState | None:
    """Give the state of an archive; None for a folder, and for what is not there."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return state_of(handle) if path.is_file() else None
    finally:
        os.close(handle)


def _digested(path: Path, on_octets: OnOctets | None) -> ParcelFile:
    with Folder.open(path.parent) as folder, folder.open_file(path.name) as handle:
        found = digests.digest_file(
            handle,
            OF_ARCHIVES,
            sink=None if on_octets is None else lambda octets: on_octets(len(octets)),
        )
    return ParcelFile(path=path.name, size=found.size, digests=found.digests)
