"""A flame graph is summed up by the samples of each function."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bench import flames

SCRIPT = Path(flames.__file__).with_name("profile.sh")
BOX = (
    "<g><title>{name} ({width} samples, 1.00%)</title>"
    '<rect x="0%" y="{y}" width="1%" height="15" fill="rgb(1,2,3)" fg:x="{begin}" fg:w="{width}"/>'
)


def _graph(*boxes: tuple[str, int, int, int]) -> str:
    return "".join(
        BOX.format(name=name, y=y, begin=begin, width=width) for name, y, begin, width in boxes
    )


GRAPH = _graph(
    ("digest &lt;a&gt; (x.py:1)", 68, 0, 60),
    ("read (y.py:2)", 52, 0, 90),
    ("read (y.py:2)", 68, 60, 10),
    ("all", 36, 0, 100),
)


def test_a_function_has_its_own_samples_and_those_of_what_it_called() -> None:
    alone, whole = flames.summed(flames.frames(GRAPH))
    assert dict(alone) == {"all": 10, "read (y.py:2)": 30, "digest <a> (x.py:1)": 60}
    assert dict(whole) == {"all": 100, "read (y.py:2)": 90, "digest <a> (x.py:1)": 60}


def test_it_does_not_matter_whether_flames_grow_up_or_down() -> None:
    turned = GRAPH
    for old, new in (('y="36"', 'y="99"'), ('y="68"', 'y="36"'), ('y="99"', 'y="68"')):
        turned = turned.replace(old, new)
    assert flames.summary(turned) == flames.summary(GRAPH)


def test_the_summary_names_what_takes_most_first() -> None:
    lines = flames.summary(GRAPH).splitlines()
    assert lines[0] == "100 samples"
    assert lines[3:5] == ["  60.0%  digest <a> (x.py:1)", "  30.0%  read (y.py:2)"]


def test_a_graph_without_samples_says_so() -> None:
    assert flames.summary("<svg/>") == "no samples\n"


def test_the_script_is_sound_bash_and_tells_how_it_is_called() -> None:
    subprocess.run(["bash", "-n", str(SCRIPT)], check=True)
    ran = subprocess.run([str(SCRIPT)], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "bench/profile.sh preserve validate BAG" in ran.stderr


def _profile(out: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PROFILE": str(out)}
    words = [str(SCRIPT), *command]
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


def test_a_command_that_does_not_exist_is_named_and_nothing_is_sampled(tmp_path: Path) -> None:
    ran = _profile(tmp_path / "profile", "no-such-command")
    assert (ran.returncode, ran.stdout) == (127, "")
    assert ran.stderr == "no-such-command: there is no such command\n"


def test_what_a_profile_before_left_is_not_shown_as_new(tmp_path: Path) -> None:
    (tmp_path / "summary.txt").write_text("of the run before\n")
    (tmp_path / "other.txt").write_text("not of a profile\n")
    ran = _profile(tmp_path, "false")
    assert ran.returncode != 0
    assert "of the run before" not in ran.stdout
    assert (tmp_path / "other.txt").exists()


@pytest.mark.skipif(
    not (shutil.which("py-spy") or shutil.which("perf")), reason="neither py-spy nor perf is there"
)
def test_a_command_that_fails_is_told_with_where_its_output_is(tmp_path: Path) -> None:
    fails = "print('as asked'); sum(range(10_000_000)); raise SystemExit(5)"
    ran = _profile(tmp_path, "python3", "-c", fails)
    assert ran.returncode == 5
    assert f"the command failed (exit code 5); what it printed is in {tmp_path}" in ran.stderr
    assert (tmp_path / "printed.txt").read_text() == "as asked\n"
