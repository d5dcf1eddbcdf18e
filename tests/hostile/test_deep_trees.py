"""Trees deeper than the system's longest path, and than Python's stack, are read to their end."""

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bags.builder import PAYLOAD, BagBuilder
from tests.hostile.judging import Judge

DEPTH = 4_000
DEEP = "data/" + "d/" * DEPTH + "leaf.txt"
BUILDER = BagBuilder(
    algorithms=("sha512",), tag_algorithms=("sha512",), payload={**PAYLOAD, DEEP: b"deep"}
)


@pytest.fixture
def deep_yard(yard: Path) -> Iterator[Path]:
    """Give a folder that is removed by a program that is not deeper than its stack."""
    yield yard
    subprocess.run(["rm", "-rf", "--", str(yard)], check=True)


def _build(bag: Path) -> Path:
    BagBuilder(payload=PAYLOAD, algorithms=(), tag_algorithms=()).build(bag)
    tags = BUILDER.tag_files()
    for name, octets in {**tags, **BUILDER.tag_manifests(tags)}.items():
        (bag / name).write_bytes(octets)
    handle = os.open(bag / "data", os.O_RDONLY)
    for _ in range(DEPTH):
        os.mkdir("d", dir_fd=handle)
        below = os.open("d", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = below
    leaf = os.open("leaf.txt", os.O_WRONLY | os.O_CREAT, dir_fd=handle)
    os.write(leaf, b"deep")
    os.close(leaf)
    os.close(handle)
    return bag


def test_a_folder_of_thousands_of_levels_is_valid(judge: Judge, deep_yard: Path) -> None:
    judged = judge(_build(deep_yard / "bag"))
    assert (judged.verdict, set(judged.codes)) == ("valid", set())


def test_a_file_thousands_of_levels_down_is_compared(judge: Judge, deep_yard: Path) -> None:
    bag = _build(deep_yard / "bag")
    subprocess.run(
        ["find", str(bag), "-name", "leaf.txt", "-execdir", "truncate", "-s1", "{}", ";"],
        check=True,
    )
    assert ("FIX-001", DEEP) in judge(bag).found


def test_an_archive_of_thousands_of_levels_is_valid(judge: Judge, yard: Path) -> None:
    tags = BUILDER.tag_files()
    files = {**BUILDER.payload, **tags, **BUILDER.tag_manifests(tags)}
    with tarfile.open(yard / "bag.tar", "w") as archive:
        for path, octets in files.items():
            member = tarfile.TarInfo(f"bag/{path}")
            member.size = len(octets)
            archive.addfile(member, io.BytesIO(octets))
    assert judge(yard / "bag.tar").verdict == "valid"
