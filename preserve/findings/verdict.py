"""The verdict on one package."""

from dataclasses import dataclass
from enum import StrEnum

from preserve.findings.finding import Finding


class Verdict(StrEnum):
    """What can be said of a package after looking."""

    VALID = "valid"
    COMPLETE = "complete"
    """Nothing wrong in what was checked, and fixity was not (``--fast``)."""
    INCOMPLETE = "incomplete"
    """Nothing wrong but files that fetch.txt lists and that are absent."""
    INVALID = "invalid"
    UNKNOWN = "unknown"
    """It could not be told; the findings say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictReport:
    """A verdict, with everything found and everything that was not checked."""

    path: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    not_checked: tuple[str, ...] = ()
