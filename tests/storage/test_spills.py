"""Records sorted in bounded memory."""

import os
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.storage.spills import RUNS, Record, Spill

RECORDS = st.lists(st.tuples(st.binary(max_size=8), st.binary(max_size=8)), max_size=20)


@given(records=RECORDS, room=st.sampled_from([1, 500, 1 << 20]))
def test_records_come_back_sorted_and_those_of_one_key_in_their_order(
    records: list[Record], room: int
) -> None:
    with Spill(room=room) as spill:
        for key, value in records:
            spill.add(key, value)
        expected = sorted(records, key=itemgetter(0))
        assert list(spill) == expected
        assert list(spill) == expected
        assert spill.count == len(records)


def test_what_spills_has_no_name_and_ends_with_the_spill(
    tmp_path: os.PathLike[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", os.fspath(tmp_path))
    with Spill(room=1) as spill:
        for number in range(3):
            spill.add(b"%d" % number)
        assert os.listdir(tmp_path) == []
        assert len(list(spill)) == 3
    assert list(spill) == []


def test_few_files_are_open_however_many_runs_there_were(tmp_path: os.PathLike[str]) -> None:
    before = len(os.listdir("/proc/self/fd"))
    with Spill(room=1) as spill:
        for number in range(2_000):
            spill.add(b"%04d" % (number * 7 % 2_000), b"%d" % number)
        assert len(os.listdir("/proc/self/fd")) - before < 3 * RUNS
        assert [key for key, _ in spill] == [b"%04d" % number for number in range(2_000)]


def test_records_of_one_key_keep_their_order_when_runs_are_merged() -> None:
    with Spill(room=1) as spill:
        for number in range(200):
            spill.add(b"%d" % (number % 3), number.to_bytes(2))
        for key in (b"0", b"1", b"2"):
            values = [value for one, value in spill if one == key]
            assert values == sorted(values)


def test_several_may_read_at_once() -> None:
    with Spill(room=1) as spill:
        for number in range(100):
            spill.add(b"%02d" % (99 - number))
        assert all(one == other for one, other in zip(spill, spill, strict=True))


@given(records=RECORDS, room=st.sampled_from([1, 500, 1 << 20]))
def test_records_that_come_together_are_kept_as_if_one_by_one(
    records: list[Record], room: int
) -> None:
    with Spill(room=room) as spill:
        half = len(records) // 2
        spill.extend(records[:half])
        spill.extend(records[half:])
        expected = sorted(records, key=itemgetter(0))
        assert [one for block in spill.blocks() for one in block] == expected
        assert spill.count == len(records)
