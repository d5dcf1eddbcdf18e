"""Files that are two archives at once are read as neither."""

import gzip
from pathlib import Path

import pytest

from tests.archives.hostile import TarBuilder, TarMember, ZipBuilder, end_record
from tests.archives.reading.fixtures import GOOD_TAR, GOOD_ZIP, MEMBER, OTHER, TEXT
from tests.archives.reading.opened import codes, opened, read

_TAR = GOOD_TAR.build()
_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK", b"\x1f\x8b\x08", b"BZh91AY&SY")


def _covering(octets: bytes) -> bytes:
    """Give an end record whose comment is the octets that follow it."""
    return end_record(0, 0, 0, comment=octets)


@pytest.mark.parametrize("mark", [*_MARKS, b"\xfd7zXZ\0"])
def test_a_tar_that_begins_with_the_mark_of_another_form_is_refused(
    mark: bytes, tmp_path: Path
) -> None:
    first = TarMember(name=mark + b"/bagit.txt", octets=TEXT)
    with opened(TarBuilder(members=(first,)).build(), tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-037"]
        assert not archive.is_known


@pytest.mark.parametrize("name", [b"PK-2024", b"BZh-2024", b"BZh9", b"\x1f\x8b"])
def test_a_name_that_only_resembles_a_mark_is_a_name(name: bytes, tmp_path: Path) -> None:
    first = TarMember(name=name + b"/bagit.txt", octets=TEXT)
    built = TarBuilder(members=(first,)).build()
    with opened(built, tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-026"]
        assert read(archive, "bagit.txt") == TEXT


@pytest.mark.parametrize(
    "octets",
    [
        _TAR + GOOD_ZIP.build(),
        _TAR[:-1024] + _covering(bytes(1024)),
        TarMember(name=b"bag/x").build() + ZipBuilder(members=(OTHER, MEMBER)).build(),
        gzip.compress(_TAR) + GOOD_ZIP.build(),
    ],
)
def test_a_tar_that_ends_as_a_zip_does_is_refused(octets: bytes, tmp_path: Path) -> None:
    with opened(octets, tmp_path, name="bag.tar") as archive:
        assert codes(archive) == ["ARC-037"]
        assert not archive.is_known


def test_a_tar_may_hold_a_zip(tmp_path: Path) -> None:
    inner = TarMember(name=b"bag/data/inner.zip", octets=GOOD_ZIP.build())
    built = TarBuilder(members=(GOOD_TAR.members[0], inner)).build()
    with opened(built, tmp_path, name="bag.tar") as archive:
        assert codes(archive) == []
        assert read(archive, "data/inner.zip") == GOOD_ZIP.build()
