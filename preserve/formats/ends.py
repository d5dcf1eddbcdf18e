"""The two ends of a large file, which tell whether to search the whole of it.

Nearly every PRONOM signature is fixed to the beginning or the end of a file. Where neither end
matches one, the octets between hardly will, and Siegfried takes longer over them than digesting
does: 2.3 s for each GiB. DROID, the reference for PRONOM, searches 65,536 octets of each end too,
unless told otherwise. Where an end does match, the whole file is searched, because some
signatures (PDF/A among them) go on in the middle.
"""

import os
from collections.abc import Mapping

from preserve.storage import operations

LARGE = 1 << 20
"""Files of more octets than this are searched by their ends first."""
END = 1 << 16
"""Octets of an end."""

NOTE = (
    f"of files over {LARGE} octets, of which the first and the last {END} match no signature,"
    " the rest was not searched"
)
"""What an identification by ends has to say of itself."""

_SHALLOW = ("extension match", "filename match", "text match")

are_possible = hasattr(os, "memfd_create")
"""Whether this system has files without a name, which the ends are put into."""


def copy(handle: int) -> int:
    """Give the handle of a nameless file that holds the two ends of an open large one."""
    size = os.fstat(handle).st_size
    copied = os.memfd_create("ends", os.MFD_CLOEXEC)
    try:
        for start in (0, max(0, size - END)):
            operations.write(copied, os.pread(handle, END, start))
    except BaseException:
        os.close(copied)
        raise
    return copied


def suffice(found: Mapping[str, object]) -> bool:
    """Tell whether what was found of the ends holds for the whole: no signature matched."""
    matches = found["matches"]
    if found["error"] or not isinstance(matches, list):
        return False
    return all(part.startswith(_SHALLOW) for one in matches for part in _parts(one["basis"]))


def _parts(basis: str) -> list[str]:
    return basis.split("; ") if basis else []
