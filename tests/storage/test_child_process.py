"""The life of a child process: it answers, it crashes, it hangs, its parent dies."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from preserve.errors import ToolError
from preserve.storage.child_process import ChildProcess

CHILD = """
    import os, sys, time
    from preserve.storage import child_process

    def answer(request):
        print("a library that prints")
        if request["do"] == "hang":
            time.sleep(600)
        if request["do"] == "crash":
            raise RuntimeError("the tool is broken")
        if request["do"] == "vanish":
            os._exit(0)
        if request["do"] == "spin":
            sum(range(10**12))
        return {"echo": request["do"], "pid": os.getpid(), "session": os.getsid(0)}

    child_process.serve(answer)
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "child.py"
    path.write_text(textwrap.dedent(CHILD))
    return path


@pytest.fixture
def child(program: Path) -> "ChildProcess":
    return ChildProcess((sys.executable, str(program)), name="the child")


def _is_running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stream:
            return stream.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _await_end(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while _is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not _is_running(pid)


def test_it_is_not_started_before_it_is_asked(child: ChildProcess) -> None:
    assert child.pid is None


def test_one_child_answers_request_after_request(child: ChildProcess) -> None:
    with child:
        answers = [child.ask({"do": str(number)}, timeout=20) for number in range(3)]
    assert [one["echo"] for one in answers] == ["0", "1", "2"]
    assert len({one["pid"] for one in answers}) == 1


def test_text_that_is_not_utf8_passes_through(child: ChildProcess) -> None:
    with child:
        assert child.ask({"do": "\udcff\n\u2028é"}, timeout=20)["echo"] == "\udcff\n\u2028é"


def test_a_request_and_an_answer_larger_than_any_pipe_pass(child: ChildProcess) -> None:
    large = "x" * (5 << 20)
    with child:
        assert child.ask({"do": large}, timeout=20)["echo"] == large


def test_it_stands_in_a_session_of_its_own_so_that_the_terminal_does_not_reach_it(
    child: ChildProcess,
) -> None:
    with child:
        answer = child.ask({"do": "x"}, timeout=20)
    assert answer["session"] == answer["pid"]


def test_a_hang_is_an_error_and_ends_the_child(child: ChildProcess) -> None:
    child.ask({"do": "x"}, timeout=20)
    pid = child.pid
    assert pid is not None
    with pytest.raises(ToolError) as caught:
        child.ask({"do": "hang"}, timeout=0.3)
    assert caught.value.message == "the child: no answer within 0.3 seconds"
    assert not _is_running(pid)
    assert child.pid is None


def test_a_child_that_never_reads_is_an_error_even_for_a_large_request() -> None:
    command = (sys.executable, "-c", "import time; time.sleep(600)")
    with pytest.raises(ToolError) as caught:
        ChildProcess(command, name="the child").ask({"do": "x" * (5 << 20)}, timeout=0.5)
    assert caught.value.message == "the child: no answer within 0.5 seconds"


def test_a_crash_is_an_error_with_the_childs_last_words(child: ChildProcess) -> None:
    with pytest.raises(ToolError) as caught:
        child.ask({"do": "crash"}, timeout=20)
    expected = "the child: it ended with status 1: RuntimeError: the tool is broken"
    assert caught.value.message == expected


def test_a_child_that_ends_without_a_word_is_an_error(child: ChildProcess) -> None:
    with pytest.raises(ToolError) as caught:
        child.ask({"do": "vanish"}, timeout=20)
    assert caught.value.message.startswith("the child: it ended with status 0")


def test_a_killed_child_is_an_error_and_the_next_request_starts_another(
    child: ChildProcess,
) -> None:
    with child:
        child.ask({"do": "x"}, timeout=20)
        first = child.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        with pytest.raises(ToolError) as caught:
            child.ask({"do": "x"}, timeout=20)
        assert "killed by signal 9 (Killed)" in caught.value.message
        assert child.ask({"do": "x"}, timeout=20)["pid"] != first


def test_a_program_that_cannot_be_started_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ToolError) as caught:
        ChildProcess((str(tmp_path / "absent"),), name="the child").ask({}, timeout=1)
    assert caught.value.message == "the child: cannot be started (No such file or directory)"


def test_a_system_that_cannot_start_a_child_is_an_error_and_no_handle_is_lost(
    child: ChildProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(os.listdir("/proc/self/fd"))

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(subprocess, "Popen", fail)
    with pytest.raises(ToolError, match="the child: cannot be started"):
        child.ask({"do": "x"}, timeout=20)
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_child_starts_where_no_temporary_file_can_be_made(
    child: ChildProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "absent"))
    with child:
        assert child.ask({"do": "echo"}, timeout=20)["echo"] == "echo"
        with pytest.raises(ToolError, match="ended with status"):
            child.ask({"do": "crash"}, timeout=20)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("nonsense", "the child: an answer that is no JSON"),
        ("[1]", "the child: an answer that is no JSON object"),
    ],
)
def test_an_answer_that_is_nonsense_is_an_error(answer: str, message: str) -> None:
    command = (sys.executable, "-c", f"input(); print({answer!r}, flush=True); input()")
    with pytest.raises(ToolError) as caught:
        ChildProcess(command, name="the child").ask({}, timeout=20)
    assert caught.value.message == message


PARENT = """
    import sys
    from preserve.storage.child_process import ChildProcess

    child = ChildProcess((sys.executable, sys.argv[1]), name="the child")
    child.ask({"do": "x"}, timeout=20)
    print(child.pid, flush=True)
    child.ask({"do": sys.argv[2]}, timeout=600)
"""


@pytest.mark.parametrize("activity", ["hang", "spin"])
def test_a_child_does_not_outlive_a_parent_that_is_killed(
    program: Path, tmp_path: Path, activity: str
) -> None:
    script = tmp_path / "parent.py"
    script.write_text(textwrap.dedent(PARENT))
    command = (sys.executable, str(script), str(program), activity)
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        time.sleep(0.2)
        assert _is_running(pid)
        parent.kill()
    assert _await_end(pid)


def test_closing_ends_the_child(child: ChildProcess) -> None:
    child.ask({"do": "x"}, timeout=20)
    pid = child.pid
    assert pid is not None
    child.close()
    assert not _is_running(pid)


def test_handles_do_not_pile_up(child: ChildProcess) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        child.ask({"do": "x"}, timeout=20)
        child.close()
    with pytest.raises(ToolError):
        child.ask({"do": "crash"}, timeout=20)
    assert len(os.listdir("/proc/self/fd")) == before
