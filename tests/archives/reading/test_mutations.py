"""Whatever octets an archive is made of, it is read or refused: by a finding, or a ReadError."""

import bz2
import gzip
import lzma
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.archives.reading.limits import Limits
from preserve.archives.reading.members import Method
from preserve.archives.reading.opening import open_archive
from preserve.errors import ReadError
from preserve.storage.folders import EntryKind
from tests.archives.hostile import BLOCK
from tests.archives.reading.fixtures import FIXTURES, GOOD_TAR, GOOD_ZIP

TAR = GOOD_TAR.build()
SEEDS = (
    GOOD_ZIP.build(),
    TAR,
    gzip.compress(TAR, mtime=0),
    bz2.compress(TAR),
    lzma.compress(TAR),
    *(one.octets for one in FIXTURES.values() if len(one.octets) < 20_000),
)
LIMITS = Limits(octets=1 << 24, members=1_000, memory=16 << 20)
TOKENS = (
    b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x07\x08",
    b"\xff" * 8, bytes(8), b"\x01\x00", b"\x80", b"777777777777", b"../", b"/", b" size=", b"\0",
)  # fmt: skip


def judge(octets: bytes, path: Path) -> list[str]:
    """Read all that can be read, and give the names of the codes found."""
    path.write_bytes(octets)
    try:
        with open_archive(path, limits=LIMITS, keep=lambda one: b"bagit" in one) as archive:
            for entry in archive.entries():
                assert archive.kind(entry.path) is entry.kind
                member = archive.find(entry.path)
                if member is None or entry.kind is not EntryKind.FILE:
                    continue
                if member.place.method == Method.PASSING:
                    archive.want(member)
                    continue
                try:
                    read = sum(len(part) for part in archive.octets(member))
                except ReadError:
                    continue
                assert read == member.place.size
            for _, parts in archive.passing():
                try:
                    for _ in parts:
                        pass
                except ReadError:
                    continue
            return [one.code.name for one in archive.findings()]
    except ReadError:
        return ["none"]


def resummed(octets: bytes) -> bytes:
    """Put the right sum in each header of a tar, so that its other fields come to be read."""
    fixed = bytearray(octets)
    for at in range(0, len(fixed) - BLOCK + 1, BLOCK):
        if fixed[at + 257 : at + 262] == b"ustar":
            fixed[at + 148 : at + 156] = b" " * 8
            fixed[at + 148 : at + 156] = b"%06o\0 " % sum(fixed[at : at + BLOCK])
    return bytes(fixed)


@given(data=st.data())
def test_mutated_archives_are_judged_or_refused(data: st.DataObject) -> None:
    octets = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(octets)))
        match data.draw(st.sampled_from(["flip", "token", "insert", "cut", "end", "splice"])):
            case "flip" if at < len(octets):
                octets[at] ^= 1 << data.draw(st.integers(0, 7))
            case "token":
                token = data.draw(st.sampled_from(TOKENS))
                octets[at : at + len(token)] = token
            case "insert":
                octets[at:at] = data.draw(st.sampled_from(TOKENS))
            case "cut":
                del octets[at : at + data.draw(st.sampled_from([1, 4, 30, 46, BLOCK]))]
            case "end":
                del octets[at:]
            case _:
                other = data.draw(st.sampled_from(SEEDS))
                start = data.draw(st.integers(0, len(other)))
                octets[at:at] = other[start : start + data.draw(st.sampled_from([22, 46, 1024]))]
    built = resummed(bytes(octets)) if data.draw(st.booleans()) else bytes(octets)
    with TemporaryDirectory() as folder:
        judge(built, Path(folder) / "bag.zip")


@given(
    octets=st.binary(max_size=2_000),
    head=st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b", b"BZh9"]),
)
def test_octets_of_no_meaning_are_judged_or_refused(octets: bytes, head: bytes) -> None:
    with TemporaryDirectory() as folder:
        judge(head + octets, Path(folder) / "bag.zip")


@pytest.mark.parametrize("octets", [GOOD_ZIP.build(), TAR], ids=["zip", "tar"])
def test_an_archive_cut_at_any_octet_is_told(octets: bytes, tmp_path: Path) -> None:
    for size in range(1, len(octets)):
        assert judge(octets[:size], tmp_path / "bag.tar") != [], size


def test_a_flipped_bit_in_a_zip_is_told_or_changes_nothing_that_is_read(tmp_path: Path) -> None:
    """Times, versions and permissions may differ: what is read may not."""
    path = tmp_path / "bag.zip"
    for at in range(len(GOOD_ZIP.build())):
        changed = bytearray(GOOD_ZIP.build())
        changed[at] ^= 1
        if judge(bytes(changed), path):
            continue
        with open_archive(path, limits=LIMITS, keep=lambda _: True) as archive:
            kinds = {one.path: one.kind for one in archive.entries()}
        assert kinds == {
            "bagit.txt": EntryKind.FILE,
            "data": EntryKind.FOLDER,
            "data/a.txt": EntryKind.FILE,
        }, at
