"""The programs of ``preserve cluster start``: ``python -m preserve.workflow.cluster.node``.

``scheduler HOST PORT`` or ``worker HOST ADDRESS``: each tells its address, and ends with the
process that started it.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from typing import Any

from preserve.storage import lifeline

_PAGES = "127.0.0.1:0"
"""Where Dask shows its state, whatever the host: to this machine alone."""


def main(words: Sequence[str]) -> None:
    """Be a scheduler or a worker until the parent ends."""
    lifeline.end_with_parent()
    answers = os.dup(1)
    # What foreign code prints must not come before the address.
    os.dup2(2, 1)
    import distributed  # noqa: PLC0415 - after the lifeline: it takes a second

    logging.getLogger("distributed").setLevel(logging.ERROR)
    kind, host, where = words
    node = _scheduler if kind == "scheduler" else _worker
    asyncio.run(_live(node, distributed, host, where, answers))


async def _live(node: Any, dask: Any, host: str, where: str, answers: int) -> None:
    async with node(dask, host, where) as running:
        with os.fdopen(answers, "w", encoding="utf-8") as told:
            print(running.address, file=told)
        await running.finished()


def _scheduler(dask: Any, host: str, port: str) -> Any:
    return dask.Scheduler(host=host, port=int(port), dashboard=False, dashboard_address=_PAGES)


def _worker(dask: Any, host: str, scheduler: str) -> Any:
    # Packaging takes what it takes: pausing or killing by memory would only lose work.
    return dask.Worker(
        scheduler,
        host=host,
        nthreads=1,
        memory_limit=0,
        dashboard=False,
        dashboard_address=_PAGES,
        death_timeout="60s",
    )


if __name__ == "__main__":
    main(sys.argv[1:])
