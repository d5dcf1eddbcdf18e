"""Archives made to mislead those who extract them, or to fill their disks."""

import bz2
import gzip
import lzma
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.archives import hostile
from tests.archives.hostile import TarBuilder, TarMember, ZipBuilder, ZipMember
from tests.bags.builder import PAYLOAD, BagBuilder
from tests.hostile.cases import Case, Make
from tests.hostile.judging import Found

RELEASE = "data/release.txt"
_BAG = BagBuilder(algorithms=("sha512",), tag_algorithms=("sha512",))
_OUTSIDE = (
    b"../evil",
    b"bag/../../evil",
    b"/evil",
    b"C:\\evil",
    b"\\\\s\\evil",
    b"~/evil",
    b"bag/a\0b",
)
"""The last is none in a tar, where a name ends with the first NUL."""
_LONG = b"/" + b"evil/" * 50
_DENSE = bytes(4 << 20)
_FEW = ("--max-octets", "1000000")


def _files(builder: BagBuilder = _BAG) -> dict[bytes, bytes]:
    tags = builder.tag_files()
    files = {**builder.payload, **tags, **builder.tag_manifests(tags)}
    return {f"bag/{path}".encode(): octets for path, octets in files.items()}


def _zip_members(builder: BagBuilder = _BAG) -> tuple[ZipMember, ...]:
    return tuple(ZipMember(name=name, octets=octets) for name, octets in _files(builder).items())


def _tar_members(builder: BagBuilder = _BAG) -> tuple[TarMember, ...]:
    return tuple(TarMember(name=name, octets=octets) for name, octets in _files(builder).items())


def _put(octets: bytes | Callable[[], bytes], name: str) -> Make:
    def make(yard: Path) -> Path:
        path = yard / name
        path.write_bytes(octets if isinstance(octets, bytes) else octets())
        return path

    return make


def _zip(*more: ZipMember, found: tuple[Found, ...], verdict: str = "invalid") -> Case:
    """A sound bag with more members behind its own."""
    octets = ZipBuilder(members=(*_zip_members(), *more)).build()
    return Case(make=_put(octets, "bag.zip"), found=found, verdict=verdict)


def _zip_changed(*, found: tuple[Found, ...], verdict: str = "invalid", **lie: Any) -> Case:
    """A sound bag whose release is told of in a way that is not so."""
    members = [
        replace(one, **lie) if one.name.endswith(b"release.txt") else one for one in _zip_members()
    ]
    octets = ZipBuilder(members=tuple(members)).build()
    return Case(make=_put(octets, "bag.zip"), found=found, verdict=verdict)


def _tar(*more: TarMember, found: tuple[Found, ...], verdict: str = "invalid") -> Case:
    octets = TarBuilder(members=(*_tar_members(), *more)).build()
    return Case(make=_put(octets, "bag.tar"), found=found, verdict=verdict)


def _bomb(pack: Callable[[bytes], bytes], name: str) -> Case:
    builder = replace(_BAG, payload={**PAYLOAD, "data/zeros": _DENSE})
    return Case(
        make=_put(lambda: pack(TarBuilder(members=_tar_members(builder)).build()), name),
        found=(("ARC-030", None),),
        verdict="unknown",
        options=_FEW,
    )


def _zip_bomb() -> bytes:
    builder = replace(_BAG, payload={**PAYLOAD, "data/zeros": _DENSE})
    members = [
        replace(one, stored=hostile.deflated(one.octets), method=8) for one in _zip_members(builder)
    ]
    return ZipBuilder(members=tuple(members)).build()


def _overlapping() -> bytes:
    """Many members in the same octets: a bomb that needs no archive within another."""
    members = _zip_members()
    start = sum(len(one.local()) for one in members[:-1])
    shared = (replace(members[-1], offset=start) for _ in range(50))
    return ZipBuilder(members=(*members, *shared)).build()


def _left_out(code: str) -> tuple[Found, ...]:
    return (code, f"bag/{RELEASE}"), ("MAN-009", RELEASE)


def _nested(depth: int) -> bytes:
    octets = _DENSE
    for _ in range(depth):
        octets = ZipBuilder(
            members=(
                ZipMember(name=b"z", octets=octets, stored=hostile.deflated(octets), method=8),
            )
        ).build()
    return octets


def _in_bag(content: bytes) -> bytes:
    builder = replace(_BAG, payload={**PAYLOAD, "data/nested.zip": content})
    return ZipBuilder(members=_zip_members(builder)).build()


_TWICE = (("ARC-017", f"bag/{RELEASE}"),)
_SOUND_ZIP = ZipBuilder(members=_zip_members()).build()
_SOUND_TAR = TarBuilder(members=_tar_members()).build()

CASES: Mapping[str, Case] = {
    "a zip of names that lead outside": _zip(
        *(ZipMember(name=name) for name in _OUTSIDE),
        found=tuple(("ARC-016", name.decode()) for name in _OUTSIDE),
    ),
    "a tar of names that lead outside": _tar(
        *(TarMember(name=name) for name in _OUTSIDE[:-1]),
        found=tuple(("ARC-016", name.decode()) for name in _OUTSIDE[:-1]),
    ),
    "a tar of long names that lead outside": _tar(
        hostile.pax(b"x", [(b"path", b"bag/../../evil")]),
        TarMember(name=b"bag/data/good"),
        hostile.long_name(_LONG),
        TarMember(name=b"bag/data/better"),
        found=(("ARC-016", "bag/../../evil"), ("ARC-016", _LONG.decode())),
    ),
    "a zip with a link": _zip(
        ZipMember(name=b"bag/data/link", octets=b"/etc/passwd", mode=stat.S_IFLNK | 0o777),
        found=(("BAG-012", "data/link"),),
    ),
    "a tar with a link": _tar(
        TarMember(name=b"bag/data/link", kind=b"2", link=b"/etc"), found=(("BAG-012", "data/link"),)
    ),
    "a tar with a hard link": _tar(
        TarMember(name=b"bag/data/link", kind=b"1", link=b"bag/data/release.txt"),
        found=(("ARC-019", "bag/data/link"),),
    ),
    "a tar with a link and a file behind it": _tar(
        TarMember(name=b"bag/data/a", kind=b"2", link=b"/tmp"),
        TarMember(name=b"bag/data/a/evil", octets=b"x"),
        found=(("ARC-018", "bag/data/a"), ("MAN-010", "data/a/evil"), ("INF-007", "bag-info.txt")),
    ),
    "a tar with devices and a FIFO": _tar(
        TarMember(name=b"bag/data/zero", kind=b"3"),
        TarMember(name=b"bag/data/disk", kind=b"4"),
        TarMember(name=b"bag/data/fifo", kind=b"6"),
        found=(("BAG-013", "data/disk"), ("BAG-013", "data/fifo"), ("BAG-013", "data/zero")),
    ),
    "a zip with a device": _zip(
        ZipMember(name=b"bag/data/zero", mode=stat.S_IFCHR | 0o666),
        found=(("BAG-013", "data/zero"),),
    ),
    "a zip of two members of one name": _zip(
        ZipMember(name=b"bag/data/release.txt", octets=b"another"), found=_TWICE
    ),
    "a tar of two members of one name": _tar(
        TarMember(name=b"bag/./data//release.txt", octets=b"another"), found=_TWICE
    ),
    "a zip of two top folders": _zip(
        ZipMember(name=b"other/file", octets=b"x"), found=(("ARC-025", "other/"),)
    ),
    "a tar of two bags": _tar(
        TarMember(name=b"gab/bagit.txt", octets=b"x"), found=(("ARC-025", "gab/"),)
    ),
    "a zip that states too few octets": _zip_changed(
        size=3, local_size=3, found=_left_out("ARC-009")
    ),
    "a zip that states terabytes": _zip_changed(
        size=0xFFFFFFF0, local_size=0xFFFFFFF0, found=_left_out("ARC-009")
    ),
    "a zip whose local header says otherwise": _zip_changed(
        local_size=9, found=_left_out("ARC-008")
    ),
    "a zip whose local name is another": _zip_changed(
        local_name=b"bag/data/another", found=_left_out("ARC-008")
    ),
    "a zip with a wrong CRC": _zip_changed(crc=1, local_crc=1, found=(("ARC-015", RELEASE),)),
    "a zip with an encrypted member": _zip_changed(
        flags=1, found=(("ARC-022", f"bag/{RELEASE}"),), verdict="unknown"
    ),
    "a zip in an unknown method": _zip_changed(
        method=99, found=(("ARC-023", f"bag/{RELEASE}"),), verdict="unknown"
    ),
    "a tar with a sparse member": _tar(
        TarMember(name=b"bag/data/sparse", kind=b"S", magic=b"ustar  \0"),
        found=(("ARC-020", "bag/data/sparse"), ("MAN-010", "data/sparse")),
    ),
    "a tar that states exabytes": _tar(
        TarMember(name=b"bag/data/huge", size=b"\x80" + bytes(3) + b"\x7f" * 8),
        found=(("ARC-013", None),),
    ),
    "a tar that states less than nothing": _tar(
        TarMember(name=b"bag/data/negative", size=b"\xff" * 12),
        found=(("ARC-013", None),),
    ),
    "a zip behind a program": Case(
        make=_put(b"MZ" + _SOUND_ZIP, "bag.zip"), found=(("ARC-003", None),)
    ),
    "a zip before a zip": Case(
        make=_put(_SOUND_ZIP + _SOUND_ZIP, "bag.zip"), found=(("ARC-003", None),)
    ),
    "a tar before a tar": Case(
        make=_put(_SOUND_TAR + _SOUND_TAR, "bag.tar"), found=(("ARC-010", None),)
    ),
    "a bomb in a zip": Case(
        make=_put(_zip_bomb, "bag.zip"),
        found=(("ARC-030", None),),
        verdict="unknown",
        options=_FEW,
    ),
    "a bomb in a tar.gz": _bomb(gzip.compress, "bag.tar.gz"),
    "a bomb in a tar.bz2": _bomb(bz2.compress, "bag.tar.bz2"),
    "a bomb in a tar.xz": _bomb(lzma.compress, "bag.tar.xz"),
    "archives within archives, which are left as they are": Case(
        make=_put(lambda: _in_bag(_nested(6)), "bag.zip"), found=(), verdict="valid"
    ),
    "a gzip stream of gzip streams": Case(
        make=_put(lambda: gzip.compress(gzip.compress(_SOUND_TAR)), "bag.tar.gz"),
        found=(("ARC-013", None),),
    ),
    "a tar.gz cut off": Case(
        make=_put(gzip.compress(_SOUND_TAR)[:-20], "bag.tar.gz"),
        found=(("ARC-011", None), ("TAG-006", None)),
    ),
    "hundreds of thousands of streams of nothing": Case(
        make=_put(lambda: gzip.compress(b"") * 300_000 + gzip.compress(_SOUND_TAR), "bag.tar.gz"),
        found=(),
        verdict="valid",
    ),
    "a zip of nothing": Case(
        make=_put(ZipBuilder(members=()).build(), "bag.zip"),
        found=(
            ("BAG-001", "bagit.txt"),
            ("BAG-010", "data"),
            ("BAG-011", None),
            ("INF-010", None),
            ("TAG-006", None),
        ),
    ),
    "members of the same octets": Case(
        make=_put(_overlapping, "bag.zip"),
        found=(*(("ARC-007", "bag/tagmanifest-sha512.txt"),) * 50, ("ARC-006", None)),
    ),
}
