"""The journal of deposits: what was begun and not ended, and what is deposited where.

It is the user's journal (``[journal] path``). It is read once, and then only what was added since,
by whichever run. Where a receipt stands is remembered, not the receipt.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from preserve.errors import WriteError
from preserve.model.deposits import Receipt, Status, Step
from preserve.storage import journals, locks
from preserve.storage.folders import Folder
from preserve.storage.journals import Journal
from preserve.workflow import deposit_records, validations

FOLDER = "deposits"
"""Beside the journal: locks, and archives that are being sent."""

_STEP = "deposit-step"
_RECEIPT = "receipt"
_ENDED = frozenset({Status.DEPOSITED.value, Status.ALREADY.value})
_LONGEST_LINE = 900_000


class DepositJournal:
    """The journal, open; used by several threads."""

    def __init__(self, journal: Journal, path: Path, folder: Folder) -> None:
        """Take the open journal, where it lies, and the folder for locks and archives."""
        self._journal = journal
        self._path = path
        self.folder = folder
        self._lock = threading.RLock()
        self._read_to = 0
        self._name: str | None = None
        self._steps: dict[str, list[Step]] = {}
        self._receipts: dict[str, int] = {}
        self._by_identifier: dict[tuple[str, str], int] = {}
        self._held: dict[str, threading.Lock] = {}

    def mark(self, key: str) -> str:
        """Give what stands for a key and this journal, wherever it is seen from."""
        with self._lock:
            if self._name is None:
                first = next(journals.lines_from(self._path, 0), None)
                self._name = str(first[2].get("run")) if first else self._journal.run
        return hashlib.sha256(f"{key} {self._name}".encode("utf-8", "replace")).hexdigest()

    def step(self, name: str, *, key: str, bag: str, facts: Mapping[str, Any]) -> None:
        """Enter a step of a target, on the disk when this returns. Raises WriteError."""
        self._append(
            bag, "deposit", name, {"type": _STEP, "key": key, "name": name, "facts": facts}
        )

    def phase(self, name: str, state: str, *, key: str, bag: str, target: str) -> None:
        """Enter that a part of a deposit begins or ends. Raises WriteError."""
        facts = {"type": "deposit-phase", "key": key, "target": target}
        self._append(bag, f"deposit {name}", state, facts)

    def enter(self, receipt: Receipt) -> None:
        """Enter a receipt. Raises WriteError."""
        fields = deposit_records.fields(receipt)
        if len(json.dumps(fields)) > _LONGEST_LINE:
            fields |= {"steps": [], "statements": []}
        self._append(receipt.bag, _RECEIPT, receipt.status.value, fields)

    def asked(self, receipt: Receipt, condition: str, facts: Mapping[str, Any]) -> None:
        """Enter that a repository was asked again. Raises WriteError."""
        self._append(receipt.bag, "confirm", condition, {"type": "confirmation", **facts})

    def steps(self, key: str) -> tuple[Step, ...]:
        """Give the steps of earlier runs that did not end in a deposit, the oldest first."""
        with self._lock:
            self._catch_up()
            return tuple(self._steps.get(key, ()))

    def receipt(self, key: str) -> Receipt | None:
        """Give the last receipt of a deposit of that key."""
        with self._lock:
            self._catch_up()
            return self._receipt_at(self._receipts.get(key))

    def receipt_of(self, place: str, identifier: str) -> Receipt | None:
        """Give the last receipt of a deposit of any content with that identifier, there."""
        with self._lock:
            self._catch_up()
            return self._receipt_at(self._by_identifier.get((place, identifier)))

    @contextmanager
    def hold(self, name: str, *, subject: str) -> Iterator[None]:
        """Hold the lock of one bag at one target. Raises LockedError when another run has it."""
        with self._lock:
            own = self._held.setdefault(name, threading.Lock())
        with own, locks.hold_name(self.folder, f"{name}.lock", subject=subject):
            yield

    def _append(self, subject: str, step: str, outcome: str, facts: Mapping[str, Any]) -> None:
        rest = {name: value for name, value in facts.items() if name not in {"version", "time"}}
        try:
            with self._lock:
                self._journal.append(subject=subject, step=step, outcome=outcome, **rest)
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def _catch_up(self) -> None:
        for begin, end, line in journals.lines_from(self._path, self._read_to):
            self._read_to = end
            kind, key = line.get("type"), line.get("key")
            if not isinstance(key, str):
                continue
            if kind == _STEP:
                self._steps.setdefault(key, []).append(_step(line))
            elif kind == _RECEIPT and line.get("status") in _ENDED:
                self._steps.pop(key, None)
                self._receipts[key] = begin
                self._by_identifier[str(line.get("place")), str(line.get("identifier"))] = begin

    def _receipt_at(self, offset: int | None) -> Receipt | None:
        if offset is None:
            return None
        _, _, line = next(journals.lines_from(self._path, offset))
        return _read(line)


@contextmanager
def opened(path: Path) -> Iterator[DepositJournal]:
    """Open the journal of deposits. Raises WriteError: without it nothing may be sent."""
    with validations.opened(path) as journal, Folder.open(path.absolute().parent) as beside:
        try:
            beside.make_folders(FOLDER)
            folder = beside.subfolder(FOLDER)
        except OSError as error:
            raise _unwritable(path, error) from error
        with folder:
            yield DepositJournal(journal, path, folder)


def receipts(path: Path, wanted: Callable[[Receipt], bool]) -> Iterator[Receipt]:
    """Give the receipts of a journal in their order; what cannot be read as one is passed over."""
    for line in journals.lines(path):
        if line.get("type") == _RECEIPT:
            found = _read(line)
            if found is not None and wanted(found):
                yield found


def _read(line: Mapping[str, Any]) -> Receipt | None:
    try:
        return deposit_records.receipt(line)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _step(line: Mapping[str, Any]) -> Step:
    facts = line.get("facts")
    return Step(
        name=str(line.get("name")),
        time=str(line.get("time")),
        facts=facts if isinstance(facts, dict) else {},
    )


def _unwritable(path: Path, error: OSError) -> WriteError:
    return WriteError(
        f"{path}: the journal cannot be written ({error.strerror}); nothing is sent without it",
        remedy="Name a journal that you may write to, as [journal] path in preserve.toml.",
    )
