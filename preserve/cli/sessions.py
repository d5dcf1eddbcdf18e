"""What every command that does work has around it: progress, signals, sums, a right ending."""

import contextlib
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TypeVar

from preserve.cli import progress, signals
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console, OutputError
from preserve.cli.pace import Kept
from preserve.cli.progress import Display
from preserve.cli.reporters import Reporter
from preserve.cli.signals import First
from preserve.cli.tally import Tally
from preserve.errors import InterruptedRunError, PreserveError
from preserve.fixity.throttle import Throttle
from preserve.workflow.outcomes import Progress

Result = TypeVar("Result")
_INTERRUPTED = "interrupted; the rest was not looked at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a sequence is given to show how far it is, and to be stopped by."""

    display: Display
    stop: threading.Event
    progress: Progress
    """The display, and what keeps the rate."""

    def advance(self, octets: int) -> None:
        """Say that so many octets more have been read; called from several threads.

        Raises InterruptedRunError once a signal came, so that no thread reads on.
        """
        if self.stop.is_set():
            raise InterruptedRunError(_INTERRUPTED)
        self.progress.advance(octets)


@contextlib.contextmanager
def tallied(tally: Tally, reporter: Reporter, console: Console) -> Iterator[None]:
    """Report the sums after the block, however it ends once something was reported.

    A failure before that ends the command without sums, unless it is known how many subjects an
    interruption left; so does an output nobody reads.
    """
    try:
        yield
    except OutputError:
        raise
    except (PreserveError, KeyboardInterrupt) as failure:
        error = _error(failure)
        is_counted = tally.named and isinstance(error, InterruptedRunError)
        if not any(tally.counts.values()) and not is_counted:
            raise
        tally.end(error.exit_code, left=getattr(error, "left", 0))
        console.error(error)
    reporter.summary(tally)


@contextlib.contextmanager
def working(invocation: Invocation, console: Console, *, first: First) -> Iterator[Work]:
    """Show progress and listen to signals while the block runs."""
    stop = threading.Event()
    with (
        progress.shown(invocation.progress, console) as display,
        signals.stopping(stop, first=first, answer=display.stopping, farewell=display.farewell),
    ):
        rate = getattr(invocation.options, "limit_rate", None)
        kept = display if rate is None else Kept(display, Throttle(rate, wait=stop.wait))
        yield Work(display=display, stop=stop, progress=kept)


@contextlib.contextmanager
def listening() -> Iterator[None]:
    """Listen to signals while a block runs that is short and writes nothing by halves."""
    with signals.stopping(threading.Event(), first=First.RAISE):
        yield


@contextlib.contextmanager
def following(results: Iterator[Result]) -> Iterator[Iterator[Result]]:
    """Give the results, and end the sequence in order if the block does not take them all."""
    try:
        yield results
    finally:
        if isinstance(results, Generator):
            results.close()


def _error(failure: PreserveError | KeyboardInterrupt) -> PreserveError:
    if isinstance(failure, PreserveError):
        return failure
    return InterruptedRunError(_INTERRUPTED)
