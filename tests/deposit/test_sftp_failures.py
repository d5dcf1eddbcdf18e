"""What a server elsewhere does that a folder does not: it is another one, refuses, breaks off."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import paramiko
import pytest
from paramiko import sftp

from preserve.deposit import partial
from preserve.deposit.sftp import wire
from preserve.errors import UsageError
from preserve.model.deposits import Status
from tests.deposit import rigs
from tests.deposit.contract import builder
from tests.deposit.rigs import Office
from tests.deposit.sftp_rig import SftpRig
from tests.servers.sshd import Sshd


@pytest.fixture
def rig(sshd_server: Sshd) -> SftpRig:
    return SftpRig(sshd_server)


@pytest.fixture
def office(tmp_path: Path, rig: SftpRig) -> Office:
    return Office(folder=tmp_path / "office", rig=rig)


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    payload = {"data/one.bin": bytes(range(256)) * 1000}
    return builder(payload).build(tmp_path / "bags" / "a release")


def failed(office: Office, bag: Path, words: str, **keys: Any) -> None:
    """Deposit a bag, and expect one clear sentence."""
    (outcome,) = office.run([bag], **{"attempts": 1, **keys})
    receipt = outcome.receipt
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4), receipt.message
    assert words in receipt.message
    assert "\n" not in receipt.message
    assert office.rig.deposits() == {}


def deposited(office: Office, bag: Path, **keys: Any) -> None:
    (outcome,) = office.run([bag], **keys)
    assert (outcome.receipt.status, outcome.receipt.message) == (Status.DEPOSITED, "")


def test_a_server_that_is_not_known_is_sent_nothing(
    office: Office, rig: SftpRig, bag: Path, tmp_path: Path
) -> None:
    failed(office, bag, rig.server.fingerprint, known_hosts=str(tmp_path / "none"))
    failed(office, bag, "is not in", known_hosts=os.devnull)
    assert list(rig.folder.iterdir()) == []


def test_a_server_with_another_host_key_is_sent_nothing(
    office: Office, rig: SftpRig, bag: Path, tmp_path: Path
) -> None:
    kind, key, *_ = (rig.server.folder / "stranger.pub").read_text(encoding="ascii").split()
    known = tmp_path / "known"
    known.write_text(f"[127.0.0.1]:{rig.server.port} {kind} {key}\n", encoding="ascii")
    failed(office, bag, "shows another host key (SHA256:", known_hosts=str(known))


def test_a_host_key_that_was_revoked_is_not_trusted(
    office: Office, rig: SftpRig, bag: Path, tmp_path: Path
) -> None:
    line = rig.server.known_hosts.read_text(encoding="ascii")
    known = tmp_path / "known"
    _, kind, key = line.split()
    known.write_text(f"{line}@revoked * {kind} {key}\n", encoding="ascii")
    failed(office, bag, "is revoked", known_hosts=str(known))


def test_known_hosts_is_read_as_ssh_does(
    office: Office, rig: SftpRig, bag: Path, tmp_path: Path
) -> None:
    line = rig.server.known_hosts.read_text(encoding="ascii")
    name, kind, key = line.split()
    known = tmp_path / "known"
    known.write_text(line, encoding="ascii")
    words = ["ssh-keygen", "-q", "-H", "-f", str(known)]
    subprocess.run(words, check=True, capture_output=True)
    hashed = known.read_text(encoding="ascii")
    assert hashed.startswith("|1|")
    refused = [
        f"!{name},[127.*]:* {kind} {key}\n",
        f"@cert-authority * {kind} {key}\n",
        f"# {line}",
        f"127.0.0.1 {kind} {key}\n",
        f"{name} {kind} AAAA\n{name} what =\n|1|x {kind} {key}\n|1|a|b {kind} {key}\n",
    ]
    for text in refused:
        known.write_text(text, encoding="ascii")
        failed(office, bag, "is not in", known_hosts=str(known))
    known.write_bytes(b"\xff\xfe\n@cert-authority * x\n" + hashed.encode())
    deposited(office, bag, known_hosts=str(known))
    known.write_text(f"[127.0.?.1]:* {kind} {key}\n", encoding="ascii")
    receipt = office.one(bag, known_hosts=str(known))
    assert receipt.status is Status.ALREADY


def test_one_fingerprint_is_trusted_instead_of_known_hosts(
    office: Office, rig: SftpRig, bag: Path, tmp_path: Path
) -> None:
    none = str(tmp_path / "none")
    failed(office, bag, "than fingerprint says", known_hosts=none, fingerprint="SHA256:" + "A" * 43)
    deposited(office, bag, known_hosts=none, fingerprint=rig.server.fingerprint)


@pytest.mark.parametrize("word", ["md5:aa", "SHA256:short", 7])
def test_what_is_no_fingerprint_is_refused(office: Office, bag: Path, word: object) -> None:
    with pytest.raises(UsageError, match="a fingerprint"):
        office.run([bag], fingerprint=word)


def test_a_folder_that_is_not_there_is_not_made(office: Office, rig: SftpRig, bag: Path) -> None:
    rig.folder.rmdir()
    receipt = office.one(bag)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "there is no such folder" in receipt.message
    assert not rig.folder.exists()


def test_a_folder_without_leave_to_write_is_told(office: Office, rig: SftpRig, bag: Path) -> None:
    rig.folder.chmod(0o555)
    failed(office, bag, "access is refused (Permission denied)")
    rig.folder.chmod(0o755)
    deposited(office, bag)


def test_a_path_that_is_relative_is_below_where_the_user_begins(
    office: Office, rig: SftpRig, bag: Path
) -> None:
    up = "/".join([".."] * 10)
    deposited(office, bag, path=f"{up}{rig.folder}")


def test_a_server_that_does_not_run_is_told(office: Office, bag: Path) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        failed(office, bag, "cannot be reached (Connection refused)", port=one.getsockname()[1])
    failed(office, bag, "there is no such host", host="nowhere.invalid")


@contextlib.contextmanager
def answering(octets: bytes, *, endless: bool = False) -> Iterator[int]:
    """Serve whoever comes with octets."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    one, _ = server.accept()
                    with one, contextlib.suppress(OSError):
                        one.sendall(octets)
                        while endless:
                            one.sendall(octets)
                        one.recv(1 << 16)
                        one.recv(1 << 16)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join(10)


@pytest.mark.parametrize(
    ("octets", "endless", "words"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", False, "is no SSH server"),
        (b"x" * 65536, True, "is no SSH server"),
        (b"", False, "no answer in time"),
        (b"SSH-2.0-silent\r\n", False, "the connection broke"),
        (b"SSH-2.0-x\r\n" + b"\xff" * 4096, False, "the connection broke"),
    ],
)
def test_what_answers_and_is_no_server_is_told_in_time(
    office: Office, bag: Path, octets: bytes, endless: bool, words: str
) -> None:
    with answering(octets, endless=endless) as port:
        failed(office, bag, words, port=port, timeout=1, fingerprint="SHA256:" + "A" * 43)


@contextlib.contextmanager
def agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run an SSH agent without keys."""
    address = tmp_path / "agent"
    running = subprocess.Popen(["ssh-agent", "-D", "-a", str(address)], stdout=subprocess.DEVNULL)
    monkeypatch.setenv("SSH_AUTH_SOCK", str(address))
    try:
        while not address.exists():
            assert running.poll() is None
        yield
    finally:
        running.terminate()
        running.wait()


def test_the_agent_is_asked_where_nothing_else_is_said(
    office: Office, rig: SftpRig, bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = rig.keys["key_file"]
    rig.keys = {name: one for name, one in rig.keys.items() if name != "key_file"}
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    failed(office, bag, "there is nothing to log in with")
    with agent(tmp_path, monkeypatch):
        subprocess.run(["ssh-add", "-q", f"{rig.server.folder}/stranger"], check=True)
        failed(office, bag, "refuses the agent's keys")
        subprocess.run(["ssh-add", "-q", key], check=True)
        deposited(office, bag)


def test_a_key_is_opened_by_its_passphrase(
    office: Office, rig: SftpRig, bag: Path, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.write_bytes(Path(rig.keys["key_file"]).read_bytes())
    key.chmod(0o600)
    words = ["ssh-keygen", "-q", "-p", "-P", "", "-N", "correct horse", "-f", str(key)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    with pytest.raises(UsageError, match="needs a passphrase"):
        office.run([bag], key_file=str(key))
    office.rig.environment = {"PASSPHRASE": "battery staple"}
    with pytest.raises(UsageError, match="does not open it") as caught:
        office.run([bag], key_file=str(key), credential="env:PASSPHRASE")
    assert "battery staple" not in str(caught.value)
    office.rig.environment = {"PASSPHRASE": "correct horse"}
    deposited(office, bag, key_file=str(key), credential="env:PASSPHRASE")
    assert "correct horse" not in office.journal.read_text(encoding="utf-8")


def test_a_key_that_others_may_read_or_that_is_none_is_refused(
    office: Office, rig: SftpRig, bag: Path, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.write_bytes(b"no key")
    key.chmod(0o644)
    with pytest.raises(UsageError, match="others may read it"):
        office.run([bag], key_file=str(key))
    key.chmod(0o600)
    with pytest.raises(UsageError, match="is no private key"):
        office.run([bag], key_file=str(key))
    with pytest.raises(UsageError, match="cannot be read"):
        office.run([bag], key_file=str(tmp_path / "none"))


def test_a_user_is_wanted(office: Office, rig: SftpRig, bag: Path) -> None:
    rig.keys = {name: one for name, one in rig.keys.items() if name != "user"}
    with pytest.raises(UsageError, match="user: is missing"):
        office.run([bag])


def test_the_extra_is_named_where_its_library_is_missing(
    office: Office, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "paramiko", None)
    with pytest.raises(UsageError, match="paramiko is not installed") as caught:
        office.run([bag])
    assert "preserve[sftp]" in caught.value.remedy


def interrupted(office: Office, rig: SftpRig, bag: Path) -> Path:
    """Cut a deposit just before its rename."""
    for at in range(16, 100):
        with rigs.cut(rig, at):
            office.one(bag)
        left = list(rig.folder.iterdir())
        if left and '"rename"' in office.journal.read_text(encoding="utf-8"):
            assert partial.is_partial(left[0].name)
            return left[0]
        for one in left:
            one.unlink()
        office.journal.unlink()
    raise AssertionError


def test_what_was_altered_in_an_unfinished_copy_is_sent_again_from_there(
    office: Office, rig: SftpRig, bag: Path
) -> None:
    left = interrupted(office, rig, bag)
    whole = left.read_bytes()
    altered = bytearray(whole)
    altered[100_000] ^= 1
    left.write_bytes(bytes(altered) + b"more than there was")
    deposited(office, bag)
    assert [one.read_bytes() for one in rig.folder.iterdir()] == [whole]


def test_octets_after_the_end_of_an_unfinished_copy_are_cut_off(
    office: Office, rig: SftpRig, bag: Path
) -> None:
    left = interrupted(office, rig, bag)
    whole = left.read_bytes()
    left.write_bytes(whole + b"more")
    inode = left.stat().st_ino
    deposited(office, bag)
    assert [one.read_bytes() for one in rig.folder.iterdir()] == [whole]
    assert [one.stat().st_ino for one in rig.folder.iterdir()] == [inode]


def test_nothing_is_written_through_a_link(
    office: Office, rig: SftpRig, bag: Path, tmp_path: Path
) -> None:
    left = interrupted(office, rig, bag)
    victim = rig.server.incoming() / "victim"
    victim.write_bytes(b"theirs")
    victim.chmod(0o666)
    left.unlink()
    left.symlink_to(victim)
    failed(office, bag, "is no file")
    assert victim.read_bytes() == b"theirs"


@pytest.mark.parametrize("what", ["folder", "link"])
def test_what_is_no_file_under_the_name_is_other_content(
    office: Office, rig: SftpRig, bag: Path, what: str
) -> None:
    place = rig.folder / "a release.tar"
    place.mkdir() if what == "folder" else place.symlink_to("/etc/passwd")
    receipt = office.one(bag)
    assert (receipt.status, receipt.exit_code) == (Status.REFUSED, 1)
    assert os.path.lexists(place)


@pytest.mark.parametrize("same", [True, False])
def test_what_another_put_there_meanwhile_is_not_replaced(
    office: Office, rig: SftpRig, bag: Path, monkeypatch: pytest.MonkeyPatch, same: bool
) -> None:
    original = paramiko.SFTPClient.rename

    def late(self: paramiko.SFTPClient, old: Any, new: Any) -> None:
        place = Path(os.fsdecode(new))
        place.write_bytes(Path(os.fsdecode(old)).read_bytes() if same else b"theirs")
        place.chmod(0o644)
        original(self, old, new)

    monkeypatch.setattr(paramiko.SFTPClient, "rename", late)
    receipt = office.one(bag)
    place = rig.folder / "a release.tar"
    if same:
        assert (receipt.status, receipt.message) == (Status.DEPOSITED, "")
        assert list(rig.folder.iterdir()) == [place]
        return
    assert (receipt.status, receipt.exit_code) == (Status.REFUSED, 1)
    assert place.read_bytes() == b"theirs"
    (own,) = (one for one in rig.folder.iterdir() if one != place)
    assert receipt.orphans == (
        f"sftp://{rig.server.user}@127.0.0.1:{rig.server.port}{rig.folder}/{own.name}".replace(
            " ", "%20"
        ),
    )


@pytest.mark.parametrize("kind", [sftp.CMD_WRITE, sftp.CMD_READ, sftp.CMD_RENAME])
def test_a_connection_that_breaks_is_made_anew_in_the_same_run(
    office: Office, rig: SftpRig, bag: Path, monkeypatch: pytest.MonkeyPatch, kind: int
) -> None:
    base: Any = sftp.BaseSFTP
    original = base._send_packet
    broken: list[int] = []

    def breaking(self: Any, one: int, packet: Any) -> None:
        original(self, one, packet)
        if one == kind and not broken:
            broken.append(one)
            self.sock.get_transport().close()

    monkeypatch.setattr(base, "_send_packet", breaking)
    deposited(office, bag)
    assert broken
    assert [one.name for one in rig.folder.iterdir()] == ["a release.tar"]
    assert [one.status for one in office.receipts()] == [Status.DEPOSITED]


def test_a_server_without_room_says_so(
    office: Office, rig: SftpRig, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=777", "none", str(rig.folder)]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        failed(office, bag, "there is no room (")
    finally:
        subprocess.run(["umount", "-l", str(rig.folder)], check=True)


def test_a_refusal_without_a_reason_is_told_as_one(
    office: Office, rig: SftpRig, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError("Failure")

    monkeypatch.setattr(wire.Writer, "write", refused)
    failed(office, bag, "the server refuses and does not say why (Failure)")
    monkeypatch.setattr(wire, "room", lambda *_: 10)
    failed(office, bag, "there is no room (10 octets are free)")
