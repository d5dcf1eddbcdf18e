"""Checking a large PREMIS record by a reduced one: the quick way to find that all is well.

It says that a record keeps to its schema and every rule, or nothing at all: then the record is
checked whole, and what is wrong is found there, at its line.
"""

import marshal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from io import BytesIO
from typing import BinaryIO

from preserve.metadata.premis.history import MOST_FORMATS, History
from preserve.metadata.premis.ledger import FileFacts, Ledger
from preserve.metadata.premis.reduction import Item, Reduction, UnusualError
from preserve.metadata.premis.units import FixityFacts
from preserve.metadata.rules import standing
from preserve.metadata.rules.premis import check_premis
from preserve.metadata.rules.result import PremisResult
from preserve.metadata.schemas import checking
from preserve.metadata.schemas.kinds import Kind
from preserve.storage.shelves import Shelf

_BLOCK = 256

_Count = Counter[tuple[str, str, str]]
"""By name, version and registry key of a format."""

Opener = Callable[[], AbstractContextManager[BinaryIO]]


class ReducedLedger(Ledger):
    """What has to be remembered of a record of which most file objects were told beside it."""

    def __init__(self) -> None:
        """Open an empty ledger."""
        super().__init__()
        self._shelf = Shelf()
        self._keys: list[bytes] = []
        self._values: list[bytes] = []

    def tell(self, item: Item) -> bool:
        """Remember a file object; tell whether its path comes after those before."""
        one = item.described
        key = one.path.encode("utf-8", "surrogateescape")
        last = self._keys[-1] if self._keys else self._shelf.last
        if key <= last:
            return False
        self._keys.append(key)
        self._values.append(marshal.dumps((one.location, one.size, item.words, one.digests)))
        if len(self._keys) >= _BLOCK:
            self._write()
        return True

    def settle(self) -> None:
        """Make everything added ready to be asked for."""
        super().settle()
        self._write()

    def files(self) -> Iterator[FileFacts]:
        """Give each file that has a location; no two have the same."""
        for key, value in self._shelf:
            # Our own octets, from a file that nobody else can open.
            reference, size, words, digests = marshal.loads(value)  # noqa: S302
            yield FileFacts(
                location=reference,
                path=key.decode("utf-8", "surrogateescape"),
                size=size,
                fixity=tuple(
                    FixityFacts(algorithm=word, digest=digest, line=None)
                    for word, digest in zip(words, digests, strict=True)
                ),
                line=None,
            )

    def described_again(self) -> Iterator[FileFacts]:
        """Give nothing: the paths were seen to ascend."""
        return iter(())

    def describes(self, path: str) -> bool:
        """Tell whether a file at that path, from the bag's root, is described."""
        return self._shelf.find(path.encode("utf-8", "surrogateescape")) is not None

    def close(self) -> None:
        """Let go of everything."""
        super().close()
        self._shelf.close()

    def _write(self) -> None:
        if self._keys:
            self._shelf.add(self._keys, self._values)
            self._keys, self._values = [], []


def check(open_document: Opener, *, name: str) -> PremisResult | None:
    """Check a record by its schema and every rule; None unless all of it was found to be well.

    Its facts have no lines: where another part of the package disagrees, it is to be read whole.
    Raises OSError or ReadError as opening and reading do.
    """
    try:
        with open_document() as stream, Reduction(stream) as reduction, ExitStack() as failing:
            # Not before the record is seen to be large: most are small, and this costs time.
            ledger = ReducedLedger()
            failing.callback(ledger.close)
            result = _check(reduction, ledger, name)
            if result is not None:
                failing.pop_all()
            return result
    except UnusualError:
        return None


def _check(reduction: Reduction, ledger: ReducedLedger, name: str) -> PremisResult | None:
    left_out, octets = _told(reduction, ledger)
    record = reduction.record()
    if not standing.is_regular(record, kept=reduction.kept, entry=reduction.entry()):
        return None
    if checking.check(BytesIO(record), name=name, kind=Kind.PREMIS):
        return None
    result = check_premis(BytesIO(record), name=name, ledger=ledger)
    if result.findings or result.facts is None or not _are_unique(reduction, ledger):
        return None
    # A file object that was not told of would be compared with nothing.
    if ledger.located() != len(reduction.kept):
        return None
    _add(result.history, left_out, octets)
    return result


def _told(reduction: Reduction, ledger: ReducedLedger) -> tuple[_Count, _Count]:
    """Remember every file object, and count the files and octets of those left out by format.

    Raises UnusualError where paths do not ascend, nothing is left out, or formats are too many.
    """
    left_out: _Count = Counter()
    octets: _Count = Counter()
    for item in reduction.items():
        if not ledger.tell(item):
            raise UnusualError
        if not item.is_kept:
            left_out[item.described.format] += 1
            octets[item.described.format] += item.described.size
            if len(left_out) > MOST_FORMATS:
                raise UnusualError
    if not left_out:
        raise UnusualError
    return left_out, octets


def _are_unique(reduction: Reduction, ledger: Ledger) -> bool:
    """Tell whether no identifier is that of two entities."""
    others = Counter(ledger.identifier_values())
    others.subtract(reduction.kept)
    elsewhere = {value.encode() for value in others.elements()}
    before = None
    for key, _ in reduction.identifiers:
        if key == before or key in elsewhere:
            return False
        before = key
    return True


def _add(history: History, files: _Count, octets: _Count) -> None:
    for one, count in sorted(files.items()):
        name, version, key = one
        history.add_files(name, version, key, files=count, octets=octets[one])
