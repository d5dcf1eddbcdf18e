"""The contract, kept by a folder."""

from pathlib import Path

import pytest

from preserve.model.deposits import Form
from tests.deposit.contract import TargetContract
from tests.deposit.local_rig import LocalRig
from tests.deposit.rigs import Rig


class TestFolder(TargetContract):
    """Bags kept as folders."""

    @pytest.fixture
    def rig(self, tmp_path: Path) -> Rig:
        return LocalRig(tmp_path / "share")


class TestZip(TargetContract):
    """Bags kept as ZIP."""

    @pytest.fixture
    def rig(self, tmp_path: Path) -> Rig:
        return LocalRig(tmp_path / "share", form=Form.ZIP)


class TestTar(TargetContract):
    """Bags kept as tar."""

    @pytest.fixture
    def rig(self, tmp_path: Path) -> Rig:
        return LocalRig(tmp_path / "share", form=Form.TAR)
