"""The two ways to report results, chosen by what standard output is for."""

from typing import Protocol

from preserve.cli.console import Console, Form
from preserve.cli.json_lines import JsonLines
from preserve.cli.tally import Tally
from preserve.cli.text import Text
from preserve.errors import PreserveError
from preserve.findings import VerdictReport
from preserve.workflow.outcomes import BagOutcome, Notice


class Reporter(Protocol):
    """Takes results as they come, and the sums at the end."""

    def bag(self, outcome: BagOutcome) -> None:
        """Report what became of one release."""

    def notice(self, notice: Notice) -> None:
        """Report something about a source that is no release."""

    def verdict(self, report: VerdictReport, error: PreserveError | None = None) -> None:
        """Report one verdict, or why none can be given."""

    def summary(self, tally: Tally) -> None:
        """Report what the command came to."""


def choose(console: Console) -> Reporter:
    """Give the reporter for the console's form."""
    return JsonLines(console) if console.form is Form.JSON else Text(console)
