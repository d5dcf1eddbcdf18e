"""A run is timed whole, and only what is right has a time."""

import sys
from pathlib import Path

import pytest

from bench import checks, memory, runs
from bench.runs import Command, Outcome, RunError, Work

MIB = 1 << 20


def _python(script: str) -> Command:
    return sys.executable, "-c", script


def _run(*steps: tuple[Command, ...], folder: Path, sampled: bool = False) -> runs.Timing:
    work = Work(steps=steps, check=checks.anything)
    return runs.run(work, folder=folder, output=folder / "output", sampled=sampled)


def test_a_command_that_fails_has_no_time_and_tells_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="exit code 3\nno such thing"):
        _run(
            (_python("import sys; sys.stderr.write('no such thing'); sys.exit(3)"),),
            folder=tmp_path,
        )


def test_a_step_that_fails_keeps_the_next_from_running(tmp_path: Path) -> None:
    after = _python(f"open({str(tmp_path / 'after')!r}, 'x')")
    with pytest.raises(RunError):
        _run((_python("raise SystemExit(1)"),), (after,), folder=tmp_path)
    assert not (tmp_path / "after").exists()


def test_a_result_that_is_wrong_has_no_time(tmp_path: Path) -> None:
    work = Work(steps=((_python("print('one line')"),),), check=checks.printed_lines(2))
    with pytest.raises(RunError, match="lines printed: expected 2, found 1"):
        runs.run(work, folder=tmp_path, output=tmp_path / "output")


def test_cpu_time_counts_the_children_of_a_command(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    assert _run((_python(parent),), folder=tmp_path).cpu >= 0.3


def test_commands_of_one_step_run_at_once(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    # Each waits for what the other writes, so one after the other would never end.
    wait = "import os, sys\nopen(sys.argv[1], 'x')\nwhile not os.path.exists(sys.argv[2]): pass"
    _run(
        ((*_python(wait), str(one), str(other)), (*_python(wait), str(other), str(one))),
        folder=tmp_path,
    )
    assert one.exists()
    assert other.exists()


def test_the_peak_of_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    hold = "import time; held = bytearray(b'x') * (40 << 20); time.sleep(0.6)"
    parent = (
        "import subprocess, sys; "
        f"both = [subprocess.Popen([sys.executable, '-c', {hold!r}]) for _ in range(2)]; "
        "[one.wait() for one in both]"
    )
    peak = _run((_python(parent),), folder=tmp_path, sampled=True).peak
    assert peak is not None
    assert 80 * MIB < peak < 160 * MIB


def test_a_process_that_is_gone_takes_no_memory() -> None:
    assert list(memory.tree(2**22 + 1)) == [2**22 + 1]


def test_what_is_imported_is_what_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs.demand_same_package(tmp_path)
    (tmp_path / "other" / "preserve").mkdir(parents=True)
    (tmp_path / "other" / "preserve" / "__init__.py").touch()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "other"))
    with pytest.raises(RunError, match=r"pip --python \.venv install -e"):
        runs.demand_same_package(tmp_path)


BAG = '{"type": "bag", "release": "r", "status": "%s", "files": 1, "verified": %s}'


@pytest.mark.parametrize(
    ("line", "files", "wrong"),
    [
        (BAG % ("failed", "true"), 1, "packages created"),
        (BAG % ("created", "false"), 1, "verified"),
        (BAG % ("created", "true"), 2, "files told"),
        (BAG % ("created", "true"), 1, "files in the packages"),
    ],
)
def test_a_package_that_is_not_what_was_asked_for_is_no_result(
    line: str, files: int, wrong: str, tmp_path: Path
) -> None:
    with pytest.raises(RunError, match=f"{wrong}: expected"):
        checks.bagged(files, verified=True)(Outcome(printed=(line,), output=tmp_path))


def test_a_bag_of_a_peer_must_list_every_file(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a").touch()
    (tmp_path / "manifest-sha256.txt").write_text("")
    with pytest.raises(RunError, match=r"manifest-sha256\.txt: expected 1, found 0"):
        checks.peer_bagged(1, "sha256")(Outcome(printed=("",), output=tmp_path))


def test_a_verdict_other_than_the_one_expected_is_no_result(tmp_path: Path) -> None:
    line = '{"type": "verdict", "verdict": "invalid"}'
    with pytest.raises(RunError, match="verdict"):
        checks.verdict("valid")(Outcome(printed=(line,), output=tmp_path))
