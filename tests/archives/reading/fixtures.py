"""For each code of archives, an archive that raises exactly it."""

import errno
import gzip
import lzma
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from preserve.archives.reading.archive import Archive
from preserve.archives.reading.faults import FaultError
from preserve.archives.reading.limits import Limits
from preserve.archives.reading.members import UNREADABLE, Method
from preserve.archives.reading.opening import open_archive
from preserve.findings import Code, archives
from preserve.storage.folders import EntryKind
from tests.archives.hostile import (
    BLOCK,
    TarBuilder,
    TarMember,
    ZipBuilder,
    ZipMember,
    end_record,
)

NAME = b"bag/data/a.txt"
TEXT = b"The archive opens its doors.\n"
MEMBER = ZipMember(name=NAME, octets=TEXT)
OTHER = ZipMember(name=b"bag/bagit.txt", octets=b"BagIt-Version: 1.0\n")
GOOD_ZIP = ZipBuilder(members=(OTHER, MEMBER))
TAR_MEMBER = TarMember(name=NAME, octets=TEXT)
GOOD_TAR = TarBuilder(members=(TarMember(name=b"bag/bagit.txt", octets=b"BagIt\n"), TAR_MEMBER))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """An archive with one mistake; ``also`` are codes that the same mistake cannot but raise."""

    octets: bytes
    name: str = "bag.zip"
    limits: Limits = field(default_factory=Limits)
    also: frozenset[Code] = field(default_factory=frozenset)
    fault: int = 0
    """The number of the error that the system gives when the archive is read on."""
    touched: bool = False
    """Whether the archive is written to while it is read."""


def codes_of(fixture: Fixture, folder: Path, patch: pytest.MonkeyPatch) -> set[Code]:
    """Make the archive, read all of it, and give the codes of what is wrong."""
    path = folder / fixture.name
    path.write_bytes(fixture.octets)
    if fixture.fault:
        _let_fail(fixture.fault, patch)
    with open_archive(path, limits=fixture.limits, keep=lambda _: True) as archive:
        found = _codes_of_members(archive)
        if fixture.touched:
            os.utime(path, ns=(0, 0))
        return found | {one.code for one in archive.findings()}


def _codes_of_members(archive: Archive) -> set[Code]:
    found = set()
    for entry in archive.entries():
        member = archive.find(entry.path)
        if member is None or entry.kind is not EntryKind.FILE:
            continue
        if Method(member.place.method) in UNREADABLE:
            continue
        try:
            for _ in archive.octets(member):
                pass
        except FaultError as error:
            found.add(error.finding.code)
    return found


def _let_fail(number: int, patch: pytest.MonkeyPatch) -> None:
    read = os.pread

    def read_the_beginning(handle: int, size: int, at: int) -> bytes:
        if at >= BLOCK:
            raise OSError(number, os.strerror(number))
        return read(handle, size, at)

    patch.setattr(os, "pread", read_the_beginning)


def zip_with(**changes: object) -> bytes:
    """Give a ZIP whose one payload file has other fields than a good one."""
    member = replace(MEMBER, **changes)  # type: ignore[arg-type]
    return ZipBuilder(members=(OTHER, member)).build()


def tar_with(**changes: object) -> bytes:
    """Give a tar whose one payload file has other fields than a good one."""
    member = replace(TAR_MEMBER, **changes)  # type: ignore[arg-type]
    return TarBuilder(members=(GOOD_TAR.members[0], member)).build()


def _zip(**changes: object) -> Fixture:
    return Fixture(octets=zip_with(**changes))


def _archive(**changes: object) -> Fixture:
    return Fixture(octets=replace(GOOD_ZIP, **changes).build())  # type: ignore[arg-type]


def _tar(octets: bytes) -> Fixture:
    return Fixture(octets=octets, name="bag.tar")


def _limited(**limits: int) -> Fixture:
    return Fixture(octets=GOOD_ZIP.build(), limits=Limits(**limits))


def two_end_records() -> bytes:
    """Give two archives in one: the comment of the one's end record ends with another's."""
    inner = end_record(0, 0, 0)
    return replace(GOOD_ZIP, comment=inner).build()


def overlapping() -> bytes:
    """Give a ZIP of which one member lies within the octets of another."""
    inner = ZipMember(name=b"bag/data/inner.txt", octets=TEXT)
    outer = ZipMember(name=b"bag/data/outer.bin", octets=inner.local())
    start = len(OTHER.local()) + len(outer.local()) - len(inner.local())
    members = (OTHER, outer, replace(inner, offset=start))
    directory = OTHER.central(0) + outer.central(len(OTHER.local())) + inner.central(start)
    octets = OTHER.local() + outer.local()
    return octets + directory + end_record(len(members), len(directory), len(octets), here=3)


def xz_of_a_large_dictionary(octets: bytes) -> bytes:
    """Give an xz file whose decoder must have 64 MiB."""
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 64 << 20}]
    return lzma.compress(octets, filters=filters)


def _gzip(octets: bytes) -> bytes:
    return gzip.compress(octets, mtime=0)


def _duplicates() -> bytes:
    return ZipBuilder(members=(OTHER, MEMBER, MEMBER)).build()


def _many_duplicates() -> bytes:
    return TarBuilder(members=(*GOOD_TAR.members, *[TAR_MEMBER] * 1_500)).build()


_GOOD_TAR = GOOD_TAR.build()

FIXTURES: Mapping[Code, Fixture] = {
    archives.NO_END_RECORD: Fixture(octets=GOOD_ZIP.build()[:-22]),
    archives.SEVERAL_END_RECORDS: Fixture(octets=two_end_records()),
    archives.DIRECTORY_DAMAGED: _archive(shift=-1),
    archives.MEMBERS_MISCOUNTED: _archive(count=9),
    archives.SEVERAL_DISKS: _archive(disk=1),
    archives.UNACCOUNTED_OCTETS: _zip(before=b"hidden"),
    archives.OVERLAP: Fixture(octets=overlapping()),
    archives.HEADERS_DIFFER: _zip(local_name=b"bag/data/b.txt"),
    archives.MEMBER_MALFORMED: _zip(name=b"bag/data/folder/"),
    archives.OCTETS_AFTER_END: _archive(after=b"more"),
    archives.CUT_SHORT: _tar(_GOOD_TAR[: -3 * BLOCK + 1]),
    archives.NO_END_BLOCKS: _tar(_GOOD_TAR[: -2 * BLOCK]),
    archives.TAR_HEADER_DAMAGED: _tar(tar_with(total=b"0000001\0")),
    archives.COMPRESSION_DAMAGED: _tar(_gzip(_GOOD_TAR)[:-8] + bytes(8)),
    archives.MEMBER_DAMAGED: _zip(crc=1),
    archives.UNSAFE_NAME: _zip(name=b"bag/../../secret"),
    archives.DUPLICATE_MEMBER: Fixture(octets=_duplicates()),
    archives.FILE_AND_FOLDER: Fixture(
        octets=ZipBuilder(members=(OTHER, MEMBER, ZipMember(name=b"bag/data/a.txt/b.txt"))).build()
    ),
    archives.HARD_LINK: _tar(tar_with(kind=b"1", octets=b"", link=b"bag/bagit.txt")),
    archives.SPARSE: _tar(tar_with(kind=b"S")),
    archives.UNKNOWN_KIND: _tar(tar_with(kind=b"Z")),
    archives.ENCRYPTED: _zip(flags=1),
    archives.UNKNOWN_METHOD: _zip(method=93),
    archives.NO_TOP_FOLDER: Fixture(
        octets=ZipBuilder(
            members=(replace(OTHER, name=b"bagit.txt"), replace(MEMBER, name=b"data/a.txt"))
        ).build()
    ),
    archives.BESIDE_TOP_FOLDER: _zip(name=b"__MACOSX/._a.txt"),
    archives.TOP_FOLDER_NAME: Fixture(octets=GOOD_ZIP.build(), name="other.zip"),
    archives.NAME_ENCODING: _zip(name="bag/data/ä.txt".encode("cp437")),
    archives.BACKSLASHES: _zip(name=b"bag\\data\\a.txt", system=0),
    archives.TOO_MANY_MEMBERS: _limited(members=1),
    archives.TOO_MANY_OCTETS: _limited(octets=20),
    archives.TOO_LARGE_A_RATIO: Fixture(
        octets=_gzip(replace(GOOD_TAR, end=bytes(8 << 20)).build()),
        limits=Limits(free_octets=1 << 20),
    ),
    archives.TOO_MUCH_MEMORY: Fixture(
        octets=xz_of_a_large_dictionary(_GOOD_TAR), limits=Limits(memory=1 << 20)
    ),
    archives.NAMES_TOO_LONG: Fixture(
        octets=zip_with(name=b"bag/data/" + b"n" * 200), limits=Limits(name_octets=100)
    ),
    archives.CHANGED_WHILE_READ: Fixture(octets=GOOD_ZIP.build(), touched=True),
    archives.COULD_NOT_READ: Fixture(octets=_GOOD_TAR, name="bag.tar", fault=errno.EIO),
    archives.MORE_OF_THE_SAME: Fixture(
        octets=_many_duplicates(),
        name="bag.tar",
        also=frozenset({archives.DUPLICATE_MEMBER}),
    ),
    archives.TWO_FORMS: _tar(_GOOD_TAR + end_record(0, 0, 0)),
    archives.OF_GNU_TAR: _tar(tar_with(kind=b"D")),
    archives.PADDED: _archive(after=bytes(512)),
}
