"""The connection to a Dask scheduler: opened, lost, opened again, all in bounded time."""

import logging
import os
import threading
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

from preserve.errors import ClusterError, UsageError
from preserve.workflow.cluster.address import checked, is_secured
from preserve.workflow.cluster.remarks import tell

_PATIENCE = "PRESERVE_CLUSTER_PATIENCE"
_MOST_LOSSES = 10
_GRACE = 5.0
"""Seconds beyond Dask's own, which does not bound every step of a handshake."""
_LOGGING = frozenset({"distributed", "asyncio", "tornado"})


def patience() -> float:
    """Give the seconds for which a scheduler, or its last worker, may be gone."""
    try:
        return max(1.0, float(os.environ.get(_PATIENCE, "60")))
    except ValueError as error:
        raise UsageError(f"{_PATIENCE}: not a number of seconds") from error


class Connection:
    """A client that is replaced by a new one when its scheduler is gone."""

    def __init__(self, address: str) -> None:
        """Connect; raises UsageError without Dask, ClusterError when nobody answers."""
        self._dask = _distributed()
        self._address = checked(address)
        if is_secured(self._address):
            _need_certificates(self._dask, self._address)
        self._losses = 0
        self.client: Any = self._connected()

    def is_lost(self) -> bool:
        """Tell whether the scheduler is gone, or was: what it was asked to do is lost then."""
        return str(self.client.status) != "running"

    def restore(self) -> None:
        """Connect again; raises ClusterError when nobody answers, or too often."""
        self._losses += 1
        self.close()
        if self._losses > _MOST_LOSSES:
            raise ClusterError(
                f"{self._address}: the connection to the scheduler was lost too often",
                remedy="See to the scheduler and the network, then run again.",
            )
        self._tell_silence()
        self.client = self._connected(is_told=True)

    def workers(self) -> list[str]:
        """Give the addresses of the workers, sorted; none where the scheduler does not answer."""
        with suppress(Exception):
            return sorted(self.client.scheduler_info(n_workers=-1)["workers"])
        return []

    def threads(self) -> int:
        """Give how many tasks the workers do at a time."""
        with suppress(Exception):
            return sum(self.client.nthreads().values())
        return 0

    def close(self) -> None:
        """Leave; what is under way is let go."""
        with suppress(Exception):
            self.client.close(timeout=2)

    def _tell_silence(self) -> None:
        tell(
            f"{self._address}: the scheduler does not answer; waiting up to {patience():g} s for it"
        )

    def _connected(self, *, is_told: bool = False) -> Any:
        """Connect within the patience; the silence of the scheduler is told once."""
        deadline = time.monotonic() + patience()
        while True:
            left = deadline - time.monotonic()
            try:
                client = self._client(timeout=max(1.0, min(5.0, left)))
            # What is no scheduler may answer anything, and Dask raises whatever comes of it.
            except Exception as error:
                if time.monotonic() >= deadline:
                    raise ClusterError(
                        f"{self._address}: no Dask scheduler answers there",
                        remedy="Start one (preserve cluster start), or see to the network.",
                    ) from error
                if not is_told:
                    is_told = True
                    self._tell_silence()
                time.sleep(0.5)
            else:
                if is_told:
                    tell(f"{self._address}: the scheduler answers again; going on")
                return client

    def _client(self, *, timeout: float) -> Any:
        """Connect in a thread that is left to itself when nothing comes of it in time."""
        made: Future[Any] = Future()

        def connect() -> None:
            try:
                made.set_result(self._new_client(timeout=timeout))
            except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
                made.set_exception(error)

        threading.Thread(target=connect, daemon=True).start()
        return made.result(timeout=timeout + _GRACE)

    def _new_client(self, *, timeout: float) -> Any:
        with warnings.catch_warnings():
            # Versions are compared by the run itself, which refuses what differs.
            warnings.simplefilter("ignore")
            return _quiet(self._dask.Client)(
                self._address, timeout=timeout, set_as_default=False, name="preserve"
            )


@contextmanager
def opened(address: str) -> Iterator[Connection]:
    """Give a connection that is closed with the context."""
    connection = Connection(address)
    try:
        yield connection
    finally:
        connection.close()


@cache
def _quiet(client: Any) -> Any:
    """Give a client that, half made and let go, says nothing of what it could not close."""

    class Quiet(client):  # type: ignore[misc]
        def __del__(self) -> None:
            with suppress(Exception):
                super().__del__()

    return Quiet


def _distributed() -> Any:
    try:
        import distributed  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        raise missing() from error
    _silence()
    return distributed


def _silence() -> None:
    """Let Dask log nothing: what it would, the run says in its own words."""
    known = [*logging.getLogger().manager.loggerDict, *_LOGGING]
    for name in known:
        if name.partition(".")[0] in _LOGGING:
            # Importing Dask gives several of them a level of their own.
            logger = logging.getLogger(name)
            logger.setLevel(logging.CRITICAL + 1)
            logger.propagate = False


def _need_certificates(dask: Any, address: str) -> None:
    """Raise UsageError where Dask would begin TLS without certificates."""
    wrong = ""
    try:
        arguments = dask.security.Security().get_connection_args("client")
    except (OSError, ValueError) as error:
        wrong, arguments = f" ({error})", {}
    if arguments.get("ssl_context") is None:
        raise UsageError(
            f"--cluster {address}: TLS needs certificates that Dask can read{wrong}",
            remedy="Set distributed.comm.tls.ca-file, distributed.comm.tls.client.key and"
            " distributed.comm.tls.client.cert in Dask's configuration.",
        )


def missing() -> UsageError:
    """Say that Dask is not installed."""
    return UsageError(
        "a cluster needs Dask, which is not installed here",
        remedy="In the clone of preserve, run: python3 -m pip --python .venv install '.[cluster]'",
    )
