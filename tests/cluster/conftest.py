"""A cluster of real processes, and releases for it."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests import processes
from tests.cli import commands
from tests.faults import trees
from tests.workflow.packaging import write_release

pytest.importorskip("distributed")

QUICK = {
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "11s",
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "5s",
    "PRESERVE_CLUSTER_PATIENCE": "15",
}
"""Losses are noticed within seconds."""

WAIT = 60.0


class Site:
    """A folder with originals, and every process that was started for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mark = uuid.uuid4().hex
        self._started: list[subprocess.Popen[str]] = []
        self._lifelines: list[int] = []

    @property
    def bags(self) -> Path:
        return self.folder / "bags"

    def environment(self, **changes: str) -> dict[str, str]:
        wanted = {**QUICK, processes.MARK: self.mark, **changes}
        return commands.environment(self.folder, **wanted)

    def start(
        self, command: Sequence[str], *, changes: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[str]":
        started = subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.environment(**(changes or {})),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._started.append(started)
        return started

    def cluster(self, workers: int = 2, *, port: int = 0) -> str:
        words = ["cluster", "start", f"--workers={workers}", f"--port={port}", "--json"]
        started = self.start([*commands.COMMAND, *words])
        assert started.stdout is not None
        return str(json.loads(started.stdout.readline())["address"])

    def bag(self, address: str, *words: str) -> "subprocess.Popen[str]":
        command = ["bag", "originals", "--json", "--cluster", address, *words]
        return self.start([*commands.COMMAND, *command])

    def ended(self, run: "subprocess.Popen[str]") -> tuple[int, list[dict[str, object]], str]:
        out, err = run.communicate(timeout=WAIT)
        return run.returncode, [json.loads(line) for line in out.splitlines()], err

    def nodes(self, kind: str) -> list[int]:
        found = processes.marked(self.mark)
        return [pid for pid in found if f"cluster.node {kind}" in processes.command_of(pid)]

    def node(self, text: str, *words: str, host: str = "") -> str:
        """Run a scheduler or a worker by a script of the tests, and give its address.

        ``host`` is the network namespace that it runs in.
        """
        awaited, lifeline = os.pipe()
        self._lifelines.append(lifeline)
        started = subprocess.Popen(
            [*(["ip", "netns", "exec", host] if host else []), *script(self, text, *words)],
            cwd=self.folder,
            env=self.environment(PRESERVE_LIFELINE=str(awaited)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[awaited],
            text=True,
        )
        os.close(awaited)
        self._started.append(started)
        assert started.stdout is not None
        address = started.stdout.readline().strip()
        assert address
        return address

    def close(self) -> None:
        for lifeline in self._lifelines:
            os.close(lifeline)
        for started in reversed(self._started):
            if started.poll() is None:
                started.send_signal(signal.SIGTERM)
        for started in self._started:
            try:
                started.communicate(timeout=10)
            except subprocess.TimeoutExpired:
                started.kill()
                started.communicate()
        for pid in list(processes.marked(self.mark)):
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    one = Site(tmp_path)
    try:
        yield one
    finally:
        one.close()


@pytest.fixture
def releases(site: Site) -> Callable[[int], trees.Tree]:
    """Write so many releases, and give what one machine makes of them."""

    def write(number: int) -> trees.Tree:
        for place in range(number):
            write_release(
                site.folder / "originals" / f"{place:03}.txt", f"Release number {place} is short"
            )
        words = ["bag", "originals", "--output", "alone", "--workers=1", *LIGHT]
        ended = commands.run(words, folder=site.folder)
        assert ended.returncode == 0, ended.stderr
        return trees.packages(site.folder / "alone")

    return write


LIGHT = ("--no-identify", "--second-opinion=none")


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def made(site: Site) -> int:
    return len([one for one in site.bags.glob("*") if one.name[0] != "."])


def stages(site: Site) -> list[Path]:
    return list(site.bags.glob(".*.partial-*"))


def script(site: Site, text: str, *words: str) -> Sequence[str]:
    path = site.folder / f"{uuid.uuid4().hex}.py"
    path.write_text(text, encoding="utf-8")
    return [sys.executable, str(path), *words]
