"""Findings and outcomes to report, made for the tests."""

from pathlib import Path

from preserve.findings import Code, Finding, Severity, Verdict, VerdictReport
from preserve.model.description import ReviewItem
from preserve.workflow.outcomes import BagOutcome, BagStatus

BROKEN = Code(
    name="TST-001",
    severity=Severity.ERROR,
    clause="clause 1",
    title="A thing is broken",
    remedy="Mend it.",
)
DOUBTFUL = Code(
    name="TST-002",
    severity=Severity.WARNING,
    clause="clause 2",
    title="A thing is doubtful",
    remedy="Look at it.",
)
NOTED = Code(
    name="TST-003",
    severity=Severity.NOTE,
    clause="clause 3",
    title="A thing is worth knowing",
    remedy="Nothing need be done.",
)


def created(name: str = "a.txt", *, findings: tuple[Finding, ...] = ()) -> BagOutcome:
    return BagOutcome(
        release=name,
        status=BagStatus.CREATED,
        path=Path("bags") / name,
        identifier="urn:uuid:00000000-0000-5000-8000-000000000000",
        verified=True,
        files=1,
        octets=4200,
        findings=findings,
        not_checked=("viruses",),
        review=(ReviewItem(element="creator", reason="the document does not say"),),
    )


def refused(name: str = "b.txt") -> BagOutcome:
    return BagOutcome(
        release=name,
        status=BagStatus.REFUSED,
        findings=(BROKEN.at(f"{name}: is broken", path=name),),
        exit_code=1,
    )


def failed(name: str = "c.txt") -> BagOutcome:
    return BagOutcome(
        release=name,
        status=BagStatus.FAILED,
        message=f"{name}: cannot be read (Input/output error)",
        remedy="Look at the disk.",
        exit_code=3,
    )


def verdict(verdict: Verdict, *findings: Finding) -> VerdictReport:
    return VerdictReport(
        path="bags/a.txt", verdict=verdict, findings=findings, not_checked=("viruses",)
    )
