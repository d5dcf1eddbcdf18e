"""Runs one validator on one bag, and sees what it answers and what it does to the bag."""

import hashlib
import os
import signal
import stat
import subprocess
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from bench.peers.cases import Case
from bench.peers.tools import Tool

TIME_LIMIT = 60.0
"""Seconds; the slowest bag takes some tools twenty, and a slow tool is not a hanging one."""


class Answer(Enum):
    """How a validator ended."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CRASHED = "crashed"
    HUNG = "hung"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a validator did with one bag."""

    case: Case
    answer: Answer
    warned: bool
    wrote: bool
    """In the bag, or beside it."""


def run(
    tool: Tool, case: Case, *, programs: Path, folder: Path, time_limit: float = TIME_LIMIT
) -> Run:
    """Build the case's bag anew below ``folder`` and let the tool validate it.

    What the tool prints is kept beside. Nothing but the bag and a file next to it is in the
    folder that is watched.
    """
    name = case.name.replace("/", "_")
    watched = folder / "bags" / name
    bag = case.build(watched)
    output = folder / "outputs" / f"{name}.txt"
    output.parent.mkdir(parents=True, exist_ok=True)
    before = digest_of(watched)
    code = _call(tool.call(bag, programs), output, home=folder / "home", time_limit=time_limit)
    said = output.read_text(encoding="utf-8", errors="replace")
    return Run(
        case=case,
        answer=_answer(code, said),
        warned=tool.warning_mark in said,
        wrote=digest_of(watched) != before,
    )


def _call(command: list[str], output: Path, *, home: Path, time_limit: float) -> int | None:
    """Give the exit code, None where there is none in time."""
    home.mkdir(exist_ok=True)
    private = {"HOME": str(home), "XDG_STATE_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    settings = {"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    with output.open("wb") as stream:
        process = subprocess.Popen(
            command,
            cwd=home,
            env=os.environ | private | settings,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            return process.wait(time_limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return None


def _answer(code: int | None, said: str) -> Answer:
    if code is None:
        return Answer.HUNG
    if code < 0 or "Traceback (most recent call last)" in said:
        return Answer.CRASHED
    return Answer.REJECTED if code else Answer.ACCEPTED


def digest_of(folder: Path) -> str:
    """Digest the names, kinds and octets below a folder; no link is followed, no FIFO opened."""
    digest = hashlib.sha256()
    for place, folders, files in os.walk(os.fsencode(folder)):
        folders.sort()
        for name in sorted((*folders, *files)):
            path = os.path.join(place, name)
            kind = stat.S_IFMT(os.lstat(path).st_mode)
            digest.update(repr((path, kind, _content(path, kind))).encode())
    return digest.hexdigest()


def _content(path: bytes, kind: int) -> bytes:
    if kind == stat.S_IFLNK:
        return os.readlink(path)
    if kind != stat.S_IFREG:
        return b""
    with open(path, "rb") as stream:
        return hashlib.sha256(stream.read()).digest()
