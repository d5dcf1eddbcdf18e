"""Surveying a release folder: what is in it, by name, and what forbids packaging it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from preserve.findings import Finding
from preserve.findings import releases as codes
from preserve.model import file_names
from preserve.model.releases import Release, ReleaseKind
from preserve.releases import name_policy
from preserve.releases.name_policy import NamePolicy
from preserve.storage.folders import Entry, EntryKind, Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """A release folder as found, fit to be packaged or not."""

    release: Release
    findings: tuple[Finding, ...]


def survey(collection: Folder, path: Path, *, name: str, policy: NamePolicy) -> Surveyed:
    """Walk a release folder of a collection and name everything in it."""
    try:
        below = [
            Entry(path=entry.path.removeprefix(f"{name}/"), kind=entry.kind)
            for entry in collection.walk(name)
        ]
    except OSError as error:
        unlistable = codes.UNLISTABLE.at(f"{name}: cannot be listed ({error.strerror})", path=name)
        return Surveyed(release=_release(name, path, (), ()), findings=(unlistable,))
    kept, left_out = _without_junk(below, policy)
    release = _release(name, path, kept, left_out)
    return Surveyed(release=release, findings=tuple(_findings(release, below, kept, policy)))


def irregular(entry: Entry) -> Iterator[Finding]:
    """Refuse what is neither file nor folder."""
    if entry.kind is EntryKind.LINK:
        yield codes.SYMBOLIC_LINK.at(f"{entry.path}: a symbolic link", path=entry.path)
    if entry.kind is EntryKind.SPECIAL:
        yield codes.SPECIAL_FILE.at(f"{entry.path}: a FIFO, socket or device", path=entry.path)


def _release(name: str, path: Path, kept: Sequence[Entry], left_out: Sequence[Entry]) -> Release:
    return Release(
        name=name,
        kind=ReleaseKind.FOLDER,
        folder=path,
        paths=tuple(entry.path for entry in kept if entry.kind is EntryKind.FILE),
        empty_folders=tuple(_childless(kept)),
        left_out=tuple(_leaves(left_out)),
    )


def _findings(
    release: Release, below: Sequence[Entry], kept: Sequence[Entry], policy: NamePolicy
) -> Iterator[Finding]:
    yield from name_policy.check_release_name(release.name)
    yield from name_policy.check([release.name], policy)
    if any(one.path == "bagit.txt" and one.kind is EntryKind.FILE for one in below):
        yield codes.BAG_AS_SOURCE.at(
            f"{release.name}: holds bagit.txt, so it is a bag", path=release.name
        )
    if not release.paths:
        yield codes.EMPTY_RELEASE.at(f"{release.name}: holds no file", path=release.name)
    for entry in kept:
        yield from irregular(entry)
    yield from name_policy.check((entry.path for entry in kept), policy)
    yield from name_policy.check_lengths(release.name, release.paths)
    yield from _remarks(release)


def _remarks(release: Release) -> Iterator[Finding]:
    for path in release.paths:
        if file_names.is_junk(path):
            yield codes.JUNK_KEPT.at(f"{path}: left behind by an operating system", path=path)
    for path in release.left_out:
        yield codes.JUNK_LEFT_OUT.at(f"{path}: left out", path=path)
    for path in release.empty_folders:
        yield codes.EMPTY_FOLDER.at(f"{path}: an empty folder", path=path)


def _without_junk(entries: Iterable[Entry], policy: NamePolicy) -> tuple[list[Entry], list[Entry]]:
    kept: list[Entry] = []
    left_out: list[Entry] = []
    for entry in entries:
        excluded = policy.exclude_junk and file_names.is_junk(entry.path)
        (left_out if excluded else kept).append(entry)
    return kept, left_out


def _childless(entries: Iterable[Entry]) -> Iterator[str]:
    """Give the folders that hold nothing of ``entries``, which has folders before contents."""
    waiting = ""
    for entry in entries:
        if waiting and not entry.path.startswith(f"{waiting}/"):
            yield waiting
        waiting = entry.path if entry.kind is EntryKind.FOLDER else ""
    if waiting:
        yield waiting


def _leaves(entries: Sequence[Entry]) -> Iterator[str]:
    """Give the files, and the folders with nothing in them."""
    empty = frozenset(_childless(entries))
    for entry in entries:
        if entry.kind is not EntryKind.FOLDER or entry.path in empty:
            yield entry.path
