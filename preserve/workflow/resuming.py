"""Taking up the stage of an interrupted run: what it noted, and what must not be left in it."""

import marshal
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from preserve.fixity.copying import Row
from preserve.model import layout
from preserve.model.digests import HexDigest
from preserve.model.releases import Release
from preserve.storage import names, stages, walks
from preserve.storage.folders import EntryKind
from preserve.storage.spills import Spill
from preserve.storage.stages import Stage
from preserve.workflow.copies import State

_NONE: tuple[bytes | None, bytes] = (None, b"")


def line(rows: list[Row]) -> Mapping[str, Any]:
    """Give what a stage notes of files that were copied."""
    return {"files": rows}


def with_notes(stage: Stage, states: Iterable[State]) -> Iterator[tuple[State, Row | None]]:
    """Give each file of a release, in order, with what an earlier run noted last of it."""
    if stage.is_fresh:
        yield from ((state, None) for state in states)
        return
    with Spill() as notes:
        for row in _noted(stage):
            notes.add(names.to_octets(row[0]), marshal.dumps(row))
        latest = _latest(notes)
        key, octets = next(latest, _NONE)
        for state in states:
            wanted = names.to_octets(state[0])
            while key is not None and key < wanted:
                key, octets = next(latest, _NONE)
            # Our own octets, of a moment ago.
            yield state, marshal.loads(octets) if key == wanted else None  # noqa: S302


def _latest(notes: Spill) -> Iterator[tuple[bytes | None, bytes]]:
    for key, group in groupby(notes, key=itemgetter(0)):
        *_, (_, octets) = group
        yield key, octets


def clear_all_but_copies(stage: Stage, release: Release) -> None:
    """Remove from a stage what is no copy of a file of the release."""

    def unread(path: str, reason: str) -> None:
        raise OSError(None, reason, path)

    wanted = (f"{layout.CONTENT}/{path}" for path in release.paths)
    next_wanted = next(wanted, None)
    for entry in walks.walk(stage.bag.handle(), unread):
        if entry.kind is EntryKind.FOLDER:
            continue
        octets = names.to_octets(entry.path)
        # Both are sorted by octets.
        while next_wanted is not None and names.to_octets(next_wanted) < octets:
            next_wanted = next(wanted, None)
        if entry.path != next_wanted:
            stage.bag.remove_file(entry.path)
    for part in (entry.path for entry in stage.folder.list()):
        if part == stages.ARCHIVE:
            stage.folder.remove_file(part)


def _noted(stage: Stage) -> Iterator[Row]:
    for one in stage.notes():
        rows = one.get("files") if isinstance(one, dict) else None
        for row in rows if isinstance(rows, list) else ():
            if _is_row(row):
                path, size, mtime, ctime, inode, hexes = row
                yield path, size, mtime, ctime, inode, tuple(map(HexDigest, hexes))


def _is_row(row: object) -> bool:
    if not isinstance(row, list) or len(row) != 6:
        return False
    path, *numbers, hexes = row
    return (
        isinstance(path, str)
        and all(isinstance(one, int) for one in numbers)
        and isinstance(hexes, list)
        and all(isinstance(one, str) for one in hexes)
    )
