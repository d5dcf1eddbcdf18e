"""Awkward trees: each becomes a bag that every validator calls valid, or is refused by name."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preserve.bags import second_opinion
from preserve.bags.second_opinion import OpinionMode, OpinionOutcome
from preserve.storage.folders import Folder
from tests import memory
from tests.workflow import packaging
from tests.workflow.packaging import package, write_release

AWKWARD = st.sampled_from(
    ["%", "%0A", "%25", " ", "\t", "\n", "\r", "\u2028", "\x85", "\x1c", "\x01", "\x7f", "é",
     "e\u0301", "ß", "SS", "İ", "\ufeff", "\u202e", "\U0001f5c4", "\\", ":", "*", "?", "~", "-",
     ".", "..", "CON", "data", "bagit.txt", "metadata.csv", "A", "a", "'", '"', "&", "<", "$"]
)  # fmt: skip
NAME = (
    st.lists(AWKWARD, min_size=1, max_size=3)
    .map("".join)
    .filter(lambda name: name not in {".", ".."})
)
TREE = st.sets(st.lists(NAME, min_size=1, max_size=3).map(tuple), min_size=1, max_size=5)


def plant(folder: Path, tree: set[tuple[str, ...]]) -> int:
    planted = 0
    for path in sorted(tree):
        target = folder.joinpath(*path)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as stream:
                stream.write("/".join(path).encode())
                planted += 1
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            continue
    return planted


@pytest.fixture(scope="module")
def bagit() -> Iterator[second_opinion.SecondOpinion]:
    with second_opinion.SecondOpinion() as asked:
        yield asked


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tree=TREE, risky=st.booleans())
def test_an_awkward_tree_is_bagged_rightly_or_refused_by_name(
    tmp_path_factory: pytest.TempPathFactory,
    bagit: second_opinion.SecondOpinion,
    tree: set[tuple[str, ...]],
    risky: bool,
) -> None:
    root = tmp_path_factory.mktemp("awkward")
    planted = plant(root / "originals" / "release", tree)
    (outcome,) = package(root / "originals", output=root / "bags", allow_risky_names=risky)
    if str(outcome.status) == "refused":
        errors = [one for one in outcome.findings if one.severity == "error"]
        assert errors
        assert all(finding.path for finding in errors)
        assert not (root / "bags" / "release").exists()
        return
    assert str(outcome.status) == "created", outcome.message
    bag = root / "bags" / "release"
    assert outcome.files == planted
    packaging.assert_valid(bag)
    opinion = bagit.opinion(bag, mode=OpinionMode.FULL)
    warned = any(finding.code.name == "REL-010" for finding in outcome.findings)
    assert warned or opinion.outcome is OpinionOutcome.PASSED, opinion.details


def test_an_empty_file_and_an_empty_folder_are_kept_and_listed(tmp_path: Path) -> None:
    release = tmp_path / "originals" / "release"
    (release / "nothing").mkdir(parents=True)
    (release / "empty.txt").write_bytes(b"")
    (outcome,) = package(tmp_path / "originals", output=tmp_path / "bags")
    assert (str(outcome.status), outcome.files, outcome.octets) == ("created", 1, 0)
    packaging.assert_valid(tmp_path / "bags" / "release")
    premis = tmp_path / "bags/release/data/metadata/preservation/premis.xml"
    assert "nothing" in premis.read_text(encoding="utf-8")


def test_a_name_of_255_octets_is_kept(tmp_path: Path) -> None:
    name = "n" * 251 + ".txt"
    write_release(tmp_path / "originals" / "release" / name)
    (outcome,) = package(tmp_path / "originals", output=tmp_path / "bags")
    assert str(outcome.status) == "created"
    packaging.assert_valid(tmp_path / "bags" / "release")


def test_a_release_whose_name_leaves_no_room_is_refused_by_name(tmp_path: Path) -> None:
    write_release(tmp_path / "originals" / ("n" * 251 + ".txt"))
    (outcome,) = package(tmp_path / "originals", output=tmp_path / "bags")
    assert str(outcome.status) == "refused"


def test_a_tree_deeper_than_any_path_is_packaged_and_valid(tmp_path: Path) -> None:
    deep = "/".join(["d" * 100] * 60)
    (tmp_path / "originals" / "release").mkdir(parents=True)
    with Folder.open(tmp_path / "originals" / "release") as folder:
        folder.make_folders(deep)
        with folder.create_file(f"{deep}/f.txt") as handle:
            os.write(handle, b"deep")
    (outcome,) = package(tmp_path / "originals", output=tmp_path / "bags")
    try:
        assert str(outcome.status) == "created", outcome.message
        packaging.assert_valid(tmp_path / "bags" / "release")
    finally:
        with Folder.open(tmp_path) as folder:
            folder.remove_tree("originals")
            folder.remove_tree("bags")


@pytest.mark.slow
def test_a_release_of_twenty_thousand_files_is_packaged_in_little_memory(tmp_path: Path) -> None:
    release = tmp_path / "originals" / "release"
    for folder in range(200):
        (release / f"{folder:03}").mkdir(parents=True)
        for number in range(100):
            (release / f"{folder:03}" / f"{number:02}.txt").write_bytes(b"%d" % number)
    command = [sys.executable, "-c", MEASURED, "bag", str(tmp_path / "originals"), "--output",
               str(tmp_path / "bags"), "--json"]  # fmt: skip
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    assert ended.returncode == 0, ended.stderr
    outcome = json.loads(ended.stdout.splitlines()[0])
    assert (outcome["status"], outcome["files"], outcome["verified"]) == ("created", 20_000, True)
    assert any("second opinion" in one for one in outcome["not_checked"])
    octets = int(ended.stderr.splitlines()[-1])
    assert octets < 400 << 20
    packaging.assert_valid(tmp_path / "bags" / "release")


MEASURED = f"""{memory.PEAK}
import sys
from preserve.cli import main
code = main.main(sys.argv[1:])
print(peak_kib() * 1024, file=sys.stderr)
sys.exit(code)
"""
