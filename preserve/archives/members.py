"""What archives are made of: members, and the folder they are written from."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from preserve.errors import ReadError

BUFFER_SIZE = 1 << 20
"""Octets moved at a time."""


class ArchiveKind(StrEnum):
    """A form of archive, by its extension."""

    ZIP = "zip"
    TAR = "tar"
    TGZ = "tgz"


class _Kind(Protocol):
    @property
    def value(self) -> str: ...


class _Entry(Protocol):
    @property
    def path(self) -> str: ...

    @property
    def kind(self) -> _Kind: ...


class Tree(Protocol):
    """An open folder: what ``storage.folders.Folder`` offers, of which this room is no user."""

    def walk(self) -> Iterator[_Entry]:
        """Give everything below, sorted by the octets of the path."""

    def open_file(self, path: str) -> AbstractContextManager[int]:
        """Open a regular file for reading."""


class Source(Protocol):
    """Octets that are read once, from front to back."""

    def read(self, size: int, /) -> bytes:
        """Give at most ``size`` octets, none at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of an archive."""

    path: str
    """As the archive states it, with the top folder in front."""
    size: int
    stream: Source
    """Its octets; to be read before the next member is asked for."""


class TranslatedSource:
    """Octets of a member, whose faults are told as ReadError."""

    __slots__ = ("_faults", "_read", "_where")

    def __init__(
        self, read: Callable[[int], bytes], *, where: str, faults: tuple[type[Exception], ...]
    ) -> None:
        """Take the function that reads, and the exceptions by which it tells of faults."""
        self._read = read
        self._where = where
        self._faults = faults

    def read(self, size: int, /) -> bytes:
        """Give at most ``size`` octets, none at the end; raises ReadError for a fault."""
        try:
            return self._read(size)
        except self._faults as error:
            raise ReadError(f"{self._where}: cannot be read ({error})") from error


def is_plain(path: str) -> bool:
    """Tell whether a member's path is one that preserve writes: below one top folder."""
    segments = path.split("/")
    return len(segments) > 1 and "\0" not in path and not {"", ".", ".."} & set(segments)
