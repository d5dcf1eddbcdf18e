"""Rows in their order, in memory or not."""

import pickle
import tempfile

import pytest

from preserve.storage import rows
from preserve.storage.rows import HELD, Rows, View

COUNTS = [0, 1, HELD, HELD + 1, 3 * HELD + 7]


def _row(number: int) -> tuple[str, int, tuple[str, ...]]:
    return f"caf\udce9/{number}", number << 40, ("a" * (number % 7), "b")


@pytest.mark.parametrize("count", COUNTS)
def test_rows_come_again_in_the_order_in_which_they_came(count: int) -> None:
    expected = [_row(number) for number in range(count)]
    with Rows(expected) as kept:
        assert len(kept) == count
        assert list(kept) == expected
        assert list(kept) == expected


@pytest.mark.parametrize("count", COUNTS)
def test_several_may_read_at_once(count: int) -> None:
    with Rows(map(_row, range(count))) as kept:
        assert all(one == other for one, other in zip(kept, kept, strict=True))


@pytest.mark.parametrize("count", COUNTS)
def test_rows_are_handed_to_another_process_whole(count: int) -> None:
    with Rows(map(_row, range(count))) as kept:
        again = pickle.loads(pickle.dumps(kept))
        assert list(again) == list(kept)
        again.close()


def test_few_rows_need_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", None)
    with Rows(map(_row, range(HELD))) as kept:
        assert len(list(kept)) == HELD
        assert rows.small(kept) == tuple(map(_row, range(HELD)))


def test_many_rows_stay_few_in_memory() -> None:
    with Rows(map(_row, range(50 * HELD))) as kept:
        assert len(kept._held) <= HELD


def test_a_view_makes_each_anew() -> None:
    with Rows([1, 2, 3]) as kept:
        view = View(kept, str)
        assert len(view) == 3
        assert list(view) == list(view) == ["1", "2", "3"]
