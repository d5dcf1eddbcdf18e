"""Real runs of the command, each in a process and an environment of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

COMMAND = (sys.executable, "-m", "preserve")
EPOCH = "1763769600"


def environment(home: Path, **changes: str) -> dict[str, str]:
    """Give an environment in which nothing of the person who runs the tests is seen."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / ".data"),
        "XDG_STATE_HOME": str(home / ".state"),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
        "SOURCE_DATE_EPOCH": EPOCH,
        **changes,
    }


def run(
    words: Sequence[str], *, folder: Path, changes: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``preserve`` with those words in that folder."""
    return subprocess.run(
        [*COMMAND, *words],
        cwd=folder,
        env=environment(folder / "home", **(changes or {})),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=120,
        check=False,
    )
