"""A clause of a standard, and what tells of its breach."""

from dataclasses import dataclass
from enum import StrEnum

from preserve.findings.finding import Code, Severity


class Level(StrEnum):
    """How strongly a clause binds (RFC 2119)."""

    MUST = "MUST"
    MUST_NOT = "MUST NOT"
    SHOULD = "SHOULD"
    SHOULD_NOT = "SHOULD NOT"
    RECOMMENDED = "RECOMMENDED"
    MAY = "MAY"
    STATED = "stated"
    """Said of bags without one of the key words."""

    @property
    def severity(self) -> Severity | None:
        """The severity that a breach has as a rule, None where nothing is required."""
        if self in {Level.MUST, Level.MUST_NOT}:
            return Severity.ERROR
        return None if self in {Level.MAY, Level.STATED} else Severity.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One requirement; it has codes, or ``beyond`` says why a reader cannot or need not tell."""

    section: str
    level: Level
    rule: str
    """In our own words."""
    codes: tuple[Code, ...] = ()
    beyond: str = ""
    """What no code tells, and why."""
    severity_because: str = ""
    """Why a code has another severity than the level's."""

    @property
    def departing(self) -> tuple[Code, ...]:
        """Codes with another severity than the level has as a rule."""
        rule = self.level.severity
        return tuple(one for one in self.codes if rule is not None and one.severity is not rule)
