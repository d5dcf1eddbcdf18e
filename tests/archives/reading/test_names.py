"""Names of members: refused where they could lead elsewhere, never mended."""

from pathlib import Path

import pytest

from preserve.storage.folders import EntryKind
from tests.archives.hostile import (
    TarBuilder,
    TarMember,
    ZipBuilder,
    ZipMember,
    pax,
    unicode_path,
)
from tests.archives.reading.fixtures import MEMBER, TEXT, zip_with
from tests.archives.reading.opened import codes, opened, paths, read
from tests.effort import calls

_UNSAFE = (
    b"/etc/passwd",
    b"//server/share",
    b"\\\\server\\share",
    b"\\windows",
    b"C:\\windows",
    b"c:windows",
    b"~/.ssh/config",
    b"~root/.ssh/config",
    b"../secret",
    b"bag/../../secret",
    b"bag/data/..",
    b"..\\secret",
    b"bag\\..\\..\\secret",
    b"bag/data\\..\\secret",
    b"bag/data/a.txt/.",
)


def _zip(*names: bytes) -> bytes:
    return ZipBuilder(members=tuple(ZipMember(name=one, octets=one) for one in names)).build()


def _tar(*names: bytes) -> bytes:
    return TarBuilder(members=tuple(TarMember(name=one, octets=one) for one in names)).build()


@pytest.mark.parametrize("name", [*_UNSAFE, b"", b"bag/data/a\0.txt"])
def test_an_unsafe_name_in_a_zip_is_refused_and_the_rest_is_read(
    name: bytes, tmp_path: Path
) -> None:
    with opened(_zip(b"bag/bagit.txt", name, b"bag/data/last.txt"), tmp_path) as archive:
        assert codes(archive) == ["ARC-016"]
        assert paths(archive) == ["bagit.txt", "data/", "data/last.txt"]
        assert read(archive, "data/last.txt") == b"bag/data/last.txt"


@pytest.mark.parametrize("name", [*_UNSAFE, b""])
def test_an_unsafe_name_in_a_tar_is_refused_and_the_rest_is_read(
    name: bytes, tmp_path: Path
) -> None:
    octets = _tar(b"bag/bagit.txt", name, b"bag/data/last.txt")
    with opened(octets, tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-016"]
        assert paths(archive) == ["bagit.txt", "data/", "data/last.txt"]


def test_dots_that_are_part_of_a_name_are_no_fault(tmp_path: Path) -> None:
    names = (b"bag/bagit.txt", b"bag/data/..a", b"bag/data/a..", b"bag/data/...", b"bag/.b")
    with opened(_zip(*names), tmp_path) as archive:
        assert codes(archive) == []
        assert paths(archive) == [
            ".b", "bagit.txt", "data/", "data/...", "data/..a", "data/a..",
        ]  # fmt: skip


@pytest.mark.parametrize(
    "alias", [b"bag/data/a.txt", b"./bag/data/a.txt", b"bag/./data/a.txt", b"bag//data/a.txt"]
)
def test_a_second_member_of_a_name_is_told_and_the_first_is_read(
    alias: bytes, tmp_path: Path
) -> None:
    with opened(_tar(b"bag/data/a.txt", alias), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-017"]
        assert read(archive, "data/a.txt") == b"bag/data/a.txt"


def test_a_folder_may_be_stated_twice(tmp_path: Path) -> None:
    members = (TarMember(name=b"bag/data/", kind=b"5"),) * 2
    with opened(TarBuilder(members=members).build(), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == []
        assert paths(archive) == ["data/"]


@pytest.mark.parametrize("kind", [b"0", b"2"])
def test_a_file_or_link_with_members_below_it_is_left_out(kind: bytes, tmp_path: Path) -> None:
    members = (
        TarMember(name=b"bag/data/a", kind=kind, link=b"/etc"),
        TarMember(name=b"bag/data/a!", octets=b"between them by octets"),
        TarMember(name=b"bag/data/a/passwd", octets=b"x"),
    )
    with opened(TarBuilder(members=members).build(), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-018"]
        assert paths(archive) == ["data/", "data/a!", "data/a/", "data/a/passwd"]
        assert archive.kind("data/a") is EntryKind.FOLDER


def test_folders_come_before_what_is_in_them_in_the_order_of_the_octets(tmp_path: Path) -> None:
    names = (b"bag/b/c/d", b"bag/b.txt", b"bag/b/a", b"bag/b0", b"bag/bagit.txt")
    with opened(_zip(*names), tmp_path) as archive:
        assert paths(archive) == [
            "b.txt", "b/", "b/a", "b/c/", "b/c/d", "b0", "bagit.txt",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "path", "found"),
    [
        ({"name": "bag/data/ä.txt".encode(), "flags": 0x800}, "data/ä.txt", []),
        ({"name": "bag/data/ä.txt".encode()}, "data/ä.txt", ["ARC-027"]),
        ({"name": "bag/data/ä.txt".encode("cp437")}, "data/ä.txt", ["ARC-027"]),
        (
            {
                "name": b"bag/data/\x84.txt",
                "extra": unicode_path(b"bag/data/\x84.txt", "bag/data/я"),
                "local_extra": unicode_path(b"bag/data/\x84.txt", "bag/data/я"),
            },
            "data/я",
            [],
        ),
        (
            {"name": b"bag/data/\x84.txt", "extra": unicode_path(b"another", "bag/data/я")},
            "data/ä.txt",
            ["ARC-027"],
        ),
        ({"name": b"bag/data/\xff", "flags": 0x800}, "data/\udcff", []),
        ({"name": b"bag\\data\\a.txt", "system": 0}, "data/a.txt", ["ARC-028"]),
        ({"name": b"bag/data/a\\b.txt", "system": 3}, "data/a\\b.txt", []),
    ],
)
def test_names_are_read_as_they_say_or_guessed_with_a_warning(
    changes: dict[str, object], path: str, found: list[str], tmp_path: Path
) -> None:
    with opened(zip_with(**changes), tmp_path) as archive:
        assert codes(archive) == found
        assert read(archive, path) == TEXT


@pytest.mark.parametrize(
    ("name", "meant", "flags"),
    [
        (MEMBER.name, "bag/data/else.txt", 0),
        ("bag/data/ä.txt".encode(), "bag/data/else.txt", 0x800),
        ("bag/data/ä.txt".encode(), "bag/data/ö.txt", 0x800),
        (b"bag/data/\x84.txt", "bag/data/else.txt", 0),
        (b"bag/data/\x84.txt", "bag/dätä/ä.txt", 0),
        (b"bag/data/\x84.txt", "bag/data/more/ä.txt", 0),
    ],
)
def test_a_name_that_a_field_contradicts_is_refused(
    name: bytes, meant: str, flags: int, tmp_path: Path
) -> None:
    extra = unicode_path(name, meant)
    octets = zip_with(name=name, flags=flags, extra=extra, local_extra=extra)
    with opened(octets, tmp_path) as archive:
        assert codes(archive) == ["ARC-009"]
        assert paths(archive) == ["bagit.txt"]


@pytest.mark.parametrize("where", ["extra", "local_extra"])
def test_a_second_name_in_one_of_two_headers_alone_is_refused(where: str, tmp_path: Path) -> None:
    name = b"bag/data/\x84.txt"
    octets = zip_with(name=name, **{where: unicode_path(name, "bag/data/я")})
    with opened(octets, tmp_path) as archive:
        assert "ARC-008" in codes(archive)
        assert paths(archive) == ["bagit.txt"]


def test_two_unicode_paths_of_one_member_are_refused(tmp_path: Path) -> None:
    name = b"bag/data/\x84.txt"
    extra = unicode_path(name, "bag/data/ä.txt") + unicode_path(name, "bag/data/ö.txt")
    with opened(zip_with(name=name, extra=extra), tmp_path) as archive:
        assert codes(archive) == ["ARC-009"]
        assert paths(archive) == ["bagit.txt"]


def test_a_name_of_more_segments_than_are_read_is_left_out(tmp_path: Path) -> None:
    with opened(_zip(b"bag/bagit.txt", b"bag/" + b"d/" * 4_096 + b"f"), tmp_path) as archive:
        assert codes(archive) == ["ARC-033"]
        assert paths(archive) == ["bagit.txt"]


@pytest.mark.parametrize(
    ("names", "found", "expected"),
    [
        ((b"bagit.txt", b"data/a"), ["ARC-024"], ["bagit.txt", "data/", "data/a"]),
        ((b"manifest-md5.txt", b"data/a"), ["ARC-024"], ["data/", "data/a", "manifest-md5.txt"]),
        ((b"a.txt",), ["ARC-024"], ["a.txt"]),
        ((b"bag/bagit.txt", b"readme.txt"), ["ARC-025"], ["bagit.txt"]),
        ((b"a/x", b"bag/bagit.txt", b"c/x"), ["ARC-025", "ARC-025"], ["bagit.txt"]),
        ((b"bag/x", b"c/x"), ["ARC-025"], ["x"]),
        ((b"data/bagit.txt", b"data/data/a"), ["ARC-026"], ["bagit.txt", "data/", "data/a"]),
    ],
)
def test_the_bag_is_the_one_folder_at_the_top_or_it_is_told(
    names: tuple[bytes, ...], found: list[str], expected: list[str], tmp_path: Path
) -> None:
    with opened(_zip(*names), tmp_path) as archive:
        assert codes(archive) == found
        assert paths(archive) == expected


@pytest.mark.parametrize(
    "name", ["bag.zip", "bag.ZIP", "bag.tar", "bag.tar.gz", "bag.tgz", "bag.tar.bz2", "bag.tar.xz"]
)
def test_an_extension_is_no_part_of_the_archives_name(name: str, tmp_path: Path) -> None:
    with opened(_zip(b"bag/bagit.txt"), tmp_path, name=name) as archive:
        assert codes(archive) == []


def test_a_bag_may_be_named_as_a_file_is(tmp_path: Path) -> None:
    with opened(_zip(b"release.txt/bagit.txt"), tmp_path, name="release.txt.zip") as archive:
        assert codes(archive) == []


def test_a_name_of_thousands_of_segments_costs_what_its_folders_do(tmp_path: Path) -> None:
    def effort(segments: int) -> int:
        octets = _zip(b"bag/" + b"d/" * segments + b"f")

        def open_it() -> None:
            with opened(octets, tmp_path) as archive:
                assert len(paths(archive)) == segments + 1

        return calls(open_it)

    assert effort(4_000) < 2.2 * effort(2_000)


def test_a_name_of_a_million_octets_is_left_out_and_shown_in_short(tmp_path: Path) -> None:
    path = pax(b"x", [(b"path", b"bag/" + b"d/" * 500_000 + b"f")])
    members = (TarMember(name=b"bag/bagit.txt"), path, TarMember(name=b"bag/short"))
    with opened(TarBuilder(members=members).build(), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-033"]
        assert len(archive.findings()[0].message) < 1_200
        assert paths(archive) == ["bagit.txt"]


def test_names_of_more_folders_than_their_share_are_not_unfolded(tmp_path: Path) -> None:
    names = [f"bag/{number}/".encode() + b"d/" * 1_000 for number in range(20)]
    with opened(_zip(*(one + b"f" for one in names)), tmp_path, folder_octets=1 << 20) as archive:
        assert codes(archive) == ["ARC-033"]
        assert not archive.is_known


def test_findings_of_one_code_are_listed_up_to_a_thousand(tmp_path: Path) -> None:
    octets = _tar(b"bag/bagit.txt", *[b"/etc/passwd"] * 1_203)
    with opened(octets, tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-016"] * 1_000 + ["ARC-036"]
        assert archive.findings()[-1].found == "1203"
