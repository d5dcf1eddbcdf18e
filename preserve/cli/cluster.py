"""``preserve cluster start``: a scheduler and workers on this machine."""

from preserve.cli import readers, sessions
from preserve.cli.arguments import Invocation
from preserve.cli.console import Console, Form
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
        cluster.run(work.stop)
    return 0


def _tell(console: Console, address: str, workers: int) -> None:
    if console.form is Form.JSON:
        console.record({"type": "cluster", "address": address, "workers": workers})
    else:
        console.line(f"cluster at {address}")
        console.line(f"  use it with: --cluster {address}")
