"""Which host keys are trusted: one by its fingerprint, or those that ``known_hosts`` has.

The file is read here, since paramiko neither knows patterns of hosts nor lines with a marker.
"""

import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import paramiko
from paramiko.hostkeys import HostKeys

from preserve.deposit.errors import UnreachableError
from preserve.deposit.sftp.logins import Login

_LONGEST = 1 << 24
"""Octets that are read of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The keys of one host."""

    login: Login
    known: tuple[paramiko.PKey, ...] = ()
    revoked: frozenset[str] = frozenset()
    """As the file has them, in base64."""

    def teach(self, client: paramiko.SSHClient) -> None:
        """Let a client trust these keys and no other."""
        for key in self.known:
            client.get_host_keys().add(_name(self.login), key.get_name(), key)
        client.set_missing_host_key_policy(_Stranger(self))

    def transport(self, *args: Any, **kwargs: Any) -> paramiko.Transport:
        """Make a transport that ends before it logs in with a server whose key was revoked."""
        return _Checked(self, *args, **kwargs)

    def stranger(self, key: paramiko.PKey) -> UnreachableError:
        """Give the exception for a key that is not trusted."""
        shown = str(key.fingerprint)
        if key.get_base64() in self.revoked:
            what = f"its host key ({shown}) is revoked in {self.login.known_hosts}"
        elif self.login.fingerprint:
            what = f"shows another host key ({shown}) than fingerprint says"
        elif self.known:
            what = f"shows another host key ({shown}) than {self.login.known_hosts} has"
        else:
            what = f"its host key ({shown}) is not in {self.login.known_hosts}"
        return UnreachableError(
            f"{self.login.host}:{self.login.port}: {what}",
            remedy="Ask who runs the server for its fingerprint; nothing was sent.",
        )


class _Stranger(paramiko.MissingHostKeyPolicy):
    """Rejects a server that is not known, but for the one fingerprint that is."""

    def __init__(self, trust: Trust) -> None:
        self._trust = trust

    def missing_host_key(
        self,
        client: paramiko.SSHClient,  # noqa: ARG002
        hostname: str,  # noqa: ARG002
        key: paramiko.PKey,
    ) -> None:
        wanted = self._trust.login.fingerprint
        if not wanted or str(key.fingerprint).rstrip("=") != wanted:
            raise self._trust.stranger(key)


class _Checked(paramiko.Transport):
    """A transport that takes no host key which was revoked."""

    def __init__(self, trust: Trust, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._trust = trust

    def get_remote_server_key(self) -> paramiko.PKey:
        key = super().get_remote_server_key()
        if key.get_base64() in self._trust.revoked:
            raise self._trust.stranger(key)
        return key


def of(login: Login) -> Trust:
    """Read whom a login trusts. Raises UnreachableError when the file cannot be read."""
    if login.fingerprint:
        return Trust(login=login)
    known: list[paramiko.PKey] = []
    revoked: set[str] = set()
    for marker, kind, key in _entries(login.known_hosts, _name(login)):
        if marker == "@revoked":
            revoked.add(key)
        elif not marker and (read := _key(kind, key)) is not None:
            known.append(read)
    return Trust(login=login, known=tuple(known), revoked=frozenset(revoked))


def _name(login: Login) -> str:
    return login.host if login.port == 22 else f"[{login.host}]:{login.port}"


def _entries(path: Path, name: str) -> Iterator[tuple[str, str, str]]:
    """Give the marker, the kind and the key of each line that is about a host."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_LONGEST).decode("utf-8", "replace")
    except FileNotFoundError:
        return  # then no server is known, and the message says so
    except OSError as error:
        raise UnreachableError(f"{path}: cannot be read ({error.strerror})") from error
    for line in text.splitlines():
        fields = line.split()
        marker = fields.pop(0) if fields and fields[0].startswith("@") else ""
        if len(fields) >= 3 and not fields[0].startswith("#") and _is_about(fields[0], name):
            yield marker, fields[1], fields[2]


def _is_about(patterns: str, name: str) -> bool:
    found = False
    for pattern in patterns.lower().split(",") if not patterns.startswith("|") else [patterns]:
        if pattern.startswith("|1|"):
            found = found or _is_hash_of(pattern, name)
        elif fnmatchcase(name.lower(), pattern.removeprefix("!").replace("[", "[[]")):
            if pattern.startswith("!"):
                return False
            found = True
    return found


def _is_hash_of(hashed: str, name: str) -> bool:
    try:
        return HostKeys.hash_host(name, hashed) == hashed
    except (ValueError, IndexError, AssertionError, binascii.Error):
        return False


def _key(kind: str, text: str) -> paramiko.PKey | None:
    try:
        return paramiko.PKey.from_type_string(kind, binascii.a2b_base64(text))
    except Exception:  # noqa: BLE001 - a line that is broken makes the library raise anything
        return None
