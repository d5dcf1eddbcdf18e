"""Metadata checked in a process of its own while the package is sealed."""

import os
import signal
from pathlib import Path

import pytest

from preserve.fixity.workers import Workers
from preserve.metadata.premis import write
from preserve.workflow import meanwhile, seal
from tests.faults import trees
from tests.workflow.packaging import package, statuses, write_release


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    write_release(tmp_path / "originals" / "release" / "release.txt")
    for number in range(50):
        (tmp_path / "originals" / "release" / f"{number}.txt").write_bytes(b"%d" % number)
    return tmp_path / "originals"


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanwhile, "_MANY", 0)


def test_the_package_is_the_one_that_is_checked_afterwards(
    originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(originals, output=tmp_path / "after", workers=2, verify=False)
    monkeypatch.setattr(meanwhile, "_MANY", 0)
    package(originals, output=tmp_path / "meanwhile", workers=2, verify=False)
    assert trees.packages(tmp_path / "meanwhile") == trees.packages(tmp_path / "after")


@pytest.mark.usefixtures("always")
def test_metadata_that_does_not_pass_is_not_published(
    originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = write.write

    def spoil(record: object, sink: object) -> None:
        written(record, sink)  # type: ignore[arg-type]
        sink.write(b"<spoilt/>")  # type: ignore[attr-defined]

    monkeypatch.setattr("preserve.workflow.record.premis_write.write", spoil)
    (outcome,) = package(originals, output=tmp_path / "bags", workers=2, verify=False)
    assert str(outcome.status) == "failed"
    assert "premis.xml" in outcome.message
    assert [one.name for one in (tmp_path / "bags").iterdir()] == [".preserve"]


@pytest.mark.usefixtures("always")
def test_a_checking_process_that_is_killed_leaves_no_package(
    originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    begin = Workers.__init__

    def note(self: "Workers[object, object]", *args: object, **given: object) -> None:
        begin(self, *args, **given)  # type: ignore[arg-type]
        started.extend(self.pids)
        os.kill(self.pids[0], signal.SIGKILL)

    monkeypatch.setattr(Workers, "__init__", note)
    (outcome,) = package(originals, output=tmp_path / "bags", workers=2, verify=False)
    assert started
    assert str(outcome.status) == "failed"
    assert "worker process" in outcome.message
    assert [one.name for one in (tmp_path / "bags").iterdir()] == [".preserve"]


@pytest.mark.usefixtures("always")
def test_a_fault_while_it_is_sealed_does_not_wait_for_the_check(
    originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(seal, "seal", fail)
    outcomes = package(originals, output=tmp_path / "bags", workers=2, verify=False)
    assert statuses(outcomes) == {"release": "failed"}
    assert [one.name for one in (tmp_path / "bags").iterdir()] == [".preserve"]
