"""What may not be read is said to be unread: never altered, never missing, never valid."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bags.builder import BagBuilder
from tests.hostile import stored
from tests.hostile.judging import Judge

_LESS = "-dac_override,-dac_read_search"
WITHOUT_PRIVILEGE = ("setpriv", f"--bounding-set={_LESS}", f"--inh-caps={_LESS}")
"""Runs a command that may read what its user may, though root may read everything."""


@pytest.fixture(scope="module")
def stranger(judge: Judge) -> Judge:
    """Give the command as one who may not read everything."""
    if os.geteuid() != 0:
        return judge
    if subprocess.run([*WITHOUT_PRIVILEGE, "true"], check=False).returncode:
        pytest.skip("root's privilege to read everything cannot be given up here")
    return replace(judge, wrapper=WITHOUT_PRIVILEGE)


@pytest.fixture
def open_yard(yard: Path) -> Iterator[Path]:
    """Give an empty folder whose closed parts are opened again, so that they can be removed."""
    yield yard
    for path in (yard, *yard.rglob("*")):
        path.chmod(0o755)


@pytest.mark.parametrize(
    ("closed", "code"),
    [
        ("data/release.txt", "FIX-002"),
        ("data/annex", "BAG-014"),
        ("data", "BAG-014"),
        ("bagit.txt", "BAG-016"),
        ("bag-info.txt", "BAG-016"),
        ("manifest-sha256.txt", "BAG-016"),
        ("tagmanifest-sha512.txt", "BAG-016"),
    ],
)
def test_a_part_that_may_not_be_read_makes_the_verdict_unknown(
    closed: str, code: str, stranger: Judge, open_yard: Path
) -> None:
    package = BagBuilder().build(open_yard / "bag")
    (package / closed).chmod(0)
    judged = stranger(package)
    assert judged.verdict == "unknown"
    assert (code, closed) in judged.found
    assert set(judged.codes) <= {code, "FIX-002"}
    assert judged.not_checked


def test_a_folder_that_may_be_listed_and_not_entered(stranger: Judge, open_yard: Path) -> None:
    package = BagBuilder().build(open_yard / "bag")
    (package / "data/annex").chmod(0o444)
    judged = stranger(package)
    assert judged.verdict == "unknown"
    assert set(judged.codes) <= {"FIX-002", "BAG-014"}


@pytest.mark.parametrize("form", [stored.FOLDER, "zip", "tar.gz"])
def test_a_package_that_may_not_be_read_at_all(form: str, stranger: Judge, open_yard: Path) -> None:
    bag = BagBuilder()
    tags = bag.tag_files()
    files = {**bag.payload, **tags, **bag.tag_manifests(tags)}
    package = stored.store(files, form, open_yard)
    package.chmod(0)
    judged = stranger(package)
    assert (judged.verdict, judged.codes) == ("unknown", ["BAG-023"])


def test_a_package_in_a_folder_that_may_not_be_entered(stranger: Judge, open_yard: Path) -> None:
    package = BagBuilder().build(open_yard / "closed" / "bag")
    package.parent.chmod(0)
    judged = stranger(package)
    assert (judged.verdict, judged.codes) == ("unknown", ["BAG-023"])


def test_a_fault_beside_what_may_not_be_read_still_makes_a_bag_invalid(
    stranger: Judge, open_yard: Path
) -> None:
    package = BagBuilder(unlisted={"data/new.txt": b"x"}).build(open_yard / "bag")
    (package / "data/release.txt").chmod(0)
    judged = stranger(package)
    found = [("MAN-010", "data/new.txt"), ("FIX-002", "data/release.txt")]
    assert (judged.verdict, judged.found) == ("invalid", found)
