"""Which finding to mend first: the one that may be the cause of others.

An archive that is cut short explains what it lacks. A declaration that cannot be read explains
what is said of the manifests; a damaged manifest explains files that seem altered; an altered
file explains what the metadata says of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from preserve.findings import archives, fetch, fixity, manifests, structure, tag_manifests
from preserve.findings.finding import Code, Finding, Severity

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
"""From the worst."""

_UNOPENED, _STRUCTURE, _NAMES, _LISTS, _FILES, _OCTETS, _TAGS, _INFO, _PROFILE, _METADATA = range(
    10
)
_OTHER = _METADATA + 1
_AREAS: Mapping[str, int] = {
    "ARC": _UNOPENED,
    "BAG": _STRUCTURE,
    "NAM": _NAMES,
    "MAN": _LISTS,
    "FET": _LISTS,
    "FIX": _OCTETS,
    "TAG": _TAGS,
    "INF": _INFO,
    "PRO": _PROFILE,
    "XML": _METADATA,
    "DCM": _METADATA,
    "PRE": _METADATA,
    "XRF": _METADATA,
}
_APART: Mapping[Code, int] = {
    structure.PACKAGE_UNREADABLE: _UNOPENED,
    structure.NOT_A_PACKAGE: _UNOPENED,
    manifests.LISTS_FOLDER: _FILES,
    manifests.MISSING_FILE: _FILES,
    manifests.UNLISTED_FILE: _FILES,
    manifests.NOT_IN_EVERY_MANIFEST: _FILES,
    fetch.ABSENT_FILE: _FILES,
}
_ABSENCES = frozenset(
    {
        structure.NO_DECLARATION,
        structure.NO_PAYLOAD_FOLDER,
        structure.NO_PAYLOAD_MANIFEST,
        manifests.MISSING_FILE,
        tag_manifests.MISSING_TAG_FILE,
    }
)
_EXPLAINED: Mapping[Code, frozenset[Code]] = {
    archives.NO_END_BLOCKS: _ABSENCES,
    manifests.RENAMED: frozenset(
        {manifests.MISSING_FILE, manifests.UNLISTED_FILE, tag_manifests.MISSING_TAG_FILE}
    ),
}
"""Codes of warnings and notes that are the cause of errors, and of which."""

_PAYLOAD = "data/"


def first(findings: Iterable[Finding]) -> Finding | None:
    """Give the finding to mend first: of the worst severity, nearest to the cause.

    One that is less severe comes first where it explains that one: see ``_EXPLAINED``.
    """
    urgent: Finding | None = None
    explaining: dict[Code, Finding] = {}
    for one in findings:
        if one.code in _EXPLAINED:
            explaining.setdefault(one.code, one)
        if urgent is None or _urgency(one) < _urgency(urgent):
            urgent = one
    for code, effects in _EXPLAINED.items():
        if code in explaining and urgent is not None and urgent.code in effects:
            return explaining[code]
    return urgent


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The findings of one code and one severity."""

    severity: Severity
    code: Code
    listed: tuple[Finding, ...]
    """The first of them, in the order in which they were made."""
    count: int
    """How many there are."""


def grouped(findings: Iterable[Finding], *, most: int) -> Iterator[Group]:
    """Give the findings by severity and code, in the order in which to mend them.

    Of each group at most so many are listed, so that memory is bounded. Groups of one urgency
    keep the order in which they were met.
    """
    counts: Counter[tuple[Severity, Code]] = Counter()
    listed: dict[tuple[Severity, Code], list[Finding]] = {}
    for one in findings:
        kind = one.severity, one.code
        counts[kind] += 1
        if counts[kind] <= most:
            listed.setdefault(kind, []).append(one)
    for severity, code in sorted(counts, key=lambda kind: urgency(*kind)):
        kind = severity, code
        yield Group(
            severity=severity, code=code, listed=tuple(listed.get(kind, ())), count=counts[kind]
        )


def urgency(severity: Severity, code: Code) -> tuple[int, int]:
    """Give what to sort codes by: the severity they were found with, then the cause."""
    return SEVERITIES.index(severity), _step(code)


def _urgency(finding: Finding) -> tuple[int, int]:
    severity, step = urgency(finding.severity, finding.code)
    of_tag_file = finding.path is not None and not finding.path.startswith(_PAYLOAD)
    if finding.code is fixity.ALTERED and of_tag_file:
        # Perhaps a manifest, by which intact files then seem altered.
        return severity, _LISTS
    return severity, step


def _step(code: Code) -> int:
    return _APART.get(code, _AREAS.get(code.name.partition("-")[0], _OTHER))
