"""``preserve schemas``: list what is in use, check files by it, fetch the published files."""

import os
from collections.abc import Iterable
from pathlib import Path

from preserve.cli import paths, schema_reports, sessions
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console
from preserve.cli.schema_reports import SchemaReporter
from preserve.cli.tally import Tally
from preserve.config import Settings
from preserve.errors import ReadError
from preserve.findings import Verdict, VerdictReport
from preserve.metadata.schemas import catalogue
from preserve.metadata.schemas.catalogue import Catalogue
from preserve.metadata.schemas.fetching import FetchStatus
from preserve.workflow import schemas, verdicts

_FETCH_CODES = {FetchStatus.FETCHED: 0, FetchStatus.REFUSED: 1, FetchStatus.FAILED: 3}


def run(invocation: Invocation, _: Settings, console: Console) -> int:
    """Do what the word after ``schemas`` says; give the exit code."""
    counted = Tally.of_documents if invocation.command == "schemas check" else Tally.of_schemas
    tally, reporter = counted(invocation.command), schema_reports.choose(console)
    with (
        sessions.tallied(tally, reporter, console),
        sessions.listening(),
    ):
        match invocation.command:
            case "schemas list":
                _list(reporter, tally)
            case "schemas check":
                _check(invocation.options.files, reporter, tally=tally)
            case _:
                _fetch(reporter, tally)
    return tally.exit_code


def _list(reporter: SchemaReporter, tally: Tally) -> None:
    for listed in schemas.listing(os.environ):
        tally.counts["schemas"] += 1
        if listed.trouble:
            tally.add_failure(listed.kind.value.title, reason=listed.trouble, exit_code=3)
        reporter.schema(listed)


def _check(files: Iterable[Path], reporter: SchemaReporter, *, tally: Tally) -> None:
    known = catalogue.default(os.environ)
    for path in files:
        report, error = _checked(path, known)
        tally.add_verdict(report, reason=error.message if error else "")
        reporter.verdict(report, error)


def _checked(path: Path, known: Catalogue) -> tuple[VerdictReport, ReadError | None]:
    name = paths.text(path)
    try:
        findings = schemas.check_file(path, schemas=known)
    except ReadError as error:
        unknown = VerdictReport(path=name, verdict=Verdict.UNKNOWN, findings=())
        return unknown, error
    verdict = verdicts.verdict_of(findings)
    return VerdictReport(path=name, verdict=verdict, findings=findings), None


def _fetch(reporter: SchemaReporter, tally: Tally) -> None:
    for fetched in schemas.fetch(os.environ):
        tally.counts["schemas"] += 1
        code = _FETCH_CODES[fetched.status]
        if code:
            tally.add_failure(fetched.file.name, reason=fetched.message, exit_code=code)
        reporter.fetched(fetched)
