"""ZIPs: read by the central directory, with nothing in the file left unaccounted for."""

import bz2
import errno
import io
import os
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from preserve.archives.reading.faults import FaultError
from preserve.errors import ReadError
from preserve.storage.folders import EntryKind
from tests.archives.hostile import (
    ZipBuilder,
    ZipMember,
    deflated,
    end_record,
    extra_field,
    unicode_path,
    wide_end,
)
from tests.archives.reading.fixtures import GOOD_ZIP, MEMBER, OTHER, TEXT, zip_with
from tests.archives.reading.opened import codes, opened, paths, read


def test_members_are_read_by_paths_within_the_bag(tmp_path: Path) -> None:
    with opened(GOOD_ZIP.build(), tmp_path) as archive:
        assert paths(archive) == ["bagit.txt", "data/", "data/a.txt"]
        assert read(archive, "data/a.txt") == TEXT
        assert archive.kind("data") is EntryKind.FOLDER
        assert archive.kind("nothing") is None
        assert archive.kind("data/../data/a.txt") is None


@pytest.mark.parametrize("method", [0, 8, 12, 14])
def test_every_known_method_gives_back_the_octets(method: int, tmp_path: Path) -> None:
    octets = TEXT * 20_000
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", method) as archive:
        archive.writestr("bag/data/a.txt", octets)
    with opened(sink.getvalue(), tmp_path) as archive_read:
        assert read(archive_read, "data/a.txt") == octets
        assert codes(archive_read) == []


def test_an_archive_that_was_written_as_a_stream_is_read_by_its_data_descriptors(
    tmp_path: Path,
) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise io.UnsupportedOperation

    sink = Pipe()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bag/data/a.txt", TEXT)
        with archive.open("bag/data/b.txt", "w", force_zip64=True) as stream:
            stream.write(TEXT)
    with opened(sink.getvalue(), tmp_path) as archive_read:
        assert codes(archive_read) == []
        assert read(archive_read, "data/b.txt") == TEXT


@pytest.mark.parametrize("marked", [b"PK\x07\x08", b""])
@pytest.mark.parametrize("form", ["<3L", "<L2Q"])
def test_a_data_descriptor_may_be_marked_or_not_and_narrow_or_wide(
    marked: bytes, form: str, tmp_path: Path
) -> None:
    descriptor = marked + struct.pack(form, MEMBER.stated_crc(), len(TEXT), len(TEXT))
    with opened(zip_with(flags=8, descriptor=descriptor), tmp_path) as archive:
        assert codes(archive) == []
        assert read(archive, "data/a.txt") == TEXT


def test_a_data_descriptor_that_says_otherwise_is_told(tmp_path: Path) -> None:
    descriptor = struct.pack("<4s3L", b"PK\x07\x08", 1, len(TEXT), len(TEXT))
    with opened(zip_with(flags=8, descriptor=descriptor), tmp_path) as archive:
        assert codes(archive) == ["ARC-008"]
        assert paths(archive) == ["bagit.txt"]


@pytest.mark.parametrize(
    "lie",
    [
        {"local_name": b"bag/data/b.txt"},
        {"local_method": 8},
        {"local_flags": 0x800},
        {"local_crc": 1},
        {"local_size": 1},
        {"local_extra": unicode_path(b"bag/data/a.txt", "bag/data/ä.txt")},
        {"offset": 1},
        {"offset": 1 << 31},
    ],
)
def test_a_local_header_that_lies_leaves_its_member_out_and_the_others_in(
    lie: dict[str, object], tmp_path: Path
) -> None:
    with opened(zip_with(**lie), tmp_path) as archive:
        assert set(codes(archive)) <= {"ARC-006", "ARC-007", "ARC-008"}
        assert {"ARC-007", "ARC-008"} & set(codes(archive))
        assert paths(archive) == ["bagit.txt"]


def test_octets_before_between_and_after_members_are_told(tmp_path: Path) -> None:
    first = replace(OTHER, before=b"#!/bin/sh\n")
    second = replace(MEMBER, before=b"??")
    built = ZipBuilder(members=(first, second), gap=b"...").build()
    with opened(built, tmp_path) as archive:
        assert [one.found for one in archive.findings()] == ["10", "2", "3"]
        assert codes(archive) == ["ARC-006"] * 3
        assert read(archive, "data/a.txt") == TEXT


def test_a_prefix_that_offsets_do_not_know_of_is_refused(tmp_path: Path) -> None:
    with opened(b"prefix" + GOOD_ZIP.build(), tmp_path) as archive:
        assert codes(archive) == ["ARC-003"]
        assert not archive.is_known


def test_a_comment_is_part_of_the_archive(tmp_path: Path) -> None:
    with opened(replace(GOOD_ZIP, comment=b"for you").build(), tmp_path) as archive:
        assert codes(archive) == []


def test_zip64_records_are_read(tmp_path: Path) -> None:
    members = _LaidOut(GOOD_ZIP)
    built = members.octets + members.directory + members.wide()
    with opened(built, tmp_path) as archive:
        assert codes(archive) == []
        assert read(archive, "data/a.txt") == TEXT


def test_zip64_records_that_contradict_the_end_record_are_refused(tmp_path: Path) -> None:
    members = _LaidOut(GOOD_ZIP)
    end = end_record(1, len(members.directory), len(members.octets), here=1)
    built = members.octets + members.directory + members.wide()[:-22] + end
    with opened(built, tmp_path) as archive:
        assert codes(archive) == ["ARC-002"]


def test_sizes_are_read_from_the_zip64_field(tmp_path: Path) -> None:
    wide = extra_field(1, struct.pack("<Q", len(TEXT)))
    ones = 0xFFFFFFFF
    local = extra_field(1, struct.pack("<2Q", len(TEXT), len(TEXT)))
    built = bytearray(zip_with(size=ones, extra=wide, local_extra=local))
    # In a local header both sizes are in the field, so both are all ones.
    at = len(OTHER.local()) + 18
    built[at : at + 4] = b"\xff" * 4
    with opened(bytes(built), tmp_path) as archive:
        assert codes(archive) == []
        assert read(archive, "data/a.txt") == TEXT


@pytest.mark.parametrize(
    "extra",
    [b"", extra_field(1, b"1234"), extra_field(1, bytes(8)) * 2, extra_field(1, b"\xff" * 8)],
)
def test_a_size_of_all_ones_without_its_one_zip64_field_is_refused(
    extra: bytes, tmp_path: Path
) -> None:
    with opened(zip_with(size=0xFFFFFFFF, extra=extra), tmp_path) as archive:
        assert codes(archive) == ["ARC-003"]
        assert not archive.is_known


@pytest.mark.parametrize(
    "lie",
    [
        {"stored": deflated(TEXT * 50), "method": 8},
        {"stored": deflated(TEXT) + b"hidden", "method": 8},
        {"stored": deflated(TEXT)[:-3], "method": 8},
        {"stored": deflated(TEXT[:-1]), "method": 8},
        {"stored": b"no deflate at all", "method": 8},
        {"stored": b"no LZMA at all either", "method": 14},
        {"crc": 7},
    ],
)
def test_octets_that_are_not_those_stated_are_found_while_they_are_read(
    lie: dict[str, object], tmp_path: Path
) -> None:
    with opened(zip_with(**lie), tmp_path) as archive:
        assert codes(archive) == []
        given: list[bytes] = []
        member = archive.find("data/a.txt")
        assert member is not None
        with pytest.raises(FaultError) as caught:
            given.extend(archive.octets(member))
        assert caught.value.finding.code.name == "ARC-015"
        assert sum(map(len, given)) <= len(TEXT)


def test_lzma_that_wants_more_memory_than_it_may_have_is_told(tmp_path: Path) -> None:
    head = b"\x09\x14\x05\x00\x5d" + struct.pack("<L", 1 << 30)
    with opened(zip_with(method=14, stored=head + bytes(20)), tmp_path) as archive:
        with pytest.raises(FaultError) as caught:
            read(archive, "data/a.txt")
        assert caught.value.finding.code.name == "ARC-032"


@pytest.mark.parametrize(("flags", "method"), [(1, 0), (1, 8), (0x41, 8), (0, 9), (0, 99)])
def test_what_is_encrypted_or_of_an_unknown_method_is_told_and_listed_but_not_read(
    flags: int, method: int, tmp_path: Path
) -> None:
    with opened(zip_with(flags=flags, method=method), tmp_path) as archive:
        assert codes(archive) == ["ARC-022" if flags else "ARC-023"]
        assert archive.kind("data/a.txt") is EntryKind.FILE
        with pytest.raises(ReadError):
            read(archive, "data/a.txt")


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (0o120777, EntryKind.LINK),
        (0o010644, EntryKind.SPECIAL),
        (0o060644, EntryKind.SPECIAL),
        (0o140644, EntryKind.SPECIAL),
        (0, EntryKind.FILE),
    ],
)
def test_what_a_member_is_comes_from_its_unix_mode(
    mode: int, kind: EntryKind, tmp_path: Path
) -> None:
    with opened(zip_with(mode=mode), tmp_path) as archive:
        assert archive.kind("data/a.txt") is kind


def test_a_folder_that_has_octets_and_one_without_a_slash_are_refused(tmp_path: Path) -> None:
    members = (
        OTHER,
        ZipMember(name=b"bag/data/full/", octets=b"x"),
        ZipMember(name=b"bag/data/bare", mode=0o040755),
        ZipMember(name=b"bag/data/deflated/", stored=b"\x03\x00", method=8, mode=0o040755),
    )
    with opened(ZipBuilder(members=members).build(), tmp_path) as archive:
        assert codes(archive) == ["ARC-009", "ARC-009"]
        assert paths(archive) == ["bagit.txt", "data/", "data/deflated/"]


def test_a_local_header_that_the_system_cannot_read_is_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_at = os.pread
    members = _LaidOut(GOOD_ZIP)

    def read_the_directory(handle: int, size: int, at: int) -> bytes:
        if 0 < at < len(members.octets):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read_at(handle, size, at)

    monkeypatch.setattr(os, "pread", read_the_directory)
    with opened(GOOD_ZIP.build(), tmp_path) as archive:
        assert codes(archive) == ["ARC-035"]
        assert not archive.is_known


def test_a_count_of_millions_that_is_a_lie_costs_nothing(tmp_path: Path) -> None:
    members = _LaidOut(GOOD_ZIP)
    end = wide_end(
        10_000_000,
        len(members.directory),
        len(members.octets),
        at=len(members.octets) + len(members.directory),
    )
    with opened(members.octets + members.directory + end, tmp_path) as archive:
        assert codes(archive) == ["ARC-004"]
        assert paths(archive) == ["bagit.txt", "data/", "data/a.txt"]


class _LaidOut:
    def __init__(self, builder: ZipBuilder) -> None:
        self.octets = self.directory = b""
        self._count = len(builder.members)
        for member in builder.members:
            self.directory += member.central(len(self.octets))
            self.octets += member.local()

    def wide(self) -> bytes:
        at = len(self.octets) + len(self.directory)
        return wide_end(self._count, len(self.directory), len(self.octets), at=at)


def _unended_deflate(octets: bytes) -> bytes:
    encoder = zlib.compressobj(9, zlib.DEFLATED, -15)
    return encoder.compress(octets) + encoder.flush(zlib.Z_SYNC_FLUSH)


def _unended_bzip2(octets: bytes) -> bytes:
    # All of the block and none of the end: ten octets of mark and CRC, in bits.
    return bz2.compress(octets)[:-5]


@pytest.mark.parametrize(
    ("method", "stored"), [(8, _unended_deflate(TEXT)), (12, _unended_bzip2(TEXT)), (8, b"")]
)
def test_a_member_whose_compressed_octets_do_not_end_is_damaged(
    method: int, stored: bytes, tmp_path: Path
) -> None:
    octets = TEXT if stored else b""
    lie = zip_with(octets=octets, stored=stored, method=method)
    with opened(lie, tmp_path) as archive, pytest.raises(FaultError) as caught:
        read(archive, "data/a.txt")
    assert caught.value.finding.code.name == "ARC-015"


@pytest.mark.parametrize("mark", [b"PK\x07\x08", b"PK00"])
def test_a_split_archive_of_one_part_begins_with_a_mark_and_is_sound(
    mark: bytes, tmp_path: Path
) -> None:
    octets = ZipBuilder(members=(replace(OTHER, before=mark), MEMBER)).build()
    with opened(octets, tmp_path) as archive:
        assert read(archive, "data/a.txt") == TEXT
        assert codes(archive) == []


@pytest.mark.parametrize("before", [b"PK\x07\x08\0", b"PK\x07", b"PK\x07\x09", b"PK00PK00"])
def test_nothing_but_the_mark_may_stand_before_the_members(before: bytes, tmp_path: Path) -> None:
    octets = ZipBuilder(members=(replace(OTHER, before=before), MEMBER)).build()
    with opened(octets, tmp_path) as archive:
        assert codes(archive) == ["ARC-006"]


def test_the_mark_may_not_stand_between_members(tmp_path: Path) -> None:
    octets = ZipBuilder(members=(OTHER, replace(MEMBER, before=b"PK\x07\x08"))).build()
    with opened(octets, tmp_path) as archive:
        assert codes(archive) == ["ARC-006"]


@pytest.mark.parametrize("name", ["bag.z01", "bag.zip.001", "BAG.Z12"])
def test_the_first_part_of_a_split_archive_is_not_called_cut_short(
    name: str, tmp_path: Path
) -> None:
    with opened(GOOD_ZIP.build()[:-22], tmp_path, name=name) as archive:
        assert codes(archive) == ["ARC-005"]


def test_a_method_that_is_not_read_is_named(tmp_path: Path) -> None:
    with opened(zip_with(method=9), tmp_path) as archive:
        assert [one.message for one in archive.findings()] == [
            "bag/data/a.txt: is compressed by Deflate64 (method 9)"
        ]


@pytest.mark.parametrize("system", [0, 3, 10, 14, 19])
def test_a_link_is_a_link_whatever_system_is_said_to_have_made_it(
    system: int, tmp_path: Path
) -> None:
    with opened(zip_with(mode=0o120777, system=system), tmp_path) as archive:
        assert archive.kind("data/a.txt") is EntryKind.LINK


@pytest.mark.parametrize("system", [0, 3])
def test_a_file_that_dos_takes_for_a_folder_is_refused(system: int, tmp_path: Path) -> None:
    lie = zip_with(attributes=0x10, system=system, mode=0)
    with opened(lie, tmp_path) as archive:
        assert codes(archive) == ["ARC-009"]
        assert paths(archive) == ["bagit.txt"]


def _libarchive(mode: int) -> bytes:
    return extra_field(0x6C78, struct.pack("<BHHL", 7, 0x314, 0, mode << 16))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"extra": _libarchive(0o100600), "local_extra": _libarchive(0o100600)}, []),
        ({"local_extra": _libarchive(0o120777)}, ["ARC-008"]),
        ({"extra": _libarchive(0o120777)}, ["ARC-009"]),
        ({"local_extra": extra_field(0x6C78, b"\x07ab")}, ["ARC-008"]),
        ({"local_extra": extra_field(0x6C78, b"\x01\x14\x03")}, []),
        ({"extra": struct.pack("<2H", 0x7075, 900) + b"xx"}, ["ARC-009"]),
        ({"local_extra": struct.pack("<2H", 0x7075, 900) + b"xx"}, ["ARC-008"]),
        ({"local_extra": bytes(11)}, []),
        ({"version": 64}, ["ARC-009"]),
        ({"local_version": 64}, ["ARC-008"]),
        ({"version": 63, "local_version": 63}, []),
    ],
)
def test_extra_fields_and_versions_are_held_against_the_directory(
    changes: dict[str, object], found: list[str], tmp_path: Path
) -> None:
    with opened(zip_with(**changes), tmp_path) as archive:
        assert codes(archive)[:1] == found
        assert ("data/a.txt" in paths(archive)) is not bool(found)


def test_the_wide_data_descriptor_of_an_empty_file_is_read_whole(tmp_path: Path) -> None:
    descriptor = struct.pack("<4sL2Q", b"PK\x07\x08", 0, 0, 0)
    empty = replace(MEMBER, octets=b"", flags=8, descriptor=descriptor)
    with opened(ZipBuilder(members=(empty, OTHER)).build(), tmp_path) as archive:
        assert codes(archive) == []
        assert read(archive, "data/a.txt") == b""


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (bytes(1), ["ARC-039"]),
        (bytes(1 << 20), ["ARC-039"]),
        (bytes((1 << 20) + 1), ["ARC-010"]),
        (bytes(99) + b"x", ["ARC-010"]),
    ],
)
def test_a_mebibyte_of_zeros_may_follow_and_nothing_else(
    after: bytes, found: list[str], tmp_path: Path
) -> None:
    with opened(replace(GOOD_ZIP, after=after).build(), tmp_path) as archive:
        assert codes(archive) == found


def test_an_end_record_within_the_comment_of_another_is_refused(tmp_path: Path) -> None:
    lie = replace(GOOD_ZIP, comment=end_record(0, 0, 0), after=bytes(8)).build()
    with opened(lie, tmp_path) as archive:
        assert codes(archive) == ["ARC-002"]


def test_a_folder_that_states_a_crc_is_refused(tmp_path: Path) -> None:
    folder = ZipMember(name=b"bag/data/", crc=0x0D320F21)
    with opened(ZipBuilder(members=(*GOOD_ZIP.members, folder)).build(), tmp_path) as archive:
        assert codes(archive) == ["ARC-009"]


@pytest.mark.parametrize(
    ("method", "stored", "found"),
    [(8, b"\x03\x00", []), (8, b"\x03\x01", ["ARC-009"]), (0, b"ab", ["ARC-009"])],
)
def test_a_folder_may_hold_what_no_octets_become_when_deflated(
    method: int, stored: bytes, found: list[str], tmp_path: Path
) -> None:
    folder = ZipMember(name=b"bag/data/", method=method, stored=stored)
    with opened(ZipBuilder(members=(*GOOD_ZIP.members, folder)).build(), tmp_path) as archive:
        assert codes(archive) == found
