"""The contract, kept by a folder behind OpenSSH's server."""

import pytest

from preserve.model.deposits import Form
from tests.deposit.contract import TargetContract
from tests.deposit.rigs import Rig
from tests.deposit.sftp_rig import SftpRig
from tests.servers.sshd import Sshd


class TestTar(TargetContract):
    """Bags kept as tar."""

    @pytest.fixture
    def rig(self, sshd_server: Sshd) -> Rig:
        return SftpRig(sshd_server)


class TestZip(TargetContract):
    """Bags kept as ZIP, and a process that ends when its request was answered."""

    @pytest.fixture
    def rig(self, sshd_server: Sshd) -> Rig:
        return SftpRig(sshd_server, form=Form.ZIP, cut_after=True)
