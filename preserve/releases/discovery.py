"""From sources to releases: names only; no original is read here but checksum lists.

A source that is a folder is a collection: each top-level file is a release, and each top-level
folder. A source that is a file is one release.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from preserve.errors import ReadError, UsageError
from preserve.findings import Finding, Severity
from preserve.findings import releases as codes
from preserve.model import file_names
from preserve.model.releases import Release, ReleaseKind
from preserve.releases import checksum_lists, folder_release, name_policy
from preserve.releases.name_policy import NamePolicy
from preserve.storage import names
from preserve.storage.folders import Entry, EntryKind, Folder

SHEET = "metadata.csv"
CONFIGURATION = "preserve.toml"
CONFIGURATION_SET_ASIDE = "a configuration, not read: name it with --config to use it"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRelease:
    """A release that cannot be packaged, with every reason."""

    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A top-level name of a collection that is no release."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSheet:
    """The metadata sheet of a collection, and the releases that it may speak of."""

    path: Path
    releases: tuple[str, ...]
    """Their names, those that were refused too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What sources hold; everything sorted by the octets of its name."""

    releases: tuple[Release, ...] = ()
    refused: tuple[RefusedRelease, ...] = ()
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """Warnings and notes on releases, by name."""
    set_aside: tuple[SetAside, ...] = ()
    sheets: tuple[SourceSheet, ...] = ()
    checksum_files: tuple[Path, ...] = ()
    """Lists beside releases, to be read as if they had been named by ``--checksums``."""

    @property
    def sheet(self) -> Path | None:
        """The sheet of the source, where one source was looked at."""
        return self.sheets[0].path if self.sheets else None

    def remarks(self, release: str) -> tuple[Finding, ...]:
        """Give the warnings and notes on one release."""
        return self.findings.get(release, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Accepted:
    release: Release
    findings: tuple[Finding, ...]


_Named = TypeVar("_Named", Release, RefusedRelease)
_Found = _Accepted | RefusedRelease | SetAside


def discover(source: Path, *, policy: NamePolicy) -> Discovery:
    """Find the releases of one source.

    Raises UsageError when there is none of that name, ReadError when it cannot be listed.
    """
    try:
        kind = _kind(source)
        if kind is EntryKind.FOLDER:
            return _collection(source, policy)
    except FileNotFoundError as error:
        raise UsageError(f"{source}: not there", remedy="Name a file or a folder.") from error
    except OSError as error:
        raise ReadError(f"{source}: cannot be listed ({error.strerror})") from error
    entry = Entry(path=_name(source), kind=kind)
    return _gathered([_top_level(source.parent, entry, policy)])


def in_order(named: Iterable[_Named]) -> tuple[_Named, ...]:
    """Sort releases by the octets of their names."""
    return tuple(sorted(named, key=lambda one: names.to_octets(one.name)))


def check_output(output: Path, sources: Iterable[Path]) -> None:
    """Refuse an output that is, or lies in, a source or a source's folder; links are resolved.

    Raises UsageError: nothing is ever written beside originals.
    """
    target = Path(os.path.realpath(output))
    for source in sources:
        real = Path(os.path.realpath(source))
        if target == real or real in target.parents:
            raise UsageError(
                f"{output}: the output lies in the source {source}",
                remedy="Choose an --output outside the sources.",
            )
        if target == real.parent and not real.is_dir():
            raise UsageError(
                f"{output}: the output is the folder of the source {source}",
                remedy="Choose an --output apart from the originals.",
            )


def _collection(source: Path, policy: NamePolicy) -> Discovery:
    with Folder.open(source) as folder:
        if folder.kind("bagit.txt") is EntryKind.FILE:
            name = _name(Path(os.path.abspath(source)))
            return Discovery(refused=(RefusedRelease(name=name, findings=(_bag(name),)),))
        entries = folder.list()
        lists = {one.path for one in entries if _is_list(folder, one)}
        others = [one for one in entries if one.path not in lists]
        found = [_top_level(source, one, policy, folder) for one in others]
    sheet = any(one.path == SHEET and one.kind is EntryKind.FILE for one in entries)
    ordered = sorted(names.to_octets(one) for one in lists)
    files = tuple(source / os.fsdecode(one) for one in ordered)
    return _gathered(found, sheet=source / SHEET if sheet else None, checksum_files=files)


def _gathered(
    found: Sequence[_Found], *, sheet: Path | None = None, checksum_files: tuple[Path, ...] = ()
) -> Discovery:
    accepted = [one for one in found if isinstance(one, _Accepted)]
    releases = in_order(one.release for one in accepted)
    refused = in_order(one for one in found if isinstance(one, RefusedRelease))
    known = _names(releases, refused)
    sheets = (SourceSheet(path=sheet, releases=known),) if sheet else ()
    return Discovery(
        releases=releases,
        refused=refused,
        findings={one.release.name: one.findings for one in accepted if one.findings},
        set_aside=tuple(one for one in found if isinstance(one, SetAside)),
        sheets=sheets,
        checksum_files=checksum_files,
    )


def _top_level(
    parent: Path, entry: Entry, policy: NamePolicy, collection: Folder | None = None
) -> _Found:
    path = parent / os.fsdecode(names.to_octets(entry.path))
    reason = _reason_to_set_aside(entry, policy) if collection else ""
    if reason:
        return SetAside(path=path, reason=reason)
    if entry.kind is EntryKind.FOLDER and collection:
        found = folder_release.survey(collection, path, name=entry.path, policy=policy)
        return _accepted(found.release, found.findings)
    findings = [*folder_release.irregular(entry), *_name_findings(entry.path, policy)]
    release = Release(name=entry.path, kind=ReleaseKind.FILE, folder=parent, paths=(entry.path,))
    return _accepted(release, findings)


def _accepted(release: Release, findings: Iterable[Finding]) -> _Accepted | RefusedRelease:
    found = tuple(findings)
    if any(one.severity is Severity.ERROR for one in found):
        return RefusedRelease(name=release.name, findings=found)
    return _Accepted(release=release, findings=found)


def _name_findings(name: str, policy: NamePolicy) -> Iterator[Finding]:
    yield from name_policy.check_release_name(name)
    yield from name_policy.check([name], policy)
    yield from name_policy.check_lengths(name, [name])
    if file_names.is_junk(name):
        yield codes.JUNK_KEPT.at(f"{name}: left behind by an operating system", path=name)
    if file_names.is_checksum_list(name):
        yield codes.NOT_A_CHECKSUM_LIST.at(
            f"{name}: states no digest of a file beside it, so it is a release", path=name
        )


def _reason_to_set_aside(entry: Entry, policy: NamePolicy) -> str:
    if policy.exclude_junk and file_names.is_junk(entry.path):
        return "left behind by an operating system (--exclude-junk)"
    if entry.path.startswith("."):
        return "hidden"
    if entry.kind is EntryKind.FILE and entry.path == SHEET:
        return "the metadata sheet"
    if entry.kind is EntryKind.FILE and entry.path == CONFIGURATION:
        return CONFIGURATION_SET_ASIDE
    return ""


def _is_list(folder: Folder, entry: Entry) -> bool:
    """Tell whether a file states digests of files beside it, and is thus no release."""
    if entry.kind is not EntryKind.FILE or entry.path.startswith("."):
        return False
    if not file_names.is_checksum_list(entry.path):
        return False
    try:
        octets = folder.read(entry.path, limit=checksum_lists.LONGEST_LIST)
        statements = checksum_lists.parse(octets, name=entry.path)
    except (OSError, ReadError, checksum_lists.UnreadableListError):
        return False
    return any(_names_a_file(folder, one.path) for one in statements if one.path != entry.path)


def _names_a_file(folder: Folder, path: str) -> bool:
    try:
        return names.is_safe_relative(path) and folder.kind(path) is EntryKind.FILE
    except OSError:
        return False


def _bag(name: str) -> Finding:
    return codes.BAG_AS_SOURCE.at(f"{name}: holds bagit.txt, so it is a bag", path=name)


def _names(releases: Iterable[Release], refused: Iterable[RefusedRelease]) -> tuple[str, ...]:
    known = {one.name for one in releases} | {one.name for one in refused}
    return tuple(sorted(known, key=names.to_octets))


def _kind(source: Path) -> EntryKind:
    """Tell what a source is; a link to a folder was named, so it is that folder."""
    mode = os.lstat(source).st_mode
    if stat.S_ISLNK(mode):
        return EntryKind.FOLDER if os.path.isdir(source) else EntryKind.LINK
    if stat.S_ISDIR(mode):
        return EntryKind.FOLDER
    return EntryKind.FILE if stat.S_ISREG(mode) else EntryKind.SPECIAL


def _name(path: Path) -> str:
    return names.from_octets(os.fsencode(path.name))
