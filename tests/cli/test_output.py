"""Outputs that close early, are full, or cannot hold what is written."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli import commands

XML = '<?xml version="1.0"?>\n<r\u00e9sum\u00e9>\n'
NAMES = ("communiqué.xml".encode(), b"caf\xe9.xml", b"\xe2\x80\xae.xml")


def document(folder: Path, name: bytes) -> str:
    path = os.fsencode(folder) + b"/" + name
    with open(path, "wb") as stream:
        stream.write(XML.encode())
    return os.fsdecode(path)


def shell(line: str, folder: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which ``preserve`` is the command under test."""
    python, *words = commands.COMMAND
    function = f'preserve() {{ "{python}" {" ".join(words)} "$@"; }}; set -o pipefail; '
    return subprocess.run(
        ["bash", "-c", function + line],
        cwd=folder,
        env=commands.environment(folder, **changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("words", ["schemas list", "schemas list --json", "--help", "--version"])
def test_a_full_output_is_told_and_is_no_success(words: str, tmp_path: Path) -> None:
    done = shell(f"preserve {words} >/dev/full", tmp_path)
    assert done.returncode == 3
    assert "standard output: cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("words", ["schemas list -v", "schemas list --json"])
def test_an_output_that_closes_early_ends_the_command_with_one_message(
    words: str, tmp_path: Path
) -> None:
    done = shell(f"(sleep 0.5; preserve {words}; echo $? >&2) | true", tmp_path)
    lines = done.stderr.splitlines()
    assert lines[-1] == "3"
    assert "standard output: cannot be written (Broken pipe)" in lines[0]
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_an_output_that_was_never_open_is_nobodys_loss(tmp_path: Path) -> None:
    done = shell("preserve schemas list >&-", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_standard_error_changes_nothing_but_the_message(tmp_path: Path) -> None:
    done = shell("preserve bag --bogus x 2>&-", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    done = shell("preserve bag --bogus x 2>/dev/full", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize(
    "changes",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii:strict"},
    ],
)
@pytest.mark.parametrize("form", ["", "--json"])
def test_no_locale_and_no_name_makes_it_fail(
    form: str, changes: dict[str, str], tmp_path: Path
) -> None:
    for name in NAMES:
        document(tmp_path, name)
    done = shell(f"preserve schemas check {form} *.xml", tmp_path, **changes)
    assert (done.returncode, done.stderr) == (1, "")
    if form:
        *reports, _ = map(json.loads, done.stdout.splitlines())
        assert sorted(os.fsencode(report["path"]) for report in reports) == sorted(NAMES)
    else:
        assert all(line.isprintable() for line in done.stdout.split("\n"))


def test_a_name_that_is_not_utf8_is_shown_as_an_escape(tmp_path: Path) -> None:
    document(tmp_path, b"caf\xe9\x1b[2J.xml")
    done = shell("preserve schemas check *.xml", tmp_path)
    assert done.stdout.startswith("invalid      caf\\udce9\\x1b[2J.xml  (2 errors)\n")


def test_a_locale_without_utf8_garbles_no_name(tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    document(tmp_path / "originals", "communiqué.xml".encode())
    changes = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = shell("preserve bag originals --json --no-identify", tmp_path, **changes)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout.splitlines()[0])["path"] == "bags/communiqué.xml"
    assert sorted(os.listdir(tmp_path / "bags"))[1:] == ["communiqué.xml"]
    done = shell("preserve bag originals --no-identify", tmp_path, **changes)
    assert done.stdout.startswith("unchanged    bags/communiqu\\xe9.xml  (")
