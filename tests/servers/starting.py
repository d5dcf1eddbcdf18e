"""Starting servers for tests: free ports, readiness, and their end by process id."""

import os
import random
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import pytest


def unavailable(reason: str) -> NoReturn:
    """Skip the test, saying why; where everything must run, fail."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def free_ports(count: int, *, beside: Sequence[int] = (0,)) -> list[int]:
    """Give ports of which those at each distance in ``beside`` are free too."""
    found: list[int] = []
    for _ in range(1_000):
        port = random.randrange(20_000, 32_000)
        if port not in found and all(_is_free(port + one) for one in beside):
            found.append(port)
        if len(found) == count:
            return found
    raise OSError("no free ports")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@contextmanager
def running(
    words: Sequence[str], *, folder: Path, is_ready: Callable[[], bool], patience: float = 60
) -> Iterator[int]:
    """Run a server until the block ends; gives its process id."""
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            words, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            until = time.monotonic() + patience
            while not is_ready():
                if server.poll() is not None or time.monotonic() > until:
                    tail = (folder / "server.log").read_text("utf-8", "replace")[-2_000:]
                    unavailable(f"{words[0]} did not start: {tail}")
                time.sleep(0.1)
            yield server.pid
        finally:
            with suppress(ProcessLookupError):
                server.kill()
            server.wait()
