"""One run of a contender: wall time, CPU time, peak of memory, and whether its result is right."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import preserve
from bench import memory

INSTALL = "python3 -m pip --python .venv install -e '.[dev,bench]' (.venv not activated)"
"""What works where .venv has no pip of its own."""

Command = tuple[str, ...]
Step = tuple[Command, ...]
"""Commands that run at once."""


class RunError(Exception):
    """A command failed, or did not do what it was measured for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the check of a run sees: what was printed, and where the output was to be."""

    printed: tuple[str, ...]
    output: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is timed: steps one after the other, then, untimed, a check of the result.

    The check raises RunError. ``exit_codes`` are those that every command may end with.
    """

    steps: tuple[Step, ...]
    check: Callable[[Outcome], None]
    exit_codes: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Seconds of wall time and of CPU time of all processes; octets, None where unsampled."""

    wall: float
    cpu: float
    peak: int | None = None


class _Running:
    """A command that was started."""

    def __init__(self, command: Command, printed: Path, *, folder: Path) -> None:
        self.command = command
        self.printed = printed
        with ExitStack() as opened:
            out: IO[bytes] = opened.enter_context(printed.open("wb"))
            errors = opened.enter_context(printed.with_suffix(".err").open("wb"))
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment(folder),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
            )

    def wait(self, exit_codes: Sequence[int]) -> float:
        """Give the CPU seconds of the command and of all it waited for."""
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        if self.process.returncode not in exit_codes:
            said = self.printed.with_suffix(".err").read_text(encoding="utf-8", errors="replace")
            code = self.process.returncode
            raise RunError(f"{' '.join(self.command)[:300]}: exit code {code}\n{said[-2000:]}")
        return usage.ru_utime + usage.ru_stime


def environment(folder: Path) -> Mapping[str, str]:
    """Give the environment of every command: its journals are kept below ``folder``."""
    private = {"XDG_STATE_HOME": str(folder / "state"), "HOME": str(folder / "home")}
    return os.environ | private | {"LC_ALL": "C.UTF-8"}


def run(work: Work, *, folder: Path, output: Path, sampled: bool = False) -> Timing:
    """Run all steps in a folder of their own and check what they made.

    Raises RunError when a command fails or the result is wrong: a wrong result has no time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    begun = time.perf_counter()
    cpu, peak = 0.0, 0
    printed: list[Path] = []
    for step in work.steps:
        running = [
            _Running(command, folder / f"printed-{len(printed) + number}.out", folder=folder)
            for number, command in enumerate(step)
        ]
        printed.extend(one.printed for one in running)
        sampler = memory.Peak(running[0].process.pid) if sampled else None
        if sampler is not None:
            sampler.start()
        # All are waited for before any failure is told: none may go on beside the next run.
        ended = [_ended(one, work.exit_codes) for one in running]
        peak = max(peak, sampler.stop() if sampler is not None else 0)
        cpu += sum(_told(one) for one in ended)
    wall = time.perf_counter() - begun
    texts = tuple(one.read_text(encoding="utf-8", errors="replace") for one in printed)
    work.check(Outcome(printed=texts, output=output))
    return Timing(wall=wall, cpu=cpu, peak=peak if sampled else None)


def _ended(running: _Running, exit_codes: Sequence[int]) -> float | RunError:
    try:
        return running.wait(exit_codes)
    except RunError as error:
        return error


def _told(ended: float | RunError) -> float:
    if isinstance(ended, RunError):
        raise ended
    return ended


def demand_same_package(folder: Path) -> None:
    """Raise RunError when the commands would run another preserve than the one imported here."""
    script = "import preserve; print(preserve.__file__)"
    asked = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    if asked.stdout.strip() != preserve.__file__:
        raise RunError(
            f"the commands would run {asked.stdout.strip()}, this is {preserve.__file__}: "
            f"set PYTHONPATH, or install this one in the clone: {INSTALL}"
        )


def read_through(path: Path) -> None:
    """Read every file once, so that all runs find it in the page cache."""
    paths = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    for one in paths:
        with one.open("rb", buffering=0) as stream:
            while stream.read(1 << 20):
                pass


def touch_memory(folder: Path, octets: int) -> None:
    """Write and remove so many octets.

    The first touch of memory in a fresh virtual machine costs several times the copy itself.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "first-touch"
    block = bytes(range(256)) * 4096
    with path.open("wb", buffering=0) as stream:
        for _ in range(0, octets, len(block)):
            stream.write(block)
    path.unlink()
