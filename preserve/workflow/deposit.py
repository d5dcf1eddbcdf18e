"""``preserve deposit``: bags into a repository, several at a time; a failure stops no other."""

import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from preserve.config import Settings
from preserve.errors import InterruptedRunError
from preserve.workflow import deposit_journal, deposit_target, validations
from preserve.workflow.clock import Clock
from preserve.workflow.deposit_desk import DepositOutcome, Desk
from preserve.workflow.depositing import deposit
from preserve.workflow.outcomes import Progress

_AHEAD = 2
"""Bags a thread that wait to be taken up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositOptions:
    """What a run is asked for."""

    bags: tuple[Path, ...]
    to: str
    workers: int = 1
    dry_run: bool = False


def run(
    options: DepositOptions,
    settings: Settings,
    *,
    environment: Mapping[str, str],
    progress: Progress,
    stop: threading.Event,
) -> Iterator[DepositOutcome]:
    """Deposit the bags; the outcomes come in the order of the bags.

    Raises UsageError for a repository that is not configured, WriteError when the journal cannot
    be written, InterruptedRunError when ``stop`` was set, after what was finished.
    """
    clock = Clock.from_environment(environment)
    path = validations.journal_path(settings, environment)
    with (
        deposit_target.opened(options.to, settings, environment=environment, stop=stop) as opened,
        deposit_journal.opened(path) as journal,
    ):
        several = len(options.bags) > 1
        desk = Desk(
            opened=opened,
            journal=journal,
            now=clock.now,
            fixed_clock=clock.fixed is not None,
            progress=progress,
            stop=stop,
            workers=1 if several else options.workers,
            dry_run=options.dry_run,
        )
        yield from _each(desk, options.bags, workers=options.workers if several else 1)


def _each(desk: Desk, bags: Sequence[Path], *, workers: int) -> Iterator[DepositOutcome]:
    if workers <= 1:
        for bag in bags:
            _check(desk.stop)
            yield deposit(desk, bag)
        return
    waiting = deque(bags)
    running: deque[Future[DepositOutcome]] = deque()
    with ThreadPoolExecutor(workers, thread_name_prefix="deposit") as pool:
        try:
            while waiting or running:
                while waiting and len(running) < workers * _AHEAD:
                    running.append(pool.submit(_one, desk, waiting.popleft()))
                yield running.popleft().result()
        finally:
            for future in running:
                future.cancel()


def _one(desk: Desk, bag: Path) -> DepositOutcome:
    _check(desk.stop)
    return deposit(desk, bag)


def _check(stop: threading.Event) -> None:
    if stop.is_set():
        raise InterruptedRunError("interrupted; the rest was not deposited")
