"""``preserve describe``: show what would be written of releases, with the evidence."""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from preserve.cli import descriptions, paths, sessions, sheet_file
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console
from preserve.cli.descriptions import DescriptionReporter
from preserve.cli.tally import Tally
from preserve.config import Settings, with_ocr
from preserve.model.sheet import SheetEntry
from preserve.workflow import describe
from preserve.workflow.clock import Clock
from preserve.workflow.describe import Described, SheetOutcome
from preserve.workflow.outcomes import Notice


def run(invocation: Invocation, settings: Settings, console: Console) -> int:
    """Describe each release, reporting each as it is done; give the exit code."""
    flags = invocation.options
    settings = with_ocr(settings) if flags.ocr else settings
    _refuse_unfit(flags)
    tally, reporter = Tally.of_descriptions(), descriptions.choose(console)
    entries: list[SheetEntry] = []
    with (
        sessions.tallied(tally, reporter, console),
        sessions.listening(),
        sessions.following(
            describe.run(flags.sources, settings, metadata=flags.metadata)
        ) as outcomes,
        _page(flags.report, tell=reporter.notice) as show,
    ):
        for outcome in outcomes:
            _report(outcome, reporter, tally=tally)
            if not isinstance(outcome, Described):
                continue
            show(outcome)
            if flags.csv is not None and outcome.entry:
                entries.append(outcome.entry)
        if flags.csv is not None:
            sheet_file.write(flags.csv, entries)
            reporter.notice(_written(flags.csv))
    return tally.exit_code


def _refuse_unfit(flags: argparse.Namespace) -> None:
    if flags.csv is not None:
        sheet_file.refuse_existing(flags.csv)
    if flags.report is not None:
        from preserve.cli import report_file  # noqa: PLC0415 - quick start-up

        report_file.refuse_among(flags.report, sources=flags.sources)


@contextmanager
def _page(
    path: Path | None, *, tell: Callable[[Notice], None]
) -> Iterator[Callable[[Described], None]]:
    """Give what adds a release to the page of ``--report``; nothing without a path."""
    if path is None:
        yield _show_nothing
        return
    from preserve.cli import report_file  # noqa: PLC0415 - quick start-up
    from preserve.report import descriptions as pages  # noqa: PLC0415 - quick start-up

    made_at = Clock.from_environment(os.environ).now()
    with report_file.collecting(path, pages.collecting(), made_at=made_at, tell=tell) as add:
        yield lambda described: add(described.reviewed)


def _show_nothing(described: Described) -> None:
    """Make no page."""


def _written(path: Path) -> Notice:
    name = paths.text(path)
    return Notice(
        subject=name, message=f"the sheet to correct; hand it back by bag --metadata {name}"
    )


def _report(
    outcome: Described | SheetOutcome | Notice, reporter: DescriptionReporter, *, tally: Tally
) -> None:
    match outcome:
        case Notice():
            reporter.notice(outcome)
        case SheetOutcome():
            descriptions.add_sheet(tally, outcome)
            reporter.sheet(outcome)
        case Described():
            descriptions.add(tally, outcome)
            reporter.description(outcome)
