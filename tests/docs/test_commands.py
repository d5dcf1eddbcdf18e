"""The reference of commands is what ``--help`` says, and pages use nothing else."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs import pages

REFERENCE = pages.DOCS / "reference" / "commands.md"
COMMANDS = (
    "bag",
    "validate",
    "describe",
    "deposit",
    "receipts",
    "confirm",
    "cluster",
    "schemas",
)
_BELOW = {"cluster": ("cluster", "start")}
"""Where the options of a command are those of one below it."""

_OPTION = re.compile(r"(?<![\w-])(--?[a-z][a-z-]*)")


def _options(text: str) -> set[str]:
    return {option for cell in pages.first_column(text) for option in _OPTION.findall(cell)}


def _helped(*command: str) -> set[str]:
    finished = subprocess.run(
        [sys.executable, "-m", "preserve", *command, "--help"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    flags = re.findall(r"^ {2,4}(-.*?)(?: {2,}.*)?$", finished.stdout, re.MULTILINE)
    return {option for flag in flags for option in _OPTION.findall(flag)}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_options_of_a_command_are_those_of_its_help(command: str) -> None:
    documented = _options(pages.section(REFERENCE, f"preserve {command}"))
    everywhere = _options(pages.section(REFERENCE, "Everywhere"))
    before_the_command = _options(pages.section(REFERENCE, "Before the command"))
    assert documented | everywhere == _helped(*_BELOW.get(command, (command,)))
    assert before_the_command | everywhere == _helped()


def _shown() -> Iterator[tuple[str, list[str]]]:
    """Give every preserve command in the fenced blocks of the pages, split into words."""
    for page in pages.pages():
        for block in pages.fenced(page, "sh"):
            for line in re.split(r"\n|&&|;", block):
                _, found, words = line.partition("preserve ")
                if found and words.split()[0] in COMMANDS:
                    yield page.name, shlex.split(words.partition(">")[0], comments=True)


def test_every_command_that_a_page_shows_has_options_of_the_reference() -> None:
    everywhere = _options(pages.section(REFERENCE, "Everywhere"))
    shown = list(_shown())
    assert len(shown) > 15
    for page, words in shown:
        known = everywhere | _options(pages.section(REFERENCE, f"preserve {words[0]}"))
        used = {word for word in words if word.startswith("-")}
        assert used <= known, f"{page}: preserve {shlex.join(words)}"


def test_no_command_of_a_later_version_is_documented() -> None:
    headings = re.findall(r"^## preserve (\w+)$", _text(REFERENCE), re.MULTILINE)
    assert tuple(headings) == COMMANDS


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")
