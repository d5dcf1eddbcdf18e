"""Killed at any file operation, a deposit is finished by the next run: one deposit, one receipt."""

import json
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from preserve.metadata.schemas import catalogue, compiling
from preserve.metadata.schemas.kinds import Kind
from preserve.model.deposits import Status
from preserve.workflow import deposit_journal
from tests.bags.builder import BagBuilder
from tests.cli import commands
from tests.deposit.contract import builder, tree
from tests.faults import injection
from tests.faults.injection import Ended, Fault

FORMS = ("folder", "zip", "tar")
PARTS = 3


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Load what every run loads, so that the runs, forked from here, need not."""
    for kind in Kind:
        compiling.compiled(catalogue.default().in_use(kind))


class Case:
    """A bag, a share, and a journal, in a folder of their own."""

    def __init__(self, root: Path, form: str, made: BagBuilder | None = None) -> None:
        root.mkdir(parents=True)
        self.root, self.form = root, form
        self.bag = (made or builder()).build(root / "bags" / "a release")
        self.share = root / "share"
        self.share.mkdir()
        self.journal = root / "state" / "journal.jsonl"
        self.config = root / "preserve.toml"
        self.config.write_text(
            f'[journal]\npath = "state/journal.jsonl"\n'
            f'[deposit.there]\nkind = "local"\npath = "share"\nform = "{form}"\n',
            encoding="utf-8",
        )

    @property
    def words(self) -> list[str]:
        own = ["--to", "there", "--config", str(self.config), "--workers", "1"]
        return ["deposit", str(self.bag), *own]

    def run(self, fault: Fault | None = None) -> Ended:
        return injection.run(self.words, self.root, fault)

    def there(self) -> list[str]:
        return sorted(one.name for one in self.share.iterdir() if not one.name.startswith("."))

    def is_whole(self) -> bool:
        """Tell whether the one deposit is there, nothing beside it, with one receipt."""
        name = "a release" if self.form == "folder" else f"a release.{self.form}"
        if [one.name for one in self.share.iterdir()] != [name]:
            return False
        if self.form == "folder" and tree(self.share / name) != tree(self.bag):
            return False
        receipts = deposit_journal.receipts(self.journal, lambda _: True)
        left = list((self.journal.parent / "deposits").iterdir())
        return [one.status for one in receipts] == [Status.DEPOSITED] and left == []


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_kill_at_every_file_operation_ends_with_one_deposit(
    tmp_path: Path, part: int, form: str, record_property: Callable[[str, object], None]
) -> None:
    model = Case(tmp_path / "model", form)
    counted = model.run()
    assert counted.exit_code == 0, counted.stderr
    assert model.is_whole()
    points = range(1 + part, len(counted.operations) + 1, PARTS)
    assert len(points) > 10
    for point in points:
        case = Case(tmp_path / str(point), form)
        ended = case.run(Fault(at=point, kill=signal.SIGKILL))
        assert ended.exit_code == -signal.SIGKILL, (point, ended.stderr)
        assert len(case.there()) <= 1
        again = case.run()
        assert again.exit_code == 0, (point, again.stderr, again.stdout)
        assert case.is_whole(), (point, case.there())
        shutil.rmtree(case.root)
    record_property("points", len(points))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("form", ["folder", "tar"])
def test_a_signal_while_octets_are_sent_stops_in_order_and_the_next_run_goes_on(
    tmp_path: Path, form: str, number: signal.Signals
) -> None:
    payload = {f"data/{one}.bin": bytes([one]) * (1 << 18) for one in range(12)}
    case = Case(tmp_path / "case", form, builder(payload))
    worker = subprocess.Popen(
        [*commands.COMMAND, *case.words, "--limit-rate", "3M"],
        cwd=case.root,
        env=commands.environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not any(case.share.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    worker.send_signal(number)
    out, err = worker.communicate(timeout=60)
    assert worker.returncode == 130, (out, err)
    assert "Traceback" not in err
    assert case.there() == []
    again = case.run()
    assert again.exit_code == 0, again.stderr
    assert case.is_whole()


def test_two_runs_at_a_time_end_with_one_deposit(tmp_path: Path) -> None:
    case = Case(tmp_path / "case", "folder")
    runs = [
        subprocess.Popen(
            [*commands.COMMAND, *case.words, "--json"],
            cwd=case.root,
            env=commands.environment(tmp_path),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(4)
    ]
    statuses = [
        json.loads(run.communicate(timeout=120)[0].splitlines()[0])["status"] for run in runs
    ]
    assert statuses.count("deposited") == 1
    assert set(statuses) <= {"deposited", "already-deposited", "failed"}
    assert case.there() == ["a release"]
    receipts = deposit_journal.receipts(case.journal, lambda one: one.status is Status.DEPOSITED)
    assert len(list(receipts)) == 1
