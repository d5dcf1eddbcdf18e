"""A profile from the file that the operator named."""

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from preserve.bags.profiles import consistency, dart, json_text, reading
from preserve.bags.profiles.json_text import Members
from preserve.bags.profiles.profile import Loaded
from preserve.errors import ReadError, UsageError
from preserve.findings import Finding

LIMIT = 4 << 20
"""Octets of a profile; the largest in use has a few thousand."""

_NAME = "Name a file that holds a BagIt profile."
_OF_BAGGER = ("fieldRequired", "requiredValue", "valueList", "defaultValue")


def load(path: Path) -> Loaded:
    """Read a profile; nothing that it names is opened.

    Raises ReadError for a file that cannot be read, UsageError for what is no BagIt profile.
    """
    octets = _octets(path)
    name = path.name
    members = json_text.parse(octets, name=name)
    _refuse_other_forms(members, name)
    findings: list[Finding] = []
    sha256 = hashlib.sha256(octets).hexdigest()
    profile = reading.read(members, name=name, sha256=sha256, findings=findings)
    settled = consistency.settle(profile)
    return Loaded(profile=settled.profile, findings=(*findings, *settled.findings))


def _octets(path: Path) -> bytes:
    try:
        with _opened(path) as stream:
            octets = stream.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReadError(f"{path}: the profile cannot be read ({reason})", remedy=_NAME) from error
    if len(octets) > LIMIT:
        raise UsageError(
            f"{path.name}: more than {LIMIT} octets, so no BagIt profile", remedy=_NAME
        )
    return octets


def _opened(path: Path) -> BinaryIO:
    """Open a regular file; never waits on a FIFO."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise UsageError(f"{path}: not a file", remedy=_NAME)
    return os.fdopen(handle, "rb")


def _refuse_other_forms(members: Members, name: str) -> None:
    if _is_of_bagger(members):
        raise UsageError(
            f"{name}: a profile in the form of the Library of Congress's Bagger",
            remedy="Write its fields under Bag-Info of a BagIt profile; DART converts such files.",
        )
    known = {*reading.KEYS, *dart.SPELLING.values()}
    if not known & members.keys():
        raise UsageError(f"{name}: JSON, and no BagIt profile", remedy=_NAME)


def _is_of_bagger(members: Members) -> bool:
    if isinstance(members.get("ordered"), list):
        return True
    fields: list[Mapping[str, object]] = [
        one for one in members.values() if isinstance(one, Members)
    ]
    return bool(fields) and all(any(key in one for key in _OF_BAGGER) for one in fields)
