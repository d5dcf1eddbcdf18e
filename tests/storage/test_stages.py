"""Stages: built aside, published whole, recognised after a kill."""

import os
import stat
from pathlib import Path

import pytest

from preserve.storage import operations, stages
from preserve.storage.folders import Folder
from preserve.storage.stages import Stage


@pytest.fixture
def output(tmp_path: Path) -> Folder:
    return Folder.open(tmp_path)


def names_in(output: Folder) -> list[str]:
    return [entry.path for entry in output.list()]


def test_a_stage_is_private_and_its_bag_is_not(output: Folder) -> None:
    stage = Stage.create(output, "a.txt", {"release": "a.txt"})
    (name,) = names_in(output)
    assert stat.S_IMODE(os.stat(output.path / name).st_mode) == 0o700
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(os.stat(output.path / name / "bag").st_mode) == 0o777 & ~mask
    stage.discard()
    assert names_in(output) == []


def test_a_published_bag_leaves_its_stage(output: Folder) -> None:
    stage = Stage.create(output, "a.txt", {})
    stage.publish(stages.BAG, "a.txt")
    stage.discard()
    assert names_in(output) == ["a.txt"]


def test_a_taken_name_leaves_both_as_they_were(output: Folder) -> None:
    output.make_folders("a.txt")
    stage = Stage.create(output, "a.txt", {})
    with pytest.raises(FileExistsError):
        stage.publish(stages.BAG, "a.txt")
    assert stage.folder.kind(stages.BAG) is not None
    stage.discard()
    assert names_in(output) == ["a.txt"]


@pytest.mark.parametrize("name", ["n" * 255, "é" * 127, "a"])
def test_a_stage_of_the_longest_name_fits_a_name(output: Folder, name: str) -> None:
    stage = Stage.create(output, name, {})
    ((found, header),) = stages.left_over(output)
    assert len(found.encode()) <= 255
    assert header is not None
    assert header["subject"] == name
    stage.discard()


def test_what_was_noted_is_read_back_without_the_torn_line(output: Folder) -> None:
    stage = Stage.create(output, "a.txt", {"x": 1})
    stage.note({"path": "one"})
    stage.close()
    (found,) = names_in(output)
    with (output.path / found / "stage.jsonl").open("ab") as stream:
        stream.write(b'{"path": "tw')
    again = Stage.reopen(output, found)
    again.note({"path": "three"})
    assert [line["path"] for line in again.notes()] == ["one", "three"]
    again.discard()


def test_a_folder_of_somebody_else_is_no_stage(output: Folder) -> None:
    output.make_folders(".mine.partial-0123456789ab/own")
    output.make_folders("a.partial-0123456789ab")
    assert list(stages.left_over(output)) == []


def test_a_stage_killed_before_its_record_was_written_is_recognised(output: Folder) -> None:
    output.make_folders(".a.txt.partial-0123456789ab")
    assert list(stages.left_over(output)) == [(".a.txt.partial-0123456789ab", None)]


def test_removing_a_stage_removes_its_record_last(
    output: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage.create(output, "a.txt", {})
    stage.bag.make_folders("data/x")
    with stage.bag.create_file("zzz") as handle:
        operations.write(handle, b"x")
    stage.close()
    removed: list[bytes] = []
    original = operations.remove_file

    def recorded(name: bytes, *, at: int | None = None) -> None:
        removed.append(name)
        original(name, at=at)

    monkeypatch.setattr(operations, "remove_file", recorded)
    (found,) = names_in(output)
    stages.remove(output, found)
    assert removed == [b"zzz", b"stage.jsonl"]
    assert names_in(output) == []


def test_a_stage_that_is_removed_can_no_longer_be_published(tmp_path: Path) -> None:
    with Folder.open(tmp_path) as output:
        stage = Stage.create(output, "a", {})
        (name, _), *_ = stages.left_over(output)
        stages.remove(output, name)
        with pytest.raises(FileNotFoundError):
            stage.publish(stages.BAG, "a")
        stage.close()
    assert list(tmp_path.iterdir()) == []
