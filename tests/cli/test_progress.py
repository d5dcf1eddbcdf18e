"""Progress: silent unless watched, and never on standard output."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from preserve.cli import progress
from preserve.cli.console import Console, Form, Loudness
from preserve.cli.progress import Plain, Style, Unseen
from preserve.findings import Verdict
from preserve.workflow import many
from tests.bags.builder import BagBuilder
from tests.cli import commands

WORK = """
import sys, time
from preserve.cli import progress
from preserve.cli.console import Console, Form
console = Console(form=Form.TEXT)
with progress.shown(progress.Style.AUTO, console) as display:
    display.expect(2_000_000)
    for name in ("one\\x1b[2J", "two"):
        display.begin(name, "copying")
        for step in range(5):
            display.advance(200_000)
            time.sleep(0.06)
        with display.pause():
            console.line(f"created {name}")
print("end")
"""


STOPPED = """
import os, signal
from preserve.cli import arguments, sessions
from preserve.cli.console import Console, Form
from preserve.cli.signals import First
invocation = arguments.parse(["bag", "a"])
with sessions.working(invocation, Console(form=Form.TEXT), first=First.ASK) as work:
    os.kill(os.getpid(), signal.SIGINT)
    while not work.stop.is_set():
        pass
    print("asked", flush=True)
    os.kill(os.getpid(), signal.SIGTERM)
    while True:
        pass
"""


class Watch:
    def __init__(self) -> None:
        self.now = 100.0
        self.lines: list[str] = []

    def clock(self) -> float:
        return self.now


def test_plain_progress_writes_at_most_one_line_a_second() -> None:
    watch = Watch()
    plain = Plain(watch.lines.append, watch.clock)
    plain.expect(10_000)
    plain.begin("a.txt", "copying")
    for _ in range(40):
        watch.now += 0.25
        plain.advance(250)
    assert len(watch.lines) == 10
    assert watch.lines[0] == "a.txt: copying: 1.0 kB of 10.0 kB, 1.0 kB/s, 9 s left"
    assert watch.lines[-1] == "a.txt: copying: 10.0 kB, 1.0 kB/s"


def test_plain_progress_tells_of_files_once_it_knows_of_any() -> None:
    watch = Watch()
    plain = Plain(watch.lines.append, watch.clock)
    plain.expect(10_000)
    plain.begin("bag", "validating")
    plain.count(1_200)
    watch.now += 2
    plain.advance(2_000)
    told = "bag: validating: 2.0 kB of 10.0 kB, 1,200 files, 1.0 kB/s, 8 s left"
    assert watch.lines == [told]


@pytest.mark.parametrize(("bags", "workers"), [(1, "2"), (9, "1"), (9, "2")])
def test_every_file_is_told_of_whoever_reads_it(tmp_path: Path, bags: int, workers: str) -> None:
    payload = {f"data/{number}": b"octets" for number in range(1_000 // bags)}
    paths = [BagBuilder(payload=payload).build(tmp_path / f"bag{n}") for n in range(bags)]
    octets: list[int] = []
    files: list[int] = []
    reports = many.validate_many(
        paths, workers=int(workers), on_octets=octets.append, on_files=files.append
    )
    assert all(one.verdict is Verdict.VALID for one in reports)
    # Tag files are read too: bagit.txt, bag-info.txt and a manifest in each algorithm.
    assert sum(files) == bags * (len(payload) + 4)
    assert sum(octets) > 6 * bags * len(payload)


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(form=Form.TEXT)
    for style in (Style.AUTO, Style.NONE):
        with progress.shown(style, console) as display:
            assert type(display) is Unseen
    quiet = Console(form=Form.TEXT, loudness=Loudness.QUIET)
    with progress.shown(Style.PLAIN, quiet) as display:
        assert type(display) is Unseen
    assert capsys.readouterr() == ("", "")


def watched(
    folder: Path, *, piped: bool, work: str = WORK, code: int = 0, **changes: str
) -> tuple[str, str]:
    """Run the work with a terminal as standard error; give what it and the pipe saw."""
    ours, theirs = pty.openpty()
    worker = subprocess.Popen(
        [sys.executable, "-c", work],
        env=commands.environment(folder, **{"TERM": "xterm-256color", **changes}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if piped else theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = drained(ours)
    out = worker.communicate(timeout=30)[0] or b""
    assert worker.returncode == code
    return seen.decode(), out.decode()


def drained(terminal: int) -> bytes:
    seen = b""
    while select.select([terminal], [], [], 30)[0]:
        try:
            block = os.read(terminal, 65536)
        except OSError:  # Linux says EIO when the last holder of the other end is gone
            break
        if not block:
            break
        seen += block
    os.close(terminal)
    return seen


def test_a_bar_is_drawn_on_a_terminal_and_standard_output_stays_clean(tmp_path: Path) -> None:
    seen, out = watched(tmp_path, piped=True)
    assert out == "created one\\x1b[2J\ncreated two\nend\n"
    assert "one\\x1b[2J: copying" in seen
    assert "two: copying" in seen
    assert "MB" in seen
    assert "/s" in seen
    assert "\x1b[2J" not in seen
    assert "created" not in seen


def test_the_bar_gives_way_to_the_report_on_the_same_terminal(tmp_path: Path) -> None:
    seen, _ = watched(tmp_path, piped=False)
    lines = [line for line in seen.replace("\r", "\n").split("\n") if "created" in line]
    assert [line.rpartition("\x1b[2K")[2] for line in lines] == [
        "created one\\x1b[2J",
        "created two",
    ]


def test_the_cursor_is_shown_again_at_the_end(tmp_path: Path) -> None:
    seen, _ = watched(tmp_path, piped=True)
    assert seen.count("\x1b[?25l") == seen.count("\x1b[?25h") > 0


def test_no_colour_is_used_where_none_is_wanted(tmp_path: Path) -> None:
    coloured, _ = watched(tmp_path, piped=True)
    plain, _ = watched(tmp_path, piped=True, NO_COLOR="1")
    assert "\x1b[38;5;" in coloured or "\x1b[3" in coloured
    assert "\x1b[38;5;" not in plain
    assert not any(f"\x1b[{code}m" in plain for code in range(30, 38))


def test_a_dumb_terminal_gets_no_bar(tmp_path: Path) -> None:
    seen, out = watched(tmp_path, piped=True, TERM="dumb")
    assert "\x1b" not in seen
    assert out == "created one\\x1b[2J\ncreated two\nend\n"


def test_a_signal_is_answered_on_the_terminal_and_a_second_leaves_it_in_order(
    tmp_path: Path,
) -> None:
    seen, out = watched(tmp_path, piped=True, work=STOPPED, code=130)
    assert out == "asked\n"
    assert "stopping at the next file boundary; a second signal stops at once\r\n" in seen
    assert seen.endswith("\x1b[?25h\r\n")
