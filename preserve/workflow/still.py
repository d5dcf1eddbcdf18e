"""Whether the originals are still what was copied, before the package is sealed."""

from collections.abc import Iterator

from preserve.errors import ChangedWhileReadError, ReadError
from preserve.fixity import copying
from preserve.model.releases import Release, ReleaseKind
from preserve.storage import names, walks
from preserve.storage.folders import EntryKind, Folder, NotRegularError
from preserve.storage.trails import Trail
from preserve.workflow import originals
from preserve.workflow.copies import Reads, State

_MOST_NAMED = 20


def check_unchanged(release: Release, reads: Reads) -> None:
    """Raise ChangedWhileReadError when the release is no longer what was copied."""
    with originals.open_folder(release) as source:
        changed = list(_first(_altered(source, reads)))
        if release.kind is ReleaseKind.FOLDER:
            changed += _first(_new(source, release))
    if changed:
        named = ", ".join(changed[:_MOST_NAMED])
        raise ChangedWhileReadError(
            f"{release.name}: changed while it was packaged ({named})",
            remedy="Run again when nothing writes to it any more.",
        )


def _first(paths: Iterator[str]) -> list[str]:
    return [path for path, _ in zip(paths, range(_MOST_NAMED), strict=False)]


def _altered(source: Folder, reads: Reads) -> Iterator[str]:
    with Trail(source.handle()) as trail:
        for before in reads.states():
            if not _is_in_state(trail, before):
                yield before[0]


def _is_in_state(trail: Trail, before: State) -> bool:
    try:
        return originals.seen_state(trail, before[0]) == before
    except NotRegularError:
        return False
    except ReadError as error:
        if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            return False
        raise


def _new(source: Folder, release: Release) -> Iterator[str]:
    """Give what was not there when the release was found; both are sorted by octets."""
    left_out = frozenset(release.left_out)
    known = iter(release.paths)
    next_known = next(known, None)

    def unread(path: str, reason: str) -> None:
        error = OSError(None, reason, path)
        raise copying.cannot_read(path or release.name, error)

    for entry in walks.walk(source.handle(), unread):
        if entry.kind is EntryKind.FOLDER:
            continue
        if entry.path == next_known:
            next_known = next(known, None)
        elif entry.path not in left_out:
            octets = names.to_octets(entry.path)
            while next_known is not None and names.to_octets(next_known) < octets:
                next_known = next(known, None)
            if entry.path != next_known:
                yield entry.path
