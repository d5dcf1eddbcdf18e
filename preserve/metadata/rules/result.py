"""What checking a record by its rules gives."""

from dataclasses import dataclass

from preserve.findings.finding import Finding
from preserve.metadata.dublin_core.statements import Statement
from preserve.metadata.premis.history import History
from preserve.metadata.premis.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class PremisResult:
    """The findings on a PREMIS record, and what it says of the package."""

    findings: tuple[Finding, ...]
    facts: Ledger | None
    """For cross-checking; None when the record was not checked to its end."""
    history: History
    """What it tells of formats and events, as far as it was read."""
    not_checked: str | None = None
    """Why the rules were not applied to the end; what is wrong is a finding, of the schema
    check where there is none here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordResult:
    """The findings on a Dublin Core record, and what it states."""

    findings: tuple[Finding, ...]
    statements: tuple[Statement, ...] | None
    """For cross-checking; None when the record was not checked to its end."""
    not_checked: str | None = None
    """As of a PREMIS record."""
