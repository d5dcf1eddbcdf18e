"""What stands before a tar's header to extend it: pax records, GNU tar's long names."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from preserve.archives.reading.tar_header import TarHeader

LIMIT = 1 << 20
"""Octets of one extension that are read; names and times take a few hundred."""

PAX = b"x"
GLOBAL = b"g"
LONG_NAME = b"L"
LONG_LINK = b"K"
KINDS = frozenset({PAX, GLOBAL, LONG_NAME, LONG_LINK})

_LONGEST_NUMBER = 20
_OF_SPARSE = (b"GNU.sparse.", b"SCHILY.realsize")
_OF_ONE_MEMBER = (b"path", b"linkpath", b"size", *_OF_SPARSE)


@dataclass(slots=True, kw_only=True)
class Extension:
    """What is known of the next member before its header comes."""

    name: bytes | None = None
    size: int | None = None
    is_sparse: bool = False
    is_too_long: bool = False
    refusal: str = ""
    kinds: set[bytes] = field(default_factory=set)
    """Of the headers that said so."""

    def note(self, header: TarHeader) -> None:
        """Note that a header extends the next member, before its octets are read."""
        # Some tools take both, some the last alone.
        if header.kind in self.kinds:
            self.refusal = "is extended twice by headers of one kind"
        self.kinds.add(header.kind)

    def add(self, header: TarHeader, octets: bytes) -> None:
        """Take one extension's octets. Raises ValueError for pax records that are malformed."""
        if header.kind == LONG_NAME:
            self._set_name(octets.split(b"\0", 1)[0])
        elif header.kind == PAX:
            for key, value in records(octets):
                self._add_record(key, value)

    def _add_record(self, key: bytes, value: bytes) -> None:
        if key == b"path":
            self._set_name(value)
        elif key == b"size":
            self._set_size(int(_digits(value)))
        elif key.startswith(_OF_SPARSE):
            self.is_sparse = True
            if key == b"GNU.sparse.name":
                self.name = value

    def _set_size(self, size: int) -> None:
        if self.size not in {None, size}:
            self.refusal = "has several sizes"
        self.size = size

    def _set_name(self, name: bytes) -> None:
        # Which of them counts differs from tool to tool.
        if self.name not in {None, name}:
            self.refusal = "has several names"
        self.name = name


def check_global(octets: bytes) -> str:
    """Give what is wrong with a global header, which speaks of all members that follow.

    Raises ValueError for records that are malformed.
    """
    for key, _ in records(octets):
        if key.startswith(_OF_ONE_MEMBER):
            return f"a global header states {key.decode()} for every member"
    return ""


def records(octets: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give pax records, each ``length key=value`` and a line feed. Raises ValueError."""
    at = 0
    while at < len(octets):
        blank = octets.find(b" ", at, at + _LONGEST_NUMBER)
        if blank < 0:
            raise ValueError("a pax record has no length")
        end = at + int(_digits(octets[at:blank]))
        key, equals, value = octets[blank + 1 : end].partition(b"=")
        if end > len(octets) or not equals or not value.endswith(b"\n"):
            raise ValueError("a pax record is malformed")
        yield key, value[:-1]
        at = end


def _digits(octets: bytes) -> bytes:
    if not octets.isdigit() or len(octets) > _LONGEST_NUMBER:
        raise ValueError("a pax record has no number where there must be one")
    return octets
