"""Where in an archive the bag lies (BagIt 0.97, draft-kunze-bagit-14, section 4).

RFC 8493 says nothing of archives. The draft wants one folder at the top, which is the bag's,
and named as the archive is.
"""

import re

from preserve.archives.reading.faults import Faults
from preserve.archives.reading.index import MemberIndex
from preserve.archives.reading.names import shown_name
from preserve.findings import archives as codes

_EXTENSIONS = re.compile(
    r"(?:\.tar\.(?:gz|bz2|xz|z)|\.(?:tgz|tbz2?|txz|tar|zip|gz|bz2|xz))$", re.IGNORECASE
)


def choose(index: MemberIndex, *, archive: str, faults: Faults) -> bytes:
    """Give the key of the bag's folder, nothing when the bag lies at the top itself.

    ``archive`` is the archive's file name.
    """
    base = _base(index)
    if base:
        _tell_beside(index, base, faults)
        _tell_name(base, archive, faults)
    elif index.first_from(b""):
        faults.tell(codes.NO_TOP_FOLDER.at("the archive: its members lie in no folder of the bag"))
    return base


def _base(index: MemberIndex) -> bytes:
    if _is_at_top(index, b"bagit.txt") or _is_at_top(index, b"manifest-"):
        return b""
    first = b""
    for name in index.tops():
        if not name.endswith(b"/"):
            continue
        if index.find(name + b"bagit.txt"):
            return name
        first = first or name
    return first


def _is_at_top(index: MemberIndex, beginning: bytes) -> bool:
    key = index.first_from(beginning)
    return key.startswith(beginning) and b"/" not in key


def _tell_beside(index: MemberIndex, base: bytes, faults: Faults) -> None:
    bag = shown_name(base[:-1])
    for name in index.tops():
        if name != base:
            shown = shown_name(name)
            faults.tell(
                codes.BESIDE_TOP_FOLDER.at(f"{shown}: stands beside the bag {bag}", path=shown)
            )


def _tell_name(base: bytes, archive: str, faults: Faults) -> None:
    expected = _EXTENSIONS.sub("", archive)
    found = shown_name(base[:-1])
    if found != expected:
        faults.tell(
            codes.TOP_FOLDER_NAME.at(
                f"{found}: is the bag's folder in {archive}", expected=expected, found=found
            )
        )
