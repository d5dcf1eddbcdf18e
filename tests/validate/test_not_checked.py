"""What was not looked at is said, of folders and of archives: silence would pass for soundness."""

import gzip
import io
import random
import tarfile
import zipfile
from pathlib import Path

import pytest

from preserve.findings import Verdict, VerdictReport
from preserve.workflow.validate import validate
from tests.archives.hostile import TarBuilder, TarMember
from tests.archives.reading.fixtures import GOOD_TAR, zip_with
from tests.bags.builder import BagBuilder
from tests.validate import packages

NO_METADATA = "metadata: no Dublin Core or PREMIS document was found"
ORIGINAL = next(iter(packages.ORIGINALS))


def _codes(report: VerdictReport) -> list[str]:
    return [one.code.name for one in report.findings]


def _validated(octets: bytes, folder: Path, name: str = "bag.tar") -> VerdictReport:
    (folder / name).write_bytes(octets)
    return validate(folder / name)


def _damaged_in_the_middle() -> bytes:
    large = TarMember(name=b"bag/data/large", octets=random.Random(8493).randbytes(1 << 20))
    octets = gzip.compress(TarBuilder(members=(*GOOD_TAR.members, large)).build(), mtime=0)
    return octets[:-8] + bytes(8)


def _package_in_tar(folder: Path) -> bytes:
    bag = packages.package().build(folder / "bag")
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.GNU_FORMAT) as archive:
        # Metadata and originals last, the tag files first.
        for path in sorted(bag.rglob("*"), key=lambda one: ("data" in one.parts, one)):
            archive.add(path, str(path.relative_to(folder)), recursive=False)
    return sink.getvalue()


def test_without_a_payload_manifest_nothing_is_known_of_the_payload(tmp_path: Path) -> None:
    bag = BagBuilder(algorithms=(), tag_algorithms=("sha256",)).build(tmp_path / "bag")
    assert validate(bag).not_checked == (
        "completeness of the payload: there is no manifest of it",
        "fixity of 2 payload files: no manifest states a checksum to compare with",
        NO_METADATA,
    )


def test_a_manifest_in_an_unknown_algorithm_states_no_checksum_to_compare(tmp_path: Path) -> None:
    lines = b"0badcafe  data/release.txt\n0badcafe  data/annex/table.csv\n"
    bag = BagBuilder(
        algorithms=(), tag_algorithms=("sha256",), extra={"manifest-crc32.txt": lines}
    ).build(tmp_path / "bag")
    assert validate(bag).not_checked == (
        "manifest-crc32.txt: its algorithm is not known",
        "fixity of 2 payload files: no manifest states a checksum to compare with",
        NO_METADATA,
    )


def test_an_unlisted_file_was_compared_with_nothing(tmp_path: Path) -> None:
    bag = BagBuilder(unlisted={"data/new.txt": b"x"}).build(tmp_path / "bag")
    assert validate(bag).not_checked == (
        "fixity of 1 payload file: no manifest states a checksum to compare with",
        NO_METADATA,
    )


@pytest.mark.parametrize(
    ("octets", "name", "said"),
    [
        (zip_with(name=b"bag/../../secret"), "bag.zip", "members that were left out: 1"),
        (zip_with(name=b"__MACOSX/._a"), "bag.zip", "files and folders beside the bag's folder: 1"),
        (zip_with(before=b"hidden"), "bag.zip", "the octets that belong to no member"),
        (GOOD_TAR.build() + b"more", "bag.tar", "the octets after its end"),
        (GOOD_TAR.build()[:-1_024], "bag.tar", "whether anything followed where it ends"),
        (GOOD_TAR.build()[:-1_100], "bag.tar", "what follows the place where it is cut short"),
        (GOOD_TAR.build()[:-1_024] + b"x" * 512, "bag.tar", "what follows the damaged header"),
        (_damaged_in_the_middle(), "bag.tar.gz", "what follows the damage"),
    ],
)
def test_what_an_archive_holds_beside_what_was_read_is_said(
    octets: bytes, name: str, said: str, tmp_path: Path
) -> None:
    assert f"the archive: {said}" in _validated(octets, tmp_path, name).not_checked


def test_members_that_were_left_out_are_counted_though_not_all_are_listed(tmp_path: Path) -> None:
    link = TarMember(name=b"bag/data/link", kind=b"1", link=b"bag/bagit.txt")
    octets = TarBuilder(members=(*GOOD_TAR.members, *[link] * 1_500)).build()
    assert _validated(octets, tmp_path).not_checked[0] == (
        "the archive: members that were left out: 1500"
    )


def test_what_a_cut_archive_lacks_is_told_by_its_manifest_and_not_again_by_its_metadata(
    tmp_path: Path,
) -> None:
    octets = _package_in_tar(tmp_path)
    whole = _validated(octets, tmp_path)
    assert (whole.verdict, _codes(whole)) == (Verdict.VALID, [])
    report = _validated(octets[: octets.index(packages.ORIGINALS[ORIGINAL]) - 512], tmp_path)
    assert report.verdict is Verdict.INVALID
    assert set(_codes(report)) == {"ARC-012", "BAG-015", "MAN-009"}


def test_a_damaged_member_is_told_once_and_its_metadata_says_nothing_of_it(tmp_path: Path) -> None:
    bag = packages.package().build(tmp_path / "bag")
    path = tmp_path / "bag.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for one in sorted(bag.rglob("*")):
            archive.write(one, str(one.relative_to(tmp_path)))
    octets = path.read_bytes()
    report = _validated(octets.replace(packages.ORIGINALS[ORIGINAL], b"\0\2"), tmp_path, "bag.zip")
    assert [(one.code.name, one.path) for one in report.findings] == [("ARC-015", ORIGINAL)]


@pytest.mark.parametrize(
    ("changes", "code"), [({"flags": 1}, "ARC-022"), ({"crc": 1}, "ARC-015")], ids=str
)
def test_a_document_that_cannot_be_read_is_told_once_by_the_archives_own_code(
    changes: dict[str, int], code: str, tmp_path: Path
) -> None:
    report = _validated(zip_with(name=b"bag/premis.xml", **changes), tmp_path, "bag.zip")
    of_document = [one for one in report.findings if "premis.xml" in one.message]
    assert [one.code.name for one in of_document] == [code]


def test_an_encrypted_member_is_told_once(tmp_path: Path) -> None:
    report = _validated(zip_with(flags=1), tmp_path, "bag.zip")
    of_member = [one for one in report.findings if one.path and one.path.endswith("a.txt")]
    assert [one.code.name for one in of_member] == ["ARC-022"]
    assert "fixity of payload files that could not be read: 1" in report.not_checked
