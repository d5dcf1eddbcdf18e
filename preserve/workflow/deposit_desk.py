"""What depositing a bag needs, what is known of it on the way, and what became of it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from preserve.deposit.errors import NotConfirmedError, OtherContentError
from preserve.errors import PreserveError
from preserve.findings import VerdictReport
from preserve.model import dates
from preserve.model.deposits import (
    Confirmation,
    Deposit,
    Found,
    Parcel,
    Receipt,
    Status,
    Step,
)
from preserve.workflow.deposit_journal import DepositJournal
from preserve.workflow.deposit_target import SOFTWARE, Opened
from preserve.workflow.outcomes import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositOutcome:
    """What became of one bag."""

    receipt: Receipt
    report: VerdictReport | None = None
    """The verdict on a bag that is not valid."""
    is_entered: bool = False
    """Whether the receipt is new in the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All that depositing one bag after the other needs."""

    opened: Opened
    journal: DepositJournal
    now: Callable[[], datetime]
    progress: Progress
    stop: threading.Event
    fixed_clock: bool = False
    workers: int = 1
    """Readers of one bag while it is verified."""
    dry_run: bool = False


@dataclass(slots=True, kw_only=True)
class Known:
    """What is known so far, for a receipt whatever happens."""

    desk: Desk
    bag: str
    begun: datetime
    identifier: str = ""
    key: str = ""
    seal: str = ""
    deposit: Deposit | None = None
    confirmation: Confirmation | None = None
    report: VerdictReport | None = None
    steps: list[Step] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)

    def receipt(
        self, status: Status, error: PreserveError | None = None, *, exit_code: int = 0
    ) -> Receipt:
        """Give the receipt, without any secret."""
        opened = self.desk.opened
        return Receipt(
            bag=self.bag,
            target=opened.name,
            kind=opened.target.kind,
            place=opened.target.identity,
            status=status,
            begun=dates.written(self.begun),
            when=dates.written(self.desk.now()),
            software=SOFTWARE,
            fixed_clock=self.desk.fixed_clock,
            key=self.key,
            identifier=self.identifier,
            seal=self.seal,
            deposit=self.deposit,
            confirmation=self.confirmation,
            steps=tuple(self.steps),
            orphans=tuple(self.orphans),
            message=opened.scrub(error.message) if error else "",
            remedy=opened.scrub(error.remedy) if error else "",
            exit_code=exit_code,
        )


def other(found: Found) -> OtherContentError:
    """Say that other content is there."""
    first = found.differences[0] if found.differences else "it differs"
    return OtherContentError(
        f"{found.location}: other content is there ({first})",
        remedy="Find out which is right; preserve replaces nothing.",
    )


def unconfirmed(confirmation: Confirmation) -> NotConfirmedError:
    """Say that what was sent is not confirmed."""
    first = confirmation.differences[0] if confirmation.differences else "it did not say why"
    return NotConfirmedError(
        f"the repository does not confirm what was sent ({first})",
        remedy="Run again; if it happens again, see to the repository.",
    )


def planned(parcel: Parcel, found: Found) -> Deposit:
    """Give what would be sent, and where to."""
    return Deposit(
        name=parcel.name,
        identifier=parcel.identifier,
        form=parcel.form,
        size=parcel.size,
        count=parcel.count,
        digests=parcel.digests,
        location=found.location,
    )
