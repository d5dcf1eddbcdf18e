"""Descriptions, reported to a person or to a program, and counted."""

from collections.abc import Iterator
from typing import Protocol

from preserve import wording
from preserve.cli import json_lines, paths
from preserve.cli.console import Console, Form
from preserve.cli.json_lines import Fields, JsonLines
from preserve.cli.reporters import Reporter
from preserve.cli.tally import Tally, first_error, worse
from preserve.cli.text import Text
from preserve.findings import Severity, telling, worst
from preserve.model.description import Value
from preserve.workflow.describe import Described, SheetOutcome

CLIPPED = 200
"""Characters of a value that are shown unless ``-v`` asks for all; of its evidence, half."""


class DescriptionReporter(Reporter, Protocol):
    """Takes descriptions too."""

    def description(self, described: Described) -> None:
        """Report what would be written of one release."""

    def sheet(self, outcome: SheetOutcome) -> None:
        """Report what is wrong with the rows of a sheet."""


class DescriptionText(Text):
    """The report of descriptions that a person reads."""

    def description(self, described: Described) -> None:
        """Report what would be written of one release, each value with its evidence."""
        if self.quiet and not described.exit_code:
            return
        known = described.description
        counted = wording.count(len(known.values), "value") if known else ""
        where = paths.text(described.source)
        self.subject(status(described), where, (counted, *telling.severities(described.findings)))
        self.detail(described.message)
        self.detail(described.remedy)
        for one in known.values if known and not self.quiet else ():
            for line in lines(one, clip=not self.everything):
                self.detail(line)
        self.findings(described.findings, subject=described.release)

    def sheet(self, outcome: SheetOutcome) -> None:
        """Report what is wrong with the rows of a sheet."""
        if self.quiet and worst(outcome.findings) is not Severity.ERROR:
            return
        self.subject("sheet", paths.text(outcome.path), telling.severities(outcome.findings))
        self.findings(outcome.findings, subject=outcome.path.name)


class DescriptionLines(JsonLines):
    """The report of descriptions that a program reads."""

    def description(self, described: Described) -> None:
        """Report what would be written of one release."""
        self.console.record(description(described))

    def sheet(self, outcome: SheetOutcome) -> None:
        """Report what is wrong with the rows of a sheet."""
        self.console.record(
            {
                "type": "sheet",
                "path": paths.text(outcome.path),
                "findings": [json_lines.finding(one) for one in outcome.findings],
            }
        )


def choose(console: Console) -> DescriptionReporter:
    """Give the reporter for the console's form."""
    return DescriptionLines(console) if console.form is Form.JSON else DescriptionText(console)


def description(described: Described) -> Fields:
    """Give the fields of one release's description; without one, why there is none."""
    known = described.description
    return {
        "type": "description",
        "source": paths.text(described.source),
        "release": described.release,
        "sha512": described.sha512,
        "values": [fields(one) for one in known.values] if known else [],
        "review": [json_lines.review(one) for one in known.review] if known else [],
        "findings": [json_lines.finding(one) for one in described.findings],
        "message": described.message,
        "remedy": described.remedy,
    }


def fields(one: Value) -> Fields:
    """Give the fields of one value of a description, with the evidence for it."""
    return {
        "element": one.element,
        "value": one.text,
        "language": one.language,
        "confidence": one.confidence,
        "evidence": {
            "origin": one.evidence.origin,
            "where": one.evidence.where,
            "text": one.evidence.text,
            "rule": one.evidence.rule,
        },
    }


def lines(one: Value, *, clip: bool) -> Iterator[str]:
    """Write a value of a description, and the evidence for it on the line below."""
    evidence = one.evidence
    length = CLIPPED if clip else None
    language = f" ({one.language})" if one.language else ""
    yield f"{one.element}{language}: {wording.clip(one.text, length)}"
    quoted = f': "{wording.clip(evidence.text, length and length // 2)}"'
    shown = quoted if evidence.text not in {"", one.text} else ""
    yield f"  {one.confidence:.2f}, {evidence.where}{shown}, {evidence.rule}"


def status(described: Described) -> str:
    """Say in one word what became of a release."""
    if described.description is not None:
        return "described"
    return "failed" if described.message else "refused"


def add(tally: Tally, described: Described) -> None:
    """Count what would be written of one release."""
    tally.exit_code = worse(tally.exit_code, described.exit_code)
    tally.counts.update(["releases", status(described)])
    tally.add_findings(described.findings)
    if described.description is not None:
        tally.counts["values"] += len(described.description.values)
        tally.add_review(described.release, described.description.review)
    if described.exit_code:
        reason = described.message or first_error(described.findings)
        tally.attend(status(described), described.release, reason)


def add_sheet(tally: Tally, outcome: SheetOutcome) -> None:
    """Count what is wrong with the rows of a sheet."""
    tally.add_findings(outcome.findings)
    if worst(outcome.findings) is Severity.ERROR:
        tally.exit_code = worse(tally.exit_code, 1)
        tally.attend("sheet", paths.text(outcome.path), first_error(outcome.findings))
