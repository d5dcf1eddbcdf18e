"""Records sorted in bounded memory."""

import os
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.storage.spills import Record, Spill

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
