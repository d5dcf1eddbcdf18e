"""Everything below a folder, in order, whatever its width or depth.

Memory grows with neither: the names of a wide folder are sorted in a spill, and the folders on
the way down are held by a trail.
"""

import os
from collections.abc import Callable, Iterator

from preserve.storage import folders, names
from preserve.storage.folders import Entry, EntryKind
from preserve.storage.spills import Spill
from preserve.storage.trails import Trail

Unread = Callable[[str, str], None]
"""Told the path of a folder that cannot be listed, and why."""

_ROOM = 256 << 10
"""Octets of the names of one folder that stay in memory."""

_MARKS = {kind: bytes([number]) for number, kind in enumerate(EntryKind)}
_KINDS = {mark: kind for kind, mark in _MARKS.items()}


def walk(root: int, unread: Unread) -> Iterator[Entry]:
    """Give everything below an open folder, sorted by octets, following no link.

    A folder sorts as its path and ``/``, so that it comes before what is in it. Of one that can
    be listed in part alone, that part is given.
    """
    with Trail(root) as trail:
        levels = [_Level(trail, "", unread)]
        try:
            while levels:
                entry = next(levels[-1].entries, None)
                if entry is None:
                    levels.pop().close()
                    continue
                yield entry
                if entry.kind is EntryKind.FOLDER:
                    levels.append(_Level(trail, entry.path, unread))
        finally:
            for level in levels:
                level.close()


class _Level:
    """The entries of one folder, in order, of which some are still to come."""

    __slots__ = ("_listing", "entries")

    def __init__(self, trail: Trail, path: str, unread: Unread) -> None:
        self._listing = Spill(room=_ROOM)
        try:
            _list(trail.to(path), self._listing)
        except OSError as error:
            unread(path, error.strerror or str(error))
        self.entries = self._read(f"{path}/" if path else "")

    def close(self) -> None:
        self._listing.close()

    def _read(self, prefix: str) -> Iterator[Entry]:
        for octets, mark in self._listing:
            name = names.from_octets(octets)
            yield Entry(path=prefix + name.removesuffix("/"), kind=_KINDS[mark])


def _list(handle: int, listing: Spill) -> None:
    with os.scandir(handle) as found:
        for one in found:
            kind = folders.kind_of(one)
            # scandir of a handle gives text; its octets are what counts.
            name = os.fsencode(one.name)
            listing.add(name + b"/" if kind is EntryKind.FOLDER else name, _MARKS[kind])
