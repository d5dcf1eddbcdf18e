"""Taking message digests of octets as they pass, in every algorithm at once."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from preserve.fixity import assembly
from preserve.fixity.assembly import BUFFER_SIZE, Update
from preserve.model.digests import Algorithm, Digests, HexDigest

_LARGE = 8 << 20


class _Hash(Protocol):
    """What hashlib makes."""

    def update(self, octets: "bytes | memoryview", /) -> None: ...

    def digest(self) -> bytes: ...

    def hexdigest(self) -> str: ...


_NEW: Mapping[Algorithm, Callable[..., _Hash]] = {
    Algorithm.MD5: hashlib.md5,
    Algorithm.SHA1: hashlib.sha1,
    Algorithm.SHA224: hashlib.sha224,
    Algorithm.SHA256: hashlib.sha256,
    Algorithm.SHA384: hashlib.sha384,
    Algorithm.SHA512: hashlib.sha512,
    Algorithm.SHA3_224: hashlib.sha3_224,
    Algorithm.SHA3_256: hashlib.sha3_256,
    Algorithm.SHA3_384: hashlib.sha3_384,
    Algorithm.SHA3_512: hashlib.sha3_512,
    Algorithm.BLAKE2B: hashlib.blake2b,
    Algorithm.BLAKE2S: hashlib.blake2s,
}


def new(algorithm: Algorithm) -> Callable[..., _Hash]:
    """Give what makes the state of one algorithm, as hashlib does."""
    return _NEW[algorithm]


Sink = Callable[[memoryview], None]
"""Takes the octets as they are read; they are gone when it returns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digested:
    """How many octets passed, and their digests."""

    size: int
    digests: Digests


class Digester:
    """Digests of one stream in several algorithms."""

    __slots__ = ("_hashes", "size")

    def __init__(self, algorithms: Iterable[Algorithm]) -> None:
        """Start with no octets."""
        self.size = 0
        self._hashes = {one: _NEW[one](usedforsecurity=False) for one in sorted(set(algorithms))}

    def update(self, octets: "bytes | memoryview") -> None:
        """Take the next octets."""
        self.size += len(octets)
        for one in self._hashes.values():
            one.update(octets)

    def states(self) -> tuple[Update, ...]:
        """Give what each algorithm takes octets by, for those who feed them by themselves."""
        return tuple(state.update for state in self._hashes.values())

    def result(self) -> Digested:
        """Give the size and the digests so far."""
        digests = {one: HexDigest(state.hexdigest()) for one, state in self._hashes.items()}
        return Digested(size=self.size, digests=digests)


def hex_digests(
    octets: "bytes | memoryview", algorithms: Iterable[Algorithm]
) -> tuple[HexDigest, ...]:
    """Digest octets that are in memory, in the order of the algorithms."""
    return tuple(
        [HexDigest(_NEW[one](octets, usedforsecurity=False).hexdigest()) for one in algorithms]
    )


def digest_octets(octets: bytes, algorithms: Iterable[Algorithm]) -> Digested:
    """Digest octets that are in memory."""
    digester = Digester(algorithms)
    digester.update(octets)
    return digester.result()


def digest_file(
    handle: int,
    algorithms: Iterable[Algorithm],
    *,
    size: int | None = None,
    sink: Sink | None = None,
) -> Digested:
    """Read an open file once, digesting and handing each buffer to ``sink``.

    ``size`` is what the file is known to have. A file that turns out to have more is read no
    further, so that one that grows as fast as it is read comes to an end: the size that is given
    back is then the larger. A large file is digested by one thread an algorithm. Raises OSError
    as reading does.
    """
    digester = Digester(algorithms)
    size = os.fstat(handle).st_size if size is None else size
    # One octet more than the file has, so that a second read finds its end.
    buffer = memoryview(bytearray(min(BUFFER_SIZE, size + 1)))
    if size < _LARGE:
        _read_all(handle, buffer, size, digester.update, sink)
        return digester.result()
    with assembly.Line(digester.states()) as line:
        left = size
        while left >= 0 and (octets := line.fill(handle)):
            left -= len(octets)
            if sink is not None:
                sink(octets)
            digester.size += len(octets)
            line.hand_on(octets)
    return digester.result()


def _read_all(handle: int, buffer: memoryview, size: int, update: Sink, sink: Sink | None) -> None:
    left = size
    while left >= 0 and (count := os.readv(handle, [buffer])):
        octets = buffer[:count]
        left -= count
        if sink is not None:
            sink(octets)
        update(octets)
