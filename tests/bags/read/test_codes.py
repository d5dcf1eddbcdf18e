"""Each code is raised by its fixture, and by nothing in a good bag."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from preserve.bags.read import FolderTree, read
from preserve.findings import Code, bag_info, fetch, fixity, manifests, names, structure
from preserve.findings import tag_manifests as tags
from preserve.storage.folders import Folder
from tests.bags.builder import BagBuilder
from tests.bags.read.fixtures import FIXTURES, build_and_read

_OF_PACKAGES = {
    structure.PACKAGE_UNREADABLE,
    structure.UNKNOWN_ARCHIVE,
    structure.FOLDER_OF_BAGS,
    structure.NO_ROOM,
    structure.NOT_A_PACKAGE,
    structure.FOLDER_OF_BAGS,
}


def _codes(module: ModuleType) -> Iterator[Code]:
    return (one for one in vars(module).values() if isinstance(one, Code))


@pytest.mark.parametrize("code", FIXTURES, ids=lambda code: code.name)
def test_a_bag_with_one_mistake_raises_the_code_of_that_mistake_and_no_other(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fixture = FIXTURES[code]
    reading = build_and_read(fixture, tmp_path / "bag", monkeypatch)
    assert {one.code.name for one in reading.findings} == {
        one.name for one in {code, *fixture.also}
    }


def test_every_code_of_the_reader_has_a_fixture() -> None:
    modules = (structure, manifests, tags, bag_info, fetch, fixity, names)
    codes = {code for module in modules for code in _codes(module)}
    assert codes - _OF_PACKAGES == set(FIXTURES)


def test_code_names_are_unique_and_of_their_area() -> None:
    areas = {
        "BAG": structure,
        "MAN": manifests,
        "TAG": tags,
        "INF": bag_info,
        "FET": fetch,
        "FIX": fixity,
        "NAM": names,
    }
    for area, module in areas.items():
        found = [code.name for code in _codes(module)]
        assert found == [f"{area}-{number:03}" for number in range(1, len(found) + 1)]


@pytest.mark.parametrize("workers", [1, 3])
def test_a_good_bag_raises_nothing_at_all(tmp_path: Path, workers: int) -> None:
    with Folder.open(BagBuilder().build(tmp_path / "bag")) as folder:
        reading = read(FolderTree(folder), workers=workers)
    assert list(reading.findings) == []
    assert reading.not_checked == ()
