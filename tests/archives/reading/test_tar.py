"""Tars: read header by header, none of them held, and none believed that does not add up."""

import io
import tarfile
from pathlib import Path

import pytest

from preserve.errors import ReadError
from preserve.storage.folders import EntryKind
from tests.archives.hostile import (
    BLOCK,
    END_BLOCKS,
    TarBuilder,
    TarMember,
    long_name,
    pax,
    pax_record,
)
from tests.archives.reading.fixtures import GOOD_TAR, TAR_MEMBER, TEXT, tar_with
from tests.archives.reading.opened import codes, opened, paths, read

FIRST = GOOD_TAR.members[0]
_GNU = b"ustar  \0"


def _tar(*members: TarMember) -> bytes:
    return TarBuilder(members=(FIRST, *members)).build()


def _base256(number: int) -> bytes:
    return b"\x80" + number.to_bytes(11, "big")


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_form_of_tar_is_read(form: int, tmp_path: Path) -> None:
    long = "data/" + "/".join(["folder" * 8] * 3) + "/ä.txt"
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=form) as archive:
        for path in ("bagit.txt", long):
            member = tarfile.TarInfo(f"bag/{path}")
            member.size = len(TEXT)
            archive.addfile(member, io.BytesIO(TEXT))
    with opened(sink.getvalue(), tmp_path, name="bag.tar") as archive_read:
        assert codes(archive_read) == []
        assert read(archive_read, long) == TEXT


def test_a_tar_of_the_seventh_edition_is_read(tmp_path: Path) -> None:
    members = (
        TarMember(name=b"bag/", kind=b"\0", magic=b"\0" * 8),
        TarMember(name=b"bag/data/a.txt", kind=b"\0", magic=b"\0" * 8, octets=TEXT),
    )
    with opened(TarBuilder(members=members).build(), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == []
        assert paths(archive) == ["data/", "data/a.txt"]


def test_a_leading_dot_is_no_fault(tmp_path: Path) -> None:
    members = (
        TarMember(name=b"./", kind=b"5"),
        TarMember(name=b"./bag/", kind=b"5"),
        TarMember(name=b"./bag/data/a.txt", octets=TEXT),
    )
    with opened(TarBuilder(members=members).build(), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == []
        assert read(archive, "data/a.txt") == TEXT


def test_the_prefix_of_ustar_stands_before_the_name(tmp_path: Path) -> None:
    member = TarMember(name=b"a.txt", prefix=b"bag/data", octets=TEXT)
    with opened(_tar(member), tmp_path, name="bag.tar") as archive:
        assert read(archive, "data/a.txt") == TEXT


@pytest.mark.parametrize(
    "extension", [long_name(b"bag/data/long.txt"), pax(b"x", [(b"path", b"bag/data/long.txt")])]
)
def test_a_long_name_takes_the_place_of_the_short_one(extension: TarMember, tmp_path: Path) -> None:
    with opened(_tar(extension, TAR_MEMBER), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == []
        assert read(archive, "data/long.txt") == TEXT


def test_names_that_contradict_each_other_leave_the_member_out(tmp_path: Path) -> None:
    extensions = (long_name(b"bag/data/one.txt"), pax(b"x", [(b"path", b"bag/data/two.txt")]))
    with opened(_tar(*extensions, TAR_MEMBER), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-009"]
        assert paths(archive) == ["bagit.txt"]


def test_a_size_in_a_pax_header_takes_the_place_of_the_other(tmp_path: Path) -> None:
    extension = pax(b"x", [(b"size", str(len(TEXT)).encode())])
    member = TarMember(name=b"bag/data/a.txt", octets=TEXT, size=b"00000000000\0")
    with opened(_tar(extension, member), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == []
        assert read(archive, "data/a.txt") == TEXT


@pytest.mark.parametrize("size", [_base256(len(TEXT)), b"         35\0", b"35 \0" + bytes(8)])
def test_a_size_may_be_written_in_binary_or_with_blanks(size: bytes, tmp_path: Path) -> None:
    with opened(tar_with(size=size), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == []
        assert read(archive, "data/a.txt") == TEXT


@pytest.mark.parametrize(
    "size",
    [b"99999999999\0", b"-0000000001\0", b"\xff" * 12, b"\x80" + b"\xff" * 11, b"0x10\0" * 2],
)
def test_a_size_that_cannot_be_is_told_and_what_came_before_is_read(
    size: bytes, tmp_path: Path
) -> None:
    with opened(tar_with(size=size[:12]), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-013"]
        assert paths(archive) == ["bagit.txt"]
        assert archive.is_known


def test_a_sum_of_signed_octets_is_taken_too(tmp_path: Path) -> None:
    member = TarMember(name=b"bag/data/\xe9.txt", octets=TEXT)
    header = bytearray(member.build()[:BLOCK])
    header[148:156] = b" " * 8
    signed = sum(octet - 256 if octet > 127 else octet for octet in header)
    with opened(
        _tar(TarMember(name=b"bag/data/\xe9.txt", octets=TEXT, total=b"%06o\0 " % signed)),
        tmp_path,
        name="bag.tar",
    ) as archive:
        assert codes(archive) == []
        assert read(archive, "data/\udce9.txt") == TEXT


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (b"2", EntryKind.LINK),
        (b"3", EntryKind.SPECIAL),
        (b"4", EntryKind.SPECIAL),
        (b"5", EntryKind.FOLDER),
        (b"6", EntryKind.SPECIAL),
        (b"7", EntryKind.FILE),
    ],
)
def test_a_member_is_of_the_kind_that_its_header_says(
    kind: bytes, expected: EntryKind, tmp_path: Path
) -> None:
    with opened(tar_with(kind=kind, octets=b""), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == []
        assert archive.kind("data/a.txt") is expected


def test_a_link_that_states_octets_is_refused(tmp_path: Path) -> None:
    built = tar_with(kind=b"2", octets=b"", size=b"00000000012\0")
    with opened(built, tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-009"]
        assert paths(archive) == ["bagit.txt"]


@pytest.mark.parametrize(
    "sparse",
    [
        (TarMember(name=b"bag/data/a.txt", kind=b"S", octets=TEXT, magic=_GNU),),
        (pax(b"x", [(b"GNU.sparse.major", b"1"), (b"GNU.sparse.name", b"bag/data/a.txt")]),
         TarMember(name=b"bag/GNUSparseFile.1/a.txt", octets=TEXT)),
    ],
)  # fmt: skip
def test_a_sparse_member_is_told_and_listed_but_not_read(
    sparse: tuple[TarMember, ...], tmp_path: Path
) -> None:
    last = TarMember(name=b"bag/data/last.txt", octets=TEXT)
    with opened(_tar(*sparse, last), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-020"]
        assert paths(archive) == ["bagit.txt", "data/", "data/a.txt", "data/last.txt"]
        assert read(archive, "data/last.txt") == TEXT
        with pytest.raises(ReadError):
            read(archive, "data/a.txt")


def test_the_map_of_a_sparse_member_is_passed_over(tmp_path: Path) -> None:
    tail = bytes(482 - 345) + b"\x01"
    header = TarMember(name=b"bag/data/a.txt", kind=b"S", magic=_GNU, tail=tail)
    built = FIRST.build() + header.build() + bytes(504) + b"\x01" + bytes(7) + bytes(BLOCK)
    last = TarMember(name=b"bag/data/last.txt", octets=TEXT).build()
    with opened(built + last + END_BLOCKS, tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-020"]
        assert read(archive, "data/last.txt") == TEXT


def test_a_global_header_that_names_every_member_is_told(tmp_path: Path) -> None:
    header = pax(b"g", [(b"comment", b"fine"), (b"path", b"bag/data/everything")])
    with opened(_tar(header, TAR_MEMBER), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-009"]
        assert paths(archive) == ["bagit.txt", "data/", "data/a.txt"]


@pytest.mark.parametrize(
    "records",
    [
        b"nonsense",
        b"99 path=too far\n",
        b"0 path=x\n",
        b"-9 path=x\n",
        b"11 path=xyz",
        b"9 pathxx\n",
        pax_record(b"size", b"-1"),
        pax_record(b"size", b"1e9"),
        pax_record(b"size", b"9" * 30),
        pax_record(b"size", b"9" * 20),
    ],
)
def test_pax_records_that_are_malformed_end_the_reading(records: bytes, tmp_path: Path) -> None:
    header = TarMember(name=b"PaxHeaders/0", kind=b"x", octets=records)
    with opened(_tar(header, TAR_MEMBER), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-013"]
        assert paths(archive) == ["bagit.txt"]


@pytest.mark.parametrize("kind", [b"L", b"x"])
def test_an_extension_of_megabytes_is_not_read_into_memory(kind: bytes, tmp_path: Path) -> None:
    header = TarMember(name=b"././@LongLink", kind=kind, octets=b"n" * (2 << 20))
    with opened(_tar(header, TAR_MEMBER), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-033"]
        assert paths(archive) == ["bagit.txt"]


def test_an_extension_of_no_member_is_told(tmp_path: Path) -> None:
    with opened(_tar(TAR_MEMBER, long_name(b"bag/x")), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-009"]


@pytest.mark.parametrize(
    ("end", "found"),
    [
        (END_BLOCKS, []),
        (END_BLOCKS + bytes(9 * BLOCK), []),
        (bytes(BLOCK), ["ARC-012"]),
        (b"", ["ARC-012"]),
        (bytes(BLOCK) + TAR_MEMBER.build(), ["ARC-010"]),
        (END_BLOCKS + TAR_MEMBER.build(), ["ARC-010"]),
        (bytes(100), ["ARC-011"]),
    ],
)
def test_the_end_of_a_tar_is_two_empty_blocks_and_nothing_after_them(
    end: bytes, found: list[str], tmp_path: Path
) -> None:
    built = TarBuilder(members=GOOD_TAR.members, end=end).build()
    with opened(built, tmp_path, name="bag.tar") as archive:
        assert codes(archive) == found
        assert read(archive, "data/a.txt") == TEXT


def test_a_tar_that_is_cut_in_a_member_is_read_up_to_it(tmp_path: Path) -> None:
    octets = GOOD_TAR.build()[: 3 * BLOCK + 5]
    with opened(octets, tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-011"]
        assert paths(archive) == ["bagit.txt"]
        assert archive.is_known


@pytest.mark.parametrize(
    "extensions",
    [
        (pax(b"x", [(b"path", TAR_MEMBER.name)]), pax(b"x", [(b"mtime", b"1")])),
        (pax(b"x", [(b"mtime", b"1")]), pax(b"x", [(b"path", TAR_MEMBER.name)])),
        (long_name(TAR_MEMBER.name), long_name(TAR_MEMBER.name)),
        (long_name(b"a", kind=b"K"), long_name(b"b", kind=b"K")),
        (pax(b"x", [(b"size", b"7"), (b"size", b"29")]),),
    ],
)
def test_headers_that_extend_a_member_twice_leave_it_out(
    extensions: tuple[TarMember, ...], tmp_path: Path
) -> None:
    with opened(_tar(*extensions, TAR_MEMBER), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-009"]
        assert paths(archive) == ["bagit.txt"]


_OCTAL_TIMES = b"14377655432\0" * 2
_GNU_FIELDS = 345


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"magic": b"\0" * 8, "prefix": b"evil"}, ["ARC-009"]),
        ({"magic": b"ustar 00", "prefix": b"evil"}, ["ARC-009"]),
        ({"magic": _GNU, "prefix": b"evil"}, ["ARC-009"]),
        ({"magic": _GNU, "prefix": b"\x80" * 12}, ["ARC-009"]),
        ({"magic": _GNU, "tail": bytes(36) + b"evil"}, ["ARC-009"]),
        ({"magic": _GNU, "tail": _OCTAL_TIMES}, []),
    ],
)
def test_a_prefix_that_only_some_tools_read_is_refused(
    changes: dict[str, object], found: list[str], tmp_path: Path
) -> None:
    with opened(tar_with(**changes), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == found


@pytest.mark.parametrize("at", [100, 108, 116, 136, 329, 337])
@pytest.mark.parametrize("field", [b"zzzzzzz\0", b"\x90" + bytes(7)])
def test_a_number_that_cannot_be_read_leaves_the_member_out(
    at: int, field: bytes, tmp_path: Path
) -> None:
    last = TarMember(name=b"bag/data/last.txt", octets=TEXT)
    lie = TarMember(name=b"bag/data/a.txt", octets=TEXT, over=((at, field),))
    with opened(_tar(lie, last), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-009"]
        assert paths(archive) == ["bagit.txt", "data/", "data/last.txt"]


def test_a_number_that_cannot_be_read_is_told_of_an_extension_too(tmp_path: Path) -> None:
    lie = TarMember(
        name=b"././@LongLink", kind=b"L", octets=b"bag/data/b.txt\0", over=((136, b"zz"),)
    )
    with opened(_tar(lie, TAR_MEMBER), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-009"]


@pytest.mark.parametrize("key", [b"SCHILY.realsize", b"GNU.sparse.realsize", b"GNU.sparse.size"])
def test_a_file_that_another_tool_would_unfold_is_not_read(key: bytes, tmp_path: Path) -> None:
    with opened(_tar(pax(b"x", [(key, b"3")]), TAR_MEMBER), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-020"]
        with pytest.raises(ReadError):
            read(archive, "data/a.txt")


def test_a_global_header_that_unfolds_every_member_is_told(tmp_path: Path) -> None:
    header = pax(b"g", [(b"SCHILY.realsize", b"3")])
    with opened(_tar(header, TAR_MEMBER), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-009"]


def test_the_label_of_a_volume_is_passed_over(tmp_path: Path) -> None:
    label = TarMember(name=b"Releases of 2024", kind=b"V", magic=_GNU)
    built = TarBuilder(members=(label, *GOOD_TAR.members)).build()
    with opened(built, tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-038"]
        assert paths(archive) == ["bagit.txt", "data/", "data/a.txt"]
        assert archive.not_checked() == ()


def test_a_label_that_has_octets_is_refused(tmp_path: Path) -> None:
    with opened(tar_with(kind=b"V", octets=b"", size=b"00000000012\0"), tmp_path) as archive:
        assert codes(archive) == ["ARC-009"]


def test_the_list_in_a_folder_of_an_incremental_archive_is_passed_over(tmp_path: Path) -> None:
    folder = TarMember(name=b"bag/data/", kind=b"D", octets=b"Ya.txt\0\0", magic=_GNU)
    with opened(_tar(folder, TAR_MEMBER), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-038"]
        assert paths(archive) == ["bagit.txt", "data/", "data/a.txt"]
        assert read(archive, "data/a.txt") == TEXT
