"""The connection to a Dask scheduler: opened, lost, opened again, all in bounded time."""

import logging
import os
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from preserve.errors import ClusterError, UsageError

_PATIENCE = "PRESERVE_CLUSTER_PATIENCE"
_MOST_LOSSES = 10


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
        self._address = address
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
        self.client = self._connected()

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

    def _connected(self) -> Any:
        deadline = time.monotonic() + patience()
        while True:
            left = deadline - time.monotonic()
            try:
                return self._client(timeout=max(1.0, min(5.0, left)))
            except ValueError as error:
                raise UsageError(f"--cluster {self._address}: {error}") from error
            except (OSError, TimeoutError) as error:
                if time.monotonic() >= deadline:
                    raise ClusterError(
                        f"{self._address}: no Dask scheduler answers there",
                        remedy="Start one (preserve cluster start), or see to the network.",
                    ) from error
                time.sleep(0.5)

    def _client(self, *, timeout: float) -> Any:
        with warnings.catch_warnings():
            # Versions are compared by the run itself, which refuses what differs.
            warnings.simplefilter("ignore")
            return self._dask.Client(
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


def _distributed() -> Any:
    try:
        import distributed  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        raise missing() from error
    # What it would log, the run says in its own words.
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    return distributed


def missing() -> UsageError:
    """Say that Dask is not installed."""
    return UsageError(
        "a cluster needs Dask, which is not installed here",
        remedy="In the clone of preserve, run: "
        "python3 -m pip --python .venv install '.[cluster]'",
    )
