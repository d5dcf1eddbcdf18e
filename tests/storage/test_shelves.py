"""Records found again by their keys, in bounded memory."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.storage.shelves import Shelf

RECORDS = st.dictionaries(st.binary(max_size=4), st.binary(max_size=8), max_size=30)


@given(records=RECORDS, others=st.lists(st.binary(max_size=4)), room=st.sampled_from([1, 1 << 20]))
def test_what_was_kept_is_found_and_nothing_else(
    records: dict[bytes, bytes], others: list[bytes], room: int
) -> None:
    shelf = Shelf(room=room)
    keys = sorted(records)
    for at in range(0, len(keys), 7):
        block = keys[at : at + 7]
        shelf.add(block, [records[key] for key in block])
    assert list(shelf) == [(key, records[key]) for key in keys]
    for key in (*keys, *others):
        assert shelf.find(key) == records.get(key)
    assert shelf.last == (keys[-1] if keys else b"")
    shelf.close()


def test_what_does_not_fit_has_no_name(
    tmp_path: os.PathLike[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", os.fspath(tmp_path))
    shelf = Shelf(room=1)
    shelf.add([b"a"], [b"octets"])
    assert shelf.find(b"a") == b"octets"
    assert os.listdir(tmp_path) == []
    shelf.close()
