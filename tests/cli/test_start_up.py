"""Help comes at once: nothing heavy is loaded before a command needs it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli import commands

HEAVY = {
    "bagit",
    "charset_normalizer",
    "concurrent.futures",
    "dateutil",
    "lxml",
    "markdown_it",
    "multiprocessing",
    "numpy",
    "py3langid",
    "pygfried",
    "rich",
    "urllib.request",
}


def loaded(words: list[str], folder: Path) -> set[str]:
    """Give the names of the modules that a run loads."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "preserve", *words],
        env=commands.environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


@pytest.mark.parametrize(
    "words", [["--help"], ["bag", "--help"], ["--version"], ["bag"], ["--print-completion", "bash"]]
)
def test_nothing_heavy_is_loaded_for_help(words: list[str], tmp_path: Path) -> None:
    modules = loaded(words, tmp_path)
    assert "preserve.cli.arguments" in modules
    assert not HEAVY & modules
    assert not {name for name in modules if name.startswith(("preserve.bags", "preserve.storage"))}
