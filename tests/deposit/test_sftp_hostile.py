"""A server of SFTP that was trusted and answers with what is no answer: told, and in time."""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from paramiko import sftp

from preserve.model.deposits import Status
from tests.deposit.contract import builder
from tests.deposit.rigs import Office
from tests.deposit.sftp_rig import SftpRig
from tests.servers.sshd import Sshd

Answer = tuple[int, bytes]


def _number(answer: bytes) -> bytes:
    return answer[:4]


ANSWERS: dict[str, Callable[[int, bytes], Answer]] = {
    "another kind": lambda kind, data: (99, data),
    "nothing but a number": lambda kind, data: (kind, _number(data)),
    "a number nobody asked for": lambda kind, data: (kind, b"\xff\xff\xff\xff" + data[4:]),
    "nothing": lambda kind, data: (kind, b""),
    "a text of four GiB": lambda kind, data: (kind, _number(data) + b"\xff" * 12),
    "a status without meaning": lambda kind, data: (
        sftp.CMD_STATUS,
        _number(data) + struct.pack(">III", 4_000_000_000, 2, 0x0A0A << 16),
    ),
    "no UTF-8": lambda kind, data: (
        sftp.CMD_STATUS,
        _number(data) + struct.pack(">II", 4, 2) + b"\xff\xfe" + struct.pack(">I", 0),
    ),
    "success for everything": lambda kind, data: (
        sftp.CMD_STATUS,
        _number(data) + struct.pack(">III", 0, 0, 0),
    ),
    "the end for everything": lambda kind, data: (
        sftp.CMD_STATUS,
        _number(data) + struct.pack(">III", 1, 0, 0),
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("kind", [sftp.CMD_ATTRS, sftp.CMD_HANDLE, sftp.CMD_DATA, sftp.CMD_STATUS])
def test_an_answer_that_is_none_is_told(
    tmp_path: Path, sshd_server: Sshd, monkeypatch: pytest.MonkeyPatch, kind: int, name: str
) -> None:
    rig = SftpRig(sshd_server)
    office = Office(folder=tmp_path / "office", rig=rig)
    bag = builder({"data/one.bin": b"x" * 200_000}).build(tmp_path / "bags" / "a release")
    base: Any = sftp.BaseSFTP
    original = base._read_packet

    def spoilt(client: Any) -> Answer:
        came: Answer = original(client)
        return ANSWERS[name](*came) if came[0] == kind else came

    monkeypatch.setattr(base, "_read_packet", spoilt)
    (outcome,) = office.run([bag], attempts=1, timeout=2)
    receipt = outcome.receipt
    if receipt.status is Status.DEPOSITED:
        # The server only lied about what it had done; what it did was read back.
        assert (kind, name) == (sftp.CMD_STATUS, "success for everything")
        return
    assert receipt.status in {Status.FAILED, Status.REFUSED}
    assert receipt.exit_code in {1, 4}
    assert receipt.message.isprintable()
    assert "not foreseen" not in receipt.message, receipt.message
    monkeypatch.setattr(base, "_read_packet", original)
    assert all(one.name.startswith(".") for one in rig.folder.iterdir())
