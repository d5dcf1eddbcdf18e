"""What a member of a ZIP is: by its attributes for each of two systems, and by its name.

Some tools go by the system that is said to have made the archive, others by whatever is there.
Here all of it has to agree.
"""

import stat
import struct

from preserve.archives.reading import zip_names
from preserve.storage.folders import EntryKind

_FOLDER_OF_DOS = 0x10
EMPTY_DEFLATED = b"\x03\x00"
"""What no octets become when they are deflated, as some tools do with folders."""

_LIBARCHIVE = 0x6C78
_SYSTEM, _INTERNAL, _EXTERNAL = 1, 2, 4
"""What the first octet of libarchive's field says is in it, in this order."""

_ATTRIBUTES = struct.Struct("<L")


def form(attributes: int) -> int:
    """Give the kind of file that external attributes state, as in a Unix mode; 0 for none."""
    return stat.S_IFMT(attributes >> 16)


def kind(name: bytes, attributes: int, *, size: int, stored: int) -> EntryKind:
    """Tell what a member is. Raises ValueError where its name and attributes disagree."""
    stated = form(attributes)
    if stated == stat.S_IFLNK:
        return EntryKind.LINK
    if stated not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return EntryKind.SPECIAL
    is_folder = name.endswith(b"/")
    has_octets = size or stored > len(EMPTY_DEFLATED)
    is_said_to_be = stated == stat.S_IFDIR or attributes & _FOLDER_OF_DOS
    if (is_folder and has_octets) or (is_said_to_be and not is_folder):
        raise ValueError("is said to be a folder, and has octets or no slash at its end")
    return EntryKind.FOLDER if is_folder else EntryKind.FILE


def check_forms(extra: bytes, stated: int) -> None:
    """Compare what libarchive's own extra field states with the central directory's attributes.

    Raises ValueError where they state two kinds of file, or the field is cut short.
    """
    for number, value in zip_names.fields(extra):
        if number == _LIBARCHIVE and _form_in(value) not in {0, stated}:
            raise ValueError("an extra field states another kind of file")


def _form_in(value: bytes) -> int:
    if not value or not value[0] & _EXTERNAL:
        return 0
    at = 1 + (2 if value[0] & _SYSTEM else 0) + (2 if value[0] & _INTERNAL else 0)
    if len(value) < at + _ATTRIBUTES.size:
        raise ValueError("an extra field is cut short")
    return form(_ATTRIBUTES.unpack_from(value, at)[0])
