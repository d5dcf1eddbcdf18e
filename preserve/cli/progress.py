"""How far the work is, on standard error: a bar on a terminal, plain lines on request.

Standard output never sees any of it. ``rich`` is loaded only when a bar is drawn.
"""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, Protocol

from preserve import wording
from preserve.cli.console import Console, Loudness
from preserve.workflow.outcomes import Progress, Silence

_STOPPING = "stopping at the next file boundary; a second signal stops at once"


class Style(Enum):
    """What ``--progress`` asks for."""

    AUTO = "auto"
    """A bar where standard error is a terminal, else nothing."""
    PLAIN = "plain"
    """At most one line a second, for logs."""
    NONE = "none"


class Display(Progress, Protocol):
    """Progress that is shown, and gives way to the lines of the report."""

    watched: bool
    """Whether anybody sees it, so that it is worth the trouble of knowing the whole."""

    def pause(self) -> contextlib.AbstractContextManager[None]:
        """Take the bar away while a line is written to the same terminal."""

    def stopping(self) -> None:
        """Say that a signal was heard; called inside its handler."""

    def farewell(self) -> None:
        """Leave the terminal in order before a hard end; called inside a signal's handler."""


@contextlib.contextmanager
def shown(style: Style, console: Console) -> Iterator[Display]:
    """Show progress while the block runs."""
    if style is Style.NONE or console.loudness is Loudness.QUIET or sys.stderr is None:
        yield Unseen()
    elif style is Style.PLAIN:
        yield Plain(console.remark, time.monotonic)
    elif not sys.stderr.isatty():
        yield Unseen()
    elif os.environ.get("TERM", "dumb") == "dumb":
        yield Plain(console.remark, time.monotonic)
    else:
        with _bar(os.environ) as bar:
            yield bar


class Unseen(Silence):
    """Progress that nobody watches."""

    watched = False

    def pause(self) -> contextlib.AbstractContextManager[None]:
        """Take nothing away."""
        return contextlib.nullcontext()

    def stopping(self) -> None:
        """Say nothing."""

    def farewell(self) -> None:
        """Leave nothing behind."""


class Plain(Unseen):
    """Progress as lines of text, at most one a second."""

    watched = True

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float]) -> None:
        """Write lines there, with the time in seconds from that clock."""
        self._write = write
        self._clock = clock
        self._lock = threading.Lock()
        self._begun = self._written = clock()
        self._total = self._done = self._files = 0
        self._subject = ""

    def expect(self, octets: int) -> None:
        """Add to the octets that are still to be read."""
        with self._lock:
            self._total += octets

    def begin(self, subject: str, step: str) -> None:
        """Say that a step of one subject begins."""
        with self._lock:
            self._subject = f"{subject}: {step}"
            self._show()

    def advance(self, octets: int) -> None:
        """Say that so many octets more have been read."""
        with self._lock:
            self._done += octets
            self._show()

    def count(self, files: int) -> None:
        """Say that so many files more are done with."""
        with self._lock:
            self._files += files

    def stopping(self) -> None:
        """Say that a signal was heard."""
        _at_once(f"{_STOPPING}\n")

    def _show(self) -> None:
        now = self._clock()
        if now - self._written < 1:
            return
        self._written = now
        rate = self._done / (now - self._begun)
        parts = [wording.octets(self._done)]
        if self._total > self._done:
            parts = [f"{wording.octets(self._done)} of {wording.octets(self._total)}"]
        if self._files:
            parts.append(wording.count(self._files, "file"))
        parts.append(f"{wording.octets(round(rate))}/s")
        if rate and self._total > self._done:
            parts.append(f"{wording.seconds((self._total - self._done) / rate)} left")
        self._write(f"{self._subject}: {', '.join(parts)}")


class Bar(Unseen):
    """Progress as one bar at the foot of the terminal."""

    watched = True

    def __init__(self, live: Any, task: Any) -> None:
        """Draw with rich's ``live`` progress and its one ``task``."""
        self._live = live
        self._task = task
        self._total = self._files = 0
        self._lock = threading.Lock()

    def expect(self, octets: int) -> None:
        """Add to the octets that are still to be read."""
        with self._lock:
            self._total += octets
            self._live.update(self._task, total=self._total)

    def begin(self, subject: str, step: str) -> None:
        """Say that a step of one subject begins."""
        self._live.update(self._task, description=wording.visible(f"{subject}: {step}"))

    def advance(self, octets: int) -> None:
        """Say that so many octets more have been read."""
        self._live.advance(self._task, octets)

    def count(self, files: int) -> None:
        """Say that so many files more are done with."""
        with self._lock:
            self._files += files
            self._live.update(self._task, files=wording.count(self._files, "file"))

    @contextlib.contextmanager
    def pause(self) -> Iterator[None]:
        """Take the bar away while a line is written to the same terminal."""
        if sys.stdout is None or not sys.stdout.isatty():
            yield
            return
        self._live.stop()
        try:
            yield
        finally:
            self._live.start()

    def stopping(self) -> None:
        """Say that a signal was heard."""
        _at_once(f"\r\x1b[2K{_STOPPING}\n")

    def farewell(self) -> None:
        """Show the cursor again."""
        _at_once("\x1b[?25h\n")


def _at_once(text: str) -> None:
    # In a signal's handler a stream may not be entered a second time.
    with contextlib.suppress(OSError):
        os.write(sys.stderr.fileno(), text.encode("ascii"))  # noqa: TID251


@contextlib.contextmanager
def _bar(environment: Mapping[str, str]) -> Iterator[Bar]:
    from rich import progress as parts  # noqa: PLC0415 - quick start-up
    from rich.console import Console as Terminal  # noqa: PLC0415
    from rich.table import Column  # noqa: PLC0415

    terminal = Terminal(
        file=sys.stderr,
        no_color=bool(environment.get("NO_COLOR")),
        markup=False,
        emoji=False,
        highlight=False,
    )
    columns = (
        parts.TextColumn(
            "{task.description}",
            markup=False,
            table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis"),
        ),
        parts.BarColumn(bar_width=20),
        parts.DownloadColumn(),
        parts.TextColumn("{task.fields[files]}", markup=False),
        parts.TransferSpeedColumn(),
        parts.TimeRemainingColumn(),
    )
    # Redirecting would send the report to standard error.
    live = parts.Progress(
        *columns, console=terminal, transient=True, redirect_stdout=False, redirect_stderr=False
    )
    with live:
        yield Bar(live, live.add_task("", total=None, files=""))
