"""Of which files it is said already that they are not to be had, so that it is said once."""

from collections.abc import Container

from preserve.bags.read import BagReading
from preserve.bags.read.tree import Tree
from preserve.findings import (
    archives,
    bag_info,
    fetch,
    fixity,
    manifests,
    structure,
    tag_manifests,
)
from preserve.model import layout
from preserve.storage.folders import EntryKind
from preserve.workflow.presence import is_document

_CODES = (
    fixity.COULD_NOT_READ,
    fixity.CHANGED_WHILE_READ,
    archives.MEMBER_DAMAGED,
    manifests.MISSING_FILE,
    tag_manifests.MISSING_TAG_FILE,
    fetch.ABSENT_FILE,
    structure.TAG_FILE_UNREADABLE,
    structure.TEXT_LINE_TOO_LONG,
    bag_info.TOO_LARGE,
)

_MOST_PATHS = 50_000
"""Paths of files that are missing or unread that are kept by name."""


class ToldAlready(Container[str]):
    """The files of which it is said already that they are missing or could not be read.

    So are all that are absent from an archive that was not read to its end.
    """

    __slots__ = ("_folders", "_is_whole", "_paths", "_payload", "_tree")

    def __init__(self, tree: Tree, reading: BagReading) -> None:
        """Look through the findings of a reading, which must last as long as this."""
        self._tree = tree
        self._is_whole = tree.is_whole()
        self._payload = reading.facts.payload
        self._paths: set[str] = set()
        self._folders: set[str] = set()
        for one in reading.findings:
            if one.code in _CODES and one.path:
                self._add(one.path)
            elif one.code is structure.FOLDER_UNREADABLE:
                self._folders.add(one.path or "")
            elif one.code is structure.ENCODING_UNKNOWN:
                self._paths.add(layout.BAG_INFO)

    def _add(self, path: str) -> None:
        if len(self._paths) < _MOST_PATHS or is_document(path):
            self._paths.add(path)
        else:
            # Where so many are missing, nothing is to be said of what else is not there.
            self._is_whole = False

    def __contains__(self, path: object) -> bool:
        if path in self._paths or self._is_in_unread_folder(str(path)):
            return True
        if path in self._payload:
            return False
        stands = self._tree.kind(str(path))
        if stands is None:
            return not self._is_whole
        # Why a payload file that is there was not read, another finding says.
        return stands is EntryKind.FILE and str(path).startswith("data/")

    def _is_in_unread_folder(self, path: str) -> bool:
        folder = path
        while folder and self._folders:
            folder = folder.rpartition("/")[0]
            if folder in self._folders:
                return True
        return False
