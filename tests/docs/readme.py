"""Reads README.md: its set-up commands, and the commands whose output it shows.

``python tests/docs/readme.py tests`` prints the set-up command of that name;
``python -m tests.docs.readme`` runs the shown commands and writes their output into the file.
Needs nothing but the standard library, so that it can be read before anything is installed.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parents[2]
FILE = REPOSITORY / "README.md"
CLOCK = "1795305600"
"""2026-11-22T00:00:00Z, so that identifiers and dates are the same at every run."""

_BLOCK = re.compile(
    r"<!-- (?P<kind>command|output|tree): (?P<subject>.+?) -->\n"
    r"```(?P<language>\w*)\n(?P<text>.*?)```\n",
    re.DOTALL,
)
_VARYING = (
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "UUID"),
    (re.compile(r"\b[0-9a-f]{32,128}\b"), "DIGEST"),
    (re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})"), "TIME"),
    (re.compile(r"\b\d+\.\d+\.\d+\b"), "VERSION"),
    (re.compile(r"\b\d[\d.,]* ?(ms|s|min)\b"), "DURATION"),
    (re.compile(r"\b\d[\d.,]* ?(octets|bytes|[kKMG]i?B|B)\b"), "SIZE"),
    (re.compile(r"[ \t]+"), " "),
    (re.compile(r"[─━═-]{3,}"), "---"),
    (re.compile(r" $", re.MULTILINE), ""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One marked block: what it shows, and the text it shows."""

    kind: str
    """``command`` (a set-up line), ``output`` (of a command) or ``tree`` (of a folder)."""
    subject: str
    """The command's name, the command itself, or the folder."""
    text: str


def blocks(readme: str) -> tuple[Block, ...]:
    """Give the marked blocks in their order."""
    return tuple(
        Block(kind=found["kind"], subject=found["subject"], text=found["text"])
        for found in _BLOCK.finditer(readme)
    )


def set_up_command(readme: str, name: str) -> str:
    """Give the set-up command of that name; KeyError if there is none."""
    commands = {block.subject: block.text.strip() for block in blocks(readme)}
    return commands[name]


def normalised(text: str) -> str:
    """Take out of an output what may differ between two right runs."""
    for pattern, replacement in _VARYING:
        text = pattern.sub(replacement, text)
    return text.strip()


def outputs(readme: str, folder: Path) -> Iterator[tuple[Block, str]]:
    """Run what the README shows, in its order, in an empty folder with the originals in it."""
    shutil.copytree(REPOSITORY / "originals", folder / "originals")
    for block in blocks(readme):
        if block.kind == "output":
            yield block, f"$ {block.subject}\n{_run(block.subject, folder)}"
        elif block.kind == "tree":
            yield block, tree(folder / block.subject)


def tree(folder: Path) -> str:
    """Draw a folder, files before folders, each in the order of their names."""
    return f"{folder.name}/\n" + "".join(f"  {line}\n" for line in _drawn(folder))


def filled(readme: str, shown: Mapping[str, str]) -> str:
    """Give the README with each block's text replaced, by its subject."""

    def replaced(found: re.Match[str]) -> str:
        start = found.start("text") - found.start()
        end = found.end("text") - found.start()
        text = shown.get(found["subject"], found["text"])
        return found.group()[:start] + text + found.group()[end:]

    return _BLOCK.sub(replaced, readme)


def _drawn(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir(), key=lambda path: (path.is_dir(), path.name)):
        yield path.name + ("/" if path.is_dir() else "")
        if path.is_dir():
            yield from (f"  {line}" for line in _drawn(path))


def _run(command: str, folder: Path) -> str:
    finished = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
        check=False,
    )
    text = finished.stdout.decode()
    if finished.returncode:
        raise RuntimeError(f"{command}: exit code {finished.returncode}\n{text}")
    return text


def _environment(folder: Path) -> dict[str, str]:
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PRESERVE", "XDG"))
    }
    return own | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "SOURCE_DATE_EPOCH": CLOCK,
        "XDG_STATE_HOME": str(folder / ".state"),
        "XDG_DATA_HOME": str(folder / ".share"),
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }


def _fill() -> None:
    readme = FILE.read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        shown = {block.subject: text for block, text in outputs(readme, Path(folder))}
    FILE.write_text(filled(readme, shown), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.write(set_up_command(FILE.read_text(encoding="utf-8"), sys.argv[1]) + "\n")
    else:
        _fill()
