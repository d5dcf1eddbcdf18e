"""SIGINT and SIGTERM, with real processes."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli import commands

WORK = """
import os, sys, threading, time
from preserve.cli import signals
from preserve.cli.signals import First
stop = threading.Event()
answer = lambda: os.write(1, b"answer\\n")
farewell = lambda: os.write(1, b"farewell\\n")
try:
    with signals.stopping(stop, first=First.{first}, answer=answer, farewell=farewell):
        print("ready", flush=True)
        deadline = time.monotonic() + 30
        while not stop.is_set() and time.monotonic() < deadline:
            time.sleep(0.01)
        print("boundary", flush=True)
        {then}
        print("end", flush=True)
except KeyboardInterrupt:
    print("raised", flush=True)
"""


def begun(folder: Path, first: str, then: str = "pass") -> subprocess.Popen[str]:
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK.format(first=first, then=then)],
        env=commands.environment(folder),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    return worker


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_lets_the_work_end_at_a_boundary(
    number: signal.Signals, tmp_path: Path
) -> None:
    worker = begun(tmp_path, "ASK")
    worker.send_signal(number)
    assert worker.communicate(timeout=30)[0] == "answer\nboundary\nend\n"
    assert worker.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_second_signal_ends_the_process_at_once(number: signal.Signals, tmp_path: Path) -> None:
    worker = begun(tmp_path, "ASK", then="time.sleep(60)")
    worker.send_signal(signal.SIGTERM)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "answer\n"
    assert worker.stdout.readline() == "boundary\n"
    worker.send_signal(number)
    assert worker.communicate(timeout=30)[0] == "farewell\n"
    assert worker.returncode == 130


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_work_that_writes_nothing_ends_at_the_first_signal(
    number: signal.Signals, tmp_path: Path
) -> None:
    worker = begun(tmp_path, "RAISE")
    worker.send_signal(number)
    assert worker.communicate(timeout=30)[0] == "raised\n"


def test_a_signal_that_was_set_to_be_ignored_stays_ignored(tmp_path: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK.format(first="ASK", then="pass")],
        env=commands.environment(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # noqa: PLW1509
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    worker.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(timeout=0.5)
    worker.send_signal(signal.SIGTERM)
    assert worker.communicate(timeout=30)[0] == "answer\nboundary\nend\n"
