"""The digests that came with releases: which file each speaks of.

They are compared with the digests that are taken when the originals are read, not here.
"""

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from preserve.errors import ReadError
from preserve.findings import Finding
from preserve.findings import releases as codes
from preserve.model import file_names
from preserve.model.digests import HexDigest
from preserve.model.releases import Release, ReleaseKind, SuppliedDigest
from preserve.releases import checksum_lists
from preserve.releases.checksum_lists import Statement, UnreadableListError
from preserve.storage import names
from preserve.storage.folders import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksumList:
    """A checksum list that was read."""

    file: Path
    by_path: Mapping[str, tuple[Statement, ...]]
    """What it states, by the path it states it of."""
    names: frozenset[str]
    """The last segments of those paths: with a list beside every file, most lists say nothing
    of most releases, and this tells it at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """What senders stated of one release."""

    digests: tuple[SuppliedDigest, ...]
    findings: tuple[Finding, ...] = ()
    """On the lists that lie within the release."""


def read(file: Path) -> ChecksumList:
    """Read a list that the operator named, or that lies beside releases.

    Raises ReadError when it cannot be read, UnreadableListError (a UsageError) when it is no
    list.
    """
    real = Path(os.path.realpath(file))
    try:
        with Folder.open(real.parent) as folder:
            octets = folder.read(_name(real), limit=checksum_lists.LONGEST_LIST)
    except OSError as error:
        raise ReadError(
            f"{file}: the checksum list cannot be read ({error.strerror})",
            remedy="Name an existing file with --checksums.",
        ) from error
    by_path = _by_path(octets, _name(file))
    return ChecksumList(file=file, by_path=by_path, names=frozenset(map(_last, by_path)))


def supplied(release: Release, lists: Iterable[ChecksumList]) -> Supplied:
    """Give every digest that the lists, and those within the release, state of its files.

    A path in a list is relative to the list's folder; where no file of the release has it, to
    the source; in a manifest of BagIt, to the source as its ``data/``.
    """
    given = tuple(lists)
    files = frozenset(map(_last, release.paths)) if given else frozenset()
    speaking = [each for each in given if not each.names.isdisjoint(files)]
    digests = [one for each in speaking for one in _from_list(release, each)]
    findings: list[Finding] = []
    if release.kind is ReleaseKind.FOLDER:
        within = [path for path in release.paths if file_names.is_checksum_list(path)]
        for path in within:
            found = _from_within(release, path)
            digests += found.digests
            findings += found.findings
    return Supplied(digests=tuple(dict.fromkeys(digests)), findings=tuple(findings))


def absent(checksum_list: ChecksumList, releases: Iterable[Release]) -> tuple[Finding, ...]:
    """Give what a list states of files that are in no release and not on the disk either."""
    base = os.path.abspath(checksum_list.file.parent)
    missing = {
        path: statements
        for path, statements in checksum_list.by_path.items()
        if not os.path.lexists(os.path.join(base, path))
    }
    for release in releases if missing else ():
        for keys in _keys(release, checksum_list):
            for key in keys:
                missing.pop(key, None)
    return tuple(
        _absent(path, str(checksum_list.file), statements) for path, statements in missing.items()
    )


def differs(stated: SuppliedDigest, *, found: HexDigest) -> Finding:
    """Make the finding that a file differs from what its sender stated."""
    return codes.DIGEST_DIFFERS.at(
        f"{stated.path}: {stated.algorithm} differs"
        f" ({stated.originator} {stated.digest}, file {found})",
        path=stated.path,
        expected=stated.digest,
        found=found,
    )


def _from_list(release: Release, checksum_list: ChecksumList) -> Iterator[SuppliedDigest]:
    for path, keys in zip(release.paths, _keys(release, checksum_list), strict=True):
        key = next((one for one in keys if one in checksum_list.by_path), None)
        for statement in checksum_list.by_path[key] if key is not None else ():
            yield _digest(path, statement, originator=_name(checksum_list.file))


def _keys(release: Release, checksum_list: ChecksumList) -> Iterator[tuple[str, ...]]:
    """Give, for each file of the release, the paths under which a list may state it."""
    folder = names.from_octets(os.fsencode(os.path.abspath(release.folder)))
    base = names.from_octets(os.fsencode(os.path.abspath(checksum_list.file.parent)))
    relative = posixpath.relpath(folder, base)
    in_source = release.name if release.kind is ReleaseKind.FOLDER else ""
    in_manifest = file_names.is_manifest(_name(checksum_list.file))
    for path in release.paths:
        keys = [
            posixpath.normpath(posixpath.join(relative, path)),
            posixpath.join(folder, path),
            posixpath.join(in_source, path),
        ]
        if in_manifest:
            keys.append(posixpath.join("data", in_source, path))
        yield tuple(keys)


def _from_within(release: Release, path: str) -> Supplied:
    try:
        with Folder.open(release.folder) as folder:
            octets = folder.read(path, limit=checksum_lists.LONGEST_LIST)
        stated = _by_path(octets, _last(path))
    except UnreadableListError as error:
        finding = error.code.at(f"{path}: {error.reason}", path=path, line=error.line)
        return Supplied(digests=(), findings=(finding,))
    except (OSError, ReadError):
        # Staging reads the same file and says why it cannot.
        return Supplied(digests=())
    return _within(release, path, stated)


def _within(release: Release, path: str, stated: Mapping[str, tuple[Statement, ...]]) -> Supplied:
    folder = path.rpartition("/")[0]
    targets = {posixpath.normpath(posixpath.join(folder, one)) for one in stated}
    files = targets.intersection(release.paths)
    digests: list[SuppliedDigest] = []
    findings: list[Finding] = []
    for stated_path, statements in stated.items():
        target = posixpath.normpath(posixpath.join(folder, stated_path))
        if target == path:
            # No list can state its own digest; one made by `sha256sum *` tries to.
            continue
        if target in files:
            digests += [_digest(target, one, originator=path) for one in statements]
        else:
            findings.append(_absent(stated_path, path, statements))
    return Supplied(digests=tuple(digests), findings=tuple(findings))


def _by_path(octets: bytes, name: str) -> Mapping[str, tuple[Statement, ...]]:
    by_path: dict[str, tuple[Statement, ...]] = {}
    for statement in checksum_lists.parse(octets, name=name):
        by_path[statement.path] = (*by_path.get(statement.path, ()), statement)
    return by_path


def _digest(path: str, statement: Statement, *, originator: str) -> SuppliedDigest:
    return SuppliedDigest(
        path=path,
        algorithm=statement.algorithm,
        digest=statement.digest,
        originator=originator,
    )


def _absent(path: str, originator: str, statements: tuple[Statement, ...]) -> Finding:
    line = statements[0].line
    return codes.LISTED_FILE_ABSENT.at(
        f"{originator}: names {path}, which is not there", path=originator, line=line
    )


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _name(file: Path) -> str:
    return names.from_octets(os.fsencode(file.name))
