"""An address at which something answers that is no scheduler."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.cli import commands


def _silent(peer: socket.socket) -> None:
    peer.recv(1 << 16)
    time.sleep(60)


def _web(peer: socket.socket) -> None:
    peer.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


def _flood(peer: socket.socket) -> None:
    while True:
        peer.sendall(b"\xff" * 4096)


@contextmanager
def _listening(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    peer = server.accept()[0]
                    threading.Thread(target=_answer, args=(peer,), daemon=True).start()

        def _answer(peer: socket.socket) -> None:
            with suppress(OSError), peer:
                answer(peer)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


@pytest.mark.parametrize("answer", [_silent, _web, _flood])
def test_what_is_no_scheduler_is_said_to_be_none_in_bounded_time(
    tmp_path: Path, answer: Callable[[socket.socket], None]
) -> None:
    (tmp_path / "bag").mkdir()
    begun = time.monotonic()
    with _listening(answer) as port:
        words = ["validate", "bag", "--cluster", f"tcp://127.0.0.1:{port}"]
        impatient = {"PRESERVE_CLUSTER_PATIENCE": "2"}
        ended = commands.run(words, folder=tmp_path, changes=impatient)
    assert ended.returncode == 3
    assert "no Dask scheduler answers there" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert time.monotonic() - begun < 45


def test_an_empty_host_is_refused_since_it_would_be_every_network(tmp_path: Path) -> None:
    ended = commands.run(["cluster", "start", "--host", ""], folder=tmp_path)
    assert ended.returncode == 2
    assert "--host" in ended.stderr
