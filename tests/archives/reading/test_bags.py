"""A bag in an archive is judged as the same bag in a folder is."""

import bz2
import gzip
import io
import lzma
import os
import random
import shutil
import stat
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from preserve.archives.reading.limits import Limits
from preserve.bags.read import FolderTree, read
from preserve.bags.read.archive_tree import open_tree
from preserve.findings import Code, Finding, archives, fixity
from preserve.storage.folders import Folder
from tests.archives.hostile import ZipBuilder, ZipMember, deflated
from tests.archives.reading.fixtures import zip_with
from tests.bags.builder import BagBuilder
from tests.bags.read.fixtures import FIXTURES

LIMITS = Limits()
CASES = [code for code, one in FIXTURES.items() if one.unreadable is None and one.changing is None]


def _entries(folder: Path) -> list[Path]:
    """Give everything below, in an order that is no order, and the same every time."""
    found = sorted(Path(os.fsdecode(one)) for one in _below(os.fsencode(folder)))
    random.Random(20261122).shuffle(found)
    return found


def _below(folder: bytes) -> Iterator[bytes]:
    for entry in os.scandir(folder):
        yield entry.path
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)


def _tar(bag: Path, form: int = tarfile.PAX_FORMAT) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=form, errors="surrogateescape") as archive:
        for path in _entries(bag):
            archive.add(path, arcname=str(path.relative_to(bag.parent)), recursive=False)
    return sink.getvalue()


def _zip(bag: Path) -> bytes:
    return ZipBuilder(members=tuple(_zip_member(bag, path) for path in _entries(bag))).build()


def _zip_member(bag: Path, path: Path) -> ZipMember:
    mode = path.lstat().st_mode
    name = os.fsencode(path.relative_to(bag.parent))
    if stat.S_ISDIR(mode):
        return ZipMember(name=name + b"/", mode=mode, flags=0x800)
    octets = b"" if not stat.S_ISREG(mode) else path.read_bytes()
    return ZipMember(
        name=name, octets=octets, mode=mode, flags=0x800, method=8, stored=deflated(octets)
    )


FORMS: dict[str, Callable[[Path], bytes]] = {
    "bag.zip": _zip,
    "bag.tar": _tar,
    "bag-gnu.tar": lambda bag: _tar(bag, tarfile.GNU_FORMAT),
    "bag.tar.gz": lambda bag: gzip.compress(_tar(bag), compresslevel=1),
    "bag.tar.bz2": lambda bag: bz2.compress(_tar(bag), 1),
    "bag.tar.xz": lambda bag: lzma.compress(_tar(bag), preset=0),
}


def _of_folder(bag: Path) -> list[Finding]:
    with Folder.open(bag) as folder:
        return list(read(FolderTree(folder)).findings)


def _of_archive(path: Path, workers: int = 1) -> list[Finding]:
    tree = open_tree(path, limits=LIMITS)
    try:
        reading = read(tree, workers=workers)
        named = [one for one in tree.findings() if one.code is not archives.TOP_FOLDER_NAME]
        return [*reading.findings, *named]
    finally:
        tree.close()


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("code", CASES, ids=lambda code: code.name)
def test_a_bag_has_the_same_findings_in_any_form_of_archive_as_in_a_folder(
    code: Code, name: str, tmp_path: Path
) -> None:
    bag = FIXTURES[code].bag.build(tmp_path / "bag")
    path = tmp_path / name
    path.write_bytes(FORMS[name](bag))
    assert _of_archive(path) == _of_folder(bag)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("workers", [1, 3])
def test_a_good_bag_raises_nothing_in_any_form_of_archive(
    name: str, workers: int, tmp_path: Path
) -> None:
    payload = {f"data/{number}/ä.xml": b"x" * number * 1_000 for number in range(150)}
    bag = BagBuilder(payload=payload).build(tmp_path / "bag")
    path = tmp_path / name
    path.write_bytes(FORMS[name](bag))
    assert _of_archive(path, workers) == []


@pytest.mark.parametrize(
    "command",
    [
        "zip -r -q {} bag",
        "zip -r -q -0 {} bag",
        "zip -r -q - bag > {}",
        "tar -c -f {} bag",
        "tar -c -f {} ./bag",
        "tar -c -z -f {} bag",
        "tar -c -H v7 -f {} bag",
        "tar -c -H posix -f {} bag",
    ],
)
def test_what_the_systems_own_tools_write_raises_nothing(command: str, tmp_path: Path) -> None:
    if shutil.which(command.split(maxsplit=1)[0]) is None:
        pytest.skip("the tool is not installed")
    BagBuilder().build(tmp_path / "bag")
    subprocess.run(command.format("bag.zip"), shell=True, check=True, cwd=tmp_path)
    assert _of_archive(tmp_path / "bag.zip") == []


def test_a_damaged_member_is_told_and_the_others_are_still_compared(tmp_path: Path) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    octets = _zip(bag)
    path = tmp_path / "bag.zip"
    compressed = deflated((bag / "data/release.txt").read_bytes())
    path.write_bytes(octets.replace(compressed, b"\xff" * len(compressed)))
    assert [(one.code, one.path) for one in _of_archive(path)] == [
        (archives.MEMBER_DAMAGED, "data/release.txt")
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"flags": 1}, archives.ENCRYPTED), ({"method": 9}, archives.UNKNOWN_METHOD)],
)
def test_a_member_that_cannot_be_read_is_told_once_and_not_called_altered(
    changes: dict[str, int], code: Code, tmp_path: Path
) -> None:
    path = tmp_path / "bag.zip"
    path.write_bytes(zip_with(**changes))
    with closing(open_tree(path, limits=LIMITS)) as tree:
        [reading] = tree.readings(["data/a.txt"], (), workers=1, on_octets=None)
        assert (reading.digested, reading.finding) == (None, None)
        assert [one.code for one in tree.findings()] == [code]


@pytest.mark.parametrize("name", ["bag.zip", "bag.tar", "bag.tar.gz"])
def test_an_archive_that_changes_while_it_is_read_is_not_called_altered(
    name: str, tmp_path: Path
) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    path = tmp_path / name
    path.write_bytes(FORMS[name](bag))
    tree = open_tree(path, limits=LIMITS)
    reading = read(tree, on_octets=lambda _: os.utime(path, ns=(0, 0)))
    found, archive = {one.code for one in reading.findings}, tree.findings()
    is_known = tree.is_known
    tree.close()
    assert found == {fixity.CHANGED_WHILE_READ}
    assert [one.code for one in archive] == [archives.CHANGED_WHILE_READ]
    assert not is_known


def test_files_that_nobody_waited_for_are_not_read_with_those_asked_for_next(
    tmp_path: Path,
) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    path = tmp_path / "bag.tar.gz"
    path.write_bytes(FORMS["bag.tar.gz"](bag))
    tree = open_tree(path, limits=LIMITS)
    paths = ["data/annex/table.csv", "data/release.txt"]
    abandoned = tree.readings(paths, (), workers=1, on_octets=None)
    next(abandoned)
    abandoned.close()
    readings = tree.readings(paths[1:], (), workers=1, on_octets=None)
    assert [one.path for one in readings] == paths[1:]
    tree.close()


@pytest.mark.parametrize("top", ["BZhang", "PK-2024", "data"])
@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_sound_bag_may_have_any_name(top: str, mode: str, tmp_path: Path) -> None:
    builder = BagBuilder(extra={"about/notes.txt": b"kept beside the payload\n"})
    folder = builder.build(tmp_path / "folder")
    path = tmp_path / "bag.tar"
    with tarfile.open(str(path), mode) as archive:  # type: ignore[call-overload]
        archive.add(folder, top)
    with closing(open_tree(path, limits=LIMITS)) as tree, read(tree) as reading:
        assert {one.code for one in tree.findings()} <= {archives.TOP_FOLDER_NAME}
        assert list(reading.findings) == []
        with tree.open("about/notes.txt") as stream:
            assert stream.read() == b"kept beside the payload\n"
