"""A server of SFTP in this process, for what OpenSSH's cannot be made to do without an account.

It knows passwords, no extension at all (no order to flush, no telling of room), and can be told
to refuse.
"""

import os
import socket
import threading
import time
from pathlib import Path
from typing import Any

import paramiko
from paramiko import common, sftp

USER = "depositor"


class PasswordServer:
    """One server, over a folder."""

    def __init__(self, root: Path, password: str) -> None:
        self.root = root
        self.password = password
        self.room: int | None = None
        """Octets that a file may have; None: as many as come."""
        self.is_silent = False
        """Whether it lets users in and then says nothing."""
        self.key = paramiko.RSAKey.generate(2048)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._transports: list[paramiko.Transport] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def fingerprint(self) -> str:
        return str(self.key.fingerprint)

    def stop(self) -> None:
        """End it."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for one in self._transports:
            one.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                raw, _ = self._listening.accept()
            except OSError:
                return
            transport = paramiko.Transport(raw)
            transport.add_server_key(self.key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files, self)
            self._transports.append(transport)
            threading.Thread(target=_begin, args=(transport, self), daemon=True).start()


def _begin(transport: paramiko.Transport, server: PasswordServer) -> None:
    try:
        transport.start_server(server=_Door(server))
    except (paramiko.SSHException, EOFError):
        transport.close()


class _Door(paramiko.ServerInterface):
    def __init__(self, server: PasswordServer) -> None:
        self._server = server

    def get_allowed_auths(self, username: str) -> str:
        return "password"

    def check_auth_password(self, username: str, password: str) -> int:
        right = (username, password) == (USER, self._server.password)
        return common.AUTH_SUCCESSFUL if right else common.AUTH_FAILED

    def check_channel_subsystem_request(self, channel: paramiko.Channel, name: str) -> bool:
        while self._server.is_silent and channel.get_transport().is_active():
            time.sleep(0.1)
        return super().check_channel_subsystem_request(channel, name)

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return common.OPEN_SUCCEEDED


class _File(paramiko.SFTPHandle):
    def __init__(self, handle: int, server: PasswordServer) -> None:
        super().__init__(os.O_RDWR)
        self._handle = handle
        self._room = server

    def close(self) -> None:
        os.close(self._handle)

    def read(self, offset: int, length: int) -> bytes | int:
        # Fewer octets than were asked for, as a server may give.
        return os.pread(self._handle, min(length, 20_000), offset) or sftp.SFTP_EOF

    def write(self, offset: int, data: Any) -> int:
        if self._room.room is not None and offset + len(data) > self._room.room:
            return sftp.SFTP_FAILURE
        os.pwrite(self._handle, data, offset)
        return sftp.SFTP_OK

    def chattr(self, attr: paramiko.SFTPAttributes) -> int:
        if attr.st_size is not None:
            os.ftruncate(self._handle, attr.st_size)
        return sftp.SFTP_OK


class _Files(paramiko.SFTPServerInterface):
    def __init__(self, door: paramiko.ServerInterface, server: PasswordServer) -> None:
        super().__init__(door)
        self._server = server

    def _at(self, path: str) -> Path:
        return self._server.root / os.path.normpath(f"/{path}").lstrip("/")

    def stat(self, path: str) -> paramiko.SFTPAttributes | int:
        return self._found(path, follow=True)

    def lstat(self, path: str) -> paramiko.SFTPAttributes | int:
        return self._found(path, follow=False)

    def _found(self, path: str, *, follow: bool) -> paramiko.SFTPAttributes | int:
        try:
            found = os.stat(self._at(path), follow_symlinks=follow)
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        return paramiko.SFTPAttributes.from_stat(found)

    def open(self, path: str, flags: int, attr: Any) -> paramiko.SFTPHandle | int:
        try:
            handle = os.open(self._at(path), flags, 0o644)
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        return _File(handle, self._server)

    def remove(self, path: str) -> int:
        self._at(path).unlink()
        return sftp.SFTP_OK

    def rename(self, oldpath: str, newpath: str) -> int:
        if os.path.lexists(self._at(newpath)):
            return sftp.SFTP_FAILURE
        self._at(oldpath).rename(self._at(newpath))
        return sftp.SFTP_OK
