"""What cannot be known of a bag makes nothing in it wrong."""

from pathlib import Path

import pytest

from preserve.bags.read import FolderTree, encodings, read
from preserve.storage import names
from preserve.storage.folders import Folder
from tests.bags.builder import PAYLOAD, BagBuilder, append, replace
from tests.bags.read.fixtures import refuse

ACCENTED = {**PAYLOAD, "data/\u00e9t\u00e9.txt": b"x"}


def _codes(bag: Path) -> list[str]:
    with Folder.open(bag) as folder, read(FolderTree(folder)) as reading:
        return [one.code.name for one in reading.findings]


def test_the_tag_files_of_an_unknown_encoding_are_not_read(tmp_path: Path) -> None:
    bag = BagBuilder(payload=ACCENTED, encoding="X-NONE", codec="latin-1").build(tmp_path / "bag")
    with Folder.open(bag) as folder, read(FolderTree(folder)) as reading:
        assert [one.code.name for one in reading.findings] == ["BAG-007"]
        assert "manifest-sha256.txt: could not be read to its end" in reading.not_checked


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("ISO_8859-1:1987", "latin-1"),
        ("csISOLatin1", "latin-1"),
        ("ISO-8859-15", "iso-8859-15"),
        ("IBM850", "cp850"),
        ("cp1252", "cp1252"),
        ("HZ-GB-2312", "hz"),
    ],
)
def test_registered_aliases_of_encodings_are_known(
    declared: str, codec: str, tmp_path: Path
) -> None:
    payload = {**PAYLOAD, "data/\u4e2d.txt" if codec == "hz" else "data/\u00e9.txt": b"x"}
    bag = BagBuilder(payload=payload, version="0.97", encoding=declared, codec=codec)
    assert _codes(bag.build(tmp_path / "bag")) == ["BAG-017"]


@pytest.mark.parametrize("name", ["UTF-7", "rot13", "base64", "iso-8859-99", "csISOLatin9", ""])
def test_what_is_no_encoding_to_read_by_is_not_known(name: str) -> None:
    assert encodings.known(name) is None


def test_a_declaration_that_cannot_be_read_makes_a_draft_no_breach_of_1_0(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits = {"bag-info.txt": append(b"Label:value\n")}
    bag = BagBuilder(version="0.97", edits=edits).build(tmp_path / "bag")
    refuse("bagit.txt", monkeypatch)
    assert _codes(bag) == ["BAG-016"]


def test_a_later_version_is_judged_by_what_all_versions_ask(tmp_path: Path) -> None:
    edits = {
        "bagit.txt": replace(b"1.0", b"1.1"),
        "bag-info.txt": append(b"Label:value\n"),
    }
    payload = {**PAYLOAD, "data/100%.txt": b"x", "data/a\nb.txt": b"y"}
    found = _codes(BagBuilder(payload=payload, edits=edits).build(tmp_path / "bag"))
    assert "BAG-006" in found
    assert {"MAN-009", "MAN-010", "INF-003", "NAM-003"}.isdisjoint(found)


def test_a_declaration_without_end_is_told(tmp_path: Path) -> None:
    edits = {"bagit.txt": replace(b"UTF-8\n", b"UTF-8" + b" " * 70_000 + b"\nThird: line\n")}
    assert _codes(BagBuilder(edits=edits).build(tmp_path / "bag")) == ["BAG-002"]


def test_a_file_to_fetch_into_a_folder_that_cannot_be_listed_is_not_called_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = b"https://example.org/t - data/annex/table.csv\n"
    bag = BagBuilder(fetch=line).build(tmp_path / "bag")
    refuse("data/annex", monkeypatch)
    assert set(_codes(bag)) == {"BAG-014", "FIX-002"}


def test_a_segment_longer_than_any_file_name_is_not_composed() -> None:
    marks = "e" + "\u0301\u0316" * 200
    assert names.composed(f"e\u0301/{marks}") == f"\u00e9/{marks}"
