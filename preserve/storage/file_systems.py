"""What a file system can be trusted with: bringing all of itself to the disk in one call.

``syncfs`` tells that something could not be written only since Linux 5.8, and only to a handle
that was opened before. File systems over a network, and those that lie over others, differ in
what they do and tell; only those that are known are trusted.
"""

import os
import re
from functools import lru_cache

from preserve.storage import system_calls

_TMPFS = 0x01021994
_KNOWN = frozenset({0xEF53, 0x58465342, 0x9123683E, _TMPFS})
"""ext2 to ext4, XFS, Btrfs, tmpfs, by the numbers of Linux (``linux/magic.h``)."""

_TELLING = (5, 8)


def flushes_whole(handle: int) -> bool:
    """Tell whether one call flushes the file system of an open folder, and tells of failures."""
    return _tells_of_failures() and system_calls.file_system(handle) in _KNOWN


def is_in_memory(handle: int) -> bool:
    """Tell whether an open folder is on tmpfs, where writing is quicker than copying by kernel."""
    return system_calls.file_system(handle) == _TMPFS


@lru_cache(maxsize=1)
def _tells_of_failures() -> bool:
    system = os.uname()
    release = re.match(r"(\d+)\.(\d+)", system.release)
    if system.sysname != "Linux" or release is None:
        return False
    version = int(release[1]), int(release[2])
    return version >= _TELLING
