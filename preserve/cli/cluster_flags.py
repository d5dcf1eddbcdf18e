"""The flag that lets a cluster do the work."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from preserve.cli import parsing
from preserve.cli.console import Console, Loudness
from preserve.cli.progress import Display
from preserve.errors import UsageError
from preserve.workflow.cluster import address as scheduler
from preserve.workflow.cluster import remarks


def add(parser: parsing.Parser) -> None:
    """Add it to a command's parser."""
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="let the workers of the Dask scheduler there do it, such as tcp://host:8786",
    )


def address(flags: argparse.Namespace) -> str | None:
    """Give the cluster's address; None: this machine does the work.

    Raises UsageError for what a cluster cannot keep to.
    """
    if flags.cluster is not None and flags.limit_rate is not None:
        raise UsageError(
            "--limit-rate and --cluster: no rate is kept across machines",
            remedy="Leave one of them out.",
        )
    return None if flags.cluster is None else scheduler.checked(str(flags.cluster))


@contextmanager
def remarking(console: Console, display: Display) -> Iterator[None]:
    """Show on standard error what a run says of its cluster, unless it is to be quiet."""
    if console.loudness is Loudness.QUIET:
        yield
        return

    def show(text: str) -> None:
        with display.pause():
            console.remark(f"preserve: {text}")

    with remarks.heard(show):
        yield
