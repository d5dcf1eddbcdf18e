"""One release to be packaged, with all that is known before its octets are read."""

from dataclasses import dataclass

from preserve.findings import Finding
from preserve.model.releases import Release
from preserve.workflow.run import Wanted
from preserve.workflow.versions import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One release, what the operator gave for it, and what stands of it in the output."""

    release: Release
    wanted: Wanted
    standing: Standing
    findings: tuple[Finding, ...] = ()
    """What discovery remarked of it."""
