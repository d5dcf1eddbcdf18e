"""What a worker is asked to do, and what it answers; all of it can be pickled."""

import pickle
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from preserve.findings import Finding, VerdictReport
from preserve.storage.finding_log import HELD, FindingLog
from preserve.workflow.cluster.fitness import Seen, Wanted
from preserve.workflow.jobs import Job
from preserve.workflow.packaging import Packaged
from preserve.workflow.run import Plan
from preserve.workflow.validate import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageErrand:
    """A release to be packaged."""

    run: str
    wanted: Wanted
    plan: Plan
    job: Job
    delivery: str
    """Different for every delivery of the same release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeErrand:
    """A package to be judged."""

    run: str
    wanted: Wanted
    terms: Terms
    path: Path
    """As it was named."""
    seen: Seen
    """Where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of an errand; exactly one of the parts is given."""

    where: str
    """The machine and process."""
    unfit: str = ""
    """Why the worker cannot do it."""
    packaged: Packaged | None = None
    report: "Parcel | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A report, its findings packed: there may be a million."""

    report: VerdictReport
    findings: tuple[bytes, ...]


def packed(report: VerdictReport) -> Parcel:
    """Pack a report, a block of findings at a time."""
    blocks = tuple(zlib.compress(pickle.dumps(one)) for one in _blocks(report.findings))
    return Parcel(report=replace(report, findings=()), findings=blocks)


def unpacked(parcel: Parcel, *, path: Path, where: Path) -> VerdictReport:
    """Unpack a report on what was named ``path`` and judged as ``where``."""
    log = FindingLog(
        _named(finding, path, where)
        for block in parcel.findings
        # From a worker of the cluster, which runs whatever code it is sent: it is trusted.
        for finding in pickle.loads(zlib.decompress(block))  # noqa: S301
    )
    return replace(parcel.report, path=str(path), findings=log.settled())


def _blocks(findings: Iterable[Finding]) -> Iterator[tuple[Finding, ...]]:
    remaining = iter(findings)
    while block := tuple(islice(remaining, HELD)):
        yield block


def _named(finding: Finding, path: Path, where: Path) -> Finding:
    head = f"{where}:"
    if not finding.message.startswith(head):
        return finding
    return replace(finding, message=f"{path}:{finding.message.removeprefix(head)}")
