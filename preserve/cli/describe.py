"""``preserve describe``: show what would be written of releases, with the evidence."""

from pathlib import Path

from preserve.cli import descriptions, paths, sessions, sheet_file
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console
from preserve.cli.descriptions import DescriptionReporter
from preserve.cli.tally import Tally
from preserve.config import Settings, with_ocr
from preserve.model.sheet import SheetEntry
from preserve.workflow import describe
from preserve.workflow.describe import Described, SheetOutcome
from preserve.workflow.outcomes import Notice


def run(invocation: Invocation, settings: Settings, console: Console) -> int:
    """Describe each release, reporting each as it is done; give the exit code."""
    flags = invocation.options
    settings = with_ocr(settings) if flags.ocr else settings
    if flags.csv is not None:
        sheet_file.refuse_existing(flags.csv)
    tally, reporter = Tally.of_descriptions(), descriptions.choose(console)
    entries: list[SheetEntry] = []
    with (
        sessions.tallied(tally, reporter, console),
        sessions.listening(),
        sessions.following(
            describe.run(flags.sources, settings, metadata=flags.metadata)
        ) as outcomes,
    ):
        for outcome in outcomes:
            _report(outcome, reporter, tally=tally)
            if flags.csv is not None and isinstance(outcome, Described) and outcome.entry:
                entries.append(outcome.entry)
        if flags.csv is not None:
            sheet_file.write(flags.csv, entries)
            reporter.notice(_written(flags.csv))
    return tally.exit_code


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
