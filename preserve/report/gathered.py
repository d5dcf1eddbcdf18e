"""The findings on one package as a page wants them, gone through twice however many they are."""

from collections import Counter
from dataclasses import dataclass

from preserve.findings import Finding, Severity, VerdictReport, causes
from preserve.findings.causes import Group

LISTED = 1_000
"""Findings of one code that are listed of one package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The findings by code, and the one to mend first."""

    subject: str
    """The package's path."""
    groups: tuple[Group, ...]
    first: Finding | None

    @property
    def severities(self) -> Counter[Severity]:
        """Count the findings by severity."""
        counts: Counter[Severity] = Counter()
        for group in self.groups:
            counts[group.severity] += group.count
        return counts


def gather(report: VerdictReport) -> Gathered:
    """Gather the findings of a report."""
    return Gathered(
        subject=report.path,
        groups=tuple(causes.grouped(report.findings, most=LISTED)),
        first=causes.first(report.findings),
    )
