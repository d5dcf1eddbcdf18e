"""Depth.FAST: structure, names, completeness and Payload-Oxum from sizes; no payload is opened."""

from pathlib import Path

import pytest

from preserve.bags.read import BagReading, Depth, FolderTree, read
from preserve.findings import Code, fetch, fixity, manifests, names
from preserve.storage import folders
from preserve.storage.folders import Folder
from tests.bags.builder import PAYLOAD, BagBuilder
from tests.bags.read.fixtures import FIXTURES, Fixture, refuse

NOT_COMPARED = "fixity: no checksum was compared, of payload or tag files"

UNSEEN = {
    fixity.ALTERED,
    fixity.COULD_NOT_READ,
    fixity.CHANGED_WHILE_READ,
    manifests.RENAMED,
}
"""Codes of what only reading a file can show."""


def _read(bag: Path) -> BagReading:
    with Folder.open(bag) as folder:
        return read(FolderTree(folder), depth=Depth.FAST)


def _codes(bag: Path) -> list[str]:
    return [one.code.name for one in _read(bag).findings]


def test_no_payload_file_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    opened: list[str] = []
    open_regular = folders.open_regular

    def note(name: bytes, *, at: int, path: str) -> object:
        opened.append(path)
        return open_regular(name, at=at, path=path)

    monkeypatch.setattr(folders, "open_regular", note)
    assert _codes(bag) == []
    assert sorted(opened) == [
        "bag-info.txt",
        "bagit.txt",
        "manifest-sha256.txt",
        "manifest-sha512.txt",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha512.txt",
    ]


def test_what_was_not_compared_is_said(tmp_path: Path) -> None:
    assert _read(BagBuilder().build(tmp_path / "bag")).not_checked == (NOT_COMPARED,)


def test_facts_have_sizes_and_no_digests(tmp_path: Path) -> None:
    payload = _read(BagBuilder().build(tmp_path / "bag")).facts.payload
    assert {path: (one.size, dict(one.digests)) for path, one in payload.items()} == {
        path: (len(octets), {}) for path, octets in PAYLOAD.items()
    }


def test_an_altered_size_is_found_and_altered_octets_are_not(tmp_path: Path) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    (bag / "data/release.txt").write_bytes(b"?" * len(PAYLOAD["data/release.txt"]))
    assert _codes(bag) == []
    (bag / "data/release.txt").write_bytes(b"")
    assert _codes(bag) == ["INF-007"]


def test_a_file_whose_size_cannot_be_told_is_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = BagBuilder().build(tmp_path / "bag")

    def fail(self: FolderTree, path: str) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(FolderTree, "size", fail)
    reading = _read(bag)
    assert [(one.code.name, one.path) for one in reading.findings] == [
        ("FIX-002", path) for path in sorted(PAYLOAD)
    ]
    assert reading.not_checked == (
        NOT_COMPARED,
        "Payload-Oxum: part of the payload is absent or could not be read",
    )


@pytest.mark.parametrize(
    "code", [one for one in FIXTURES if one not in UNSEEN], ids=lambda code: code.name
)
def test_whatever_needs_no_checksum_is_found_as_ever(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixture: Fixture = FIXTURES[code]
    bag = fixture.bag.build(tmp_path / "bag")
    if fixture.unreadable is not None:
        refuse(fixture.unreadable, monkeypatch)
    assert {code.name for code in (code, *fixture.also)} == set(_codes(bag))


def test_a_stated_length_is_compared_with_the_size(tmp_path: Path) -> None:
    line = b"https://example.org/r 7 data/release.txt\n"
    assert _codes(BagBuilder(fetch=line).build(tmp_path / "bag")) == [fetch.LENGTH_DIFFERS.name]


def test_a_name_in_another_normalisation_is_taken_for_its_file(tmp_path: Path) -> None:
    fixture = FIXTURES[names.NORMALISATION_DIFFERS]
    assert _codes(fixture.bag.build(tmp_path / "bag")) == [names.NORMALISATION_DIFFERS.name]
