"""POSIX tar: exact headers for writing, and a strict reader for what preserve writes.

Headers come from the standard library's ``TarInfo.tobuf``, which writes plain ustar where it
suffices and pax records for long names, names that are not ASCII and sizes from 8 GiB. Its
``TarFile`` is not used for writing: it takes what it can find from the file system.
"""

import gzip
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from preserve.archives.members import BUFFER_SIZE, Member, TranslatedSource, is_plain
from preserve.errors import ReadError

_FAULTS = (tarfile.TarError, OSError, EOFError, zlib.error, ValueError)


def header(path: str, *, size: int, mtime: int) -> bytes:
    """Give the header of a regular file, with mode 0644 and no owner."""
    member = tarfile.TarInfo(path)
    member.size = size
    member.mtime = mtime
    member.mode = 0o644
    return member.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")


def padding(size: int) -> bytes:
    """Give what fills the last block of a file."""
    return bytes(-size % tarfile.BLOCKSIZE)


def end(total: int) -> bytes:
    """Give the end of an archive of ``total`` octets: two empty blocks, and a full record."""
    blocks = 2 * tarfile.BLOCKSIZE
    return bytes(blocks + -(total + blocks) % tarfile.RECORDSIZE)


def members(path: Path, *, compressed: bool) -> Iterator[Member]:
    """Give the members of an archive, in order.

    Raises ReadError for what preserve does not write: a member that is no regular file, a path
    outside one top folder, one stated twice, an archive without its end, octets after it.
    """
    where = str(path)
    try:
        with gzip.open(path, "rb") if compressed else path.open("rb") as stream:
            yield from _members(stream, where)
    except _FAULTS as error:
        raise ReadError(f"{where}: cannot be read as an archive ({error})") from error


class _Stream(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...

    def seek(self, offset: int, whence: int = 0, /) -> int: ...

    def tell(self) -> int: ...


class _Watched:
    """A stream that remembers what was read last, so that the end can be told from a fault."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream
        self._last = b""

    def read(self, size: int = -1) -> bytes:
        self._last = self._stream.read(size)
        return self._last

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def ends(self) -> bool:
        """Tell whether an empty block was read last, and now there are only empty blocks.

        ``tarfile`` takes a damaged header for the end; so its word is not taken for it.
        """
        if self._last != bytes(tarfile.BLOCKSIZE):
            return False
        rest = 0
        while octets := self.read(BUFFER_SIZE):
            if octets.strip(b"\0"):
                return False
            rest += len(octets)
        return rest >= tarfile.BLOCKSIZE and rest % tarfile.BLOCKSIZE == 0


def _members(stream: _Stream, where: str) -> Iterator[Member]:
    watched = _Watched(stream)
    seen: set[str] = set()
    with tarfile.open(
        fileobj=watched,  # type: ignore[call-overload]
        mode="r:",
        encoding="utf-8",
        errors="surrogateescape",
    ) as archive:
        for entry in archive:
            archive.members = []  # it would hold every member
            _refuse_unexpected(entry, seen, where)
            seen.add(entry.name)
            opened = archive.extractfile(entry)
            if opened is None:
                raise ReadError(f"{where}: {entry.name}: no regular file")
            source = TranslatedSource(opened.read, where=f"{where}: {entry.name}", faults=_FAULTS)
            yield Member(path=entry.name, size=entry.size, stream=source)
        if not watched.ends():
            raise ReadError(f"{where}: the archive does not end as an archive does")


def _refuse_unexpected(entry: tarfile.TarInfo, seen: set[str], where: str) -> None:
    if not entry.isreg() or entry.issparse():
        raise ReadError(f"{where}: {entry.name}: no regular file")
    if not is_plain(entry.name) or entry.name.split("/")[0] != _top(seen, entry.name):
        raise ReadError(f"{where}: {entry.name}: not below one top folder")
    if entry.name in seen:
        raise ReadError(f"{where}: {entry.name}: stated twice")


def _top(seen: set[str], name: str) -> str:
    return next(iter(seen), name).split("/")[0]
