"""Names of what is not finished yet, where a repository is a folder."""

import hashlib

from preserve.storage import names

_LONGEST = 255
_DIGITS = 16


def name(final: str, *, mark: str) -> str:
    """Give the hidden name under which a parcel is sent, the same for each run with one journal.

    It is the final name between a full stop and ``.part-`` with the beginning of the parcel's mark,
    cut at the end to what file systems hold.
    """
    suffix = f".part-{mark[:_DIGITS]}"
    room = _LONGEST - 1 - len(suffix)
    octets = names.to_octets(final)
    if len(octets) > room:
        digest = hashlib.sha256(octets).hexdigest()[:_DIGITS]
        final = octets[: room - _DIGITS - 1].decode("utf-8", "ignore") + "~" + digest
    return f".{final}{suffix}"


def is_partial(entry: str) -> bool:
    """Tell whether a name is one of those."""
    head, mark, tail = entry.rpartition(".part-")
    return bool(mark) and head.startswith(".") and len(tail) == _DIGITS and tail.isalnum()
