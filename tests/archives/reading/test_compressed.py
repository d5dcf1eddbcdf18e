"""Compressed tars: expanded twice, never beyond the limits, verified to their last octet."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from preserve.archives.reading.archive import Archive
from preserve.archives.reading.faults import FaultError
from preserve.archives.reading.forms import ArchiveForm
from preserve.archives.reading.limits import Limits
from preserve.archives.reading.opening import open_archive
from preserve.errors import ReadError
from tests.archives.hostile import END_BLOCKS, TarBuilder, TarMember
from tests.archives.reading.fixtures import GOOD_TAR, TEXT
from tests.archives.reading.opened import codes, opened, read
from tests.effort import calls

Compress = Callable[[bytes], bytes]
TAR = GOOD_TAR.build()


def _gzip(octets: bytes) -> bytes:
    return gzip.compress(octets, mtime=0)


FORMS = pytest.mark.parametrize(
    ("compress", "form"),
    [
        (_gzip, ArchiveForm.TAR_GZ),
        (bz2.compress, ArchiveForm.TAR_BZ2),
        (lzma.compress, ArchiveForm.TAR_XZ),
    ],
)


def _passed(archive: Archive) -> dict[str, bytes | str]:
    """Want every file and give what comes, the code where it cannot be read."""
    for entry in archive.entries():
        member = archive.find(entry.path)
        if member is not None:
            archive.want(member)
    found: dict[str, bytes | str] = {}
    for member, octets in archive.passing():
        try:
            found[member.path] = b"".join(octets)
        except FaultError as error:
            found[member.path] = error.finding.code.name
    return found


@FORMS
def test_the_form_is_told_by_the_content_and_files_are_at_hand_or_read_in_passing(
    compress: Compress, form: ArchiveForm, tmp_path: Path
) -> None:
    path = tmp_path / "bag.zip"
    path.write_bytes(compress(TAR))
    with open_archive(path, limits=Limits(), keep=lambda one: one == b"bagit.txt") as archive:
        assert archive.form is form
        assert codes(archive) == []
        assert read(archive, "bagit.txt") == b"BagIt\n"
        with pytest.raises(ReadError):
            read(archive, "data/a.txt")
        assert _passed(archive)["data/a.txt"] == TEXT


@FORMS
def test_several_streams_in_a_row_are_one_archive(
    compress: Compress, form: ArchiveForm, tmp_path: Path
) -> None:
    octets = compress(TAR[:700]) + compress(b"") + compress(TAR[700:])
    with opened(octets, tmp_path, name="bag.tar") as archive:
        assert archive.form is form
        assert codes(archive) == []
        assert read(archive, "data/a.txt") == TEXT


@FORMS
def test_octets_after_the_end_of_what_is_compressed_are_told(
    compress: Compress, form: ArchiveForm, tmp_path: Path
) -> None:
    with opened(compress(TAR) + b"more", tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-010"]
        assert read(archive, "data/a.txt") == TEXT


@FORMS
def test_a_cut_anywhere_is_told(compress: Compress, form: ArchiveForm, tmp_path: Path) -> None:
    whole = compress(TAR)
    told = set()
    for size in range(20, len(whole)):
        try:
            with opened(whole[:size], tmp_path, name="bag.tar") as archive:
                told.update(codes(archive))
                assert codes(archive) != []
        except ReadError:
            pytest.fail(f"not known as an archive after {size} octets")
    assert told <= {"ARC-011", "ARC-014"}


@pytest.mark.parametrize(("zeros", "found"), [(4, []), (512, []), (3, ["ARC-010"])])
def test_xz_streams_may_be_padded_by_fours(zeros: int, found: list[str], tmp_path: Path) -> None:
    half = lzma.compress(TAR[:700]) + bytes(zeros) + lzma.compress(TAR[700:])
    with opened(half, tmp_path, name="bag.tar") as archive:
        assert codes(archive) == found


def test_gzip_may_be_padded_with_zeros_at_its_end_as_tapes_are(tmp_path: Path) -> None:
    with opened(_gzip(TAR) + bytes(5_000), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == []


@pytest.mark.parametrize("at", [-8, -4])
def test_a_wrong_crc_or_size_of_gzip_is_told(at: int, tmp_path: Path) -> None:
    octets = bytearray(_gzip(TAR))
    octets[at] ^= 1
    with opened(bytes(octets), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-014"]


def test_what_does_not_expand_to_a_tar_is_told(tmp_path: Path) -> None:
    with opened(_gzip(b"just text" * 200), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-013"]
        assert not archive.is_known


def test_a_bomb_is_left_once_it_is_over_the_ratio(tmp_path: Path) -> None:
    bomb = TarMember(name=b"bag/data/zeros", octets=bytes(64 << 20))
    octets = _gzip(TarBuilder(members=(bomb,)).build())
    limits = {"free_octets": 4 << 20, "ratio": 20}
    with opened(octets, tmp_path, name="bag.tar", **limits) as archive:
        assert codes(archive) == ["ARC-031"]
        assert "--max-ratio" in archive.findings()[0].message
        assert not archive.is_known


def test_a_bomb_is_left_once_it_is_over_the_octets(tmp_path: Path) -> None:
    with opened(_gzip(TAR), tmp_path, name="bag.tar", octets=1_000) as archive:
        assert codes(archive) == ["ARC-030"]
        assert not archive.is_known


def test_files_beyond_the_room_are_not_kept_and_are_read_in_passing(tmp_path: Path) -> None:
    with opened(_gzip(TAR), tmp_path, name="bag.tar", kept_octets=10) as archive:
        assert read(archive, "bagit.txt") == b"BagIt\n"
        with pytest.raises(ReadError, match="not at hand"):
            read(archive, "data/a.txt")
        assert _passed(archive)["data/a.txt"] == TEXT


def test_files_wanted_in_passing_come_in_the_order_of_the_archive(tmp_path: Path) -> None:
    names = [f"bag/data/{number}.txt" for number in (3, 1, 2)]
    members = tuple(TarMember(name=name.encode(), octets=name.encode()) for name in names)
    octets = _gzip(TarBuilder(members=members).build())
    with opened(octets, tmp_path, name="bag.tar", kept_octets=0) as archive:
        passed = _passed(archive)
    assert list(passed) == ["data/3.txt", "data/1.txt", "data/2.txt"]
    assert passed["data/2.txt"] == b"bag/data/2.txt"


def test_files_that_can_no_longer_be_reached_are_given_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "bag.tgz"
    path.write_bytes(_gzip(TAR))
    with open_archive(path, limits=Limits(), keep=lambda _: False) as archive:
        path.write_bytes(_gzip(TAR)[:40])
        assert set(_passed(archive).values()) == {"ARC-011"}
        assert codes(archive) == ["ARC-034"]
        assert not archive.is_known


def test_many_empty_streams_cost_as_much_as_they_are_many(tmp_path: Path) -> None:
    def effort(streams: int) -> int:
        octets = _gzip(b"") * streams + _gzip(TAR)

        def open_it() -> None:
            with opened(octets, tmp_path, name="bag.tar") as archive:
                assert codes(archive) == []

        return calls(open_it)

    once, twice = effort(500), effort(1_000)
    assert twice < 2.2 * once


def test_zeros_without_end_after_the_tar_are_not_read_to_their_end(tmp_path: Path) -> None:
    octets = TarBuilder(members=GOOD_TAR.members, end=END_BLOCKS).build()
    path = tmp_path / "bag.tar"
    path.write_bytes(octets)
    with path.open("r+b") as stream:
        stream.truncate(1 << 42)
    with open_archive(path, limits=Limits(), keep=lambda _: False) as archive:
        assert codes(archive) == ["ARC-010"]
