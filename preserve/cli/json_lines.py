r"""Results as JSON Lines: one object a line; field names are public and only ever extended.

A name that is not UTF-8 keeps its octets as lone surrogates (``\udcff``), as Python does.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from preserve.cli import paths
from preserve.cli.console import Console
from preserve.cli.tally import Tally
from preserve.errors import PreserveError
from preserve.findings import Finding, VerdictReport
from preserve.workflow.outcomes import BagOutcome, Notice

if TYPE_CHECKING:
    from preserve.model.description import ReviewItem

Fields = Mapping[str, Any]


class JsonLines:
    """The report that a program reads."""

    def __init__(self, console: Console) -> None:
        """Write to that console."""
        self.console = console

    def bag(self, outcome: BagOutcome) -> None:
        """Report what became of one release."""
        self.console.record(bag(outcome))

    def notice(self, notice: Notice) -> None:
        """Report something about a source that is no release."""
        self.console.record(
            {"type": "notice", "subject": notice.subject, "message": notice.message}
        )

    def verdict(self, report: VerdictReport, error: PreserveError | None = None) -> None:
        """Report one verdict, or why none can be given."""
        self.console.record(verdict(report, error))

    def summary(self, tally: Tally) -> None:
        """Report what the command came to."""
        self.console.record(
            {
                "type": "summary",
                "command": tally.command,
                "counts": dict(tally.counts),
                "exit_code": tally.exit_code,
            }
        )


def bag(outcome: BagOutcome) -> Fields:
    """Give the fields of one release's outcome."""
    return {
        "type": "bag",
        "release": outcome.release,
        "path": outcome.path and paths.text(outcome.path),
        "archive": outcome.archive and paths.text(outcome.archive),
        "identifier": outcome.identifier,
        "status": outcome.status,
        "version": outcome.version,
        "replaces": outcome.replaces,
        "verified": outcome.verified,
        "files": outcome.files,
        "octets": outcome.octets,
        "findings": [finding(one) for one in outcome.findings],
        "not_checked": list(outcome.not_checked),
        "review": [review(one) for one in outcome.review],
        "message": outcome.message,
        "remedy": outcome.remedy,
    }


def verdict(report: VerdictReport, error: PreserveError | None = None) -> Fields:
    """Give the fields of one verdict; ``error`` is why it is unknown.

    The findings are an iterator, for there may be a million.
    """
    return {
        "type": "verdict",
        "path": report.path,
        "verdict": report.verdict,
        "files": report.files,
        "octets": report.octets,
        "not_checked": list(report.not_checked),
        "findings": map(finding, report.findings),
        "message": error.message if error else "",
        "remedy": error.remedy if error else "",
    }


def finding(one: Finding) -> Fields:
    """Give the fields of one finding."""
    return {
        "code": one.code.name,
        "severity": one.severity,
        "message": one.message,
        "path": one.path,
        "line": one.line,
        "clause": one.code.clause,
        "expected": one.expected,
        "found": one.found,
        "excused": one.excused,
    }


def review(one: "ReviewItem") -> Fields:
    """Give the fields of one question for a person."""
    return {"element": one.element, "reason": one.reason}
