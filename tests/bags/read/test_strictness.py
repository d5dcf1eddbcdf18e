"""Where the words of RFC 8493 bind a value's every character, and where drafts do not."""

from pathlib import Path

import pytest

from preserve.bags.read import FolderTree, read
from preserve.storage.folders import Folder
from tests.bags.builder import BagBuilder, drop, replace


def _codes(builder: BagBuilder, bag: Path) -> list[str]:
    with Folder.open(builder.build(bag)) as folder, read(FolderTree(folder)) as reading:
        return [one.code.name for one in reading.findings]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (b"65.2", []),
        (b"065.2", ["INF-016"]),
        (b"65.02", ["INF-016"]),
        (b" 65.2", ["INF-017", "INF-006"]),
        (b"65.2 ", ["INF-017", "INF-006"]),
        (b"65.2\t", ["INF-017", "INF-006"]),
        (b"65. 2", ["INF-006"]),
        (b"+65.2", ["INF-006"]),
        (b"65,2", ["INF-006"]),
        (b"65.2.0", ["INF-006"]),
        (b"\xd9\xa6\xd9\xa5.\xd9\xa2", ["INF-006"]),
    ],
)
def test_payload_oxum_has_exactly_its_form(
    written: bytes, codes: list[str], tmp_path: Path
) -> None:
    edits = {"bag-info.txt": replace(b"65.2", written)}
    assert _codes(BagBuilder(edits=edits), tmp_path / "bag") == codes


@pytest.mark.parametrize("written", [b" 65.2", b"65.2 \t"])
def test_in_drafts_white_space_around_payload_oxum_is_nothing(
    written: bytes, tmp_path: Path
) -> None:
    edits = {"bag-info.txt": replace(b"65.2", written)}
    assert _codes(BagBuilder(version="0.97", edits=edits), tmp_path / "bag") == ["BAG-017"]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        (b"2026-11-22", b"2026-11-22 ", ["INF-011", "INF-017"]),
        (b"1 of ?", b" 1 of ?", ["INF-012", "INF-017"]),
        (b"The preserve project", b"The preserve project ", ["INF-017"]),
    ],
)
def test_white_space_around_a_value_belongs_to_it(
    old: bytes, new: bytes, codes: list[str], tmp_path: Path
) -> None:
    edits = {"bag-info.txt": replace(old, new)}
    assert _codes(BagBuilder(edits=edits), tmp_path / "bag") == codes
    before = BagBuilder(version="0.97", edits=edits)
    assert _codes(before, tmp_path / "draft") == ["BAG-017"]


@pytest.mark.parametrize(
    ("payload", "tags", "codes"),
    [
        (("sha256", "sha512"), ("md5",), ["MAN-016", "TAG-008"]),
        (("sha256", "sha512"), ("md5", "sha512"), ["MAN-015", "TAG-008"]),
        (("md5", "sha512"), ("md5",), ["MAN-015", "MAN-016", "TAG-008"]),
        (("sha256",), ("sha256",), ["MAN-017"]),
    ],
)
def test_weak_algorithms_are_called_weak_in_either_kind_of_manifest(
    payload: tuple[str, ...], tags: tuple[str, ...], codes: list[str], tmp_path: Path
) -> None:
    bag = BagBuilder(algorithms=payload, tag_algorithms=tags)
    assert _codes(bag, tmp_path / "bag") == codes


def test_a_sha512_manifest_that_is_listed_and_missing_is_not_called_left_out(
    tmp_path: Path,
) -> None:
    bag = BagBuilder(afterwards=lambda bag: (bag / "manifest-sha512.txt").unlink())
    assert _codes(bag, tmp_path / "bag") == ["TAG-004"]


def test_a_tag_file_that_every_tag_manifest_leaves_out_is_told(tmp_path: Path) -> None:
    edits = {f"tagmanifest-{one}.txt": drop(b"bag-info.txt") for one in ("sha256", "sha512")}
    assert _codes(BagBuilder(edits=edits), tmp_path / "bag") == ["TAG-005"]
