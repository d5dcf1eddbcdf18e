"""``preserve confirm``: every deposit of the journal, asked for again."""

import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from preserve.config import Settings
from preserve.errors import InterruptedRunError, PreserveError, UsageError
from preserve.model import dates
from preserve.model.deposits import Condition, Confirmation, Level, Receipt, Status
from preserve.workflow import deposit_journal, deposit_target, validations
from preserve.workflow.clock import Clock
from preserve.workflow.course import Course
from preserve.workflow.deposit_journal import DepositJournal
from preserve.workflow.deposit_target import Opened
from preserve.workflow.outcomes import Progress

_EXIT_CODES = {
    Condition.CONFIRMED: 0,
    Condition.ALTERED: 1,
    Condition.MISSING: 1,
    Condition.UNKNOWN: 3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What asking for one deposit came to."""

    receipt: Receipt
    confirmation: Confirmation
    when: str
    message: str = ""
    remedy: str = ""
    exit_code: int = 0


def run(
    settings: Settings,
    *,
    bags: Sequence[str],
    environment: Mapping[str, str],
    progress: Progress,
    stop: threading.Event,
) -> Iterator[Asked]:
    """Ask for the last deposit of each bag at each target; of all bags where none is named.

    A bag is named by its path or its identifier. Raises UsageError for one without a receipt.
    """
    path = validations.journal_path(settings, environment)
    with deposit_journal.opened(path) as journal, ExitStack() as targets:
        desk = _Desk(
            settings=settings,
            environment=environment,
            journal=journal,
            progress=progress,
            stop=stop,
            targets=targets,
        )
        for receipt in latest(path, bags):
            if stop.is_set():
                raise InterruptedRunError("interrupted; the rest was not asked for")
            yield desk.ask(receipt)


def latest(path: Path, bags: Sequence[str]) -> list[Receipt]:
    """Give the last receipt of each deposit that ended well, in the order of the first ones.

    Raises UsageError when a bag that is named has none.
    """
    ended = {Status.DEPOSITED, Status.ALREADY}
    found: dict[tuple[str, str], Receipt] = {}
    for receipt in deposit_journal.receipts(path, lambda one: one.status in ended):
        if not bags or is_named(receipt, bags):
            found[receipt.place, receipt.identifier] = receipt
    refuse_unknown(found.values(), bags)
    return list(found.values())


def is_named(receipt: Receipt, bags: Sequence[str]) -> bool:
    """Tell whether a receipt is of one of these bags, by path or by identifier."""
    return any(one in {receipt.bag, receipt.identifier} for one in _names(bags))


def refuse_unknown(receipts: Iterable[Receipt], bags: Sequence[str]) -> None:
    """Raise UsageError when a bag that is named has no receipt."""
    known = {name for one in receipts for name in (one.bag, one.identifier)}
    for bag in bags:
        if bag not in known and os.path.abspath(bag) not in known:
            raise UsageError(
                f"{bag}: the journal has no receipt of it",
                remedy="Name a bag by its path when it was deposited, or by its identifier.",
            )


def _names(bags: Sequence[str]) -> Iterator[str]:
    for bag in bags:
        yield bag
        yield os.path.abspath(bag)


@dataclass(slots=True, kw_only=True)
class _Desk:
    settings: Settings
    environment: Mapping[str, str]
    journal: DepositJournal
    progress: Progress
    stop: threading.Event
    targets: ExitStack
    opened: dict[str, Opened] = field(default_factory=dict)

    def ask(self, receipt: Receipt) -> Asked:
        when = dates.written(Clock.from_environment(self.environment).now())
        try:
            opened = self._target(receipt)
            confirmation = self._confirmation(receipt, opened)
        except InterruptedRunError:
            raise
        except PreserveError as error:
            asked = Asked(
                receipt=receipt,
                confirmation=Confirmation(condition=Condition.UNKNOWN, how=Level.NONE),
                when=when,
                message=error.message,
                remedy=error.remedy,
                exit_code=4 if error.exit_code == 4 else 3,
            )
        else:
            code = _EXIT_CODES[confirmation.condition]
            asked = Asked(receipt=receipt, confirmation=confirmation, when=when, exit_code=code)
        self._enter(asked)
        return asked

    def _confirmation(self, receipt: Receipt, opened: Opened) -> Confirmation:
        if receipt.deposit is None:
            return Confirmation(condition=Condition.UNKNOWN, how=Level.NONE)
        self.progress.begin(receipt.deposit.name, "confirming")
        course = Course(
            journal=None,
            bag=receipt.bag,
            key=receipt.key,
            progress=self.progress,
            stop=self.stop,
            scrub=opened.scrub,
        )
        with course.expecting(receipt.deposit.size):
            return opened.target.confirm(receipt.deposit, course)

    def _target(self, receipt: Receipt) -> Opened:
        """Open a target once; the one that sends where the receipt says."""
        if receipt.target not in self.opened:
            self.opened[receipt.target] = self.targets.enter_context(
                deposit_target.opened(
                    receipt.target, self.settings, environment=self.environment, stop=self.stop
                )
            )
        opened = self.opened[receipt.target]
        if opened.target.identity != receipt.place:
            raise UsageError(
                f"{receipt.target}: sends to {opened.target.identity} now, and the deposit is at "
                f"{receipt.place}",
                remedy="Configure a repository of that name for the place of the receipt.",
            )
        return opened

    def _enter(self, asked: Asked) -> None:
        confirmation = asked.confirmation
        digests = {one.value: digest for one, digest in sorted(confirmation.digests.items())}
        self.journal.asked(
            asked.receipt,
            confirmation.condition.value,
            {
                "key": asked.receipt.key,
                "place": asked.receipt.place,
                "identifier": asked.receipt.identifier,
                "how": confirmation.how.value,
                "confirmed": digests,
                "differences": list(confirmation.differences),
            },
        )
