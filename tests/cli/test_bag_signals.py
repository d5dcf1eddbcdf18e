"""``preserve bag`` and a real signal: what was finished is told, and the rest is made later."""

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli import commands


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_in_order_and_is_finished_by_the_next(
    number: signal.Signals, tmp_path: Path
) -> None:
    originals = tmp_path / "originals"
    originals.mkdir()
    (originals / "a.txt").write_text("The first release\n", encoding="utf-8")
    with open(originals / "b.bin", "wb") as stream:
        stream.truncate(1 << 28)
    words = ["bag", "originals", "--json", "--workers=1", "--no-identify", "--second-opinion=none"]
    worker = subprocess.Popen(
        [*commands.COMMAND, *words],
        cwd=tmp_path,
        env=commands.environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert json.loads(worker.stdout.readline())["status"] == "created"
    worker.send_signal(number)
    out, err = worker.communicate(timeout=60)
    assert worker.returncode == 130, (out, err)
    summary = json.loads(out.splitlines()[-1])
    assert (summary["type"], summary["exit_code"]) == ("summary", 130)
    assert json.loads(err)["exit_code"] == 130
    assert [path.name for path in (tmp_path / "bags").iterdir() if path.name[0] != "."] == ["a.txt"]
    again = commands.run(words, folder=tmp_path)
    assert again.returncode == 0, again.stderr
    statuses = [json.loads(line).get("status") for line in again.stdout.splitlines()]
    assert statuses == ["unchanged", "created", None]
