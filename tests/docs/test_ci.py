"""The script of continuous integration can be run, and runs what the README says."""

import os
import subprocess
import sys

from tests.docs import pages, readme

SCRIPT = pages.REPOSITORY / ".ci" / "run"


def test_the_script_is_executable_and_is_sound_bash() -> None:
    assert os.access(SCRIPT, os.X_OK)
    subprocess.run(["bash", "-n", str(SCRIPT)], check=True, timeout=30)


def test_the_script_runs_the_test_command_of_the_readme() -> None:
    assert "tests/docs/readme.py tests" in SCRIPT.read_text(encoding="utf-8")
    shown = subprocess.run(
        [sys.executable, "tests/docs/readme.py", "tests"],
        cwd=pages.REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    ).stdout
    text = readme.FILE.read_text(encoding="utf-8")
    assert shown == readme.set_up_command(text, "tests") + "\n"
    assert ".venv/bin/python -m pytest" in shown
