"""Release to staged release: the only read of the originals, copying and digesting.

A stage that an interrupted run left is taken up again: a copy is kept when its original's size,
times and inode are what they were, and the copy, read again, has the original's digests.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from preserve import __version__
from preserve.errors import ChangedWhileReadError, PreserveError, ReadError, WriteError
from preserve.fixity import copying, pool
from preserve.fixity.copying import Read
from preserve.fixity.digests import Digested
from preserve.model import layout
from preserve.model.digests import Algorithm, HexDigest
from preserve.model.releases import Release, ReleaseKind, StagedFile, StagedRelease
from preserve.storage import folders, stages
from preserve.storage.folders import EntryKind, FileState, Folder, NotRegularError
from preserve.storage.stages import Stage
from preserve.workflow.run import Run, Wanted

"""Where the originals lie in a bag."""

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The staged release, and the state each original was read in."""

    staged: StagedRelease
    states: Mapping[str, FileState]


def purpose(run: Run, release: Release, wanted: Wanted) -> dict[str, Any]:
    """Say what a stage is for; a stage for anything else cannot be resumed."""
    return {
        "version": __version__,
        "release": release.name,
        "folder": os.path.realpath(release.folder),
        "algorithms": [str(one) for one in run.digest_algorithms()],
        "supplied": sorted({f"{one.path} {one.algorithm}" for one in wanted.supplied}),
        "tag files": [path for path, _ in run.settings.bag.tags],
        "delivery": run.delivery,
    }


def open_stage(
    run: Run,
    output: Folder,
    release: Release,
    wanted: Wanted,
    *,
    before_new: Callable[[Folder], None],
) -> Stage:
    """Take up the stage an interrupted run left for this release, or create a new one.

    ``before_new`` is called before a new one is created; it may raise.
    """
    asked = purpose(run, release, wanted)
    left = run.left_over.get(release.name)
    if left is not None and left.purpose == asked and not run.options.restart:
        stage = Stage.reopen(output, left.name)
        _clear_all_but_copies(stage, release)
        return stage
    if left is not None:
        stages.remove(output, left.name)
    before_new(output)
    return Stage.create(output, release.name, asked)


def copy(run: Run, stage: Stage, release: Release, wanted: Wanted) -> Copies:
    """Copy and digest every original into the stage.

    Raises ReadError naming every file that could not be read, WriteError as soon as the stage
    cannot be written, InterruptedRunError at a file boundary.
    """
    kept = _kept(run, stage, release)
    _make_folders(stage, release)
    with _open(release) as source:

        def one(path: str) -> Read | PreserveError:
            run.check_stopped()
            try:
                return kept.get(path) or _copy(run, source, stage, path, wanted)
            except WriteError:
                raise
            except ReadError as error:
                return error

        found = dict(
            zip(
                release.paths,
                pool.ordered(one, release.paths, workers=run.file_workers),
                strict=True,
            )
        )
    reads = _all_read(found)
    return Copies(
        staged=_staged(stage, release, wanted, reads),
        states={path: read.state for path, read in reads.items()},
    )


def read_only(run: Run, release: Release, wanted: Wanted) -> dict[str, Read]:
    """Digest every original without copying it; errors as for ``copy``."""
    with _open(release) as source:

        def one(path: str) -> Read | PreserveError:
            run.check_stopped()
            try:
                return copying.digest(
                    source,
                    path,
                    algorithms=_algorithms(run, wanted, path),
                    on_octets=run.progress.advance,
                )
            except ReadError as error:
                return error

        results = pool.ordered(one, release.paths, workers=run.file_workers)
        return _all_read(dict(zip(release.paths, results, strict=True)))


def states(release: Release) -> dict[str, FileState]:
    """Give each original's state without reading it."""
    found: dict[str, FileState] = {}
    with _open(release) as source:
        for path in release.paths:
            try:
                with source.open_file(path) as handle:
                    found[path] = folders.state(handle)
            except OSError as error:
                raise copying.cannot_read(path, error) from error
    return found


@contextmanager
def _open(release: Release) -> Iterator[Folder]:
    try:
        source = Folder.open(release.folder)
    except OSError as error:
        raise copying.cannot_read(release.name, error) from error
    with source:
        yield source


def _copy(run: Run, source: Folder, stage: Stage, path: str, wanted: Wanted) -> Read:
    read = copying.copy(
        source,
        path,
        target=stage.bag,
        target_path=f"{layout.CONTENT}/{path}",
        algorithms=_algorithms(run, wanted, path),
        on_octets=run.progress.advance,
    )
    stage.note(_note(path, read))
    return read


def _algorithms(run: Run, wanted: Wanted, path: str) -> tuple[Algorithm, ...]:
    return (*run.digest_algorithms(), *wanted.algorithms(path))


def _make_folders(stage: Stage, release: Release) -> None:
    parents = {path.rpartition("/")[0] for path in release.paths}
    try:
        stage.bag.make_folders(layout.CONTENT)
        for parent in sorted(parents - {""}):
            stage.bag.make_folders(f"{layout.CONTENT}/{parent}")
    except OSError as error:
        raise copying.cannot_write(release.name, error) from error


def _all_read(found: Mapping[str, Read | PreserveError]) -> dict[str, Read]:
    errors = [one for one in found.values() if isinstance(one, PreserveError)]
    if len(errors) == 1:
        raise errors[0]
    if errors:
        named = "; ".join(error.message for error in errors[:_MOST_NAMED])
        more = len(errors) - _MOST_NAMED
        tail = f"; and {more} more" if more > 0 else ""
        raise ReadError(f"{len(errors)} files: {named}{tail}", remedy=errors[0].remedy)
    return {path: one for path, one in found.items() if isinstance(one, Read)}


def _staged(
    stage: Stage, release: Release, wanted: Wanted, reads: Mapping[str, Read]
) -> StagedRelease:
    files = tuple(
        StagedFile(
            path=path,
            size=reads[path].digested.size,
            digests=reads[path].digested.digests,
            supplied=wanted.supplied_for(path),
        )
        for path in release.paths
    )
    return StagedRelease(
        name=release.name,
        kind=release.kind,
        content=stage.path / stages.BAG / layout.CONTENT,
        files=files,
        empty_folders=release.empty_folders,
        left_out=release.left_out,
    )


def _note(path: str, read: Read) -> dict[str, Any]:
    one = read.state
    return {
        "path": path,
        "state": [one.size, one.mtime_ns, one.ctime_ns, one.inode],
        "digests": {str(name): digest for name, digest in read.digested.digests.items()},
    }


def _clear_all_but_copies(stage: Stage, release: Release) -> None:
    wanted = {f"{layout.CONTENT}/{path}" for path in release.paths}
    for entry in list(stage.bag.walk()):
        if entry.kind is not EntryKind.FOLDER and entry.path not in wanted:
            stage.bag.remove_file(entry.path)
    for part in (entry.path for entry in stage.folder.list()):
        if part == stages.ARCHIVE:
            stage.folder.remove_file(part)


def _kept(run: Run, stage: Stage, release: Release) -> dict[str, Read]:
    noted = {str(line.get("path")): line for line in stage.notes()}
    kept: dict[str, Read] = {}
    with _open(release) as source:
        for path in release.paths:
            run.check_stopped()
            read = _keep(run, stage, source, path, noted.get(path))
            if read is not None:
                kept[path] = read
            elif stage.bag.kind(f"{layout.CONTENT}/{path}") is not None:
                stage.bag.remove_file(f"{layout.CONTENT}/{path}")
    return kept


def _keep(
    run: Run, stage: Stage, source: Folder, path: str, line: Mapping[str, Any] | None
) -> Read | None:
    if line is None:
        return None
    try:
        with source.open_file(path) as handle:
            now = folders.state(handle)
        if [now.size, now.mtime_ns, now.ctime_ns, now.inode] != line.get("state"):
            return None
        digests = {Algorithm(name): HexDigest(hex_) for name, hex_ in line["digests"].items()}
        copy = copying.digest(
            stage.bag,
            f"{layout.CONTENT}/{path}",
            algorithms=digests,
            on_octets=run.progress.advance,
        )
    except (OSError, ReadError, KeyError, ValueError):
        return None
    if copy.digested != Digested(size=now.size, digests=digests):
        return None
    return Read(digested=copy.digested, state=now)


def check_unchanged(release: Release, copies: Copies) -> None:
    """Raise ChangedWhileReadError when the release is no longer what was copied."""
    with _open(release) as source:
        changed = [
            path for path, before in copies.states.items() if not _is_in_state(source, path, before)
        ]
        if release.kind is ReleaseKind.FOLDER:
            known = {*release.paths, *release.left_out}
            changed += [
                entry.path
                for entry in source.walk()
                if entry.kind is not EntryKind.FOLDER and entry.path not in known
            ]
    if changed:
        named = ", ".join(changed[:_MOST_NAMED])
        raise ChangedWhileReadError(
            f"{release.name}: changed while it was packaged ({named})",
            remedy="Run again when nothing writes to it any more.",
        )


def _is_in_state(source: Folder, path: str, before: FileState) -> bool:
    try:
        with source.open_file(path) as handle:
            return folders.state(handle) == before
    except (FileNotFoundError, NotADirectoryError, NotRegularError):
        return False
    except OSError as error:
        raise copying.cannot_read(path, error) from error
