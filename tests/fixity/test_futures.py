"""Waiting for what other threads do."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from preserve.fixity import futures


def test_a_result_is_waited_for_however_long_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(futures, "_SIGNALS_WAIT", 0.01)
    with ThreadPoolExecutor(1) as pool:
        assert futures.settled(pool.submit(_late)) == 7


def test_what_the_work_raised_is_raised() -> None:
    with ThreadPoolExecutor(1) as pool, pytest.raises(TimeoutError, match="of the work"):
        futures.settled(pool.submit(_fail))


def _late() -> int:
    time.sleep(0.1)
    return 7


def _fail() -> None:
    raise TimeoutError("of the work")
