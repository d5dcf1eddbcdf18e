"""Judging opens no socket, starts no program and writes nothing but the user's journal."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile import stored
from tests.hostile.judging import Judge
from tests.validate import packages

WATCH = """
import json, os, sys

_LOG = os.open(os.environ["AUDIT_LOG"], os.O_WRONLY | os.O_APPEND)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = frozenset(
    f"os.{name}"
    for name in (
        "chflags chmod chown exec fork forkpty kill link lockf mkdir posix_spawn putenv remove "
        "removexattr rename rmdir setxattr spawn startfile symlink system truncate utime"
    ).split()
)
_ROOMS = ("socket.", "subprocess.", "shutil.", "urllib.", "http.", "ftplib.")

def _text(argument):
    return os.fsdecode(argument) if isinstance(argument, bytes) else str(argument)

def _watch(event, arguments):
    if event == "open":
        path, _, flags = arguments
        if not flags & _WRITES or flags & os.O_TMPFILE == os.O_TMPFILE:
            return
        event, arguments = "open to write", (path,)
    elif event == "sqlite3.connect":
        if arguments[0] == "":
            return
    elif event not in _CHANGES and not event.startswith(_ROOMS):
        return
    line = json.dumps([event, *map(_text, arguments[:1])])
    os.write(_LOG, line.encode() + b"\\n")

sys.addaudithook(_watch)
"""
"""What Python runs before the command: every change of anything, and every socket, is entered."""

READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


@pytest.fixture(params=stored.FORMS)
def package(request: pytest.FixtureRequest, yard: Path) -> Path:
    """Give a whole package in each of the forms."""
    builder = packages.package()
    tags = builder.tag_files()
    files = {**builder.payload, **tags, **builder.tag_manifests(tags)}
    return stored.store(files, request.param, yard)


def _watched(judge: Judge, folder: Path) -> tuple[Judge, Path]:
    (folder / "watch").mkdir()
    (folder / "temporary").mkdir()
    (folder / "watch" / "sitecustomize.py").write_text(WATCH)
    log = folder / "log"
    log.touch()
    changes = {
        "PYTHONPATH": str(folder / "watch"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "AUDIT_LOG": str(log),
        "TMPDIR": str(folder / "temporary"),
    }
    return replace(judge, changes=changes), log


def _wrapped(judge: Judge, *wrapper: str) -> Judge:
    if subprocess.run([*wrapper, "true"], capture_output=True, check=False).returncode:
        pytest.skip(f"{wrapper[0]} is not permitted here")
    return replace(judge, wrapper=wrapper)


def _entered(log: Path) -> list[Sequence[str]]:
    """Give what was entered, but for temporary files: none of these is left under a name."""
    temporary = log.parent / "temporary"
    assert not any(temporary.iterdir())
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    return [one for one in lines if not one[-1].startswith(str(temporary))]


def test_nothing_is_changed_but_the_journal(judge: Judge, package: Path, tmp_path: Path) -> None:
    judge(package)
    watched, log = _watched(judge, tmp_path)
    assert watched(package).verdict == "valid"
    assert _entered(log) == [["open to write", "journal.jsonl"]]


def test_the_watch_sees_what_it_is_to_see(judge: Judge, tmp_path: Path) -> None:
    """The journal's folder is made where there is none: the watch is no watch if it is blind."""
    watched, log = _watched(replace(judge, home=tmp_path / "new home"), tmp_path)
    assert watched.run("validate", "nowhere").returncode == 3
    events = [event for event, *_ in _entered(log)]
    assert events == ["os.mkdir"] * 3 + ["open to write"]


def test_a_package_is_judged_where_there_is_no_network(judge: Judge, package: Path) -> None:
    alone = _wrapped(judge, "unshare", "--map-root-user", "--net")
    assert alone(package).verdict == "valid"


def test_a_package_is_judged_where_nothing_can_be_written(judge: Judge, package: Path) -> None:
    words = ("unshare", "--map-root-user", "--mount", "sh", "-c", READ_ONLY, str(package.parent))
    read_only = _wrapped(judge, *words)
    assert read_only(package).verdict == "valid"
