"""Looking at which processes of a run are still there."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

MARK = "PRESERVE_TESTS_MARK"
"""The variable by whose value the descendants of one command are known."""


def marked(mark: str) -> Iterator[int]:
    """Give the processes, but for ended ones, whose environment bears the mark."""
    wanted = f"{MARK}={mark}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0") and not _has_ended(folder):
                yield int(folder.name)
        except OSError:
            continue


def command_of(pid: int) -> str:
    """Give the words of a process's command; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def all_end(mark: str, *, seconds: float = 15) -> bool:
    """Wait until no process bears the mark; tell whether it came to that in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not any(pid != os.getpid() for pid in marked(mark)):
            return True
        time.sleep(0.05)
    return False


def _has_ended(folder: Path) -> bool:
    return (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
