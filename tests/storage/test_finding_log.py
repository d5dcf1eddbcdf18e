"""Findings kept in bounded memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from preserve.findings import Finding, fixity, manifests
from preserve.storage.finding_log import FindingLog


def _findings(number: int) -> Iterator[Finding]:
    for line in range(1, number + 1):
        code = (fixity.ALTERED, manifests.MISSING_FILE)[line % 2]
        yield Finding(
            code=code,
            message=f"data/\udcff{line}: is wrong",
            path=f"data/\udcff{line}",
            line=line if line % 3 else None,
            expected="a",
            excused=line % 5 == 0,
        )


@pytest.mark.parametrize("number", [0, 1, 4, 5, 6, 23])
def test_findings_come_back_as_they_were_made(number: int) -> None:
    log = FindingLog(_findings(number), room=4)
    assert list(log) == list(log) == list(_findings(number))
    assert len(log) == number
    assert list(log.settled()) == list(_findings(number))


def test_two_readers_do_not_disturb_each_other() -> None:
    log = FindingLog(_findings(20), room=3)
    assert list(zip(log, log, strict=True)) == [(one, one) for one in _findings(20)]


def test_what_fits_is_handed_on_as_a_tuple_that_can_be_compared() -> None:
    assert FindingLog(_findings(3)).settled() == tuple(_findings(3))


def test_more_may_be_added_after_reading() -> None:
    log = FindingLog(_findings(9), room=2)
    assert len(list(log)) == 9
    log.extend(_findings(4))
    assert list(log) == [*_findings(9), *_findings(4)]


def test_nothing_is_left_where_temporary_files_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    log = FindingLog(_findings(9), room=1)
    assert list(tmp_path.iterdir()) == []
    assert len(list(log)) == 9
