"""Worker processes: order, failures, ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from preserve.errors import InterruptedRunError, ReadError, ToolError
from preserve.fixity.workers import AHEAD, Workers
from preserve.storage.folders import Folder

WORKINGS = "tests.fixity.workings"


def _workers(function: str, count: int = 2, **given: object) -> "Workers[object, object]":
    return Workers(f"{WORKINGS}:{function}", count=count, **given)  # type: ignore[arg-type]


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def _all_end(pids: tuple[int, ...]) -> bool:
    deadline = time.monotonic() + 10
    while any(map(_is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not any(map(_is_running, pids))


@pytest.mark.parametrize("count", [1, 2, 5])
def test_results_come_in_the_order_of_the_subjects(count: int) -> None:
    with _workers("multiplying", count, argument=3) as workers:
        assert list(workers.ordered(range(1000))) == [3 * one for one in range(1000)]


def test_a_result_that_comes_early_waits_for_its_turn() -> None:
    with _workers("behaving_badly") as workers:
        subjects = ["last first", *range(6)]
        assert list(workers.ordered(subjects)) == subjects


def test_no_subjects_give_no_results() -> None:
    with _workers("multiplying", argument=1) as workers:
        assert list(workers.ordered([])) == []


def test_workers_serve_one_round_after_another() -> None:
    with _workers("telling_pid") as workers:
        first = set(workers.ordered(range(20)))
        again = set(workers.ordered(range(20)))
        assert first == again == set(workers.pids)


def test_an_open_folder_is_inherited(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"octets")
    with (
        Folder.open(tmp_path) as folder,
        _workers("reading", handles=(folder.handle(),)) as workers,
    ):
        assert list(workers.ordered(["a.txt"])) == [b"octets"]


def test_subjects_are_taken_only_a_few_ahead() -> None:
    taken = 0

    def subjects() -> Iterator[int]:
        nonlocal taken
        while taken < 1000:
            taken += 1
            yield taken

    with _workers("multiplying", argument=1) as workers:
        results = workers.ordered(subjects())
        next(results)
        assert taken <= AHEAD * 2 + 1
        results.close()


def test_octets_larger_than_any_channel_pass_both_ways() -> None:
    large = os.urandom(3 << 20)
    with _workers("behaving_badly") as workers:
        assert list(workers.ordered([large] * 6)) == [large * 2] * 6


def test_an_exception_is_raised_where_its_result_would_stand() -> None:
    with _workers("behaving_badly") as workers:
        results = workers.ordered([1, 2, "refuse", 3])
        assert [next(results), next(results)] == [1, 2]
        with pytest.raises(ReadError, match=r"a\.txt: cannot be read") as caught:
            next(results)
    assert caught.value.remedy == "Read another."


def test_an_exception_that_cannot_be_handed_over_is_told_in_words() -> None:
    with _workers("behaving_badly") as workers, pytest.raises(RuntimeError, match="_Unspeakable"):
        list(workers.ordered(["unspeakable"]))


def test_what_foreign_code_prints_is_no_result() -> None:
    with _workers("behaving_badly") as workers:
        assert list(workers.ordered(["print", 1])) == ["print", 1]


def test_a_worker_that_ends_is_an_error_that_says_how() -> None:
    with _workers("behaving_badly") as workers:
        pids = workers.pids
        with pytest.raises(ToolError, match="ended with status 9"):
            list(workers.ordered([1, "die", 2]))
    assert _all_end(pids)


def test_a_worker_that_is_killed_is_an_error_that_names_the_signal() -> None:
    with _workers("behaving_badly", 1) as workers:
        results = workers.ordered([1, "sleep"])
        next(results)
        os.kill(workers.pids[0], signal.SIGKILL)
        with pytest.raises(ToolError, match="killed by signal 9"):
            next(results)


def test_work_that_cannot_begin_is_an_error() -> None:
    with _workers("no_such_function") as workers, pytest.raises(ToolError, match="no_such"):
        list(workers.ordered([1]))


def test_results_that_are_not_taken_end_the_workers() -> None:
    workers = _workers("behaving_badly")
    pids = workers.pids
    results = workers.ordered([1, "sleep", "sleep"])
    next(results)
    results.close()
    assert _all_end(pids)


def test_who_sets_the_pace_may_stop_the_round() -> None:
    calls = 0

    def pace() -> None:
        nonlocal calls
        calls += 1
        if calls > 5:
            raise InterruptedRunError("interrupted")

    with _workers("multiplying", argument=1) as workers, pytest.raises(InterruptedRunError):
        list(workers.ordered(range(100), pace=pace))
    assert calls == 6


PARENT = f"""
from preserve.fixity.workers import Workers

workers = Workers("{WORKINGS}:behaving_badly", count=2)
print(*workers.pids, flush=True)
list(workers.ordered(["sleep"] * 4))
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_workers_do_not_outlive_their_parent(end: signal.Signals) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pids = tuple(map(int, parent.stdout.readline().split()))
    time.sleep(0.3)
    parent.send_signal(end)
    parent.wait(10)
    parent.stdout.close()
    assert len(pids) == 2
    assert _all_end(pids)


def test_another_thread_may_end_the_wait_for_results() -> None:
    with _workers("behaving_badly") as workers, ThreadPoolExecutor(1) as waiting:
        results = waiting.submit(list, workers.ordered(["sleep"]))
        time.sleep(0.2)
        workers.kill()
        with pytest.raises(ToolError, match="killed by signal 9"):
            results.result(timeout=10)
