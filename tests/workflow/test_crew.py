"""Several releases and bags at a time, each in a worker process."""

import json
import os
import pickle
import signal
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from preserve.config import Settings
from preserve.errors import InterruptedRunError
from preserve.findings import releases as release_findings
from preserve.workflow import bag, many, validate
from preserve.workflow.outcomes import BagOutcome, Silence
from preserve.workflow.run import BagOptions, SecondOpinion
from tests import processes
from tests.bags.builder import BagBuilder
from tests.cli import commands
from tests.faults import trees
from tests.workflow.packaging import FIXED, QUICK, journal, package, write_release


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    folder = tmp_path / "originals"
    for number in range(9):
        write_release(folder / f"{number}.txt", f"Release number {number} is like the others")
    (folder / "4.txt").unlink()
    (folder / "4.txt").symlink_to("3.txt")
    (folder / "7.txt").unlink()
    write_release(folder / "7.txt" / "7.txt", "A release with an attachment that says nothing")
    (folder / "7.txt" / "annex.bin").write_bytes(bytes(range(256)))
    return folder


def test_worker_processes_make_the_same_packages_and_outcomes(
    originals: Path, tmp_path: Path
) -> None:
    given = {"second_opinion": SecondOpinion.FULL, "identify": True, "output": tmp_path / "bags"}
    together = package(originals, workers=3, **given)  # type: ignore[arg-type]
    made = trees.packages(tmp_path / "bags")
    (tmp_path / "bags").rename(tmp_path / "before")
    assert together == package(originals, workers=1, **given)  # type: ignore[arg-type]
    assert made == trees.packages(tmp_path / "bags")
    assert [one.release for one in together] == [f"{number}.txt" for number in range(9)]
    assert [one.exit_code for one in together] == [0, 0, 0, 0, 1, 0, 0, 0, 0]


def test_the_journal_of_worker_processes_is_one_runs_and_in_order(
    originals: Path, tmp_path: Path
) -> None:
    package(originals, output=tmp_path / "bags", workers=3)
    lines = list(journal(tmp_path / "bags"))
    assert [line["subject"] for line in lines] == [f"{n}.txt" for n in (0, 1, 2, 3, 5, 6, 7, 8)]
    assert len({line["run"] for line in lines}) == 1
    again = package(originals, output=tmp_path / "bags", workers=3, trust_times=True)
    assert {str(one.status) for one in again} == {"unchanged", "refused"}


class Counted(Silence):
    """Progress that counts what it is told."""

    watched = True

    def __init__(self) -> None:
        self.expected = self.octets = 0
        self.begun: set[str] = set()
        self.ended: set[str] = set()

    def expect(self, octets: int) -> None:
        self.expected += octets

    def begin(self, subject: str, step: str) -> None:
        self.begun.add(f"{subject} {step}")

    def advance(self, octets: int) -> None:
        self.octets += octets

    def end(self, subject: str) -> None:
        self.ended.add(subject)


def _counted(originals: Path, output: Path, workers: int) -> Counted:
    options = BagOptions(
        sources=(originals,),
        output=output,
        workers=workers,
        identify=False,
        second_opinion=SecondOpinion.NONE,
    )
    progress = Counted()
    list(bag.run(options, Settings(), clock=FIXED, progress=progress, stop=threading.Event()))
    return progress


def test_progress_comes_whole_from_every_worker_process(originals: Path, tmp_path: Path) -> None:
    alone = _counted(originals, tmp_path / "alone", 1)
    together = _counted(originals, tmp_path / "together", 3)
    assert vars(together) == vars(alone)
    # What metadata will come to is an estimate.
    assert 0.6 < together.octets / together.expected < 1.6


def test_a_run_that_is_told_to_stop_tells_what_was_finished(
    originals: Path, tmp_path: Path
) -> None:
    stop = threading.Event()
    options = BagOptions(
        sources=(originals,),
        output=tmp_path / "bags",
        workers=2,
        identify=False,
        second_opinion=SecondOpinion.NONE,
    )
    told: list[BagOutcome] = []

    def take() -> None:
        found = bag.run(options, Settings(), clock=FIXED, progress=Silence(), stop=stop)
        for outcome in found:
            assert isinstance(outcome, BagOutcome)
            told.append(outcome)
            stop.set()

    with pytest.raises(InterruptedRunError):
        take()
    standing = {path.name for path in (tmp_path / "bags").iterdir() if path.name[0] != "."}
    assert standing == {one.release for one in told if one.path is not None}
    assert 0 < len(told) < 9
    assert {str(one.status) for one in package(originals, output=tmp_path / "bags")} == {
        "unchanged",
        "created",
        "refused",
    }


@pytest.fixture
def running(tmp_path: Path) -> Iterator["Running"]:
    """Give a run whose first release is done and whose last ones take long."""
    folder = tmp_path / "originals"
    write_release(folder / "a.txt")
    for number in range(3):
        with open(folder / f"{number}.bin", "wb") as stream:
            stream.truncate(1 << 29)
    (folder / "0.bin").unlink()
    write_release(folder / "0.txt")
    one = Running(tmp_path)
    try:
        yield one
    finally:
        one.end()


class Running:
    """A run in two worker processes, the second opinion and all."""

    def __init__(self, folder: Path) -> None:
        self.mark = uuid.uuid4().hex
        self.folder = folder
        self.words = ["bag", "originals", "--json", "--workers=2"]
        self.run = subprocess.Popen(
            [*commands.COMMAND, *self.words],
            cwd=folder,
            env=commands.environment(folder, **{processes.MARK: self.mark}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.run.stdout is not None
        assert json.loads(self.run.stdout.readline())["status"] == "created"
        deadline = time.monotonic() + 30
        while len(list((folder / "bags").glob(".*.bin.partial-*"))) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def workers(self) -> list[int]:
        return [
            pid
            for pid in processes.marked(self.mark)
            if "worker_process" in processes.command_of(pid)
        ]

    def ended(self) -> str:
        _, err = self.run.communicate(timeout=60)
        assert processes.all_end(self.mark)
        return err

    def end(self) -> None:
        self.run.kill()
        self.run.communicate()

    def leaves_the_first_alone(self) -> None:
        found = {path.name for path in (self.folder / "bags").iterdir() if path.name[0] != "."}
        assert found - {"a.txt"} == {"0.txt"}
        for one in found:
            report = validate.validate(self.folder / "bags" / one)
            assert report.findings == ()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_every_process_and_keeps_the_stages(
    number: signal.Signals, running: Running
) -> None:
    running.run.send_signal(number)
    err = running.ended()
    assert running.run.returncode == 130, err
    assert json.loads(err)["message"] == "interrupted; what was finished is whole"
    running.leaves_the_first_alone()
    assert len(list((running.folder / "bags").glob(".*.bin.partial-*"))) == 2


def test_a_killed_run_leaves_no_process(running: Running) -> None:
    assert len(running.workers()) == 2
    running.run.kill()
    running.ended()
    running.leaves_the_first_alone()


def test_a_killed_worker_ends_the_run_and_the_next_finishes_it(running: Running) -> None:
    os.kill(running.workers()[0], signal.SIGKILL)
    err = running.ended()
    assert running.run.returncode == 3
    assert "killed by signal 9" in json.loads(err)["message"]
    running.leaves_the_first_alone()
    for name in ("1.bin", "2.bin"):
        os.truncate(running.folder / "originals" / name, 1 << 10)
    again = commands.run(running.words, folder=running.folder)
    assert again.returncode == 0, again.stderr
    assert not list((running.folder / "bags").glob(".*partial*"))


def test_findings_of_packages_reach_the_run_however_many_they_are(tmp_path: Path) -> None:
    lines = b"".join(b"%064d  data/%d.txt\n" % (number, number) for number in range(12_000))
    bad = BagBuilder(extra={"manifest-sha256.txt": lines}).build(tmp_path / "bad")
    paths = [bad] * 9
    alone = validate.validate(bad)
    assert len(alone.findings) > 10_000
    for report in many.validate_many(paths, workers=2):
        assert list(report.findings) == list(alone.findings)
        assert (report.verdict, report.files, report.octets) == (
            alone.verdict,
            alone.files,
            alone.octets,
        )


def test_octets_are_told_by_every_worker_process(tmp_path: Path) -> None:
    paths = [BagBuilder().build(tmp_path / f"bag{number}") for number in range(9)]
    alone: list[int] = []
    for path in paths:
        validate.validate(path, on_octets=alone.append)
    together: list[int] = []
    list(many.validate_many(paths, workers=3, on_octets=together.append))
    assert sum(together) == sum(alone)


def test_a_code_is_the_same_code_after_a_journey() -> None:
    code = release_findings.RISKY_NAME_ADMITTED
    finding = code.at("a: a name", path="a")
    back = pickle.loads(pickle.dumps(finding))
    assert back == finding
    assert back.code is code


@pytest.mark.parametrize("workers", [1, 2])
def test_every_original_is_told_of_whoever_copies_it(tmp_path: Path, workers: int) -> None:
    for number in range(9):
        write_release(tmp_path / "originals" / f"{number}.txt")
    write_release(tmp_path / "originals" / "several" / "release.txt")
    write_release(tmp_path / "originals" / "several" / "annex.txt")
    progress = CountedFiles()
    options = BagOptions(
        sources=(tmp_path / "originals",), output=tmp_path / "bags", workers=workers, **QUICK
    )
    found = bag.run(options, Settings(), clock=FIXED, progress=progress, stop=threading.Event())
    assert sum(one.files for one in found if isinstance(one, BagOutcome)) == 11
    assert progress.files == 11


class CountedFiles(Silence):
    """Progress that counts files."""

    watched = True

    def __init__(self) -> None:
        """Start with none."""
        self.files = 0

    def count(self, files: int) -> None:
        """Count files."""
        self.files += files
