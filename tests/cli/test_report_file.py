"""A report is a new file, whole, or none."""

import os
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from preserve.cli import main, report_file
from preserve.cli.console import OutputError
from preserve.cli.report_file import Add
from preserve.errors import UsageError, WriteError
from preserve.storage import operations
from preserve.workflow.outcomes import Notice
from tests.bags.builder import BagBuilder
from tests.report import reports

MADE_AT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def growing(path: Path | None, told: list[str] | None = None) -> AbstractContextManager[Add]:
    def tell(notice: Notice) -> None:
        if told is not None:
            told.append(f"{notice.subject}: {notice.message}")

    return report_file.growing(path, made_at=MADE_AT, tell=tell)


def test_the_page_is_there_when_the_work_is_done(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with growing(path) as add:
        add(reports.sound())
        assert not path.exists()
    assert path.read_bytes().endswith(b"</html>\n")
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_work_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    with (
        pytest.raises(KeyboardInterrupt),
        growing(tmp_path / "report.html"),
    ):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_refused_before_the_work(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("dear", encoding="utf-8")
    with (
        pytest.raises(UsageError, match="is there already"),
        growing(path),
    ):
        pytest.fail("the work was begun")
    assert path.read_text(encoding="utf-8") == "dear"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_a_file_that_came_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with (
        pytest.raises(UsageError, match="is there already"),
        growing(path),
    ):
        path.write_text("dear", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "dear"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_that_is_not_there_is_told_before_the_work(tmp_path: Path) -> None:
    with (
        pytest.raises(WriteError, match="cannot be written"),
        growing(tmp_path / "none" / "report.html"),
    ):
        pytest.fail("the work was begun")


def test_a_full_disk_leaves_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, octets: bytes | memoryview) -> None:
        raise OSError(28, "No space left on device")

    with (
        pytest.raises(WriteError, match="No space left on device"),
        growing(tmp_path / "report.html"),
    ):
        monkeypatch.setattr(operations, "write", full)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_of_the_work_is_not_taken_for_one_of_the_page(tmp_path: Path) -> None:
    with (
        pytest.raises(PermissionError),
        growing(tmp_path / "report.html"),
    ):
        raise PermissionError(13, "Permission denied")


def test_without_a_path_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with growing(None) as add:
        add(reports.sound())
    assert list(tmp_path.iterdir()) == []


def test_it_is_told_whether_a_report_was_written(tmp_path: Path) -> None:
    path, told = tmp_path / "report.html", list[str]()
    with growing(path, told):
        assert told == []
    assert told == [f"{path}: the report was written"]
    other = tmp_path / "other.html"
    with pytest.raises(KeyboardInterrupt), growing(other, told):
        raise KeyboardInterrupt
    assert told[1:] == [f"{other}: no report was written"]


def test_an_output_that_nobody_reads_is_still_what_failed(tmp_path: Path) -> None:
    def tell(_: Notice) -> None:
        raise OutputError("the second")

    with (
        pytest.raises(OutputError, match="the first"),
        report_file.growing(tmp_path / "report.html", made_at=MADE_AT, tell=tell),
    ):
        raise OutputError("the first")


def tree(root: Path) -> list[str]:
    return sorted(os.path.join(folder, one) for folder, _, names in os.walk(root) for one in names)


@pytest.fixture
def bag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a bag to stand beside, and links that lead into it."""
    bag = BagBuilder().build(tmp_path / "bag")
    (tmp_path / "into").symlink_to(bag / "data", target_is_directory=True)
    (tmp_path / "same").symlink_to(bag, target_is_directory=True)
    BagBuilder().build(tmp_path / "other")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path.parent / "state"))
    monkeypatch.chdir(tmp_path)
    return bag


@pytest.mark.parametrize(
    ("folder", "package", "report"),
    [
        (".", "bag", "bag/report.html"),
        (".", "bag", "bag/data/report.html"),
        (".", "bag", "bag/none/report.html"),
        (".", "bag", "other/../bag/report.html"),
        (".", "bag", "into/report.html"),
        (".", "same", "bag/report.html"),
        ("bag", ".", "report.html"),
        ("bag/data", "..", "report.html"),
        (".", "bag/bagit.txt", "bag/report.html"),
        (".", "other", "bag/data/report.html"),
        (".", ".", "report.html"),
    ],
)
def test_a_report_inside_a_package_is_refused_before_anything_is_opened(
    folder: str,
    package: str,
    report: str,
    bag: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = tree(bag.parent)
    monkeypatch.chdir(bag.parent / folder)
    assert main.main(["validate", package, "--report", report]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"preserve: {report}: the report would lie inside the package " in err
    assert tree(bag.parent) == before
    assert not (bag.parent.parent / "state").exists()


def test_a_report_beside_a_package_is_written(
    bag: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["validate", "bag", "--report", "bag.html"]) == 0
    assert "note         bag.html: the report was written\n" in capsys.readouterr().out
    assert (bag.parent / "bag.html").is_file()


def test_standard_output_is_no_report(bag: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["validate", "bag", "--report", "-"]) == 2
    assert "--report -: no name of a file" in capsys.readouterr().err
    assert not (bag.parent / "-").exists()
