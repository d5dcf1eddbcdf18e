"""What forbids to package a release, once its octets have been read."""

from preserve.findings import Finding, packaging
from preserve.model.digests import Algorithm
from preserve.model.releases import StagedFile
from preserve.model.series import Series
from preserve.model.sheet import Sheet
from preserve.releases import checksums, sheet
from preserve.workflow import versions
from preserve.workflow.jobs import Job
from preserve.workflow.run import Run


class RefusedError(Exception):
    """Findings forbid to package the release."""

    def __init__(self, *findings: Finding) -> None:
        """Keep the findings that do."""
        super().__init__()
        self.findings = findings


def refuse_altered(job: Job, files: Series[StagedFile]) -> None:
    """Raise RefusedError for files that differ from a digest that was supplied for them."""
    findings = []
    if job.wanted.by_path:
        findings = [
            checksums.differs(supplied, found=file.digests[supplied.algorithm])
            for file in files
            for supplied in file.supplied
            if file.digests[supplied.algorithm] != supplied.digest
        ]
    row = job.wanted.row
    if row is not None and row.sha512:
        digests = {file.digests[Algorithm.SHA512] for file in files}
        findings += sheet.check_against(
            Sheet(name=row.sheet, rows=(row,)), {job.release.name: digests}
        )
    if findings:
        raise RefusedError(*findings)


def refuse_taken(run: Run, job: Job, version: int) -> None:
    """Raise RefusedError when something else stands under the name of the next version."""
    extension = versions.EXTENSIONS[run.settings.bag.serialize]
    name = versions.package_name(job.release.name, version) + extension
    if name in job.standing.taken:
        raise RefusedError(taken(name))


def taken(name: str) -> Finding:
    """Make the finding that a package's name is taken."""
    return packaging.NAME_TAKEN.at(f"{name}: there already, with other content", path=name)
