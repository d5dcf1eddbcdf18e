"""One bit of an archive flipped, and whether it changes anything that the archive states.

What it does not: times and owners, which versions and systems made a ZIP, what stands between
the octets of a tar's members, and in a compressed stream the bits that mean nothing. A tar has
no checksums of its members' octets: what may change there is for the bag in it to say.
"""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

_LOCAL = 30
_LOCAL_UNSTATED = (4, 5, *range(10, 14))
"""Version needed; time and date (APPNOTE.TXT 4.3.7)."""
_LOCAL_FLAGS = 6
_CENTRAL = 46
_CENTRAL_UNSTATED = (4, 5, 6, 7, *range(12, 16), *range(36, 42))
"""Version and system made by, version needed; time and date; attributes (4.3.12)."""
_CENTRAL_FLAGS = 8
_FLAGS_STATED = (0b0110_1001, 0b0010_1000)
"""Flags (4.4.4) that say how to read a member: encryption, descriptor, patch, UTF-8."""

_DECOMPRESS: Mapping[str, Callable[[bytes], bytes]] = {
    "tar.gz": gzip.decompress,
    "tar.bz2": bz2.decompress,
    "tar.xz": lzma.decompress,
}
_DAMAGE = (OSError, EOFError, ValueError, lzma.LZMAError, zlib.error, struct.error)


def is_stated(form: str, before: bytes, after: bytes) -> bool:
    """Tell whether the flip changes what the archive states, so that it must be found."""
    if form == "zip":
        return _zip_states(before, after)
    if form == "tar":
        return _members(before) != _members(after)
    return _decompressed(form, after) != _decompressed(form, before)


def _decompressed(form: str, octets: bytes) -> bytes | None:
    try:
        return _DECOMPRESS[form](octets)
    except _DAMAGE:
        return None


def changed_members(before: bytes, after: bytes) -> list[tuple[str, bytes]]:
    """Give the names and new octets of the members of a tar that have other octets than before."""
    old, new = _members(before), _members(after)
    if old is None or new is None or len(old) != len(new):
        return []
    return [
        (one.name, one.octets)
        for one, was in zip(new, old, strict=True)
        if one.octets != was.octets
    ]


class _Member(NamedTuple):
    name: str
    kind: bytes
    size: int
    target: str
    octets: bytes


def _members(octets: bytes) -> list[_Member] | None:
    try:
        with tarfile.open(fileobj=io.BytesIO(octets), mode="r:") as archive:
            return [
                _Member(one.name, one.type, one.size, one.linkname, _content(archive, one))
                for one in archive
            ]
    except (tarfile.TarError, *_DAMAGE):
        return None


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(member) if member.isreg() else None
    return stream.read() if stream is not None else b""


def _zip_states(before: bytes, after: bytes) -> bool:
    [place] = [at for at, pair in enumerate(zip(before, after, strict=True)) if len(set(pair)) > 1]
    with zipfile.ZipFile(io.BytesIO(before)) as archive:
        stated = dict(_stated_bits(archive)).get(place, 0xFF)
        if not stated & (before[place] ^ after[place]):
            return False
        owners = [one for one in archive.infolist() if place in _data(one, before)]
        return all(_read(after, one) != archive.read(one) for one in owners)


def _stated_bits(archive: zipfile.ZipFile) -> Iterator[tuple[int, int]]:
    """Give the octets of which some bits state nothing, each with those that do."""
    at = archive.start_dir
    for member in archive.infolist():
        yield from ((member.header_offset + one, 0) for one in _LOCAL_UNSTATED)
        yield from ((at + one, 0) for one in _CENTRAL_UNSTATED)
        for number, stated in enumerate(_FLAGS_STATED):
            yield member.header_offset + _LOCAL_FLAGS + number, stated
            yield at + _CENTRAL_FLAGS + number, stated
        at += _CENTRAL + len(member.filename.encode()) + len(member.extra)


def _data(member: zipfile.ZipInfo, octets: bytes) -> range:
    name, extra = struct.unpack_from("<2H", octets, member.header_offset + 26)
    start = member.header_offset + _LOCAL + name + extra
    return range(start, start + member.compress_size)


def _read(octets: bytes, member: zipfile.ZipInfo) -> bytes | None:
    """Read a member's octets; a deflated stream ends in bits that mean nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            return archive.read(archive.getinfo(member.filename))
    except (zipfile.BadZipFile, KeyError, NotImplementedError, *_DAMAGE):
        return None
