"""The verdict on one package."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from preserve.findings.finding import Finding
from preserve.model.judgements import Judgement

if TYPE_CHECKING:
    from preserve.model.inspections import Inspection


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
    findings: Collection[Finding]
    """To be gone through as often as wanted; however many, they take bounded memory."""
    not_checked: tuple[str, ...] = ()
    files: int | None = None
    """Payload files that are there and could be read; None for what was not read as a bag."""
    octets: int | None = None
    """Of these files together."""
    inspection: "Inspection | None" = None
    """What else is known of it; None unless a report is made."""
    judgement: Judgement | None = None
    """What was judged, and on what terms; None unless a report is made."""
