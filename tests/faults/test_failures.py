"""A disk that fails or is full, at any operation, and sources that will not hold still."""

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from preserve.storage.folders import Folder
from preserve.workflow import record, space
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


def _fill(ballast: Path, *, leave: int) -> None:
    """Take what is free beside a file, but for so many octets."""
    with ballast.open("wb") as stream:
        found = os.fstatvfs(stream.fileno())
        os.posix_fallocate(stream.fileno(), 0, found.f_bavail * found.f_frsize - leave)


def test_a_disk_that_fills_up_after_it_was_found_to_have_room_is_left_clean(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case(tmp_path / "case")
    (case.originals / "big.bin").write_bytes(os.urandom(700 << 10))
    ballast, bags = small_disk / "ballast", small_disk / "bags"
    real = space.check

    def check_then_fill(output: Folder, sizes: Iterable[int], **asked: Any) -> None:
        real(output, sizes, **asked)
        if asked["release"] == "big.bin":
            _fill(ballast, leave=300 << 10)

    with monkeypatch.context() as filling:
        filling.setattr(space, "check", check_then_fill)
        outcomes = packaging.package(case.originals, output=bags)
    assert packaging.statuses(outcomes) == {"big.bin": "failed", "release": "created"}
    assert "big.bin: " in outcomes[0].message
    assert "No space left on device" in outcomes[0].message
    assert outcomes[0].exit_code == 3
    assert sorted(path.name for path in bags.iterdir()) == [".preserve", "release"]
    packaging.assert_valid(bags / "release")
    ballast.unlink()
    outcomes = packaging.package(case.originals, output=bags)
    assert packaging.statuses(outcomes) == {"big.bin": "created", "release": "unchanged"}
    packaging.assert_valid(bags / "big.bin")


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


WAITING = """
import sys
from preserve.cli import main
from preserve.workflow import record
real = record.write

def write_when_told(*args):
    print("half-way", flush=True)
    sys.stdin.readline()
    real(*args)

record.write = write_when_told
sys.exit(main.main(sys.argv[1:]))
"""


def test_a_second_run_on_one_output_is_refused_and_does_the_first_no_harm(tmp_path: Path) -> None:
    case = make_case(tmp_path / "case")
    command = ["bag", str(case.originals), "--output", str(case.output), *QUICK]
    with subprocess.Popen(
        [sys.executable, "-c", WAITING, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "half-way\n"
        before = trees.snapshot(case.output, times=True)
        second = preserve(*command, "--json")
        assert trees.snapshot(case.output, times=True) == before
        first.communicate("go on\n", timeout=120)
    assert second.returncode == 3
    assert json.loads(second.stderr)["message"] == (
        f"{case.output}: another run of preserve is writing here (process {first.pid})"
    )
    assert first.returncode == 0
    assert preserve("validate", str(case.output / "release")).returncode == 0
    third = preserve(*command, "--json")
    assert third.returncode == 0
    assert json.loads(third.stdout.splitlines()[0])["status"] == "unchanged"


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
