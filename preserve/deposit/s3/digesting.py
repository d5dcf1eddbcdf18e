"""Parts of a file: what a store must state when it has them."""

import base64
import hashlib
import io
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from preserve.fixity.digests import Digester
from preserve.model.deposits import Parcel
from preserve.model.digests import Algorithm, Digests

MOST_PARTS = 10_000
_CHUNK = 1 << 20
MEBI = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a file, and its digests."""

    number: int
    """From 1 on."""
    start: int
    size: int
    sha256: bytes
    md5: bytes

    @property
    def checksum(self) -> str:
        """As ``x-amz-checksum-sha256`` has it."""
        return text(self.sha256)

    def is_stated_by(self, answer: Mapping[str, object]) -> bool:
        """Tell whether a store states this part: by its SHA-256, or else by the MD5 in its ETag."""
        stated = answer.get("ChecksumSHA256")
        return stated == self.checksum if stated else etag(answer) == self.md5.hex()


def text(digest: bytes) -> str:
    """Give a digest as headers have it."""
    return base64.b64encode(digest).decode("ascii")


def etag(answer: Mapping[str, object]) -> str:
    """Give an ETag without its quotation marks."""
    return str(answer.get("ETag", "")).strip('"').lower()


def part_size(size: int, wanted: int) -> int:
    """Give the size of parts, so that there are no more of them than a store takes."""
    least = -(-size // MOST_PARTS)
    return max(wanted, -(-least // MEBI) * MEBI)


@dataclass(slots=True, kw_only=True)
class Whole:
    """A file of which the parts pass by: what a store must state when it has all of them."""

    algorithms: tuple[Algorithm, ...]
    size: int = 0
    digester: Digester = field(init=False)
    _sha256: list[bytes] = field(default_factory=list)
    _md5: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin without a part."""
        self.digester = Digester(self.algorithms)

    def read(
        self, handle: int, *, each: int, end: int, tell: Callable[[int], None] = lambda _: None
    ) -> Iterator[Part]:
        """Read the file part by part; give each with its digests."""
        is_ended = False
        while not is_ended:
            wanted = min(each, end - self.size)
            part = self._part(handle, len(self._md5) + 1, wanted, tell)
            # A file that became shorter has no further parts either.
            is_ended = part.size < wanted or self.size >= end
            self._sha256.append(part.sha256)
            self._md5.append(part.md5)
            yield part

    def _part(self, handle: int, number: int, size: int, tell: Callable[[int], None]) -> Part:
        start = self.size
        sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
        while self.size < start + size:
            octets = os.pread(handle, min(_CHUNK, start + size - self.size), self.size)
            if not octets:
                break
            for one in (sha256, md5, self.digester):
                one.update(octets)
            self.size += len(octets)
            tell(len(octets))
        return Part(
            number=number,
            start=start,
            size=self.size - start,
            sha256=sha256.digest(),
            md5=md5.digest(),
        )

    def digests(self) -> Digests:
        """Give the digests of the whole."""
        return self.digester.result().digests

    def facts(self, *, in_parts: bool) -> dict[str, object]:
        """Give what a store states of the object: its checksum and its ETag."""
        if not in_parts:
            return {"checksum": text(self._sha256[0]), "etag": self._md5[0].hex()}
        count = len(self._md5)
        joined = hashlib.sha256(b"".join(self._sha256)).digest()
        md5 = hashlib.md5(b"".join(self._md5), usedforsecurity=False).hexdigest()
        return {"checksum": f"{text(joined)}-{count}", "etag": f"{md5}-{count}"}


class Slice(io.RawIOBase):
    """A part of an open file as a body that can be read more than once."""

    def __init__(self, handle: int, part: Part) -> None:
        """Begin at the part's first octet."""
        super().__init__()
        self._handle, self._part, self._at = handle, part, 0

    def __len__(self) -> int:
        return self._part.size

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that it can be read again."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place within the part."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._part.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """Tell where it is within the part."""
        return self._at

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        left = max(0, self._part.size - self._at)
        wanted = left if size < 0 else min(size, left)
        octets = os.pread(self._handle, wanted, self._part.start + self._at)
        self._at += len(octets)
        return octets


def of_parcel(parcel: Parcel) -> tuple[Algorithm, ...]:
    """Give the algorithms in which a parcel is digested while it is sent."""
    # One digest tells as much as several, where it is a strong one.
    strong = Algorithm.SHA256
    return (strong,) if strong in parcel.digests else tuple(sorted(parcel.digests))
