"""A report is a new file, whole, or none."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from preserve.cli import report_file
from preserve.errors import UsageError, WriteError
from preserve.storage import operations
from tests.report import reports

MADE_AT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def test_the_page_is_there_when_the_work_is_done(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with report_file.growing(path, made_at=MADE_AT) as add:
        add(reports.sound())
        assert not path.exists()
    assert path.read_bytes().endswith(b"</html>\n")
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_work_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    with (
        pytest.raises(KeyboardInterrupt),
        report_file.growing(tmp_path / "report.html", made_at=MADE_AT),
    ):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_refused_before_the_work(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("dear", encoding="utf-8")
    with (
        pytest.raises(UsageError, match="is there already"),
        report_file.growing(path, made_at=MADE_AT),
    ):
        pytest.fail("the work was begun")
    assert path.read_text(encoding="utf-8") == "dear"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_a_file_that_came_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with (
        pytest.raises(UsageError, match="is there already"),
        report_file.growing(path, made_at=MADE_AT),
    ):
        path.write_text("dear", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "dear"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_that_is_not_there_is_told_before_the_work(tmp_path: Path) -> None:
    with (
        pytest.raises(WriteError, match="cannot be written"),
        report_file.growing(tmp_path / "none" / "report.html", made_at=MADE_AT),
    ):
        pytest.fail("the work was begun")


def test_a_full_disk_leaves_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, octets: bytes | memoryview) -> None:
        raise OSError(28, "No space left on device")

    with (
        pytest.raises(WriteError, match="No space left on device"),
        report_file.growing(tmp_path / "report.html", made_at=MADE_AT),
    ):
        monkeypatch.setattr(operations, "write", full)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_of_the_work_is_not_taken_for_one_of_the_page(tmp_path: Path) -> None:
    with (
        pytest.raises(PermissionError),
        report_file.growing(tmp_path / "report.html", made_at=MADE_AT),
    ):
        raise PermissionError(13, "Permission denied")


def test_without_a_path_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with report_file.growing(None, made_at=MADE_AT) as add:
        add(reports.sound())
    assert list(tmp_path.iterdir()) == []
