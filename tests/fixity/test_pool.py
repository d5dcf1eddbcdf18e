"""The same work on many subjects, in order."""

import threading
import time
from collections.abc import Iterator

import pytest

from preserve.fixity import pool


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_results_come_in_the_order_of_the_subjects(workers: int) -> None:
    def slow_when_small(number: int) -> int:
        time.sleep(0.002 if number % 3 == 0 else 0)
        return number * 2

    assert list(pool.ordered(slow_when_small, range(100), workers=workers)) == [
        number * 2 for number in range(100)
    ]


def test_subjects_are_not_piled_up() -> None:
    taken = 0

    def subjects() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    results = pool.ordered(lambda number: number, subjects(), workers=2)
    assert next(results) == 0
    assert taken < 20
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("workers", [1, 4])
def test_an_exception_stands_where_its_result_would(workers: int) -> None:
    def fail_at_three(number: int) -> int:
        if number == 3:
            raise ValueError(number)
        return number

    results = pool.ordered(fail_at_three, range(10), workers=workers)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="3"):
        next(results)


def test_no_thread_is_left_behind() -> None:
    before = threading.active_count()
    list(pool.ordered(abs, range(10), workers=4))
    assert threading.active_count() == before
