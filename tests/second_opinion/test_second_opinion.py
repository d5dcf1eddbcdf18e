"""What bagit-python says of bags, and that its crashes and hangs are never a pass."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import bagit
import pytest

from preserve.bags import second_opinion, second_opinion_process
from preserve.bags.second_opinion import Opinion, OpinionMode, OpinionOutcome, SecondOpinion
from tests.second_opinion import bags

BOTH = pytest.mark.parametrize("mode", list(OpinionMode))


@pytest.fixture(scope="module")
def asked() -> Iterator[SecondOpinion]:
    with SecondOpinion() as one:
        yield one


def _opinion(outcome: OpinionOutcome, *details: str) -> Opinion:
    return Opinion(outcome=outcome, details=details, version=bagit.VERSION)


PASSED = _opinion(OpinionOutcome.PASSED)


@BOTH
def test_a_right_bag_passes(tmp_path: Path, mode: OpinionMode) -> None:
    assert second_opinion.opinion(bags.write(tmp_path / "bag"), mode=mode) == PASSED


@BOTH
def test_a_missing_file_fails(asked: SecondOpinion, tmp_path: Path, mode: OpinionMode) -> None:
    bag = bags.write(tmp_path / "bag")
    (bag / "data/empty").unlink()
    assert asked.opinion(bag, mode=mode) == _opinion(
        OpinionOutcome.FAILED,
        "Payload-Oxum validation failed. Expected 3 files and 13 bytes"
        " but found 2 files and 13 bytes",
    )


@BOTH
def test_a_file_in_no_manifest_fails(
    asked: SecondOpinion, tmp_path: Path, mode: OpinionMode
) -> None:
    bag = bags.write(tmp_path / "bag")
    (bag / "bag-info.txt").unlink()
    (bag / "tagmanifest-sha256.txt").unlink()
    (bag / "data/extra").touch()
    assert asked.opinion(bag, mode=mode) == _opinion(
        OpinionOutcome.FAILED, "data/extra exists on filesystem but is not in the manifest"
    )


def test_only_the_full_mode_sees_altered_octets(asked: SecondOpinion, tmp_path: Path) -> None:
    bag = bags.write(tmp_path / "bag", {"a.txt": b"abc"})
    (bag / "data/a.txt").write_bytes(b"abd")
    found = asked.opinion(bag, mode=OpinionMode.FULL)
    assert found.outcome is OpinionOutcome.FAILED
    assert [detail.split(" expected=")[0] for detail in found.details] == [
        "data/a.txt sha256 validation failed:"
    ]
    assert asked.opinion(bag, mode=OpinionMode.COMPLETENESS) == PASSED


def test_a_folder_that_is_no_bag_fails(asked: SecondOpinion, tmp_path: Path) -> None:
    assert asked.opinion(tmp_path, mode=OpinionMode.FULL) == _opinion(
        OpinionOutcome.FAILED, "Expected bagit.txt does not exist: bagit.txt"
    )


def test_a_manifest_line_that_it_passes_over_is_told(asked: SecondOpinion, tmp_path: Path) -> None:
    bag = bags.write(tmp_path / "tagged")
    (bag / "tagmanifest-sha256.txt").unlink()
    with (bag / "manifest-sha256.txt").open("a") as stream:
        stream.write("nonsense\n")
    assert asked.opinion(bag, mode=OpinionMode.FULL) == _opinion(
        OpinionOutcome.PASSED, "tagged: Invalid sha256 manifest entry: nonsense"
    )


@BOTH
def test_a_bag_below_a_folder_named_tagmanifest_passes(
    asked: SecondOpinion, tmp_path: Path, mode: OpinionMode
) -> None:
    bag = bags.write(tmp_path / "tagmanifest-x" / "tagmanifest-md5.txt")
    assert asked.opinion(bag, mode=mode) == PASSED


def test_bagit_itself_crashes_on_such_a_path(tmp_path: Path) -> None:
    bag = bags.write(tmp_path / "tagmanifest-x" / "bag")
    with pytest.raises(ValueError, match=r"unsupported hash type|manifest-sha256"):
        bagit.Bag(str(bag)).validate()


@BOTH
def test_so_does_one_when_the_temporary_folder_is_named_so(
    tmp_path: Path, mode: OpinionMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tagmanifest-temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    bag = bags.write(temporary / "bag")
    assert second_opinion.opinion(bag, mode=mode) == PASSED


def test_without_handles_as_paths_a_link_in_another_folder_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tagmanifest-temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    bag = bags.write(temporary / "bag")
    with second_opinion_process.given(bag, handles=tmp_path / "absent") as path:
        assert "tagmanifest-" not in path
        assert Path(path).resolve() == bag.resolve()
        assert bagit.Bag(path).validate()
    assert not Path(path).exists()


def test_a_name_that_is_not_utf8_and_a_bag_with_a_long_path_are_asked_about(
    asked: SecondOpinion, tmp_path: Path
) -> None:
    bag = bags.write(tmp_path / os.fsdecode(b"caf\xe9"))
    assert asked.opinion(bag, mode=OpinionMode.FULL) == PASSED


def test_a_bag_that_cannot_be_opened_is_not_checked(tmp_path: Path) -> None:
    found = second_opinion.opinion(tmp_path / "absent", mode=OpinionMode.FULL)
    assert found.outcome is OpinionOutcome.NOT_CHECKED
    assert "No such file or directory" in found.details[0]


def test_a_crash_of_bagit_is_not_checked_and_the_next_bag_is_asked_about(
    asked: SecondOpinion, tmp_path: Path
) -> None:
    bag = bags.write(tmp_path / "bag")
    (bag / "manifest-sha256.txt").write_bytes(b"\xff\xfe\x00")
    found = asked.opinion(bag, mode=OpinionMode.FULL)
    assert found.outcome is OpinionOutcome.NOT_CHECKED
    assert "UnicodeDecodeError" in found.details[0]
    assert asked.opinion(bags.write(tmp_path / "good"), mode=OpinionMode.FULL) == PASSED


def test_a_hang_of_bagit_is_not_checked(tmp_path: Path) -> None:
    bag = bags.write(tmp_path / "bag", {"a.txt": b""})
    (bag / "data/a.txt").unlink()
    os.mkfifo(bag / "data/a.txt")
    with SecondOpinion(patience=1.5) as asked:
        found = asked.opinion(bag, mode=OpinionMode.FULL)
    assert found == Opinion(
        outcome=OpinionOutcome.NOT_CHECKED,
        details=("bagit-python: no answer within 1.5 seconds",),
        version="",
    )


def test_a_killed_process_is_not_checked(tmp_path: Path) -> None:
    bag = bags.write(tmp_path / "bag")
    command = (sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    found = SecondOpinion(command=command).opinion(bag, mode=OpinionMode.FULL)
    assert found.outcome is OpinionOutcome.NOT_CHECKED
    assert f"killed by signal {signal.SIGKILL.value}" in found.details[0]


@pytest.mark.parametrize(
    "answer",
    [
        "{}",
        '{"outcome": "fine", "details": [], "version": "1"}',
        '{"outcome": "passed", "details": null, "version": "1"}',
    ],
)
def test_an_answer_in_another_form_is_not_checked(tmp_path: Path, answer: str) -> None:
    command = (sys.executable, "-c", f"input(); print({answer!r}, flush=True); input()")
    with SecondOpinion(command=command) as asked:
        found = asked.opinion(bags.write(tmp_path / "bag"), mode=OpinionMode.FULL)
    assert found == Opinion(
        outcome=OpinionOutcome.NOT_CHECKED,
        details=("bagit-python: an answer in another form than agreed",),
        version="",
    )


def test_a_file_that_cannot_be_read_is_not_called_altered() -> None:
    unreadable = bagit.ChecksumMismatch("a", "sha256", "0" * 64, "Could not read a: EIO")
    altered = bagit.ChecksumMismatch("b", "sha256", "0" * 64, "1" * 64)
    error = bagit.BagValidationError("Bag validation failed", [unreadable])
    assert second_opinion_process._failure(error)[0] == "not checked"
    error = bagit.BagValidationError("Bag validation failed", [unreadable, altered])
    assert second_opinion_process._failure(error)[0] == "failed"


def test_the_bag_is_not_touched(asked: SecondOpinion, tmp_path: Path) -> None:
    bag = bags.write(tmp_path / "bag")
    before = {path: path.lstat().st_mtime_ns for path in [bag, *bag.rglob("*")]}
    asked.opinion(bag, mode=OpinionMode.FULL)
    assert {path: path.lstat().st_mtime_ns for path in [bag, *bag.rglob("*")]} == before


def test_for_completeness_no_payload_file_is_opened(tmp_path: Path) -> None:
    bag = bags.write(tmp_path / "bag", {f"{n:04}.txt": b"" for n in range(1000)})
    for path in (bag / "data").iterdir():
        # Whoever opens one of these to read it waits for good, as the test of a hang shows.
        path.unlink()
        os.mkfifo(path)
    with SecondOpinion(patience=120) as asked:
        assert asked.opinion(bag, mode=OpinionMode.COMPLETENESS) == PASSED
