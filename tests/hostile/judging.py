"""The command's judgement of a package, given by a process of its own.

Whatever the package is, four things hold, and are asserted here for every test: the process
ends, its exit code is that of its verdict, no traceback is shown, and the folder in which the
package stands is left as it was.
"""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import shared
from tests.cli import commands
from tests.hostile.states import states

PATIENCE = 60.0
"""Seconds; it only ends a hang: the work asked for takes less than one."""

EXIT_CODES = {"valid": 0, "complete": 0, "incomplete": 1, "invalid": 1, "unknown": 3}

Found = tuple[str, str | None]
"""A finding's code and its path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One verdict and what it says."""

    verdict: str
    findings: tuple[Mapping[str, Any], ...]
    not_checked: tuple[str, ...]
    stdout: str
    yard: str
    """The folder in which the package stands."""

    @property
    def found(self) -> list[Found]:
        """The codes and paths of the findings, in their order."""
        return [(one["code"], self._relative(one["path"])) for one in self.findings]

    @property
    def codes(self) -> list[str]:
        """The codes of the findings, in their order."""
        return [one["code"] for one in self.findings]

    def _relative(self, path: str | None) -> str | None:
        return None if path is None else path.removeprefix(f"{self.yard}/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Runs the command for packages; ``home`` is where the user's own files lie."""

    home: Path
    wrapper: Sequence[str] = ()
    """A command that runs the command."""
    changes: Mapping[str, str] | None = None
    """Variables of the environment, beside those every run has."""

    def __call__(self, package: Path, *options: str) -> Judged:
        """Judge one package by ``preserve validate --json``."""
        before = states(package.parent)
        ended = self.run("validate", "--json", *options, str(package))
        assert states(package.parent) == before
        lines = [json.loads(line) for line in ended.stdout.splitlines()]
        [verdict] = [one for one in lines if one["type"] == "verdict"]
        assert ended.returncode == EXIT_CODES[verdict["verdict"]]
        return Judged(
            verdict=verdict["verdict"],
            findings=tuple(verdict["findings"]),
            not_checked=tuple(verdict["not_checked"]),
            stdout=ended.stdout,
            yard=str(package.parent),
        )

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the command with any words; it ends, without a traceback."""
        ended = subprocess.run(
            [*self.wrapper, *commands.COMMAND, *words],
            env=commands.environment(self.home, **(self.changes or {})),
            cwd=shared.REPOSITORY,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=PATIENCE,
            check=False,
        )
        assert "Traceback" not in ended.stdout + ended.stderr
        return ended
