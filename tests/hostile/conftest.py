"""What every test of hostile packages has around it."""

from pathlib import Path

import pytest

from tests.hostile.judging import Judge


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Give the command, with a home away from every package."""
    return Judge(home=tmp_path_factory.mktemp("home"))


@pytest.fixture
def yard(tmp_path: Path) -> Path:
    """Give an empty folder in which packages of strangers are put."""
    folder = tmp_path / "yard"
    folder.mkdir()
    return folder
