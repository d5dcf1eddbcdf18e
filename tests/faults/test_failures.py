"""A disk that fails or is full, at any operation, and sources that will not hold still."""

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from preserve.workflow import record
from tests.faults import trees
from tests.faults.conftest import QUICK, make_case
from tests.faults.injection import Fault
from tests.workflow import packaging

PARTS = 2
FAILING = ("make_folder", "create_file", "open_to_append", "write", "flush", "set_times", "read",
           "open", "rename_onto_absent")  # fmt: skip


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("part", range(PARTS))
def test_an_error_at_any_operation_is_told_and_leaves_nothing_half_made(
    tmp_path: Path, error: int, part: int
) -> None:
    model = make_case(tmp_path / "model")
    counted = model.run(Fault(only=FAILING))
    whole = trees.packages(model.output)
    for point in range(1 + part, len(counted.operations) + 1, PARTS):
        case = make_case(tmp_path / str(point))
        before = trees.snapshot(case.originals, times=True)
        ended = case.run(Fault(at=point, error=error, only=FAILING))
        said = (point, counted.operations[point - 1], ended.stdout, ended.stderr)
        assert "Traceback" not in ended.stderr, said
        assert "fault of preserve" not in ended.stderr + ended.stdout, said
        assert trees.snapshot(case.originals, times=True) == before
        if trees.packages(case.output) != whole:
            assert trees.packages(case.output) == {}, said
            assert ended.exit_code == 3, said
            assert os.strerror(error) in ended.stdout + ended.stderr, said
            assert list(case.output.glob(".*partial*")) == [], said
        again = case.run()
        assert again.exit_code == 0, said
        assert trees.packages(case.output) == whole, said


def test_a_read_error_in_several_files_names_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(tmp_path / "case")
    failing = {
        os.stat(case.originals / "release" / name).st_ino for name in ("release.txt", "empty")
    }
    real = os.readv

    def readv(handle: int, buffers: list[memoryview]) -> int:
        if os.fstat(handle).st_ino in failing:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(handle, buffers)

    monkeypatch.setattr(os, "readv", readv)
    (outcome,) = packaging.package(case.originals, output=case.output)
    assert outcome.message == (
        "2 files: empty: cannot be read (Input/output error);"
        " release.txt: cannot be read (Input/output error)"
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {mounted.stderr.decode()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def preserve(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "preserve", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_disk_too_small_is_foreseen(small_disk: Path, tmp_path: Path) -> None:
    case = make_case(tmp_path / "case")
    (case.originals / "big.bin").write_bytes(b"\0" * (2 << 20))
    ended = preserve("bag", str(case.originals), "--output", str(small_disk / "bags"), *QUICK)
    assert ended.returncode == 3
    assert "big.bin: needs" in ended.stdout + ended.stderr
    assert sorted(path.name for path in (small_disk / "bags").iterdir()) == [".preserve", "release"]


def test_a_disk_that_fills_up_in_the_middle_is_left_clean(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(tmp_path / "case")
    (case.originals / "big.bin").write_bytes(os.urandom(700 << 10))
    (small_disk / "ballast").write_bytes(b"\0" * (100 << 10))
    eater = subprocess.Popen(
        [
            sys.executable,
            "-c",
            EATER,
            str(small_disk / "bags"),
            str(small_disk / "ballast"),
        ],
        stderr=subprocess.DEVNULL,
    )
    ended = preserve("bag", str(case.originals), "--output", str(small_disk / "bags"), *QUICK)
    eater.wait(timeout=30)
    assert "Traceback" not in ended.stderr
    if ended.returncode == 3:
        assert "No space left on device" in ended.stdout + ended.stderr or "needs" in ended.stdout
        assert not (small_disk / "bags" / "big.bin").exists()
        assert list((small_disk / "bags").glob(".big.bin.partial-*")) == []
    else:
        assert (small_disk / "bags" / "big.bin" / "bagit.txt").is_file()
    (small_disk / "ballast").unlink()
    again = preserve("bag", str(case.originals), "--output", str(small_disk / "bags"), *QUICK)
    assert again.returncode == 0, again.stdout + again.stderr


EATER = """
import pathlib, sys, time
output, ballast = map(pathlib.Path, sys.argv[1:])
while not list(output.glob(".big.bin.partial-*/bag/data")):
    time.sleep(0.0005)
ballast.write_bytes(b"x" * (300 << 10))
"""
CHANGER = """
import sys, time
path = sys.argv[1]
print("ready", flush=True)
count = 0
while True:
    count += 1
    with open(path, "r+b") as stream:
        stream.write(b"%d" % count)
    time.sleep(0.0002)
"""


def test_a_source_that_never_stops_changing_is_named_and_not_packaged(tmp_path: Path) -> None:
    case = make_case(tmp_path / "case")
    log = case.originals / "log.txt"
    log.write_bytes(b"0" * (32 << 20))
    with subprocess.Popen([sys.executable, "-c", CHANGER, str(log)], stdout=subprocess.PIPE) as one:
        assert one.stdout is not None
        one.stdout.readline()
        ended = preserve("bag", str(case.originals), "--output", str(case.output), *QUICK)
        one.kill()
    assert ended.returncode == 3, ended.stdout
    assert "log.txt: changed while it was" in ended.stdout + ended.stderr
    assert not (case.output / "log.txt").exists()
    assert (case.output / "release" / "bagit.txt").is_file()


@pytest.mark.parametrize("change", ["vanish", "appear", "rewrite", "touch"])
def test_a_release_that_changes_after_it_was_read_is_not_packaged(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(tmp_path / "case")
    release = case.originals / "release"
    changes: dict[str, Callable[[], object]] = {
        "vanish": (release / "empty").unlink,
        "appear": lambda: (release / "new").write_bytes(b"new"),
        "rewrite": lambda: (release / "release.txt").write_bytes(b"other"),
        "touch": lambda: os.utime(release / "empty", ns=(1, 1)),
    }
    real = record.write

    def write_then_change(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]
        changes[change]()

    monkeypatch.setattr(record, "write", write_then_change)
    (outcome,) = packaging.package(case.originals, output=case.output)
    assert str(outcome.status) == "failed"
    assert outcome.message.startswith("release: changed while it was packaged (")
    assert trees.packages(case.output) == {}


def test_two_runs_at_once_do_not_meet(tmp_path: Path) -> None:
    case = make_case(tmp_path / "case")
    for number in range(20):
        (case.originals / f"{number}.txt").write_text(f"Release {number}\n")
    command = [sys.executable, "-m", "preserve", "bag", str(case.originals), "--output",
               str(case.output), "--json", *QUICK]  # fmt: skip
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    ended = [(*run.communicate(timeout=120), run.returncode) for run in runs]
    codes = sorted(code for _, _, code in ended)
    assert codes in ([0, 3], [0, 0])
    for _, stderr, code in ended:
        if code == 3:
            error = json.loads(stderr)
            assert "another run of preserve is writing here" in error["message"]
    assert len(trees.packages(case.output).keys()) > 20
    assert preserve("validate", *map(str, case.output.glob("[!.]*"))).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_ended_from_outside_at_any_time_is_finished_by_the_next(
    tmp_path: Path, number: signal.Signals
) -> None:
    case = make_case(tmp_path / "case")
    for index in range(9):
        (case.originals / f"{index}.txt").write_text(f"Release {index}\n")
    before = trees.snapshot(case.originals, times=True)
    command = [sys.executable, "-m", "preserve", "bag", str(case.originals), "--output",
               str(case.output), *QUICK]  # fmt: skip
    for delay in (0.3, 0.6, 0.9, 1.2, 1.5):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            time.sleep(delay)
            with contextlib.suppress(ProcessLookupError):
                run.send_signal(number)
            run.wait(timeout=60)
        for bag in case.output.glob("[!.]*"):
            assert (bag / "bagit.txt").is_file()
            assert (bag / "tagmanifest-sha512.txt").is_file()
    assert preserve(*command[3:]).returncode == 0
    assert len([path for path in case.output.iterdir() if path.name[0] != "."]) == 10
    assert list(case.output.glob(".*partial*")) == []
    assert trees.snapshot(case.originals, times=True) == before
