"""What archives are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from preserve.errors import ReadError
from preserve.storage import names

BUFFER_SIZE = 1 << 20
"""Octets moved at a time."""


class ArchiveKind(StrEnum):
    """A form of archive, by its extension."""

    ZIP = "zip"
    TAR = "tar"
    TGZ = "tgz"


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
    return "/" in path and names.is_safe_relative(path)
