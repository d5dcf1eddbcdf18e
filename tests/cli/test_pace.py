"""``--limit-rate`` as a user types it."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.bags.builder import BagBuilder
from tests.cli import commands


@pytest.mark.parametrize("io", ["auto", "sequential", "parallel"])
def test_a_rate_is_kept_and_changes_no_verdict(tmp_path: Path, io: str) -> None:
    payload = {f"data/{number}": bytes(100_000) for number in range(20)}
    BagBuilder(payload=payload).build(tmp_path / "bag")
    begun = time.monotonic()
    done = subprocess.run(
        [*commands.COMMAND, "validate", "bag", "--limit-rate", "1M", f"--io={io}"],
        cwd=tmp_path,
        env=commands.environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    taken = time.monotonic() - begun
    assert done.returncode == 0
    assert "1 valid" in done.stdout
    # Two million octets, of which a second's worth may come at once.
    assert taken > 0.85


@pytest.mark.parametrize("rate", ["0", "fast", "-1"])
def test_a_rate_that_is_none_is_refused(tmp_path: Path, rate: str) -> None:
    done = subprocess.run(
        [*commands.COMMAND, "validate", "bag", f"--limit-rate={rate}"],
        cwd=tmp_path,
        env=commands.environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--limit-rate" in done.stderr
