"""The tutorial is followed, command by command."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs import pages

PAGE = pages.DOCS / "tutorial.md"


def _blocks() -> list[str]:
    """Give what is typed after the installation."""
    _, *typed = pages.fenced(PAGE, "sh")
    return typed


def _type(block: str, folder: Path) -> tuple[int, str]:
    search = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    finished = subprocess.run(
        ["sh", "-c", block],
        cwd=folder,
        env=os.environ | {"PATH": search},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert finished.stderr == ""
    return finished.returncode, finished.stdout


def _keep_one_row(path: Path, release: str) -> None:
    """Do what the tutorial asks of a person: change a title and delete the other rows."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        heading, *rows = csv.reader(stream)
    (row,) = (row for row in rows if row[0] == release)
    row[heading.index("title@en")] = "Another title"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([heading, row])


@pytest.mark.slow
def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    shutil.copytree(pages.REPOSITORY / "originals", tmp_path / "originals")
    dry, describe, bag, validate, damage, review, correct, check = _blocks()

    assert _type(dry, tmp_path)[0] == 0
    assert not (tmp_path / "bags").exists()
    assert "headline" in _type(describe, tmp_path)[1]

    assert "8 releases: 8 created" in _type(bag, tmp_path)[1]
    assert "8 releases: 8 unchanged" in _type(bag, tmp_path)[1]
    assert "8 packages: 8 valid" in _type(validate, tmp_path)[1]

    code, told = _type(damage, tmp_path)
    assert code == 1
    assert "data/representations/rep1/data/first-version.txt: sha512 differs" in told

    assert _type(review, tmp_path)[0] == 0
    _keep_one_row(tmp_path / "review.csv", "first-version.txt")
    assert "8 releases: 1 new-version, 7 unchanged" in _type(correct, tmp_path)[1]
    assert (tmp_path / "bags" / "first-version.txt.v2").is_dir()

    assert _type(check, tmp_path) == (0, "")


def test_the_tree_that_the_tutorial_draws_is_the_tree_of_the_readme() -> None:
    (drawn,) = pages.fenced(PAGE, "text")
    (tree,) = (
        block
        for block in pages.fenced(pages.REPOSITORY / "README.md", "text")
        if "bagit.txt" in block
    )
    assert drawn.removeprefix("bags/") == tree
