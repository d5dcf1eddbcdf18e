"""What a file's name alone says of it: hidden, left behind by a system, a list of digests."""

import re

_JUNK = frozenset(
    {
        ".appledouble",
        ".documentrevisions-v100",
        ".ds_store",
        ".fseventsd",
        ".localized",
        ".spotlight-v100",
        ".temporaryitems",
        ".trashes",
        "$recycle.bin",
        "__macosx",
        "desktop.ini",
        "ehthumbs.db",
        "ehthumbs_vista.db",
        "icon\r",
        "system volume information",
        "thumbs.db",
    }
)
_APPLE_DOUBLE = "._"
CHECKSUM_LIST = re.compile(
    r"(?:.*[.])?(?:(?P<algorithm>md5|sha|sha-?1|sha-?224|sha-?256|sha-?384|sha-?512"
    r"|sha3-?224|sha3-?256|sha3-?384|sha3-?512|b2|blake2b|blake2s)(?:sums?)?|checksums?)(?:[.]txt)?",
    re.IGNORECASE,
)
"""The names of checksum lists, with the algorithm where they tell it."""
MANIFEST = re.compile(r"manifest-(?P<algorithm>[a-z0-9-]+)\.txt", re.IGNORECASE)
"""The names of payload manifests (RFC 8493 section 2.1.3)."""


def is_junk(path: str) -> bool:
    """Tell whether a file, or a folder above it, is one that operating systems leave behind."""
    return any(
        segment in _JUNK or segment.startswith(_APPLE_DOUBLE) for segment in path.lower().split("/")
    )


def is_hidden(path: str) -> bool:
    """Tell whether a file, or a folder above it, is hidden by its name."""
    return any(segment.startswith(".") for segment in path.split("/"))


def is_checksum_list(path: str) -> bool:
    """Tell whether a file is named as checksum lists are (``SHA256SUMS``, ``a.pdf.md5``)."""
    return CHECKSUM_LIST.fullmatch(path.rpartition("/")[2]) is not None


def is_manifest(path: str) -> bool:
    """Tell whether a file is named as a payload manifest of BagIt."""
    return MANIFEST.fullmatch(path.rpartition("/")[2]) is not None
