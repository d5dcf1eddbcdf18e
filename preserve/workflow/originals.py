"""Release to staged release: the only read of the originals, copying and digesting.

A stage that an interrupted run left is taken up again: a copy is kept when its original's size,
times and inode are what they were, and the copy, read again, has the original's digests.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preserve import __version__
from preserve.fixity import copying
from preserve.fixity.copying import Row
from preserve.model import layout
from preserve.model.releases import Release, StagedRelease
from preserve.storage import names, stages
from preserve.storage.folders import Folder, NotRegularError
from preserve.storage.rows import Rows
from preserve.storage.stages import Stage
from preserve.storage.trails import Trail
from preserve.workflow import reading, resuming
from preserve.workflow.copies import Reads, State
from preserve.workflow.run import Run, Wanted

_CAN_ASK = all(
    os.access in able
    for able in (os.supports_dir_fd, os.supports_effective_ids, os.supports_follow_symlinks)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The staged release, and its originals as they were read."""

    staged: StagedRelease
    reads: Reads


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
        resuming.clear_all_but_copies(stage, release)
        return stage
    if left is not None:
        stages.remove(output, left.name)
    before_new(output)
    return Stage.create(output, release.name, asked)


def content(stage: Stage) -> Path:
    """Give the folder of the copies."""
    return stage.path / stages.BAG / layout.CONTENT


def copy(
    run: Run,
    stage: Stage,
    release: Release,
    wanted: Wanted,
    *,
    states: Rows[State],
    on_copied: Callable[[int], None] = lambda _: None,
) -> Copies:
    """Copy and digest every original into the stage; ``states`` are those of ``states``.

    ``on_copied`` is told how many files more, in the release's order, have been copied.
    Raises ReadError naming every file that could not be read, WriteError as soon as the stage
    cannot be written, InterruptedRunError at a file boundary.
    """

    def noted(rows: list[Row]) -> None:
        stage.note(resuming.line(rows))
        on_copied(len(rows))

    try:
        stage.bag.make_folders(layout.CONTENT)
    except OSError as error:
        raise copying.cannot_write(release.name, error) from error
    with open_folder(release) as source, stage.bag.subfolder(layout.CONTENT) as target:
        reads = reading.read(
            run,
            wanted,
            resuming.with_notes(stage, states),
            handles=(source.handle(), target.handle()),
            in_processes=reading.is_much(run, states),
            fresh=stage.is_fresh,
            note=noted,
        )
    staged = StagedRelease(
        name=release.name,
        kind=release.kind,
        content=content(stage),
        files=reads.files,
        supplied=bool(wanted.by_path),
        empty_folders=release.empty_folders,
        left_out=release.left_out,
    )
    return Copies(staged=staged, reads=reads)


def read_only(run: Run, release: Release, wanted: Wanted) -> Reads:
    """Digest every original without copying it; errors as for ``copy``."""
    found = states(release)
    with open_folder(release) as source:
        return reading.read(
            run,
            wanted,
            ((state, None) for state in found),
            handles=(source.handle(),),
            in_processes=reading.is_much(run, found),
        )


def states(release: Release) -> Rows[State]:
    """Give each original's state without reading it; raises ReadError for the first that fails."""
    with open_folder(release) as source, Trail(source.handle()) as trail:
        return Rows(state_of(trail, path) for path in release.paths)


def state_of(trail: Trail, path: str) -> State:
    """Give the state of one file; raises ReadError when it may not be read or is no file."""
    state = seen_state(trail, path)
    try:
        parent, _, name = path.rpartition("/")
        if _CAN_ASK and not _may_read(names.to_octets(name), trail.to(parent)):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise copying.cannot_read(path, error) from error
    return state


def seen_state(trail: Trail, path: str) -> State:
    """Give the state of one file, to be read or not; raises ReadError as for ``state_of``."""
    parent, _, name = path.rpartition("/")
    octets = names.to_octets(name)
    try:
        at = trail.to(parent)
        found = os.stat(octets, dir_fd=at, follow_symlinks=False)
        if not stat.S_ISREG(found.st_mode):
            raise NotRegularError(f"{path}: not a regular file")
    except OSError as error:
        raise copying.cannot_read(path, error) from error
    return path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _may_read(name: bytes, at: int) -> bool:
    return os.access(name, os.R_OK, dir_fd=at, effective_ids=True, follow_symlinks=False)


@contextmanager
def open_folder(release: Release) -> Iterator[Folder]:
    """Open the folder of a release's originals; raises ReadError."""
    try:
        source = Folder.open(release.folder)
    except OSError as error:
        raise copying.cannot_read(release.name, error) from error
    with source:
        yield source
