"""The way of one deposit: its steps go to the journal, its octets to the progress."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from preserve.deposit import scrubbing
from preserve.errors import InterruptedRunError
from preserve.model.deposits import Step
from preserve.workflow.deposit_journal import DepositJournal
from preserve.workflow.outcomes import Progress


class Course:
    """What a target tells of itself while one bag is deposited; see ``protocol.Steps``."""

    def __init__(
        self,
        *,
        journal: DepositJournal | None,
        bag: str,
        key: str,
        progress: Progress,
        stop: threading.Event,
        scrub: Callable[[str], str],
        remembered: Sequence[Step] = (),
    ) -> None:
        """Begin; ``remembered`` are the steps of earlier runs. No journal: nothing is recorded."""
        self._journal = journal
        self._bag = bag
        self._key = key
        self._progress = progress
        self._stop = stop
        self._scrub = scrub
        self._left = 0
        self._lock = threading.Lock()
        self.remembered = list(remembered)
        self.orphans: list[str] = []

    def record(self, name: str, **facts: object) -> None:
        """Enter a step in the journal; raises WriteError when it cannot be written."""
        clean = scrubbing.value(facts, self._scrub)
        if self._journal is not None:
            self._journal.step(name, key=self._key, bag=self._bag, facts=clean)
        time = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.remembered.append(Step(name=name, time=time, facts=clean))

    def orphan(self, location: str) -> None:
        """Note something that is left there."""
        text = self._scrub(location)
        if text not in self.orphans:
            self.orphans.append(text)

    def advance(self, octets: int) -> None:
        """Show that octets passed; raises InterruptedRunError once a signal came."""
        self.check_stopped()
        self._expect_more(octets)
        self._progress.advance(octets)

    def pass_over(self, octets: int) -> None:
        """Take what need not be sent off what is expected."""
        self.check_stopped()
        with self._lock:
            less = min(octets, self._left)
            self._left -= less
        self._progress.expect(-less)

    def check_stopped(self) -> None:
        """Raise InterruptedRunError once a signal came."""
        if self._stop.is_set():
            raise InterruptedRunError("interrupted; run again to go on")

    @contextmanager
    def expecting(self, octets: int) -> Iterator[None]:
        """Expect so many octets during the block, and afterwards no more of them."""
        with self._lock:
            self._left = octets
        self._progress.expect(octets)
        try:
            yield
        finally:
            with self._lock:
                left, self._left = self._left, 0
            self._progress.expect(-left)

    def _expect_more(self, octets: int) -> None:
        """Expect what comes beyond: an attempt that is made again."""
        with self._lock:
            beyond = max(0, octets - self._left)
            self._left -= octets - beyond
        if beyond:
            self._progress.expect(beyond)
