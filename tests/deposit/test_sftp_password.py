"""The contract, kept with a password, by a server that knows no extension and reads short."""

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import paramiko
import pytest

from preserve.model.deposits import Form, Status
from tests.deposit.contract import TargetContract, builder
from tests.deposit.rigs import Office, Rig
from tests.deposit.sftp_rig import FolderRig
from tests.servers.sftp_memory import USER, PasswordServer

SECRET = "correct horse & battery"


class PasswordRig(FolderRig):
    """A folder behind a password."""

    environment: Mapping[str, str] = {"SFTP_PASSWORD": SECRET}
    secret = SECRET

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        super().__init__(folder, form=Form.TAR)
        self.server = PasswordServer(folder, SECRET)
        self.keys: Mapping[str, Any] = {
            "kind": "sftp",
            "host": "127.0.0.1",
            "port": self.server.port,
            "user": USER,
            "path": "/",
            "credential": "env:SFTP_PASSWORD",
            "fingerprint": self.server.fingerprint,
            "timeout": 20,
        }

    def refusing(self) -> AbstractContextManager[None] | None:
        return self._refusing()

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        self.server.password = "another"
        yield
        self.server.password = SECRET


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[PasswordRig]:
    made = PasswordRig(tmp_path / "there")
    yield made
    made.server.stop()


class TestPassword(TargetContract):
    """Bags kept as tar."""

    @pytest.fixture
    def rig(self, tmp_path: Path) -> Iterator[Rig]:
        made = PasswordRig(tmp_path / "there")
        yield made
        made.server.stop()


def test_what_such_a_server_cannot_do_is_said_in_the_receipt(
    tmp_path: Path, rig: PasswordRig
) -> None:
    office = Office(folder=tmp_path / "office", rig=rig)
    receipt = office.one(builder().build(tmp_path / "bags" / "a release"))
    assert receipt.confirmation is not None
    assert any("takes no order to flush" in one for one in receipt.confirmation.unproved)


def test_what_there_was_room_for_is_kept_and_gone_on_with(tmp_path: Path, rig: PasswordRig) -> None:
    office = Office(folder=tmp_path / "office", rig=rig)
    payload = {"data/one.bin": bytes(range(256)) * 4000}
    bag = builder(payload).build(tmp_path / "bags" / "a release")
    rig.server.room = 500_000
    receipt = office.one(bag)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "the server refuses and does not say why (Failure)" in receipt.message
    assert "room" in receipt.remedy
    (begun,) = rig.folder.iterdir()
    assert begun.stat().st_size > 400_000
    rig.server.room = None
    assert office.one(bag).status is Status.DEPOSITED
    assert [one.name for one in rig.folder.iterdir()] == ["a release.tar"]


def test_a_server_that_lets_in_and_says_nothing_is_told(tmp_path: Path, rig: PasswordRig) -> None:
    office = Office(folder=tmp_path / "office", rig=rig)
    rig.server.is_silent = True
    receipt = office.run(
        [builder().build(tmp_path / "bags" / "a release")], attempts=1, timeout=0.5
    )[0].receipt
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "the connection broke" in receipt.message


def test_a_server_that_drips_is_told(
    tmp_path: Path, rig: PasswordRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(folder=tmp_path / "office", rig=rig)
    server: Any = paramiko.SFTPServer

    def drip(self: Any, octets: bytes) -> None:
        for one in octets:
            time.sleep(0.1)
            self.sock.send(bytes([one]))

    monkeypatch.setattr(server, "_write_all", drip)
    receipt = office.run(
        [builder().build(tmp_path / "bags" / "a release")], attempts=1, timeout=0.5
    )[0].receipt
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "no answer in time" in receipt.message
