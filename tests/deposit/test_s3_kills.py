"""Killed at any request of an upload, a deposit is finished by the next run: once, one receipt."""

import itertools
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from preserve.metadata.schemas import catalogue, compiling
from preserve.metadata.schemas.kinds import Kind
from preserve.model.deposits import Status
from preserve.workflow import deposit_journal
from tests.cli import commands
from tests.deposit.contract import builder
from tests.deposit.s3_rig import S3Rig, Wire
from tests.faults import injection
from tests.faults.injection import Ended
from tests.servers import seaweedfs

SMALL = {"data/release.txt": b"a small one\n"}
LARGE = {"data/release.txt": os.urandom(11 << 20)}


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Load what every run loads, so that the runs, forked from here, need not."""
    for kind in Kind:
        compiling.compiled(catalogue.default().in_use(kind))


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3_SECRET", seaweedfs.SECRET)


class Case:
    """A bag, a prefix in a bucket, and a journal."""

    def __init__(self, root: Path, endpoint: str, payload: dict[str, bytes], wire: Wire) -> None:
        root.mkdir()
        self.root = root
        self.rig = S3Rig(endpoint, wire=wire)
        self.bag = builder(payload).build(root / "bags" / "a release")
        self.journal = root / "state" / "journal.jsonl"
        keys = "\n".join(
            f"{key} = {value}" if isinstance(value, int) else f'{key} = "{value}"'
            for key, value in self.rig.keys.items()
        )
        (root / "preserve.toml").write_text(
            f'[journal]\npath = "state/journal.jsonl"\n[deposit.there]\n{keys}\n', encoding="utf-8"
        )

    @property
    def words(self) -> list[str]:
        config = str(self.root / "preserve.toml")
        return ["deposit", str(self.bag), "--to", "there", "--config", config, "--workers", "1"]

    def run(self, at: int = 0) -> Ended:
        self.rig.wire.cut_at = at
        with self.rig.wired():
            return injection.run(self.words, self.root)

    def statuses(self) -> list[Status]:
        return [one.status for one in deposit_journal.receipts(self.journal, lambda _: True)]


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("payload", [SMALL, LARGE], ids=["one request", "parts"])
def test_a_kill_at_every_request_ends_with_one_deposit(
    tmp_path: Path,
    endpoint: str,
    payload: dict[str, bytes],
    after: bool,
    record_property: Callable[[str, object], None],
) -> None:
    wire = Wire(cut_after=after, kills=True)
    for at in itertools.count(1):
        case = Case(tmp_path / str(at), endpoint, payload, wire)
        ended = case.run(at)
        if ended.exit_code == 0:
            break
        assert ended.exit_code == -signal.SIGKILL, (at, ended.stderr)
        again = case.run()
        assert again.exit_code == 0, (at, again.stderr, again.stdout)
        assert case.rig.names() == ["a release.tar"], at
        assert case.statuses() == [Status.DEPOSITED], at
        assert seaweedfs.SECRET not in case.journal.read_text("utf-8") + again.stderr
        left = case.rig.uploads()
        (receipt,) = deposit_journal.receipts(case.journal, lambda _: True)
        named = " ".join(receipt.orphans)
        assert len(left) <= 1, at
        assert all(upload in named for upload in left), at
    assert at > (3 if payload is SMALL else 6)
    record_property("points", at - 1)


def test_an_interrupted_upload_sends_only_what_is_not_there(tmp_path: Path, endpoint: str) -> None:
    wire = Wire(kills=True)
    case = Case(tmp_path / "case", endpoint, LARGE, wire)
    # HEAD of the object and of the bucket, the upload, two parts; then the third.
    assert case.run(6).exit_code == -signal.SIGKILL
    wire.kills, wire.cut_at = False, 0
    sent = tmp_path / "sent"

    class Told(Wire):
        """Writes down what the forked process sends."""

        def send(self, *args: object) -> object:
            request = args[2]
            with sent.open("a", encoding="utf-8") as stream:
                stream.write(f"{request.method} {request.url}\n")  # type: ignore[attr-defined]
            return super().send(*args)  # type: ignore[arg-type]

    case.rig.wire = Told()
    assert case.run().exit_code == 0
    parts = [line for line in sent.read_text("utf-8").splitlines() if "partNumber=" in line]
    assert len(parts) == 1
    assert "partNumber=3" in parts[0]
    assert case.rig.names() == ["a release.tar"]
    assert case.rig.uploads() == []


@pytest.fixture
def running(tmp_path: Path, endpoint: str) -> Iterator[tuple[Case, "subprocess.Popen[str]"]]:
    case = Case(tmp_path / "case", endpoint, {"data/a": os.urandom(41 << 20)}, Wire())
    worker = subprocess.Popen(
        [*commands.COMMAND, *case.words, "--limit-rate", "8M"],
        cwd=case.root,
        env=commands.environment(tmp_path, S3_SECRET=seaweedfs.SECRET),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield case, worker
    worker.kill()
    worker.wait()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_octets_are_sent_and_the_next_run_goes_on(
    running: tuple[Case, "subprocess.Popen[str]"], number: signal.Signals
) -> None:
    case, worker = running
    deadline = time.monotonic() + 60
    while not case.rig.uploads() and time.monotonic() < deadline:
        time.sleep(0.05)
    worker.send_signal(number)
    out, err = worker.communicate(timeout=60)
    assert worker.returncode == (-number if number is signal.SIGKILL else 130), (out, err)
    assert "Traceback" not in err
    assert seaweedfs.SECRET not in out + err
    assert case.rig.names() == []
    assert len(case.rig.uploads()) == 1
    assert case.run().exit_code == 0
    assert case.rig.names() == ["a release.tar"]
    assert case.rig.uploads() == []
    assert case.statuses() == [Status.DEPOSITED]
