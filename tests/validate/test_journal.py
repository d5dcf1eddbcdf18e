"""The journal of validations: in the user's state folder, never beside a package."""

import os
import sys
from pathlib import Path

import pytest

from preserve.cli import main
from preserve.config import JournalSettings, Settings
from preserve.storage import journals
from preserve.workflow import validations


def test_each_verdict_is_entered_with_its_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "bag").mkdir()
    assert main.main(["validate", "-q", str(tmp_path / "bag")]) == 1
    (line,) = journals.lines(tmp_path / "state" / "preserve" / "journal.jsonl")
    assert line["subject"] == str(tmp_path / "bag")
    assert (line["step"], line["outcome"]) == ("validate", "invalid")
    assert len(line["codes"]) > 0
    assert list((tmp_path / "bag").iterdir()) == []


def test_a_journal_that_cannot_be_written_is_said_and_changes_no_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    (tmp_path / "bag").mkdir()
    assert main.main(["validate", "-q", str(tmp_path / "bag")]) == 1
    sys.stderr.flush()
    assert "the journal cannot be written" in capfd.readouterr().err


def test_the_configuration_names_another_journal(tmp_path: Path) -> None:
    settings = Settings(journal=JournalSettings(path=tmp_path / "own.jsonl"))
    assert validations.journal_path(settings, {}) == tmp_path / "own.jsonl"


@pytest.mark.parametrize("state", ["", "relative/folder"])
def test_a_state_folder_that_is_not_absolute_is_ignored(state: str) -> None:
    found = validations.journal_path(Settings(), {"XDG_STATE_HOME": state})
    assert found == Path(os.path.expanduser("~/.local/state/preserve/journal.jsonl"))


def test_a_user_without_a_home_folder_gets_verdicts_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    (tmp_path / "bag").mkdir()
    assert main.main(["validate", "-q", str(tmp_path / "bag")]) == 1
    sys.stderr.flush()
    assert "there is no home folder" in capfd.readouterr().err
