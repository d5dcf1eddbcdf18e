"""``preserve describe``: what would be written of each release, with the evidence for it.

Reads the sources where they lie, and only the beginning of documents, but for the digest of
the main document that a sheet row is tied to. Writes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from preserve.config import Settings
from preserve.describe import Originals, describe_originals, main_path
from preserve.describe import findings as review_findings
from preserve.describe.rights import with_rights
from preserve.errors import PreserveError, ReadError
from preserve.findings import Finding, Severity
from preserve.fixity import digests
from preserve.model.description import Description
from preserve.model.digests import Algorithm
from preserve.model.releases import Release
from preserve.model.reviews import Reviewed
from preserve.model.sheet import Sheet, SheetEntry, SheetRow
from preserve.releases import combination, discovery, sheet
from preserve.releases.discovery import Discovery
from preserve.releases.name_policy import NamePolicy
from preserve.storage.folders import Folder
from preserve.workflow import set_aside, sheets
from preserve.workflow.outcomes import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What would be written of one release."""

    release: str
    source: Path
    """The file or folder itself."""
    description: Description | None = None
    """None when it was refused, or could not be read."""
    sha512: str | None = None
    """Of the main document."""
    findings: tuple[Finding, ...] = ()
    message: str = ""
    remedy: str = ""
    exit_code: int = 0
    """0, 1 for refused, 3 for unreadable."""

    @property
    def entry(self) -> SheetEntry | None:
        """The row for the sheet; None without a description."""
        if self.description is None:
            return None
        # What was read would be kept in memory for every release, and no sheet shows it.
        told = replace(self.description, excerpts=())
        return SheetEntry(filename=self.release, sha512=self.sha512, description=told)

    @property
    def reviewed(self) -> Reviewed:
        """What a person reviews."""
        wrong = [one for one in self.findings if one.severity is Severity.ERROR]
        remedies = dict.fromkeys(one.code.remedy for one in wrong)
        return Reviewed(
            release=self.release,
            source=str(self.source),
            description=self.description,
            problem=self.message or "; ".join(one.message for one in wrong),
            remedy=self.remedy or " ".join(remedies),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOutcome:
    """What is wrong with the rows of a sheet that was read."""

    path: Path
    findings: tuple[Finding, ...]


def run(
    sources: Iterable[Path],
    settings: Settings,
    *,
    metadata: Path | None = None,
    policy: NamePolicy | None = None,
) -> Iterator[Described | SheetOutcome | Notice]:
    """Describe every release of the sources, in the order of their names.

    Raises UsageError for a source or a sheet that cannot be used; a release that cannot be read
    is an outcome of its own.
    """
    named = policy or NamePolicy()
    finds = [discovery.discover(one, policy=named) for one in sources]
    found = combination.combine(finds, policy=named)
    yield from set_aside.notices(found, settings)
    tables = sheets.read(found, metadata)
    for path, findings in sheets.check(found, tables):
        yield SheetOutcome(path=path, findings=findings)
    for refused in found.refused:
        yield Described(
            release=refused.name,
            source=Path(refused.name),
            findings=refused.findings,
            exit_code=1,
        )
    for release in found.releases:
        yield _describe(release, tables.row(release.name), settings=settings, found=found)


def _describe(
    release: Release, row: SheetRow | None, *, settings: Settings, found: Discovery
) -> Described:
    originals = Originals(
        name=release.name, kind=release.kind, folder=release.folder, paths=release.paths
    )
    source = release.folder if release.name not in release.paths else release.folder / release.name
    try:
        description = with_rights(
            describe_originals(originals, row=row, settings=settings.describe),
            settings.rights,
            row=row,
        )
        digest = _sha512(release, main_path(originals))
        other = _other_octets(release, row, digest=digest)
    except PreserveError as error:
        return Described(
            release=release.name,
            source=source,
            message=error.message,
            remedy=error.remedy,
            exit_code=error.exit_code,
        )
    noted = review_findings(description, release=release.name)
    return Described(
        release=release.name,
        source=source,
        description=description,
        sha512=digest,
        findings=(*found.remarks(release.name), *other, *noted),
        exit_code=1 if other else 0,
    )


def _sha512(release: Release, path: str | None) -> str | None:
    if path is None:
        return None
    try:
        with Folder.open(release.folder) as folder, folder.open_file(path) as handle:
            return digests.digest_file(handle, (Algorithm.SHA512,)).digests[Algorithm.SHA512]
    except OSError as error:
        raise ReadError(f"{release.folder / path}: cannot be read ({error.strerror})") from error


def _other_octets(
    release: Release, row: SheetRow | None, *, digest: str | None
) -> tuple[Finding, ...]:
    """Hold the sha512 of a row against the files, reading others only when it must."""
    if row is None or row.sha512 in {None, digest}:
        return ()
    every = {one for path in release.paths if (one := _sha512(release, path)) is not None}
    return sheet.check_against(Sheet(name=row.sheet, rows=(row,)), {release.name: every})
