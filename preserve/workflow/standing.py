"""Whether a package that stands is still there whole, as far as a glance can tell.

Its tag files are read and compared with the tag manifests, and the payload's files are counted
and their sizes added up, as Payload-Oxum has them. The payload's octets are not read: telling
whether those are what they were is the validator's work.
"""

import os

from preserve.errors import ReadError
from preserve.fixity import digests
from preserve.model.digests import Algorithm
from preserve.storage.folders import EntryKind, Folder

_DECLARATION = "bagit.txt"
_LONGEST_MANIFEST = 1 << 30


def what_is_wrong(output: Folder, name: str, *, oxum: str) -> str:
    """Say what of a bag's folder is missing or altered; empty where nothing was seen."""
    try:
        with output.subfolder(name) as bag:
            return _tag_files(bag) or _payload(bag, oxum)
    except (OSError, ReadError) as error:
        reason = error.strerror if isinstance(error, OSError) else error.message
        return f"cannot be read ({reason})"


def _tag_files(bag: Folder) -> str:
    if bag.kind(_DECLARATION) is not EntryKind.FILE:
        return f"{_DECLARATION} is missing"
    names = {entry.path for entry in bag.list() if entry.kind is EntryKind.FILE}
    manifests = sorted(name for name in names if name.startswith("tagmanifest-"))
    if not manifests:
        return "its tag manifests are missing"
    known = {f"tagmanifest-{algorithm}.txt": algorithm for algorithm in Algorithm}
    for manifest in manifests:
        if manifest not in known:
            return f"{manifest} was not there"
        algorithm = known[manifest]
        text = bag.read(manifest, limit=_LONGEST_MANIFEST).decode("utf-8", "surrogateescape")
        for line in text.splitlines():
            digest, _, path = line.partition("  ")
            if path not in names:
                return f"{path} is missing"
            with bag.open_file(path) as handle:
                if digests.digest_file(handle, [algorithm]).digests[algorithm] != digest:
                    return f"{path} was altered"
    return ""


def _payload(bag: Folder, oxum: str) -> str:
    octets = files = 0
    for entry in bag.walk("data"):
        if entry.kind is EntryKind.FILE:
            files += 1
            with bag.open_file(entry.path) as handle:
                octets += os.fstat(handle).st_size
    found = f"{octets}.{files}"
    return "" if found == oxum else f"its payload is {found}, and was {oxum}"
