"""Writing an archive of a folder: the same files, the same octets, whenever and wherever.

Members are the files alone, in the octet order of their paths, below one top folder. They have
one time, and nothing of the file system they come from: no owner, no inode, no mode of its own.
"""

import gzip
import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

from preserve.archives import tar_archive, zip_archive
from preserve.archives.members import BUFFER_SIZE, ArchiveKind
from preserve.errors import ChangedWhileReadError, WriteError
from preserve.storage.folders import EntryKind, Folder

Copy = Callable[[Callable[[bytes], object]], None]
"""Hands every octet of one file to a function that writes them."""


_Files = Iterator[tuple[str, int, Copy]]

Watch = Callable[[str, Copy], Copy]
"""Given each file's path and what copies it, and gives what is to copy it; may raise meanwhile."""


def write(
    kind: ArchiveKind,
    folder: Folder,
    *,
    top: str,
    sink: BinaryIO,
    mtime: int,
    watch: Watch | None = None,
) -> None:
    """Write the files below ``folder`` as members below ``top``; ``mtime`` is in seconds UTC.

    ``sink`` is left open, and for a ZIP must be seekable. A ZIP holds times from 1980 to 2107
    to two seconds; others become the nearest it can hold. A tgz is the same for the same zlib.
    Empty folders have no member. Raises WriteError for a link or special file, and for a name
    that a ZIP cannot hold; ChangedWhileReadError for a file that changes; OSError as writing
    does.
    """
    if kind is ArchiveKind.TGZ:
        with gzip.GzipFile("", "wb", compresslevel=6, fileobj=sink, mtime=0) as compressed:
            _write_tar(_files(folder, watch), top, compressed.write, mtime)
    elif kind is ArchiveKind.TAR:
        _write_tar(_files(folder, watch), top, sink.write, mtime)
    else:
        _write_zip(_files(folder, watch), top, sink, mtime)


def _write_tar(
    files: _Files, top: str, write_octets: Callable[[bytes], object], mtime: int
) -> None:
    total = 0
    for path, size, copy in files:
        header = tar_archive.header(f"{top}/{path}", size=size, mtime=mtime)
        write_octets(header)
        copy(write_octets)
        padding = tar_archive.padding(size)
        write_octets(padding)
        total += len(header) + size + len(padding)
    write_octets(tar_archive.end(total))


def _write_zip(files: _Files, top: str, sink: BinaryIO, mtime: int) -> None:
    with zip_archive.Writer(sink, mtime=mtime) as archive:
        for path, size, copy in files:
            with archive.member(f"{top}/{path}", size=size) as stream:
                copy(stream.write)


def _files(folder: Folder, watch: Watch | None) -> _Files:
    for entry in folder.walk():
        if entry.kind is EntryKind.FOLDER:
            continue
        if entry.kind is not EntryKind.FILE:
            raise WriteError(f"{entry.path}: a {entry.kind.value} cannot be put in an archive")
        with folder.open_file(entry.path) as handle:
            size = os.fstat(handle).st_size
            copy = _copier(entry.path, handle, size)
            yield entry.path, size, copy if watch is None else watch(entry.path, copy)


def _copier(path: str, handle: int, size: int) -> Copy:
    def copy(write_octets: Callable[[bytes], object]) -> None:
        left = size
        while left and (octets := os.read(handle, min(BUFFER_SIZE, left))):
            write_octets(octets)
            left -= len(octets)
        if left or os.read(handle, 1):
            raise ChangedWhileReadError(f"{path}: changed while it was put in the archive")

    return copy
