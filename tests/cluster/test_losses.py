"""Whatever is lost in the middle, every package ends whole, once, and as one machine makes it."""

import json
import os
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import processes
from tests.cli import commands
from tests.cluster.conftest import LIGHT, Site, made, script, stages, until
from tests.docs import pages
from tests.faults import trees

GOES_ON = "The same command goes on where it stopped."
Releases = Callable[[int], trees.Tree]


def _ends_whole(site: Site, run: "subprocess.Popen[str]", whole: trees.Tree) -> list[str]:
    """See that everything was made; give the lines on standard error, all of preserve itself."""
    code, lines, err = site.ended(run)
    assert code == 0, (lines, err)
    told = [(line["release"], line["status"]) for line in lines if line["type"] == "bag"]
    names = sorted({name.split("/")[0] for name in whole})
    assert told == [(name, "created") for name in names]
    assert all(line["verified"] for line in lines if line["type"] == "bag")
    assert trees.packages(site.bags) == whole
    assert sorted(path.name for path in site.bags.glob(".*")) == [".preserve"]
    assert not list((site.bags / ".preserve" / "cluster").iterdir())
    remarks = err.splitlines()
    assert all(line.startswith("preserve: ") for line in remarks), err
    return remarks


def test_a_cluster_makes_what_one_machine_makes_and_validates_it(
    site: Site, releases: Releases
) -> None:
    whole = releases(12)
    address = site.cluster()
    assert _ends_whole(site, site.bag(address, *LIGHT), whole) == []
    again, lines, _ = site.ended(site.bag(address, *LIGHT))
    assert again == 0
    assert {line["status"] for line in lines if line["type"] == "bag"} == {"unchanged"}
    (site.bags / "003.txt" / "bagit.txt").write_bytes(b"nothing\n")
    bags = [f"bags/{number:03}.txt" for number in range(12)] + ["bags/none"]
    words = ["validate", "--json", *bags]
    run = site.start([*commands.COMMAND, *words, "--cluster", address])
    alone = commands.run(words, folder=site.folder)
    out, _ = run.communicate(timeout=60)
    assert (run.returncode, out) == (alone.returncode, alone.stdout)
    assert run.returncode == 3


def test_workers_that_are_killed_again_and_again_lose_nothing(
    site: Site, releases: Releases
) -> None:
    whole = releases(30)
    run = site.bag(site.cluster(), *LIGHT)
    for kill in (3, 9, 15, 21):
        until(lambda kill=kill: made(site) >= kill and bool(site.nodes("worker")))  # type: ignore[misc]
        os.kill(site.nodes("worker")[kill % 2 - 1], signal.SIGKILL)
    remarks = _ends_whole(site, run, whole)
    assert any("another worker does what was left undone" in line for line in remarks), remarks


def test_a_scheduler_that_is_killed_and_started_again_loses_nothing(
    site: Site, releases: Releases
) -> None:
    whole = releases(30)
    address = site.cluster()
    run = site.bag(address, *LIGHT)
    until(lambda: made(site) >= 10)
    os.kill(site.nodes("scheduler")[0], signal.SIGKILL)
    # On a busy machine the loss of its workers is told before that of the scheduler.
    remarks = [one for one in _ends_whole(site, run, whole) if "workers were lost" not in one]
    assert remarks[:2] == [
        f"preserve: {address}: the scheduler does not answer; waiting up to 15 s for it",
        f"preserve: {address}: the scheduler answers again; going on",
    ]


def test_a_scheduler_that_stays_away_ends_the_run_with_a_clear_word(
    site: Site, releases: Releases
) -> None:
    whole = releases(30)
    command = [*commands.COMMAND, "cluster", "start", "--workers=1", "--port=0", "--json"]
    cluster = site.start(command)
    assert cluster.stdout is not None
    address = cluster.stdout.readline().split('"')[7]
    run = site.start(
        [*commands.COMMAND, "bag", "originals", "--cluster", address, *LIGHT],
        changes={"PRESERVE_CLUSTER_PATIENCE": "2"},
    )
    until(lambda: made(site) >= 5)
    cluster.kill()
    out, err = run.communicate(timeout=60)
    assert run.returncode == 3
    assert err.splitlines() == [
        f"preserve: {address}: the scheduler does not answer; waiting up to 2 s for it",
        f"preserve: {address}: no Dask scheduler answers there",
        f"  Start one (preserve cluster start), or see to the network. {GOES_ON}",
    ]
    done = out.count("verified)")
    assert f"{done} releases: {done} created, {30 - done} not done, " in out
    made_so_far = trees.packages(site.bags)
    assert made_so_far
    assert made_so_far.items() <= whole.items()
    again = commands.run(["bag", "originals", *LIGHT], folder=site.folder)
    assert again.returncode == 0, again.stderr
    assert trees.packages(site.bags) == whole


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_ends_in_the_middle_is_finished_by_the_next(
    number: signal.Signals, site: Site, releases: Releases
) -> None:
    whole = releases(30)
    address = site.cluster()
    run = site.bag(address, *LIGHT)
    until(lambda: made(site) >= 5)
    run.send_signal(number)
    code, _, err = site.ended(run)
    assert code == (130 if number is signal.SIGINT else -signal.SIGKILL), err
    assert trees.packages(site.bags).items() <= whole.items()
    again = site.bag(address, *LIGHT)
    code, lines, err = site.ended(again)
    assert code == 0, (lines, err)
    assert trees.packages(site.bags) == whole
    assert not stages(site)


def test_a_cluster_that_is_ended_leaves_no_process(site: Site) -> None:
    site.cluster()
    assert len(site.nodes("worker")) == 2
    for one in processes.marked(site.mark):
        if "cluster start" in processes.command_of(one):
            os.kill(one, signal.SIGKILL)
    assert processes.all_end(site.mark)


PLAIN = """
import sys
from preserve.workflow.cluster import node
node.main(sys.argv[1:])
"""

FULL = """
import errno, os, sys
from preserve.storage import operations
from preserve.workflow.cluster import node

written = operations.write

def write(handle, octets):
    if ".partial-" in os.readlink(f"/proc/self/fd/{handle}"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    written(handle, octets)

operations.write = write
node.main(sys.argv[1:])
"""


def test_what_finds_the_disk_full_on_one_worker_is_done_by_another(
    site: Site, releases: Releases
) -> None:
    whole = releases(12)
    address = site.cluster(1)
    site.node(FULL, "worker", "127.0.0.1", address)
    _ends_whole(site, site.bag(address, *LIGHT), whole)


def test_what_finds_every_disk_full_is_reported_with_the_reason(
    site: Site, releases: Releases
) -> None:
    releases(3)
    address = site.node(PLAIN, "scheduler", "127.0.0.1", "0")
    for _ in range(2):
        site.node(FULL, "worker", "127.0.0.1", address)
    code, lines, err = site.ended(site.bag(address, *LIGHT))
    told = [line for line in lines if line["type"] == "bag"]
    assert code == 3, err
    assert {line["status"] for line in told} == {"failed"}
    assert all("No space left on device" in str(line["message"]) for line in told)
    assert made(site) == 0
    assert not stages(site)


OTHER = """
import sys
import preserve
from preserve.workflow.cluster import fitness, node

fitness.__version__ = "0.0.1"
node.main(sys.argv[1:])
"""


def test_a_worker_of_another_version_is_refused_before_any_work_begins(
    site: Site, releases: Releases
) -> None:
    releases(3)
    address = site.cluster(1)
    site.node(OTHER, "worker", "127.0.0.1", address)
    code, _, err = site.ended(site.bag(address, *LIGHT))
    assert code == 3
    assert "a worker is not fit for this run" in err
    assert err.count("preserve is 0.0.1 there and") == 1
    assert made(site) == 0


def test_nobody_at_the_address_is_told_as_such(site: Site, releases: Releases) -> None:
    releases(1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = site.start(
        [*commands.COMMAND, "bag", "originals", "--cluster", f"tcp://127.0.0.1:{port}", *LIGHT],
        changes={"PRESERVE_CLUSTER_PATIENCE": "1"},
    )
    _, err = run.communicate(timeout=60)
    assert run.returncode == 3
    assert f"tcp://127.0.0.1:{port}: no Dask scheduler answers there" in err


WITHOUT = """
import sys
sys.modules["distributed"] = None
from preserve.cli import main
sys.exit(main.main(sys.argv[1:]))
"""


INSTALL = "python3 -m pip --python .venv install '.[cluster]'"


def test_without_dask_the_extra_is_named(site: Site, tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    for words in (["bag", "originals", "--cluster", "tcp://127.0.0.1:1"], ["cluster", "start"]):
        run = site.start(script(site, WITHOUT, *words))
        _, err = run.communicate(timeout=60)
        assert run.returncode == 2
        assert f"In the clone of preserve, run: {INSTALL}" in err
        assert "preserve[" not in err


def test_the_address_is_told_in_the_fields_of_the_reference(site: Site) -> None:
    run = site.start([*commands.COMMAND, "cluster", "start", "--workers=1", "--port=0", "--json"])
    assert run.stdout is not None
    told = json.loads(run.stdout.readline())
    section = pages.section(pages.DOCS / "reference" / "json.md", "`cluster`")
    assert sorted(cell.strip("`") for cell in pages.first_column(section)) == sorted(told)
    run.send_signal(signal.SIGTERM)
    assert run.wait(timeout=30) == 0
    assert processes.all_end(site.mark)
