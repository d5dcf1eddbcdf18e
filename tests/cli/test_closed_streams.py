"""Standard streams that are closed, as of services and some schedulers."""

import itertools
import subprocess
from pathlib import Path

import pytest

from tests.bags.builder import BagBuilder
from tests.cli import commands
from tests.workflow.packaging import assert_valid, write_release

CLOSED = [
    " ".join(some)
    for count in (1, 2, 3)
    for some in itertools.combinations(("<&-", ">&-", "2>&-"), count)
]


def _run(folder: Path, closed: str, *words: str) -> int:
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *commands.COMMAND, *words],
        cwd=folder,
        env=commands.environment(folder),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    return done.returncode


@pytest.mark.parametrize("closed", CLOSED)
def test_workers_judge_alike_whatever_stream_is_closed(tmp_path: Path, closed: str) -> None:
    payload = {f"data/{number}": b"octets" for number in range(1_100)}
    BagBuilder(payload=payload).build(tmp_path / "bag")
    assert _run(tmp_path, closed, "validate", "bag", "--workers=2") == 0
    journal = next(tmp_path.rglob("journal.jsonl")).read_text(encoding="utf-8")
    assert '"outcome": "valid"' in journal


@pytest.mark.parametrize("closed", CLOSED)
def test_workers_package_whatever_stream_is_closed(tmp_path: Path, closed: str) -> None:
    for number in range(9):
        write_release(tmp_path / "originals" / f"{number}.txt")
    words = ("bag", "originals", "--no-identify", "--second-opinion=none", "--workers=2")
    assert _run(tmp_path, closed, *words) == 0
    for number in range(9):
        assert_valid(tmp_path / "bags" / f"{number}.txt")
