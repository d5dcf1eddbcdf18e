"""Killed at any request of SFTP, a deposit is finished by the next run: one, with one receipt."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from preserve.model.deposits import Status
from preserve.workflow import deposit_journal
from tests.cli import commands
from tests.deposit.contract import builder
from tests.servers.sshd import Sshd

PARTS = 3
PROJECT = Path(__file__).parents[2]


class Case:
    """A bag, a folder on the server, and a journal."""

    def __init__(self, root: Path, server: Sshd, form: str) -> None:
        root.mkdir(parents=True)
        self.root, self.form = root, form
        payload = {"data/one.bin": bytes(range(256)) * 600, "data/two.txt": b"two\n"}
        self.bag = builder(payload).build(root / "bags" / "a release")
        self.folder = server.incoming()
        self.journal = root / "state" / "journal.jsonl"
        self.log = root / "requests"
        (root / "preserve.toml").write_text(
            f'[journal]\npath = "state/journal.jsonl"\n[deposit.there]\nkind = "sftp"\n'
            f'host = "127.0.0.1"\nport = {server.port}\nuser = "{server.user}"\n'
            f'path = "{self.folder}"\nform = "{form}"\nkey_file = "{server.folder}/client"\n'
            f'known_hosts = "{server.known_hosts}"\n',
            encoding="utf-8",
        )

    def run(self, at: int = 0, when: str = "before") -> subprocess.CompletedProcess[str]:
        self.log.unlink(missing_ok=True)
        own = ["--to", "there", "--config", str(self.root / "preserve.toml"), "--workers", "1"]
        words = [str(at), when, str(self.log), "deposit", str(self.bag), *own]
        return subprocess.run(
            [sys.executable, "-m", "tests.deposit.killed_at", *words],
            cwd=PROJECT,
            env=commands.environment(self.root),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def requests(self) -> list[str]:
        return self.log.read_text(encoding="ascii").split()

    def is_whole(self) -> bool:
        """Tell whether the one deposit is there, nothing beside it, with one receipt."""
        if [one.name for one in self.folder.iterdir()] != [f"a release.{self.form}"]:
            return False
        receipts = deposit_journal.receipts(self.journal, lambda _: True)
        left = list((self.journal.parent / "deposits").iterdir())
        return [one.status for one in receipts] == [Status.DEPOSITED] and left == []


@pytest.mark.slow
@pytest.mark.parametrize(("form", "when"), [("tar", "before"), ("zip", "after")])
@pytest.mark.parametrize("part", range(PARTS))
def test_a_kill_at_every_request_ends_with_one_deposit(
    tmp_path: Path,
    sshd_server: Sshd,
    part: int,
    form: str,
    when: str,
    record_property: Callable[[str, object], None],
) -> None:
    model = Case(tmp_path / "model", sshd_server, form)
    counted = model.run()
    assert counted.returncode == 0, counted.stderr
    assert model.is_whole()
    whole = next(model.folder.iterdir()).read_bytes()
    points = range(1 + part, len(model.requests()) + 1, PARTS)
    assert len(points) > 6
    for point in points:
        case = Case(tmp_path / str(point), sshd_server, form)
        ended = case.run(point, when)
        assert ended.returncode == -signal.SIGKILL, (point, ended.stderr)
        again = case.run()
        assert again.returncode == 0, (point, again.stderr, again.stdout)
        assert case.is_whole(), (point, list(case.folder.iterdir()))
        assert next(case.folder.iterdir()).read_bytes() == whole
        shutil.rmtree(case.root)
    record_property("points", len(points))


def test_an_upload_that_was_killed_is_gone_on_with(tmp_path: Path, sshd_server: Sshd) -> None:
    model = Case(tmp_path / "model", sshd_server, "tar")
    model.run()
    writes = [number for number, one in enumerate(model.requests(), 1) if one == "write"]
    case = Case(tmp_path / "case", sshd_server, "tar")
    # By then each write was answered; what was on its way at a kill may come or not.
    assert case.run(writes[-1] + 1, "before").returncode == -signal.SIGKILL
    (begun,) = case.folder.iterdir()
    os.truncate(begun, begun.stat().st_size * 9 // 10)
    assert case.run().returncode == 0
    assert case.is_whole()
    assert 0 < case.requests().count("write") < len(writes)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_octets_are_sent_stops_in_order_and_the_next_run_goes_on(
    tmp_path: Path, sshd_server: Sshd, number: signal.Signals
) -> None:
    case = Case(tmp_path / "case", sshd_server, "tar")
    own = ["--to", "there", "--config", str(case.root / "preserve.toml"), "--limit-rate", "200K"]
    worker = subprocess.Popen(
        [*commands.COMMAND, "deposit", str(case.bag), *own],
        cwd=PROJECT,
        env=commands.environment(case.root),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not any(case.folder.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.02)
    worker.send_signal(number)
    out, err = worker.communicate(timeout=60)
    assert worker.returncode == 130, (out, err)
    assert "Traceback" not in err
    assert [one.name for one in case.folder.iterdir() if not one.name.startswith(".")] == []
    again = case.run()
    assert again.returncode == 0, again.stderr
    assert case.is_whole()


def test_two_runs_at_a_time_end_with_one_deposit(tmp_path: Path, sshd_server: Sshd) -> None:
    case = Case(tmp_path / "case", sshd_server, "tar")
    own = ["--to", "there", "--config", str(case.root / "preserve.toml")]
    runs = [
        subprocess.Popen(
            [*commands.COMMAND, "deposit", str(case.bag), *own],
            cwd=PROJECT,
            env=commands.environment(case.root),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(3)
    ]
    codes = [run.wait(120) for run in runs]
    assert 0 in codes
    assert [one.name for one in case.folder.iterdir()] == ["a release.tar"]
    # Those that came too late are told of the lock, and have receipts that say so.
    receipts = deposit_journal.receipts(case.journal, lambda one: one.status is Status.DEPOSITED)
    assert len(list(receipts)) == 1
