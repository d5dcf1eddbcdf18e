"""Connections: one a thread, to a server that proved itself by its host key."""

import logging
import math
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

import paramiko

from preserve.deposit.errors import (
    DepositError,
    RefusedCredentialsError,
    TransientError,
    UnreachableError,
)
from preserve.deposit.sftp import failures, trust
from preserve.deposit.sftp.logins import Login
from preserve.deposit.sftp.trust import Trust

_BANNER = 8192
"""Octets within which a server must name its protocol."""

_LOGIN = 4
"""Times the timeout, within which a connection is ready."""

# Its lines would come between those of preserve, where nobody has asked for any.
logging.getLogger("paramiko").addHandler(logging.NullHandler())


class Connection:
    """A connection with its session, closed at the end unless it is kept."""

    def __init__(self, client: paramiko.SSHClient, sftp: paramiko.SFTPClient) -> None:
        """Take both."""
        self._client = client
        self.sftp = sftp
        self.kept = False

    def __enter__(self) -> Self:
        self.kept = False
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.kept:
            self.close()

    def close(self) -> None:
        """Let it go; what goes wrong with that is nobody's concern any more."""
        with suppress(Exception):
            self._client.close()


class Pool:
    """The connections of one target; each is used by one thread at a time."""

    def __init__(self, login: Login) -> None:
        """Connect when it is first asked for."""
        self._login = login
        self._idle: list[Connection] = []
        self._lock = threading.Lock()
        self.place = f"{login.host}:{login.port}"

    @contextmanager
    def session(self) -> Iterator[paramiko.SFTPClient]:
        """Lend a session; after any failure its connection is not used again."""
        with self._lock:
            idle = self._idle.pop() if self._idle else None
        with idle or connect(self._login, self.place) as lent:
            yield lent.sftp
            with self._lock:
                lent.kept = True
                self._idle.append(lent)

    def close(self) -> None:
        """Close the connections that are not lent."""
        with self._lock:
            idle, self._idle = self._idle, []
        for one in idle:
            one.close()


class _Session(paramiko.SFTPClient):
    """A session that waits for an answer, whole, no longer than is reasonable."""

    def __init__(self, channel: paramiko.Channel, timeout: float) -> None:
        self._longest = 2 * timeout
        self._until = math.inf
        super().__init__(channel)

    def _read_packet(self) -> Any:
        self._until = time.monotonic() + self._longest
        return super()._read_packet()  # type: ignore[misc]

    def _read_all(self, size: int) -> bytes:
        octets = bytearray()
        while len(octets) < size:
            if time.monotonic() > self._until:
                raise TimeoutError
            part = self.sock.recv(size - len(octets))
            if not part:
                raise EOFError
            octets += part
        return bytes(octets)


def _channel(client: paramiko.SSHClient, login: Login) -> paramiko.Channel:
    transport = client.get_transport()
    if transport is None:
        raise EOFError
    return transport.open_session(timeout=login.timeout)


def _sftp(client: paramiko.SSHClient, login: Login, place: str) -> paramiko.SFTPClient:
    try:
        channel = _channel(client, login)
        channel.settimeout(login.timeout)
        channel.invoke_subsystem("sftp")
        return _Session(channel, login.timeout)
    except paramiko.ChannelException as error:
        raise UnreachableError(
            f"{place}: the server opens no SFTP for this user ({failures.said(error)})",
            remedy="Ask who runs the server whether this user may use SFTP.",
        ) from error
    except (paramiko.SSHException, paramiko.SFTPError, EOFError, OSError) as error:
        raise failures.broken(place, error) from error


def connect(login: Login, place: str) -> Connection:
    """Connect and log in. Raises a DepositError that says what is wrong."""
    trusted = trust.of(login)
    client = paramiko.SSHClient()
    trusted.teach(client)
    raw = _socket(login, place)
    # The library waits for some answers without end, and for others as long as each is begun.
    overdue = threading.Timer(_LOGIN * login.timeout, _end, [raw])
    overdue.daemon = True
    overdue.start()
    try:
        _log_in(client, raw, trusted, place)
        return Connection(client, _sftp(client, login, place))
    except BaseException:
        client.close()
        raw.close()
        raise
    finally:
        overdue.cancel()


def _socket(login: Login, place: str) -> socket.socket:
    """Connect, and see that SSH answers, before a library reads what never ends."""
    try:
        raw = socket.create_connection((login.host, login.port), login.timeout)
    except socket.gaierror as error:
        kind = TransientError if error.errno == socket.EAI_AGAIN else UnreachableError
        raise kind(f"{login.host}: there is no such host ({error.strerror})") from error
    except OSError as error:
        raise TransientError(
            f"{place}: cannot be reached ({failures.said(error)})",
            remedy="See whether the server runs, and whether a firewall is between.",
        ) from error
    try:
        # Requests are small, and must not wait for the answers to those before.
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _greeted(raw, login, place)
    except BaseException:
        raw.close()
        raise
    return raw


def _end(raw: socket.socket) -> None:
    """End a connection for whoever waits on it."""
    with suppress(OSError):
        raw.shutdown(socket.SHUT_RDWR)


def _greeted(raw: socket.socket, login: Login, place: str) -> None:
    deadline = time.monotonic() + login.timeout
    while time.monotonic() < deadline:
        try:
            octets = raw.recv(_BANNER, socket.MSG_PEEK)
        except OSError as error:
            raise failures.broken(place, error) from error
        if any(line.startswith(b"SSH-") for line in octets.split(b"\n")[:-1]):
            return
        if not octets:
            raise TransientError(
                f"{place}: the server closes the connection at once", remedy="Try again later."
            )
        if len(octets) == _BANNER:
            break
        time.sleep(0.02)
    raise UnreachableError(
        f"{place}: what answers there is no SSH server", remedy="See to host and port."
    )


def _log_in(client: paramiko.SSHClient, raw: socket.socket, trusted: Trust, place: str) -> None:
    login = trusted.login
    try:
        client.connect(
            login.host,
            login.port,
            login.user,
            password=login.password.reveal() if login.password else None,
            pkey=login.key,
            timeout=login.timeout,
            banner_timeout=login.timeout,
            auth_timeout=login.timeout,
            channel_timeout=login.timeout,
            allow_agent=login.key is None and login.password is None,
            look_for_keys=False,
            sock=raw,
            transport_factory=trusted.transport,
        )
    except paramiko.BadHostKeyException as error:
        raise trusted.stranger(error.key) from error
    except paramiko.AuthenticationException as error:
        raise _refused(login, place, error) from error
    except (paramiko.SSHException, EOFError, OSError) as error:
        if "No authentication methods" in str(error):
            raise RefusedCredentialsError(
                f"{place}: there is nothing to log in with",
                remedy="Set key_file or credential, or start an agent with a key.",
            ) from error
        raise failures.broken(place, error) from error


def _refused(login: Login, place: str, error: Exception) -> DepositError:
    if "timeout" in str(error).lower():
        return failures.broken(place, error)
    proof = "the key" if login.key else "the password" if login.password else "the agent's keys"
    return RefusedCredentialsError(
        f"{place}: refuses {proof} of {login.user}",
        remedy="See whether user is right, and whether the server knows the key or password.",
    )
