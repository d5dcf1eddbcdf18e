"""Golden sessions: commands as a person types them, and everything that comes back.

A session is a text file. ``$`` is a line of shell, ``>`` a line of standard output, ``!`` a line
of standard error, ``=`` the exit code; ``#`` is a remark, which is kept.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli import commands

_OTHERS = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "UUID"),
    (re.compile(r"\b[01]\.[0-9]{2}\b"), "CONFIDENCE"),
    (re.compile(r"(?<=premis\.xml line )[0-9]+"), "LINE"),
)


@dataclass
class Step:
    """A command of a session, with what came back."""

    line: str
    remarks: list[str] = field(default_factory=list)
    answer: list[str] = field(default_factory=list)


def read(text: str) -> list[Step]:
    """Read the steps of a session."""
    steps: list[Step] = []
    remarks: list[str] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            steps.append(Step(line=line[2:], remarks=remarks))
            remarks = []
        elif line.startswith("#") or not line:
            remarks.append(line)
        else:
            steps[-1].answer.append(line)
    return steps


def write(steps: list[Step]) -> str:
    """Write a session."""
    lines: list[str] = []
    for step in steps:
        lines += [*step.remarks, f"$ {step.line}", *step.answer]
    return "\n".join(lines) + "\n"


def answer(line: str, folder: Path) -> list[str]:
    """Run a line of shell, in which ``preserve`` is the command under test."""
    python, *words = commands.COMMAND
    function = f'preserve() {{ "{python}" {" ".join(words)} "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-c", function + line],
        cwd=folder,
        env=commands.environment(folder.parent / "home"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    streams = [*_marked(">", done.stdout), *_marked("!", done.stderr), f"= {done.returncode}"]
    return [_general(line.replace(str(folder), "HERE")) for line in streams]


def _general(line: str) -> str:
    """Leave out what other parts of preserve may change without changing the command line."""
    for pattern, word in _OTHERS:
        line = pattern.sub(word, line)
    return line


def _marked(mark: str, text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"{mark} {line}".rstrip()
