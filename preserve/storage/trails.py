"""The way to one folder, held open for the next path that shares it.

Paths that come in order share most of their folders. A trail opens each of these once, where
opening every path from the root would cost the square of a deep tree's depth.
"""

import os
import weakref
from typing import Self

from preserve.errors import ReadError
from preserve.storage import names

FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

HELD = 64
"""Folders that one trail holds open; of more, every second is let go and opened when needed, so
that those that stay are the further apart the higher they lie."""


class Trail:
    """A walker among the folders below a root, one segment at a time, following no link.

    In a tree walked in order, each folder is opened once and then, on the way back up from
    great depth, as often as the logarithm of the depth. Not to be shared by threads.
    """

    __slots__ = ("__weakref__", "_held", "_path", "_root")

    def __init__(self, root: int) -> None:
        """Begin at the root, whose handle stays the caller's."""
        self._root = root
        self._path = ""
        self._held: list[tuple[int, int]] = []
        """Folders on the way, as the length of their path and their handle; the last is where
        the trail ends."""
        weakref.finalize(self, _let_go, self._held)

    def to(self, path: str) -> int:
        """Go to a folder and give its handle, which is open until the next call.

        Raises OSError as opening does, ReadError for a path that is none below the root.
        """
        if path == self._path:
            return self._here()
        if path and not names.is_safe_relative(path):
            raise ReadError(f"{path!r}: not a path below the folder")
        while self._held and path != self._path and not path.startswith(f"{self._path}/"):
            self._leave()
        if rest := path[len(self._path) :].removeprefix("/"):
            for segment in rest.split("/"):
                self._enter(segment)
        return self._here()

    def close(self) -> None:
        """Let every handle go."""
        while self._held:
            self._leave()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _here(self) -> int:
        return self._held[-1][1] if self._held else self._root

    def _enter(self, segment: str) -> None:
        handle = os.open(names.to_octets(segment), FOLDER_FLAGS, dir_fd=self._here())
        self._path = f"{self._path}/{segment}" if self._path else segment
        self._held.append((len(self._path), handle))
        if len(self._held) > HELD:
            for _, passed in self._held[-2::-2]:
                os.close(passed)
            self._held[:] = self._held[::-2][::-1]

    def _leave(self) -> None:
        os.close(self._held.pop()[1])
        length = self._held[-1][0] if self._held else 0
        self._path = self._path[:length]


def _let_go(held: list[tuple[int, int]]) -> None:
    """Close what a trail held that was dropped without being closed."""
    while held:
        os.close(held.pop()[1])
