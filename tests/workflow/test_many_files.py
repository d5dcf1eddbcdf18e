"""A release of many files is packaged by worker processes, and comes out no different."""

import hashlib
import json
import os
import random
import threading
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import pytest

from preserve.config import Settings
from preserve.errors import InterruptedRunError
from preserve.fixity import copy_batches
from preserve.fixity.workers import Workers
from preserve.storage import file_systems, operations
from preserve.workflow import bag, reading
from preserve.workflow.outcomes import Silence
from preserve.workflow.run import BagOptions
from tests.faults import trees
from tests.workflow.packaging import FIXED, QUICK, package, write_release

COUNT = 300
LARGE = 9 << 20


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    chosen = random.Random(1)
    release = tmp_path / "originals" / "release"
    write_release(release / "release.txt")
    for number in range(COUNT):
        folder = release.joinpath(*(f"d{chosen.randrange(4)}" for _ in range(number % 4)))
        folder.mkdir(parents=True, exist_ok=True)
        size = chosen.choice([0, 1, 100, 5000, 70000])
        (folder / f"{number}-é.bin").write_bytes(chosen.randbytes(size))
    (release / "d1" / "large.bin").write_bytes(chosen.randbytes(LARGE))
    for name in ("0-é.bin", "d1/large.bin"):
        digest = hashlib.md5((release / name).read_bytes()).hexdigest()
        with (release / "list.md5").open("a", encoding="utf-8") as stream:
            stream.write(f"{digest}  {name}\n")
    return release.parent


@pytest.fixture
def by_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MANY", 1)


@pytest.fixture
def here(originals: Path, tmp_path: Path) -> trees.Tree:
    (outcome,) = package(originals, output=tmp_path / "here", workers=1)
    assert str(outcome.status) == "created"
    return trees.packages(tmp_path / "here")


@pytest.mark.usefixtures("by_workers")
@pytest.mark.parametrize("workers", [2, 3])
def test_workers_make_the_package_that_this_process_makes(
    originals: Path, tmp_path: Path, here: trees.Tree, workers: int
) -> None:
    (outcome,) = package(originals, output=tmp_path / "there", workers=workers)
    assert outcome.message == ""
    assert trees.packages(tmp_path / "there") == here


@pytest.mark.usefixtures("by_workers")
def test_formats_identified_meanwhile_are_those_identified_afterwards(
    originals: Path, tmp_path: Path
) -> None:
    package(originals, output=tmp_path / "after", workers=1, identify=True)
    package(originals, output=tmp_path / "meanwhile", workers=2, identify=True)
    assert trees.packages(tmp_path / "meanwhile") == trees.packages(tmp_path / "after")


@pytest.mark.usefixtures("by_workers")
def test_many_files_are_found_unchanged_by_workers_too(originals: Path, tmp_path: Path) -> None:
    package(originals, output=tmp_path / "bags", workers=2)
    (outcome,) = package(originals, output=tmp_path / "bags", workers=2)
    assert str(outcome.status) == "unchanged"
    assert outcome.files == COUNT + 3


@pytest.mark.usefixtures("by_workers")
def test_a_worker_that_is_killed_fails_the_release_and_leaves_nothing(
    originals: Path, tmp_path: Path, here: trees.Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_FILES_A_BATCH", 8)
    real = Workers.ordered

    def mortal(
        workers: Workers[Any, Any], subjects: Iterable[Any], **others: Any
    ) -> Generator[Any]:
        for result in real(workers, subjects, **others):
            os.kill(workers.pids[0], 9)
            yield result

    with monkeypatch.context() as killing:
        killing.setattr(Workers, "ordered", mortal)
        (outcome,) = package(originals, output=tmp_path / "bags", workers=2)
    assert str(outcome.status) == "failed"
    assert outcome.message.startswith("worker process: it was killed by signal 9")
    assert trees.packages(tmp_path / "bags") == {}
    package(originals, output=tmp_path / "bags", workers=2)
    assert trees.packages(tmp_path / "bags") == here


@pytest.mark.usefixtures("by_workers")
def test_a_file_that_changes_while_a_worker_reads_it_is_named(
    originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (originals / "release" / "growing.log").write_bytes(b"first")
    monkeypatch.setattr(copy_batches, "BEGIN", "tests.workflow.workings:changing")
    (outcome,) = package(originals, output=tmp_path / "bags", workers=2)
    assert outcome.message == "growing.log: changed while it was read, twice"
    assert trees.packages(tmp_path / "bags") == {}


@pytest.mark.usefixtures("by_workers")
def test_what_workers_copied_before_an_interruption_is_kept(
    originals: Path, tmp_path: Path, here: trees.Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_FILES_A_BATCH", 8)
    output, stop = tmp_path / "bags", threading.Event()

    class Stopping(Silence):
        def advance(self, octets: int) -> None:
            stop.set()

    options = BagOptions(sources=(originals,), output=output, workers=2, **QUICK)
    run = bag.run(options, Settings(), clock=FIXED, progress=Stopping(), stop=stop)
    with pytest.raises(InterruptedRunError):
        list(run)
    (stage,) = output.glob(".release.partial-*")
    # What a worker has copied but not yet told of is copied again.
    notes = map(json.loads, (stage / "stage.jsonl").read_text(encoding="utf-8").splitlines())
    told = {
        f"data/representations/rep1/data/{one[0]}"
        for note in notes
        for one in note.get("files", ())
    }
    kept = {name: number for name, number in _inodes(stage / "bag").items() if name in told}
    assert 0 < len(kept) < COUNT
    package(originals, output=output, workers=2)
    assert trees.packages(output) == here
    found = _inodes(output / "release")
    assert {name: found[name] for name in kept} == kept


def _inodes(folder: Path) -> dict[str, int]:
    files = (path for path in folder.glob("data/representations/**/*") if path.is_file())
    return {str(path.relative_to(folder)): path.stat().st_ino for path in files}


def test_many_files_are_flushed_with_their_file_system(
    originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    monkeypatch.setattr(operations, "flush", lambda _: flushed.append("one"))
    monkeypatch.setattr(operations, "flush_file_system", lambda _: flushed.append("all"))
    monkeypatch.setattr(file_systems, "flushes_whole", lambda _: True)
    package(originals, output=tmp_path / "whole")
    assert flushed.count("all") == 1
    assert len(flushed) < 20
    flushed.clear()
    monkeypatch.setattr(file_systems, "flushes_whole", lambda _: False)
    package(originals, output=tmp_path / "each")
    assert "all" not in flushed
    assert len(flushed) > COUNT


def test_a_file_system_that_cannot_be_flushed_fails_the_release(
    originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(file_systems, "flushes_whole", lambda _: True)
    monkeypatch.setattr(operations, "flush_file_system", failing)
    (outcome,) = package(originals, output=tmp_path / "bags")
    assert outcome.message == "the bag: cannot be written (Input/output error)"
    assert trees.packages(tmp_path / "bags") == {}
