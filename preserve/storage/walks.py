"""Everything below a folder, in order, whatever its width or depth.

Memory grows with neither: the names of a wide folder are sorted in a spill, and the folders on
the way down are held by a trail.
"""

import errno
import os
from collections.abc import Callable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from preserve.storage import folders, names
from preserve.storage.folders import Entry, EntryKind
from preserve.storage.spills import Record, Spill
from preserve.storage.trails import Trail

Unread = Callable[[str, str], None]
"""Told the path of a folder that cannot be listed, and why."""

_ROOM = 256 << 10
"""Octets of the names of one folder that stay in memory."""

_LISTED = 1_000
"""Names that are taken from the system before any is kept."""

_MARKS = {kind: bytes([number]) for number, kind in enumerate(EntryKind)}
_KINDS = {mark: kind for kind, mark in _MARKS.items()}
_FILE = _MARKS[EntryKind.FILE]
_mark = itemgetter(1)


class Files(NamedTuple):
    """Files of one folder that follow each other in its order."""

    folder: str
    """The folder's path; empty for the root."""
    names: list[bytes]
    are_all: bool
    """Whether nothing else stands in the folder."""

    def paths(self) -> list[bytes]:
        """Give the octets of the files' paths."""
        if not self.folder:
            return self.names
        prefix = names.to_octets(self.folder) + b"/"
        return [prefix + name for name in self.names]


def walk(root: int, unread: Unread) -> Iterator[Entry]:
    """Give everything below an open folder, sorted by octets, following no link.

    A folder sorts as its path and ``/``, so that it comes before what is in it. Of one that can
    be listed in part alone, that part is given.
    """
    for found in walk_by_folder(root, unread):
        if isinstance(found, Entry):
            yield found
            continue
        for octets in found.paths():
            yield Entry(path=names.from_octets(octets), kind=EntryKind.FILE)


def walk_by_folder(root: int, unread: Unread) -> Iterator[Entry | Files]:
    """Give the same, files that follow each other in one folder together."""
    with Trail(root) as trail:
        levels = [_Level(trail, "", unread)]
        try:
            while levels:
                found = next(levels[-1].found, None)
                if found is None:
                    levels.pop().close()
                    continue
                yield found
                if isinstance(found, Entry) and found.kind is EntryKind.FOLDER:
                    levels.append(_Level(trail, found.path, unread))
        finally:
            for level in levels:
                level.close()


class _Level:
    """What stands in one folder, in order, of which some is still to come."""

    __slots__ = ("_listing", "_path", "found")

    def __init__(self, trail: Trail, path: str, unread: Unread) -> None:
        self._path = path
        self._listing = Spill(room=_ROOM)
        failure = _list(trail, path, self._listing)
        if failure is not None:
            unread(path, failure.strerror or str(failure))
        self.found = self._read()

    def close(self) -> None:
        self._listing.close()

    def _read(self) -> Iterator[Entry | Files]:
        prefix = f"{self._path}/" if self._path else ""
        for block in self._listing.blocks():
            for mark, records in groupby(block, key=_mark):
                if mark == _FILE:
                    yield self._files([name for name, _ in records])
                    continue
                for octets, _ in records:
                    name = names.from_octets(octets).removesuffix("/")
                    yield Entry(path=prefix + name, kind=_KINDS[mark])

    def _files(self, found: list[bytes]) -> Files:
        return Files(self._path, found, are_all=len(found) == self._listing.count)


def _list(trail: Trail, path: str, listing: Spill) -> OSError | None:
    """List a folder; gives what kept it from being listed to its end.

    Raises OSError for a lack of handles or of room for temporary files, which is no fault of
    the folder.
    """
    try:
        found = os.scandir(trail.to(path))
    except OSError as error:
        return _blamed(error)
    with found:
        while True:
            entries: list[os.DirEntry[str]] = []
            failure = None
            try:
                entries.extend(islice(found, _LISTED))
            except OSError as error:
                failure = _blamed(error)
            # What came before an error is kept.
            listing.extend(_records(entries))
            if failure is not None or not entries:
                return failure


def _blamed(error: OSError) -> OSError:
    if error.errno in {errno.EMFILE, errno.ENFILE, errno.ENOMEM}:
        raise error
    return error


def _records(entries: "list[os.DirEntry[str]]") -> list[Record]:
    # scandir of a handle gives text; its octets are what counts.
    octets = names.to_octets
    records = [(octets(one.name), _FILE) for one in entries if one.is_file(follow_symlinks=False)]
    if len(records) == len(entries):
        return records
    for one in entries:
        kind = folders.kind_of(one)
        if kind is EntryKind.FOLDER:
            records.append((octets(one.name) + b"/", _MARKS[kind]))
        elif kind is not EntryKind.FILE:
            records.append((octets(one.name), _MARKS[kind]))
    return records
