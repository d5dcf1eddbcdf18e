"""Room on the output's file system, foreseen before anything is written."""

import os
from collections.abc import Iterable

from preserve.config import Serialization
from preserve.errors import WriteError
from preserve.storage.folders import Folder

_MARGIN = 1.01
_TAG_FILES = 1 << 16
_FOR_EACH_FILE = 4096
"""Octets a file adds to metadata and manifests, and loses to a block half filled."""


def check(output: Folder, sizes: Iterable[int], *, form: Serialization, release: str) -> None:
    """Raise WriteError when a release of files of these sizes cannot fit."""
    octets = files = 0
    for size in sizes:
        octets += size
        files += 1
    needed = int(octets * _MARGIN) + _FOR_EACH_FILE * files + _TAG_FILES
    if form is not Serialization.NONE:
        needed *= 2
    found = os.fstatvfs(output.handle())
    free = found.f_bavail * found.f_frsize
    if free < needed:
        raise WriteError(
            f"{release}: needs {needed} octets, and {output.path} has {free} free",
            remedy="Free room there, or choose an --output on another file system.",
        )
