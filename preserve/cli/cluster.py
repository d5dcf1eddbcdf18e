"""``preserve cluster start``: a scheduler and workers on this machine."""

from functools import partial

from preserve import wording
from preserve.cli import readers, sessions
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console, Form, Loudness
from preserve.cli.signals import First
from preserve.config import Settings
from preserve.workflow.cluster import local


def run(invocation: Invocation, _settings: Settings, console: Console) -> int:
    """Run a cluster until a signal comes; give the exit code."""
    flags = invocation.options
    workers = flags.workers or readers.processors()
    with (
        sessions.working(invocation, console, first=First.ASK) as work,
        local.opened(workers=workers, host=flags.host, port=flags.port) as cluster,
    ):
        _tell(console, cluster.address, workers)
        cluster.run(work.stop, partial(_remark, console))
    _remark(console, "the cluster has ended")
    return 0


def _tell(console: Console, address: str, workers: int) -> None:
    if console.form is Form.JSON:
        console.record({"type": "cluster", "address": address, "workers": workers})
    else:
        console.line(f"cluster at {address}, with {wording.count(workers, 'worker')}")
        console.line(f"  use it with: --cluster {address}")
        console.line("  Ctrl-C ends it")


def _remark(console: Console, text: str) -> None:
    if console.loudness is not Loudness.QUIET:
        console.remark(f"preserve: {text}")
