"""The names of members in a ZIP: which octets they are, and which text."""

import struct
import zlib
from collections.abc import Iterator
from itertools import zip_longest

from preserve.archives.reading.faults import Faults
from preserve.archives.reading.names import shown_name
from preserve.findings import archives as codes

_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_SLASHES_OF_DOS = frozenset({0, 10, 14})
"""Systems (APPNOTE.TXT 4.4.2.2) whose names may be written with backslashes: FAT, NTFS, VFAT."""


def fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the fields of an extra field; up to three octets at its end are passed over.

    Some tools pad it with a few zeros. Raises ValueError for a field that is cut short.
    """
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        at += 4 + size
        if at > len(extra):
            raise ValueError("an extra field is cut short")
        yield kind, extra[at - size : at]


def unicode_path(name: bytes, extra: bytes) -> bytes | None:
    """Give the name in the Info-ZIP Unicode Path field, if its CRC-32 is of this name.

    APPNOTE.TXT 4.6.9: a field whose CRC-32 is of another name is to be passed over. Raises
    ValueError for two such fields, and for an extra field that is cut short.
    """
    found = None
    for kind, value in fields(extra):
        is_right = kind == _UNICODE_PATH and len(value) > 5 and value[0] == 1
        if is_right and struct.unpack_from("<L", value, 1)[0] == zlib.crc32(name):
            if found not in {None, value[5:]}:
                raise ValueError("has two Unicode paths")
            found = value[5:]
    return found


def is_other_name(name: bytes, path: bytes, flags: int) -> bool:
    """Tell whether a Unicode path names something else than the name that it stands beside.

    What is ASCII, or said to be UTF-8, can only be written in one way.
    """
    if flags & _UTF8:
        return path != name
    pairs = zip_longest(name.split(b"/"), path.split(b"/"), fillvalue=b"")
    return any(one != two and (one.isascii() or two.isascii()) for one, two in pairs)


def stated_name(
    name: bytes, unicode_path: bytes | None, *, flags: int, system: int, faults: Faults
) -> bytes:
    """Give a member's name in UTF-8 (octets that are not UTF-8 are kept), ``/`` separating.

    What is guessed is told as a warning.
    """
    if not name.isascii() and not flags & _UTF8:
        name = unicode_path or _guessed(name, faults)
    if b"\\" in name and system in _SLASHES_OF_DOS:
        name = name.replace(b"\\", b"/")
        shown = shown_name(name)
        faults.tell(codes.BACKSLASHES.at(f"{shown}: is written with backslashes", path=shown))
    return name


def _guessed(name: bytes, faults: Faults) -> bytes:
    try:
        name.decode("utf-8")
        encoding = "UTF-8"
    except UnicodeDecodeError:
        # APPNOTE.TXT appendix D.1: IBM code page 437 is the historical encoding.
        name = name.decode("cp437").encode("utf-8")
        encoding = "code page 437"
    shown = shown_name(name)
    faults.tell(codes.NAME_ENCODING.at(f"{shown}: the name was read as {encoding}", path=shown))
    return name
