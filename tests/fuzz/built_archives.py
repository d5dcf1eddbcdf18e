"""Archives whose sums are right and whose members are anything, made of any octets.

Chance alone seldom writes a right CRC-32 or header sum, so that octets changed at random seldom
reach what comes after these are compared. Here octets choose among names, kinds and lies.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.archives import hostile
from tests.archives.hostile import TarBuilder, TarMember, ZipBuilder, ZipMember
from tests.bags.builder import BagBuilder

_MOST_MEMBERS = 12
_NAMES = (
    b"bag/", b"bag/data/", b"bag/data/release.txt", b"./bag/data/release.txt", b"bag//data/x",
    b"bag/data/x", b"bag/data/x/y", b"bag", b"data/x", b"gab/bagit.txt", b"bag/../x", b"/x", b"",
    b"bag/data/\xc3\xa9", b"bag/data/e\xcc\x81", b"bag/data/\xe9", b"bag\\data\\x", b"C:x", b"x\0y",
)  # fmt: skip
_KINDS = b"01234567SxgLKVD\0Z"
_MODES = (0o100644, 0o40755, 0o120777, 0o20666, 0o10644, 0, 0o140755)
_NUMBERS = (0, 1, 2, 8, 12, 14, 0x800, 0xFFFF, 99)


class _Choices:
    """Octets as a row of choices; at their end every choice is the first."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets
        self._at = 0

    def __bool__(self) -> bool:
        return self._at < len(self._octets)

    def number(self, most: int) -> int:
        self._at += 1
        return self._octets[self._at - 1] % most if self._at <= len(self._octets) else 0

    def one_of(self, values: Sequence[Any]) -> Any:
        return values[self.number(len(values))]

    def octets(self) -> bytes:
        size = self.number(64)
        self._at += size
        return self._octets[self._at - size : self._at]

    def name(self) -> bytes:
        return self.octets() if self.number(4) == 3 else bytes(self.one_of(_NAMES))


def zip_of(octets: bytes) -> bytes:
    """Give a ZIP of a sound bag, with members and lies as the octets say."""
    choices = _Choices(octets)
    members = [ZipMember(name=name, octets=one) for name, one in _bag_files().items()]
    while choices and len(members) < _MOST_MEMBERS:
        at = choices.number(len(members))
        if choices.number(2):
            members[at] = replace(members[at], **_zip_lie(choices))
            continue
        members.insert(at, ZipMember(name=choices.name(), octets=choices.octets()))
    return ZipBuilder(members=tuple(members), comment=choices.octets()).build()


def _zip_lie(choices: _Choices) -> dict[str, Any]:
    lie = choices.number(8)
    if lie == 0:
        octets = choices.octets()
        return {"octets": octets, "stored": hostile.deflated(octets), "method": 8}
    if lie == 1:
        return {"mode": choices.one_of(_MODES), "system": choices.number(20)}
    if lie == 2:
        name = choices.name()
        return {"extra": hostile.unicode_path(name, "bag/data/x"), "name": name}
    if lie == 3:
        field = hostile.extra_field(choices.one_of((1, 0x7075, 10)), choices.octets())
        return {choices.one_of(("extra", "local_extra")): field}
    if lie == 4:
        return {choices.one_of(("local_name", "before", "descriptor", "stored")): choices.octets()}
    if lie == 5:
        field = choices.one_of(("flags", "local_flags", "method", "local_method", "disk"))
        return {field: choices.one_of(_NUMBERS)}
    field = choices.one_of(("crc", "local_crc", "size", "local_size", "offset"))
    return {field: choices.one_of((*_NUMBERS, 0xFFFFFFFF))}


def tar_of(octets: bytes) -> bytes:
    """Give a tar of a sound bag, with members and lies as the octets say."""
    choices = _Choices(octets)
    members = [TarMember(name=name, octets=one) for name, one in _bag_files().items()]
    while choices and len(members) < _MOST_MEMBERS:
        at = choices.number(len(members))
        members.insert(at, _tar_member(choices))
    return TarBuilder(members=tuple(members)).build()


def _tar_member(choices: _Choices) -> TarMember:
    form = choices.number(4)
    if form == 0:
        records = [
            (choices.one_of((b"path", b"size", b"linkpath", b"GNU.sparse.name")), choices.octets())
            for _ in range(choices.number(3))
        ]
        return hostile.pax(choices.one_of((b"x", b"g")), records)
    if form == 1:
        return hostile.long_name(choices.name(), kind=choices.one_of((b"L", b"K")))
    at = choices.number(len(_KINDS))
    return TarMember(
        name=choices.name()[:100],
        octets=choices.octets(),
        kind=_KINDS[at : at + 1],
        link=choices.name()[:100],
        magic=choices.one_of((b"ustar\x0000", b"ustar  \0", b"")),
        prefix=choices.octets() if choices.number(3) == 2 else b"",
    )


def _bag_files() -> dict[bytes, bytes]:
    bag = BagBuilder(algorithms=("sha256",), tag_algorithms=("sha256",))
    tags = bag.tag_files()
    files = {**bag.payload, **tags, **bag.tag_manifests(tags)}
    return {f"bag/{path}".encode(): octets for path, octets in files.items()}
