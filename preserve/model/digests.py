"""Digest algorithms and their names in each standard."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NewType

HexDigest = NewType("HexDigest", str)
"""A message digest in lower-case hexadecimal."""


class Algorithm(StrEnum):
    """A digest algorithm, by its name in manifest file names (RFC 8493 section 2.4).

    The list is closed: a manifest in any other algorithm is reported, never guessed at.
    """

    MD5 = "md5"
    SHA1 = "sha1"
    SHA224 = "sha224"
    SHA256 = "sha256"
    SHA384 = "sha384"
    SHA512 = "sha512"
    SHA3_224 = "sha3224"
    SHA3_256 = "sha3256"
    SHA3_384 = "sha3384"
    SHA3_512 = "sha3512"
    BLAKE2B = "blake2b512"
    BLAKE2S = "blake2s256"

    @property
    def hex_length(self) -> int:
        """How many hexadecimal digits a digest of this algorithm has."""
        return _BITS[self] // 4

    @property
    def is_weak(self) -> bool:
        """Whether collisions can be made, so that it protects against accident alone."""
        return self in {Algorithm.MD5, Algorithm.SHA1}

    @property
    def label(self) -> str:
        """Its name as PREMIS writes it."""
        return _LABELS[self]


_BITS: Mapping[Algorithm, int] = {
    Algorithm.MD5: 128,
    Algorithm.SHA1: 160,
    Algorithm.SHA224: 224,
    Algorithm.SHA256: 256,
    Algorithm.SHA384: 384,
    Algorithm.SHA512: 512,
    Algorithm.SHA3_224: 224,
    Algorithm.SHA3_256: 256,
    Algorithm.SHA3_384: 384,
    Algorithm.SHA3_512: 512,
    Algorithm.BLAKE2B: 512,
    Algorithm.BLAKE2S: 256,
}

_LABELS: Mapping[Algorithm, str] = {
    Algorithm.MD5: "MD5",
    Algorithm.SHA1: "SHA-1",
    Algorithm.SHA224: "SHA-224",
    Algorithm.SHA256: "SHA-256",
    Algorithm.SHA384: "SHA-384",
    Algorithm.SHA512: "SHA-512",
    Algorithm.SHA3_224: "SHA3-224",
    Algorithm.SHA3_256: "SHA3-256",
    Algorithm.SHA3_384: "SHA3-384",
    Algorithm.SHA3_512: "SHA3-512",
    Algorithm.BLAKE2B: "BLAKE2b-512",
    Algorithm.BLAKE2S: "BLAKE2s-256",
}

DEFAULT_ALGORITHMS = (Algorithm.SHA256, Algorithm.SHA512)

Digests = Mapping[Algorithm, HexDigest]
"""The digests of one stream of octets, by algorithm."""
