"""``preserve validate``: judge bags that anyone made."""

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from preserve.cli import arguments, paths, reporters, sessions
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console
from preserve.cli.progress import Display
from preserve.cli.signals import First
from preserve.cli.tally import Tally
from preserve.config import Settings
from preserve.workflow import validate


def run(invocation: Invocation, _: Settings, console: Console) -> int:
    """Judge each bag, reporting each as it is done; give the exit code."""
    flags = invocation.options
    workers = flags.workers or arguments.processors()
    tally, reporter = Tally.of_verdicts(), reporters.choose(console)
    with (
        sessions.tallied(tally, reporter, console),
        sessions.working(invocation, console, first=First.RAISE) as work,
        sessions.following(
            validate.validate_many(flags.bags, workers=workers, on_octets=work.advance)
        ) as reports,
    ):
        announce(flags.bags, work.display)
        for report in reports:
            tally.add_verdict(report)
            with work.display.pause():
                reporter.verdict(report)
    return tally.exit_code


def announce(bags: Sequence[Path], display: Display) -> None:
    """Say how much there is to read, if anybody sees it."""
    if not display.watched:
        return
    display.begin(paths.text(bags[0]) if len(bags) == 1 else f"{len(bags):,} bags", "validating")
    for bag in bags:
        display.expect(sum(_sizes(bag)))


def _sizes(bag: Path) -> Iterator[int]:
    """Give the size of every file, as far as it can be known; the bar is no finding."""
    for folder, _, names in os.walk(bag):
        for name in names:
            with contextlib.suppress(OSError):
                state = os.lstat(os.path.join(folder, name))
                yield state.st_size if stat.S_ISREG(state.st_mode) else 0
