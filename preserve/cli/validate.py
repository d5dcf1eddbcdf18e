"""``preserve validate``: judge bags that anyone made."""

import argparse
import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from preserve.archives.reading.limits import Limits
from preserve.bags.read import Depth
from preserve.cli import cluster_flags, paths, readers, reporters, sessions
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console
from preserve.cli.progress import Display
from preserve.cli.reporters import Reporter
from preserve.cli.sessions import Work
from preserve.cli.signals import First
from preserve.cli.tally import Tally
from preserve.config import Settings
from preserve.errors import WriteError
from preserve.findings import VerdictReport
from preserve.storage.journals import Journal
from preserve.workflow import many, validations
from preserve.workflow.clock import Clock
from preserve.workflow.outcomes import Notice
from preserve.workflow.validate import Terms

if TYPE_CHECKING:
    from preserve.bags.profiles.profile import Loaded


def run(invocation: Invocation, settings: Settings, console: Console) -> int:
    """Judge each bag, reporting each as it is done and entering it in the user's journal."""
    flags = invocation.options
    _refuse_unfit(flags)
    cluster_flags.address(flags)
    terms = terms_of(flags)
    made_at = Clock.from_environment(os.environ).now()
    tally, reporter = Tally.of_verdicts(named=len(flags.bags)), reporters.choose(console)
    with (
        sessions.tallied(tally, reporter, console),
        sessions.working(invocation, console, first=First.RAISE) as work,
        cluster_flags.remarking(console, work.display),
        sessions.following(_reports(flags, terms, work)) as reports,
        entering(settings, console) as enter,
        _growing(
            flags.report, made_at=made_at, tell=partial(_notice, reporter, work.display)
        ) as show,
    ):
        announce(flags.bags, work.display)
        for report in reports:
            tally.add_verdict(report)
            enter(report)
            show(report)
            with work.display.pause():
                reporter.verdict(report)
    return tally.exit_code


def _reports(flags: argparse.Namespace, terms: Terms, work: Work) -> Iterator[VerdictReport]:
    address = cluster_flags.address(flags)
    if address is not None:
        from preserve.workflow.cluster import running  # noqa: PLC0415 - quick start-up

        return running.validate_many(flags.bags, address=address, terms=terms)
    return many.validate_many(
        flags.bags,
        terms=terms,
        workers=readers.count(flags, flags.bags),
        on_octets=work.advance,
        on_files=work.progress.count,
    )


def _refuse_unfit(flags: argparse.Namespace) -> None:
    if flags.report is not None:
        from preserve.cli import report_file  # noqa: PLC0415 - quick start-up

        report_file.refuse_unfit(flags.report, packages=flags.bags)


@contextlib.contextmanager
def _growing(
    path: Path | None, *, made_at: datetime, tell: Callable[[Notice], None]
) -> Iterator[Callable[[VerdictReport], None]]:
    if path is None:
        yield _show_nothing
        return
    from preserve.cli import report_file  # noqa: PLC0415 - quick start-up

    with report_file.growing(path, made_at=made_at, tell=tell) as show:
        yield show


def _show_nothing(report: VerdictReport) -> None:
    """Make no page."""


def _notice(reporter: Reporter, display: Display, notice: Notice) -> None:
    with display.pause():
        reporter.notice(notice)


def terms_of(flags: argparse.Namespace) -> Terms:
    """Give the terms that the flags ask for.

    Raises UsageError or ReadError for a profile that cannot be used.
    """
    limits = {
        "members": flags.max_members,
        "octets": flags.max_octets,
        "ratio": flags.max_ratio,
        "memory": flags.max_memory,
    }
    return Terms(
        depth=Depth.FAST if flags.fast else Depth.FULL,
        lenient=flags.lenient,
        profiles=_profiles(flags.profile),
        limits=Limits(**{name: limit for name, limit in limits.items() if limit is not None}),
        inspected=flags.report is not None,
    )


def _profiles(files: Sequence[Path]) -> "tuple[Loaded, ...]":
    if not files:
        return ()
    from preserve.workflow import profiles  # noqa: PLC0415 - quick start-up

    return profiles.load_all(files)


@contextlib.contextmanager
def entering(settings: Settings, console: Console) -> Iterator[Callable[[VerdictReport], None]]:
    """Give what enters a verdict in the journal; a journal that fails is said once, and left."""
    with contextlib.ExitStack() as stack:
        journal: Journal | None = None
        try:
            path = validations.journal_path(settings, os.environ)
            journal = stack.enter_context(validations.opened(path))
        except WriteError as error:
            console.remark(f"preserve: {error.message}")

        def enter(report: VerdictReport) -> None:
            nonlocal journal
            if journal is None:
                return
            try:
                validations.enter(journal, report, path=path)
            except WriteError as error:
                journal = None
                console.remark(f"preserve: {error.message}")

        yield enter


def announce(bags: Sequence[Path], display: Display) -> None:
    """Say how much there is to read, if anybody sees it."""
    if not display.watched:
        return
    display.begin(paths.text(bags[0]) if len(bags) == 1 else f"{len(bags):,} bags", "validating")
    for bag in bags:
        display.expect(sum(_sizes(bag)))


def _sizes(bag: Path) -> Iterator[int]:
    """Give the size of every file, as far as it can be known; the bar is no finding.

    What an archive holds is not known before it is read.
    """
    folders = [os.fspath(bag)] if os.path.isdir(bag) else []
    while folders:
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    yield entry.stat(follow_symlinks=False).st_size
