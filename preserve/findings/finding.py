"""A finding: one thing that is wrong, or worth knowing, at one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is: a MUST breached, a SHOULD breached, or worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A kind of finding; its ``name`` is public and never changes its meaning."""

    name: str
    """Such as ``MAN-003``."""
    severity: Severity
    clause: str
    """The rule's source: ``RFC 8493 section 2.1.3``."""
    title: str
    """What is wrong, in one line, without the facts of a case."""
    remedy: str
    """What a person can do about it."""

    def at(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        expected: str | None = None,
        found: str | None = None,
    ) -> "Finding":
        """Make the finding of this kind at one place."""
        return Finding(
            code=self, message=message, path=path, line=line, expected=expected, found=found
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One case of a kind of finding, with its place and facts."""

    code: Code
    message: str
    """Subject first, then the fact; may hold hostile text, which output escapes."""
    path: str | None = None
    """The file it is about, relative to the package (or the release)."""
    line: int | None = None
    """Line in that file, from 1."""
    expected: str | None = None
    found: str | None = None
    excused: bool = False
    """A breach that the operator asked to be lenient about: an error becomes a warning."""

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        if self.excused and self.code.severity is Severity.ERROR:
            return Severity.WARNING
        return self.code.severity


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Give the worst severity among the findings, None if there is none."""
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    present = {finding.severity for finding in findings}
    return next((severity for severity in order if severity in present), None)
