"""Surveying a release folder: what is in it, by name, and what forbids packaging it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from preserve.findings import Finding
from preserve.findings import releases as codes
from preserve.model import file_names
from preserve.model.releases import Release, ReleaseKind
from preserve.releases import name_policy
from preserve.releases.name_policy import NamePolicy
from preserve.storage import rows, walks
from preserve.storage.folders import Entry, EntryKind, Folder
from preserve.storage.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """A release folder as found, fit to be packaged or not."""

    release: Release
    findings: tuple[Finding, ...]


class _UnlistableError(Exception):
    """A folder cannot be listed."""


def survey(collection: Folder, path: Path, *, name: str, policy: NamePolicy) -> Surveyed:
    """Walk a release folder of a collection and name everything in it."""
    found = _Survey(name, policy)
    try:
        found.walk(collection)
        release = found.release(path)
        return Surveyed(release=release, findings=tuple(found.findings(release)))
    except _UnlistableError as reason:
        unlistable = codes.UNLISTABLE.at(f"{name}: cannot be listed ({reason})", path=name)
        release = Release(name=name, kind=ReleaseKind.FOLDER, folder=path, paths=())
        return Surveyed(release=release, findings=(unlistable,))
    finally:
        found.close()


def irregular(entry: Entry) -> Iterator[Finding]:
    """Refuse what is neither file nor folder."""
    if entry.kind is EntryKind.LINK:
        yield codes.SYMBOLIC_LINK.at(f"{entry.path}: a symbolic link", path=entry.path)
    if entry.kind is EntryKind.SPECIAL:
        yield codes.SPECIAL_FILE.at(f"{entry.path}: a FIFO, socket or device", path=entry.path)


class _Survey:
    """One walk over a release: its files, few of them in memory, and what is found on the way."""

    def __init__(self, name: str, policy: NamePolicy) -> None:
        self._name = name
        self._policy = policy
        self._paths: Rows[str] = Rows()
        self._left_out: list[Entry] = []
        self._childless = _Childless()
        self._names = name_policy.Names(policy)
        self._is_bag = False
        self._irregular: list[Finding] = []
        self._of_names: list[Finding] = []
        self._of_lengths: list[Finding] = []
        self._junk: list[Finding] = []

    def walk(self, collection: Folder) -> None:
        """Take everything in; raises _UnlistableError."""
        try:
            with collection.subfolder(self._name) as folder:
                for found in walks.walk(folder.handle(), _unread):
                    self._take(found)
        except OSError as error:
            raise _UnlistableError(error.strerror) from error

    def release(self, path: Path) -> Release:
        """Give the release."""
        return Release(
            name=self._name,
            kind=ReleaseKind.FOLDER,
            folder=path,
            paths=rows.small(self._paths),
            empty_folders=tuple(self._childless.all()),
            left_out=tuple(_leaves(self._left_out)),
        )

    def findings(self, release: Release) -> Iterator[Finding]:
        """Give everything found, by what it is about."""
        yield from name_policy.check_release_name(self._name)
        yield from name_policy.check([self._name], self._policy)
        if self._is_bag:
            yield codes.BAG_AS_SOURCE.at(
                f"{self._name}: holds bagit.txt, so it is a bag", path=self._name
            )
        if not self._paths:
            yield codes.EMPTY_RELEASE.at(f"{self._name}: holds no file", path=self._name)
        yield from self._irregular
        yield from self._of_names
        yield from self._names.check_twins()
        yield from self._of_lengths
        yield from self._junk
        for path in release.left_out:
            yield codes.JUNK_LEFT_OUT.at(f"{path}: left out", path=path)
        for path in release.empty_folders:
            yield codes.EMPTY_FOLDER.at(f"{path}: an empty folder", path=path)

    def close(self) -> None:
        """Let go what the release does not need."""
        self._names.close()

    def _take(self, entry: Entry) -> None:
        is_file = entry.kind is EntryKind.FILE
        if is_file and entry.path == "bagit.txt":
            self._is_bag = True
        is_junk = file_names.is_junk(entry.path)
        if is_junk and self._policy.exclude_junk:
            self._left_out.append(entry)
            return
        self._childless.take(entry)
        self._of_names += self._names.check(entry.path)
        if not is_file:
            self._irregular += irregular(entry)
            return
        self._paths.add(entry.path)
        self._of_lengths += name_policy.check_lengths(self._name, (entry.path,))
        if is_junk:
            message = f"{entry.path}: left behind by an operating system"
            self._junk.append(codes.JUNK_KEPT.at(message, path=entry.path))


class _Childless:
    """Folders that hold nothing, among entries that come folders before what is in them."""

    def __init__(self) -> None:
        self._waiting = ""
        self._found: list[str] = []

    def take(self, entry: Entry) -> None:
        """Take the next entry."""
        if self._waiting and not entry.path.startswith(f"{self._waiting}/"):
            self._found.append(self._waiting)
        self._waiting = entry.path if entry.kind is EntryKind.FOLDER else ""

    def all(self) -> list[str]:
        """Give the folders, after the last entry."""
        return [*self._found, self._waiting] if self._waiting else self._found


def _leaves(entries: Iterable[Entry]) -> Iterator[str]:
    """Give the files, and the folders with nothing in them."""
    childless = _Childless()
    listed = list(entries)
    for entry in listed:
        childless.take(entry)
    empty = frozenset(childless.all())
    for entry in listed:
        if entry.kind is not EntryKind.FOLDER or entry.path in empty:
            yield entry.path


def _unread(_: str, reason: str) -> None:
    raise _UnlistableError(reason)
