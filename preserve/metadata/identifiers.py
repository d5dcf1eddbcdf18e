"""Identifiers that follow from what they identify: UUIDs of version 5 (RFC 9562 section 5.5).

The same package made twice has the same identifiers. Parts are joined as netstrings under a
word that fixes how many follow, so that two different packages never join to the same octets.
"""

import hashlib
import uuid
from collections.abc import Iterable

from preserve.model.digests import HexDigest

NAMESPACE = uuid.UUID("d0261063-4327-47e6-a134-73962816643d")
"""Preserve's own namespace; it never changes."""

TYPE = "URI"
"""The type that PREMIS gives for these identifiers: they are written ``urn:uuid:…``."""

_VARIANTS = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def package_identifier(
    *,
    organisation: str,
    release: str,
    files: Iterable[tuple[str, HexDigest]],
    description_sha512: str,
    replaces: str | None,
) -> str:
    """Give a package's identifier from its content.

    ``files`` are (path, sha512), sorted by the octets of the path; ``description_sha512`` is
    that of the record without its identifier. ``replaces`` enters only where there is one.
    Raises ValueError when the files are not sorted or a path comes twice.
    """
    octets = _Octets()
    octets.add("package", organisation, release, description_sha512)
    if replaces is not None:
        octets.add("replaces", replaces)
    last = None
    for path, digest in files:
        key = _encode(path)
        if last is not None and key <= last:
            raise ValueError(f"files are not sorted by the octets of their paths at {path!r}")
        last = key
        octets.add("file", path, digest)
    return octets.urn()


def entity_identifier(package: str, role: str, key: str) -> str:
    """Give the identifier of a part of a package: its representation, a file, an event.

    ``role`` says which kind; ``key`` is the path of a file, or the type of an event.
    """
    return Parts(package, role).identifier(key)


class Parts:
    """The identifiers of the parts of one package that have one role, of which there are many."""

    __slots__ = ("_begun",)

    def __init__(self, package: str, role: str) -> None:
        """Begin what all of them are computed from."""
        self._begun = _Octets()
        self._begun.add("entity", package, role)

    def identifier(self, key: str) -> str:
        """Give the identifier of one part."""
        octets = _encode(key)
        sha1 = self._begun.sha1.copy()
        sha1.update(b"%d:%s," % (len(octets), octets))
        return _urn(sha1.hexdigest())


def agent_identifier(name: str, version: str) -> str:
    """Give the identifier of an agent, the same in every package it has a part in."""
    octets = _Octets()
    octets.add("agent", name, version)
    return octets.urn()


class _Octets:
    """What a UUID is computed from, taken in as it comes."""

    def __init__(self) -> None:
        # RFC 9562 section 5.5: SHA-1 over the namespace's octets, then the name's.
        self.sha1 = hashlib.sha1(NAMESPACE.bytes, usedforsecurity=False)

    def add(self, *parts: str) -> None:
        for part in parts:
            octets = _encode(part)
            self.sha1.update(b"%d:%s," % (len(octets), octets))

    def urn(self) -> str:
        return _urn(self.sha1.hexdigest())


def _urn(sha1: str) -> str:
    """Make a UUID of a digest: its version is 5, and two bits are those of RFC 9562's variant."""
    variant = _VARIANTS[sha1[16]]
    return f"urn:uuid:{sha1[:8]}-{sha1[8:12]}-5{sha1[13:16]}-{variant}{sha1[17:20]}-{sha1[20:32]}"


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
