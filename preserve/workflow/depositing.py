"""One bag into one repository: verify, find, send, confirm, complete, receipt."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from preserve.deposit.errors import NotConfirmedError, OtherContentError, TransientError
from preserve.deposit.protocol import Target
from preserve.errors import InterruptedRunError, PreserveError
from preserve.findings import Verdict, VerdictReport
from preserve.model.deposits import (
    Condition,
    Form,
    Found,
    Parcel,
    ParcelFile,
    Standing,
    Status,
    Step,
)
from preserve.workflow import deposit_desk, deposit_records, parcels, verified
from preserve.workflow.course import Course
from preserve.workflow.deposit_desk import DepositOutcome, Desk, Known
from preserve.workflow.verified import VerifiedBag

SERIALISED = "serialised"
"""The step that an archive of the bag was written."""


def deposit(desk: Desk, path: Path) -> DepositOutcome:
    """Deposit a bag; what goes wrong with it is in the outcome.

    Raises InterruptedRunError once a signal came; WriteError when the journal cannot be written.
    """
    return _Depositing(desk, path).run()


class _Depositing:
    """One bag on its way."""

    def __init__(self, desk: Desk, path: Path) -> None:
        self._desk = desk
        self._path = Path(os.path.abspath(path))
        self._target: Target = desk.opened.target
        self._known = Known(desk=desk, bag=str(self._path), begun=desk.now())

    def run(self) -> DepositOutcome:
        try:
            return self._run()
        except InterruptedRunError:
            raise
        except PreserveError as error:
            return self._failed(error)
        except OSError as error:
            reason = error.strerror or str(error)
            return self._failed(PreserveError(f"temporary files cannot be written ({reason})"))

    def _run(self) -> DepositOutcome:
        desk = self._desk
        desk.progress.begin(self._path.name, "verifying")
        with closing(
            verified.verify(self._path, workers=desk.workers, on_octets=self._advance)
        ) as bag:
            if not bag.is_valid:
                return self._refused(bag.report)
            form = parcels.form_for(bag, self._target)
            self._known.identifier, self._known.seal = bag.identifier, bag.seal
            self._known.key = parcels.key_of(bag, self._target, form)
            lock = hashlib.sha256(
                f"{self._target.identity}\n{bag.identifier}".encode("utf-8", "surrogateescape")
            ).hexdigest()
            with desk.journal.hold(lock[:32], subject=str(self._path)):
                outcome = self._with_lock(bag, form)
                if outcome.receipt.status is not Status.PLANNED and not desk.dry_run:
                    # Also one that an earlier run left, which was killed at its very end.
                    self._remove_archive(parcels.archive_name(bag, self._target, form))
                return outcome

    def _with_lock(self, bag: VerifiedBag, form: Form) -> DepositOutcome:
        course = self._course()
        self._known.steps, self._known.orphans = course.remembered, course.orphans
        earlier = self._earlier(course)
        if earlier is not None:
            return earlier
        with self._parcel(bag, form, course) as parcel:
            if parcel is None:
                return self._outcome(Status.PLANNED)
            parcel = replace(parcel, mark=self._desk.journal.mark(parcel.key))  # noqa: PLW2901
            found = self._found(parcel, course)
            if found.standing is Standing.SAME:
                return self._there(found)
            if found.standing is Standing.OTHER:
                raise deposit_desk.other(found)
            if self._desk.dry_run:
                self._known.deposit = deposit_desk.planned(parcel, found)
                return self._outcome(Status.PLANNED)
            return self._send(parcel, found, course)

    def _course(self) -> Course:
        desk, key = self._desk, self._known.key
        return Course(
            journal=None if desk.dry_run else desk.journal,
            bag=str(self._path),
            key=key,
            progress=desk.progress,
            stop=desk.stop,
            scrub=desk.opened.scrub,
            remembered=desk.journal.steps(key),
        )

    def _earlier(self, course: Course) -> DepositOutcome | None:
        """Ask for what is deposited already: this bag, or another with its identifier."""
        journal, known = self._desk.journal, self._known
        receipt = journal.receipt(known.key) or journal.receipt_of(
            self._target.identity, known.identifier
        )
        if receipt is None or receipt.deposit is None:
            return None
        with self._phase("ask", course, receipt.deposit.size):
            asked = self._target.confirm(receipt.deposit, course)
        if asked.condition is Condition.MISSING:
            return None
        if asked.condition is Condition.UNKNOWN:
            raise NotConfirmedError(
                "it could not be told whether what was deposited earlier is still there",
                remedy="Run preserve confirm, and see to the repository.",
            )
        known.deposit, known.confirmation = receipt.deposit, asked
        if receipt.seal != known.seal or asked.condition is Condition.ALTERED:
            raise OtherContentError(
                f"{receipt.deposit.location}: other content is there under the same identifier",
                remedy="Find out which is right; preserve replaces nothing.",
            )
        # There is a receipt already: no second one is entered.
        return DepositOutcome(receipt=known.receipt(Status.ALREADY))

    def _found(self, parcel: Parcel, course: Course) -> Found:
        with self._phase("find", course, 0):
            found = self._target.find(parcel, tuple(course.remembered), course)
        for orphan in found.orphans:
            course.orphan(orphan)
        return found

    def _there(self, found: Found) -> DepositOutcome:
        """Give the receipt of what is there: an earlier run's that was killed, or anybody's."""
        self._known.deposit, self._known.confirmation = found.deposit, found.confirmation
        if self._desk.dry_run:
            return DepositOutcome(receipt=self._known.receipt(Status.ALREADY))
        is_ours = any(step.name != SERIALISED for step in self._known.steps)
        return self._outcome(Status.DEPOSITED if is_ours else Status.ALREADY)

    def _send(self, parcel: Parcel, found: Found, course: Course) -> DepositOutcome:
        known, target = self._known, self._target
        with self._phase("send", course, parcel.size):
            sent = target.send(parcel, found, course)
        known.deposit = sent
        with self._phase("confirm", course, parcel.size):
            known.confirmation = target.confirm(sent, course)
        if known.confirmation.condition is not Condition.CONFIRMED:
            raise deposit_desk.unconfirmed(known.confirmation)
        with self._phase("complete", course, 0):
            known.deposit = target.complete(sent, course)
        return self._outcome(Status.DEPOSITED)

    @contextmanager
    def _phase(self, name: str, course: Course, octets: int) -> Iterator[None]:
        """Enter in the journal that a part begins, and that it ended."""
        course.check_stopped()
        self._desk.progress.begin(self._path.name, _PHASES[name])
        self._enter_phase(name, "begun")
        with course.expecting(octets):
            yield
        self._enter_phase(name, "done")

    def _enter_phase(self, name: str, state: str) -> None:
        if not self._desk.dry_run:
            self._desk.journal.phase(
                name,
                state,
                key=self._known.key,
                bag=str(self._path),
                target=self._desk.opened.name,
            )

    @contextmanager
    def _parcel(self, bag: VerifiedBag, form: Form, course: Course) -> Iterator[Parcel | None]:
        """Give what is sent; None for an archive that a dry run would have to write."""
        if bag.archive is not None or form is Form.FOLDER:
            yield parcels.of_lying(bag, self._target, form)
            return
        known = _serialised(course.remembered)
        if self._desk.dry_run and known is None:
            yield None
            return
        with self._phase("serialise", course, 2 * bag.inventory.size):
            parcel = parcels.of_serialised(
                bag,
                self._target,
                form,
                folder=self._desk.journal.folder,
                known=known,
                on_octets=course.advance,
            )
        if known is None:
            archive = next(iter(parcel.files))
            digests = {one.value: digest for one, digest in archive.digests.items()}
            course.record(SERIALISED, path=archive.path, size=archive.size, digests=digests)
        try:
            yield parcel
        except (InterruptedRunError, TransientError):
            raise  # kept, for the next run to go on with
        except PreserveError:
            self._remove_archive(parcel.path.name)
            raise

    def _remove_archive(self, name: str) -> None:
        for one in (name, f"{name}.part"):
            with suppress(FileNotFoundError):
                self._desk.journal.folder.remove_file(one)

    def _advance(self, octets: int) -> None:
        if self._desk.stop.is_set():
            raise InterruptedRunError("interrupted; run again to go on")
        self._desk.progress.advance(octets)

    def _refused(self, report: VerdictReport) -> DepositOutcome:
        self._known.report = report
        message = f"the bag is {report.verdict}, so it is not sent"
        unknown = report.verdict is Verdict.UNKNOWN
        error = PreserveError(message, remedy="Run preserve validate on it, and mend it.")
        return self._outcome(Status.REFUSED, error, exit_code=3 if unknown else 1)

    def _failed(self, error: PreserveError) -> DepositOutcome:
        status = Status.REFUSED if error.exit_code == 1 else Status.FAILED
        return self._outcome(status, error, exit_code=error.exit_code)

    def _outcome(
        self, status: Status, error: PreserveError | None = None, *, exit_code: int = 0
    ) -> DepositOutcome:
        receipt = self._known.receipt(status, error, exit_code=exit_code)
        is_entered = not self._desk.dry_run
        if is_entered:
            self._desk.journal.enter(receipt)
        return DepositOutcome(
            receipt=deposit_records.kept(receipt), report=self._known.report, is_entered=is_entered
        )


_PHASES = {
    "ask": "asking again",
    "find": "looking",
    "serialise": "putting into an archive",
    "send": "sending",
    "confirm": "confirming",
    "complete": "completing",
}


def _serialised(steps: list[Step]) -> ParcelFile | None:
    """Give the archive that an earlier run wrote, as it found it."""
    for step in reversed(steps):
        if step.name == SERIALISED:
            with suppress(KeyError, ValueError, TypeError, AttributeError):
                return ParcelFile(
                    path=step.facts["path"],
                    size=step.facts["size"],
                    digests=deposit_records.digests(step.facts["digests"]),
                )
    return None
