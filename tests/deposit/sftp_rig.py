"""A folder behind OpenSSH's server as a repository, cut at the requests of SFTP."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from paramiko import SFTPClient, sftp

from preserve.model.deposits import Form
from tests.deposit.memory import CutError
from tests.deposit.rigs import Files
from tests.servers.sshd import Sshd


class FolderRig:
    """A folder behind some server."""

    def __init__(self, folder: Path, *, form: Form, cut_after: bool = False) -> None:
        self.folder, self.form, self.cut_after = folder, form, cut_after

    def deposits(self) -> dict[str, Files]:
        return {
            one.name: {one.name: one.read_bytes()}
            for one in self.folder.iterdir()
            if not one.name.startswith(".")
        }

    def tamper(self, name: str) -> None:
        octets = bytearray((self.folder / name).read_bytes())
        octets[len(octets) // 2] ^= 1
        (self.folder / name).write_bytes(octets)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()

    def requests(self) -> int:
        return len(list(self.folder.iterdir()))

    @contextmanager
    def cutting(self, at: int) -> Iterator[None]:
        count, lock = 0, threading.Lock()
        base: Any = sftp.BaseSFTP
        original = base._send_packet

        def counted(client: Any, kind: int, packet: Any) -> None:
            nonlocal count
            if not isinstance(client, SFTPClient):  # a server in this process
                original(client, kind, packet)
                return
            with lock:
                count += 1
                if count > at or (count == at and not self.cut_after):
                    raise CutError
            original(client, kind, packet)
            if count == at:
                # The server answers what it has done; nobody is there any more to read it.
                base._read_packet(client)
                raise CutError

        with mock.patch.object(base, "_send_packet", counted):
            yield


class SftpRig(FolderRig):
    """A folder behind OpenSSH's server."""

    environment: Mapping[str, str] = {}
    secret = ""

    def __init__(self, server: Sshd, *, form: Form = Form.TAR, cut_after: bool = False) -> None:
        super().__init__(server.incoming(), form=form, cut_after=cut_after)
        self.server = server
        self.keys: Mapping[str, Any] = {
            "kind": "sftp",
            "host": "127.0.0.1",
            "port": server.port,
            "user": server.user,
            "path": str(self.folder),
            "form": form.value,
            "known_hosts": str(server.known_hosts),
            "key_file": str(server.folder / "client"),
            "timeout": 20.0,
        }

    def refusing(self) -> AbstractContextManager[None] | None:
        return self._refusing()

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        keys = self.keys
        self.keys = {**keys, "key_file": str(self.server.folder / "stranger")}
        yield
        self.keys = keys
