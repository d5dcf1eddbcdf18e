"""A finding: one thing that is wrong, or worth knowing, at one place."""

import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from importlib import import_module

_PACKAGE = "preserve.findings"
_CODES: dict[tuple[str, ...], "Code"] = {}


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

    def __post_init__(self) -> None:
        _CODES.setdefault(_values(self), self)

    def __reduce__(self) -> tuple[object, ...]:
        # Codes are compared by identity: in another process, a code is that process's own.
        return _own, _values(self)

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


def _values(code: Code) -> tuple[str, ...]:
    return tuple(getattr(code, field.name) for field in fields(code))


def _own(*values: str) -> Code:
    """Give this process's own code of these values."""
    if values not in _CODES:
        # The module that defines it may not have been needed here yet.
        for module in pkgutil.iter_modules(import_module(_PACKAGE).__path__):
            import_module(f"{_PACKAGE}.{module.name}")
    name, severity, clause, title, remedy = values
    known = _CODES.get(values)
    return known or Code(
        name=name, severity=Severity(severity), clause=clause, title=title, remedy=remedy
    )
