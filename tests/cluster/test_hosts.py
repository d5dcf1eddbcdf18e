"""Several hosts: network namespaces with one file system, and a link that is cut."""

import os
import subprocess
import uuid
from collections.abc import Callable, Iterator

import pytest

from tests.cli import commands
from tests.cluster.conftest import LIGHT, Site, made, until
from tests.cluster.test_losses import PLAIN
from tests.faults import trees

_NET = "10.213.7"


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, timeout=20)


class Hosts:
    """Three hosts on one bridge: of the scheduler and the run, and of two workers."""

    def __init__(self) -> None:
        self.tag = uuid.uuid4().hex[:6]
        self.names = [f"pt{self.tag}{number}" for number in range(3)]

    def set_up(self) -> None:
        for name in self.names:
            _ip("netns", "add", name)
        first = self.names[0]
        _ip("-n", first, "link", "add", "br0", "type", "bridge")
        _ip("-n", first, "addr", "add", f"{_NET}.1/24", "dev", "br0")
        for link in ("lo", "br0"):
            _ip("-n", first, "link", "set", link, "up")
        for number, name in enumerate(self.names[1:], 2):
            peer = f"v{number}"
            _ip("-n", first, "link", "add", peer, "type", "veth", "peer", "eth0", "netns", name)
            _ip("-n", first, "link", "set", peer, "master", "br0", "up")
            _ip("-n", name, "addr", "add", f"{_NET}.{number}/24", "dev", "eth0")
            for link in ("lo", "eth0"):
                _ip("-n", name, "link", "set", link, "up")

    def cut(self, number: int) -> None:
        _ip("-n", self.names[0], "link", "set", f"v{number + 1}", "down")

    def take_down(self) -> None:
        for name in self.names:
            subprocess.run(
                ["ip", "netns", "del", name], capture_output=True, timeout=20, check=False
            )


@pytest.fixture
def hosts() -> Iterator[Hosts]:
    if os.geteuid() != 0:
        pytest.skip("making network namespaces needs root")
    made = Hosts()
    try:
        made.set_up()
    except (OSError, subprocess.CalledProcessError) as error:
        made.take_down()
        pytest.skip(f"network namespaces are not permitted here: {error}")
    try:
        yield made
    finally:
        made.take_down()


def test_a_host_whose_network_is_cut_in_the_middle_loses_nothing(
    hosts: Hosts, site: Site, releases: Callable[[int], trees.Tree]
) -> None:
    whole = releases(40)
    address = site.node(PLAIN, "scheduler", f"{_NET}.1", "0", host=hosts.names[0])
    for number in (1, 2):
        site.node(PLAIN, "worker", f"{_NET}.{number + 1}", address, host=hosts.names[number])
    words = ["bag", "originals", "--json", "--cluster", address, *LIGHT]
    inside = ["ip", "netns", "exec", hosts.names[0]]
    run = site.start([*inside, *commands.COMMAND, *words])
    until(lambda: made(site) >= 8)
    hosts.cut(2)
    code, lines, err = site.ended(run)
    assert code == 0, (lines, err)
    told = [line["status"] for line in lines if line["type"] == "bag"]
    assert told == ["created"] * 40
    assert trees.packages(site.bags) == whole
