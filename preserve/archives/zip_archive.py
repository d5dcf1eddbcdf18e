"""ZIP: a writer that leaves nothing to circumstance, and a strict reader for what it writes.

Both rest on the standard library's ``zipfile``: given every field of a member, it writes the
same octets each time, with ZIP64 where a size or a count needs it. It keeps one record a member
in memory until the central directory is written.
"""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO, Self

from preserve.archives.members import Member, TranslatedSource, is_plain
from preserve.errors import ReadError, WriteError

_UNIX = 3
_REGULAR_0644 = 0o100644 << 16
_ENCRYPTED = 0x1
_FAULTS = (zipfile.BadZipFile, OSError, EOFError, zlib.error, ValueError, NotImplementedError)


class Writer:
    """A ZIP under construction; members are stored, not compressed."""

    def __init__(self, sink: BinaryIO, *, mtime: int) -> None:
        """Take where to write, and the time of every member."""
        self._archive = zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED, allowZip64=True)
        self._time = _dos_time(mtime)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            # There is nothing worth an end, and the sink may be closed when memory is freed.
            self._archive.fp = None
        self._archive.close()

    def member(self, path: str, *, size: int) -> IO[bytes]:
        """Begin a member of ``size`` octets; closing the stream ends it."""
        try:
            path.encode("utf-8")
        except UnicodeEncodeError as error:
            raise WriteError(f"{path}: a ZIP holds only names in UTF-8") from error
        entry = zipfile.ZipInfo(path, self._time)
        entry.create_system = _UNIX
        entry.external_attr = _REGULAR_0644
        entry.file_size = size
        return self._archive.open(entry, "w")


def members(path: Path) -> Iterator[Member]:
    """Give the members of an archive, in the order of its directory.

    Raises ReadError for what preserve does not write: a member that is compressed, encrypted
    or no regular file, a path outside one top folder, one stated twice. Reading a member to its
    end checks its CRC-32.
    """
    where = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _members(archive, where)
    except _FAULTS as error:
        raise ReadError(f"{where}: cannot be read as an archive ({error})") from error


def _members(archive: zipfile.ZipFile, where: str) -> Iterator[Member]:
    seen: set[str] = set()
    for entry in archive.infolist():
        _refuse_unexpected(entry, seen, where)
        seen.add(entry.filename)
        with archive.open(entry) as opened:
            source = TranslatedSource(
                opened.read, where=f"{where}: {entry.filename}", faults=_FAULTS
            )
            yield Member(path=entry.filename, size=entry.file_size, stream=source)


def _refuse_unexpected(entry: zipfile.ZipInfo, seen: set[str], where: str) -> None:
    stored = entry.compress_type == zipfile.ZIP_STORED and entry.compress_size == entry.file_size
    if not stored or entry.flag_bits & _ENCRYPTED or entry.external_attr != _REGULAR_0644:
        raise ReadError(f"{where}: {entry.filename}: no stored regular file")
    top = next(iter(seen), entry.filename).split("/")[0]
    is_same = entry.orig_filename == entry.filename
    if not is_same or not is_plain(entry.filename) or entry.filename.split("/")[0] != top:
        raise ReadError(f"{where}: {entry.filename}: not below one top folder")
    if entry.filename in seen:
        raise ReadError(f"{where}: {entry.filename}: stated twice")


def _dos_time(mtime: int) -> tuple[int, int, int, int, int, int]:
    earliest = int(datetime(1980, 1, 1, tzinfo=UTC).timestamp())
    latest = int(datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC).timestamp())
    time = datetime.fromtimestamp(min(max(mtime, earliest), latest), tz=UTC)
    return time.year, time.month, time.day, time.hour, time.minute, time.second
