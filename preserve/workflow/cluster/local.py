"""A scheduler and workers on this machine, each a process, started again when one ends."""

import errno
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec

from preserve.errors import ClusterError, ToolError
from preserve.storage import child_process
from preserve.storage.child_process import Running
from preserve.workflow.cluster import connection

_MODULE = "preserve.workflow.cluster.node"
_SECONDS = 0.2
_PATIENCE = 60.0
_MOST_STARTS = 5
"""Starts of one process that may fail one after another."""

_STEADY = 10.0
"""Seconds after which a process counts as having started well."""


@dataclass(slots=True, kw_only=True)
class _Node:
    """One process of the cluster."""

    words: tuple[str, ...]
    running: Running
    since: float
    failures: int = 0


class LocalCluster:
    """A cluster that lives until it is closed."""

    def __init__(self, *, workers: int, host: str, port: int) -> None:
        """Start it; raises UsageError without Dask, ClusterError when it does not start."""
        if find_spec("distributed") is None:
            raise connection.missing()
        _try(host, port)
        self._nodes: list[_Node] = []
        with ExitStack() as starting:
            starting.callback(self.close)
            scheduler = _start(("scheduler", host, str(port)))
            self._nodes.append(scheduler)
            self.address = _address(scheduler)
            """What ``--cluster`` is given."""
            # Started again, it must be found where it was.
            scheduler.words = ("scheduler", host, self.address.rpartition(":")[2])
            for _ in range(workers):
                self._nodes.append(_start(("worker", host, self.address)))
            for node in self._nodes[1:]:
                _address(node)
            starting.pop_all()

    def run(self, stop: threading.Event, tell: Callable[[str], None]) -> None:
        """Keep every process running until ``stop`` is set; tell which are started again.

        Raises ClusterError when one ends again and again.
        """
        while not stop.wait(_SECONDS):
            for place, node in enumerate(self._nodes):
                if node.running.child.poll() is not None:
                    tell(f"the cluster's {node.words[0]}: {_end(node)}; it is started again")
                    self._nodes[place] = _again(node)

    def close(self) -> None:
        """End every process."""
        while self._nodes:
            self._nodes.pop().running.stop()


@contextmanager
def opened(*, workers: int, host: str, port: int) -> Iterator[LocalCluster]:
    """Give a cluster that is closed with the context."""
    cluster = LocalCluster(workers=workers, host=host, port=port)
    try:
        yield cluster
    finally:
        cluster.close()


def _try(host: str, port: int) -> None:
    """See whether the address and the port can be had; raises ClusterError."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
            probe.listen()
    except (OSError, UnicodeError) as error:
        raise _unavailable(host, port, error) from error


def _unavailable(host: str, port: int, error: OSError | UnicodeError) -> ClusterError:
    if isinstance(error, socket.gaierror | UnicodeError):
        return ClusterError(
            f"--host {host}: no address, nor a name that has one",
            remedy="Give an address of this machine, as other machines reach it.",
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return ClusterError(
            f"--host {host}: is no address of this machine",
            remedy="Give an address of this machine, as other machines reach it.",
        )
    if error.errno == errno.EADDRINUSE:
        return ClusterError(
            f"--port {port}: is taken at {host}: another program listens there",
            remedy="Give another port, or 0 for any that is free.",
        )
    return ClusterError(
        f"--port {port}: cannot be had at {host} ({error.strerror})",
        remedy="Give another port, or 0 for any that is free.",
    )


def _start(words: tuple[str, ...], *, failures: int = 0) -> _Node:
    command = (*child_process.own_module(_MODULE), *words)
    running = child_process.start(command, name=f"the cluster's {words[0]}")
    return _Node(words=words, running=running, since=time.monotonic(), failures=failures)


def _again(node: _Node) -> _Node:
    has_failed = time.monotonic() - node.since < _STEADY
    failures = node.failures + 1 if has_failed else 0
    if failures >= _MOST_STARTS:
        raise _ended(node)
    node.running.stop()
    return _start(node.words, failures=failures)


def _address(node: _Node) -> str:
    node.running.channel.settimeout(_PATIENCE)
    try:
        with node.running.channel.makefile("r", encoding="utf-8") as told:
            address = told.readline().strip()
    except (OSError, ToolError):
        address = ""
    if not address:
        raise _ended(node)
    return address


def _end(node: _Node) -> str:
    return node.running.end().replace("RuntimeError: ", "")


def _ended(node: _Node) -> ClusterError:
    return ClusterError(
        f"the cluster's {node.words[0]}: {_end(node)}",
        remedy="See whether the address and the port can be had.",
    )
