"""What changes, vanishes or becomes another thing while it is judged is never called altered.

The change is made by the validator's own report of the first octets it read: then everything
was listed, and the file that is changed was not read yet, or not to its end.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from preserve.findings import Verdict, VerdictReport
from preserve.storage.opened_files import OpenedFile
from preserve.workflow.validate import validate
from tests.bags.builder import PAYLOAD, BagBuilder
from tests.cli import commands

FIRST, LAST = "data/annex/table.csv", "data/release.txt"
Change = Callable[[Path], object]


def _report(bag: Path, change: Change) -> VerdictReport:
    waiting = [change]

    def at_first_octets(_: int) -> None:
        if waiting:
            waiting.pop()(bag)

    return validate(bag, on_octets=at_first_octets)


def _found(report: VerdictReport) -> list[tuple[str, str | None]]:
    return [(one.code.name, one.path) for one in report.findings]


def _append(path: Path, octets: bytes) -> None:
    with path.open("ab") as stream:
        stream.write(octets)


def _become_link(bag: Path) -> None:
    (bag / LAST).rename(bag.parent / "elsewhere")
    (bag / LAST).symlink_to("../../elsewhere")


def _become_fifo(bag: Path) -> None:
    (bag / LAST).unlink()
    os.mkfifo(bag / LAST)


def _become_folder(bag: Path) -> None:
    (bag / LAST).unlink()
    (bag / LAST).mkdir()


def _become_device(bag: Path) -> None:
    (bag / LAST).unlink()
    (bag / LAST).symlink_to("/dev/zero")


@pytest.mark.parametrize(
    "change",
    [
        lambda bag: (bag / LAST).unlink(),
        _become_link,
        _become_fifo,
        _become_folder,
        _become_device,
    ],
    ids=["nothing", "a link to its octets", "a FIFO", "a folder", "a link to a device"],
)
def test_a_file_that_is_something_else_when_it_is_read_could_not_be_read(
    change: Change, tmp_path: Path
) -> None:
    report = _report(BagBuilder().build(tmp_path / "bag"), change)
    assert (report.verdict, _found(report)) == (Verdict.UNKNOWN, [("FIX-002", LAST)])


@pytest.mark.parametrize(
    "change",
    [
        lambda bag: os.utime(bag / FIRST, ns=(0, 0)),
        lambda bag: os.truncate(bag / FIRST, 0),
        lambda bag: _append(bag / FIRST, b"more"),
        lambda bag: os.link(bag / FIRST, bag.parent / "another name"),
    ],
    ids=["times", "shorter", "longer", "links"],
)
def test_a_file_that_changes_while_it_is_read_is_not_called_altered(
    change: Change, tmp_path: Path
) -> None:
    report = _report(BagBuilder().build(tmp_path / "bag"), change)
    assert (report.verdict, _found(report)) == (Verdict.UNKNOWN, [("FIX-003", FIRST)])


def test_a_folder_that_becomes_a_link_to_its_like_is_not_followed(tmp_path: Path) -> None:
    payload = {**PAYLOAD, "data/z/one.txt": b"1", "data/z/two.txt": b"2"}

    def move_out(bag: Path) -> None:
        (bag / "data/z").rename(bag.parent / "z")
        (bag / "data/z").symlink_to(bag.parent / "z")

    report = _report(BagBuilder(payload=payload).build(tmp_path / "bag"), move_out)
    found = [("FIX-002", "data/z/one.txt"), ("FIX-002", "data/z/two.txt")]
    assert (report.verdict, _found(report)) == (Verdict.UNKNOWN, found)


def test_a_bag_that_vanishes_is_not_called_altered(tmp_path: Path) -> None:
    report = _report(BagBuilder().build(tmp_path / "bag"), shutil.rmtree)
    assert report.verdict is not Verdict.VALID
    assert not {code for code, _ in _found(report)} & {"FIX-001", "MAN-009"}


def test_a_file_that_grows_as_fast_as_it_is_read_is_left(tmp_path: Path) -> None:
    """It stops growing some time, so that a reader without an end fails this test and no disk."""
    bag = BagBuilder().build(tmp_path / "bag")
    told: list[int] = []

    def grow(octets: int) -> None:
        told.append(octets)
        if len(told) < 100:
            _append(bag / FIRST, bytes(1 << 12))

    report = validate(bag, on_octets=grow)
    assert (report.verdict, _found(report)) == (Verdict.UNKNOWN, [("FIX-003", FIRST)])
    assert len(told) < 10


def test_a_manifest_that_grows_as_fast_as_it_is_read_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "manifest-sha256.txt"
    bag = BagBuilder(tag_algorithms=()).build(tmp_path / "bag")
    line = (bag / name).read_bytes()
    reads: list[OpenedFile] = []
    readinto = OpenedFile.readinto

    def grow(self: OpenedFile, buffer: memoryview) -> int:
        reads.append(self)
        if len(reads) < 100:
            _append(bag / name, line)
        return readinto(self, buffer)

    monkeypatch.setattr(OpenedFile, "readinto", grow)
    report = validate(bag)
    assert report.verdict is Verdict.UNKNOWN
    assert _found(report) == [("BAG-016", name), ("TAG-006", None)]
    assert len(reads) < 20


def test_a_real_writer_beside_a_real_run_is_noticed(tmp_path: Path) -> None:
    """The file is large and empty: reading it takes long enough to be caught in the middle."""
    bag = BagBuilder(algorithms=("sha512",), tag_algorithms=()).build(tmp_path / "bag")
    large = bag / LAST
    os.truncate(large, 1 << 30)
    with subprocess.Popen(
        [*commands.COMMAND, "validate", str(bag)],
        env=commands.environment(tmp_path / "home"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        _stop_while_it_reads(process, large)
        os.utime(large, ns=(0, 0))
        process.send_signal(signal.SIGCONT)
        shown, _ = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "FIX-003" in shown
    assert "FIX-001" not in shown


def _stop_while_it_reads(process: "subprocess.Popen[str]", file: Path) -> None:
    while process.poll() is None:
        process.send_signal(signal.SIGSTOP)
        if str(file) in _open_files(process.pid):
            return
        process.send_signal(signal.SIGCONT)
        time.sleep(0.01)
    pytest.fail("the run ended before the file was seen open")


def _open_files(process: int) -> set[str]:
    handles = f"/proc/{process}/fd"
    return {os.readlink(f"{handles}/{one}") for one in os.listdir(handles)}
