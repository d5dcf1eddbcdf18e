"""What ``preserve cluster start`` says: of itself, of what it starts again, of what it cannot."""

import os
import signal
import socket
from pathlib import Path

import pytest

from tests.cli import commands
from tests.cluster.conftest import Site, until

START = [*commands.COMMAND, "cluster", "start", "--workers=1", "--port=0"]


def test_a_cluster_says_what_it_is_what_it_starts_again_and_that_it_has_ended(site: Site) -> None:
    run = site.start(START)
    assert run.stdout is not None
    told = [run.stdout.readline().rstrip("\n") for _ in range(3)]
    address = told[0].removeprefix("cluster at ").removesuffix(", with 1 worker")
    assert address.startswith("tcp://127.0.0.1:")
    assert told[1:] == [f"  use it with: --cluster {address}", "  Ctrl-C ends it"]
    first = site.nodes("worker")
    os.kill(first[0], signal.SIGKILL)
    until(lambda: bool(set(site.nodes("worker")).difference(first)))
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert run.returncode == 0
    assert err.splitlines() == [
        "preserve: the cluster's worker: it was killed by signal 9 (Killed); it is started again",
        "preserve: the cluster has ended",
    ]


def test_a_quiet_cluster_says_nothing_on_standard_error(site: Site) -> None:
    run = site.start([*START, "-q"])
    assert run.stdout is not None
    assert run.stdout.readline()
    run.send_signal(signal.SIGTERM)
    _, err = run.communicate(timeout=30)
    assert (run.returncode, err) == (0, "")


@pytest.mark.parametrize(
    ("host", "wrong"),
    [
        ("192.0.2.77", "is no address of this machine"),
        ("no such host", "no address, nor a name that has one"),
    ],
)
def test_an_address_that_is_not_of_this_machine_is_named(
    host: str, wrong: str, tmp_path: Path
) -> None:
    ended = commands.run(["cluster", "start", "--host", host], folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.splitlines() == [
        f"preserve: --host {host}: {wrong}",
        "  Give an address of this machine, as other machines reach it.",
    ]


def test_a_port_that_is_taken_is_named_with_its_address(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = commands.run(["cluster", "start", "--port", str(port)], folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.splitlines() == [
        f"preserve: --port {port}: is taken at 127.0.0.1: another program listens there",
        "  Give another port, or 0 for any that is free.",
    ]
