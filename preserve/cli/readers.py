"""How many read at a time, and how fast: by what was asked for, the processors and the storage."""

import argparse
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from preserve.cli.reading_flags import Order
from preserve.storage import media

_GROUP = re.compile(r"^\d+:([^:]*):(.*)$", re.MULTILINE)
_CGROUPS = Path("/sys/fs/cgroup")
_OWN_GROUPS = Path("/proc/self/cgroup")


def count(flags: argparse.Namespace, paths: Iterable[Path]) -> int:
    """Give how many are to read from these paths at a time.

    One reader, if it was asked for, or if a rate is to be kept: that is an average, which many
    readers would keep in gusts. Else as many as was asked for; else one where the storage wants
    that, or one for each processor.
    """
    order = Order(flags.io)
    if order is Order.SEQUENTIAL or flags.limit_rate is not None:
        return 1
    if flags.workers:
        return int(flags.workers)
    if order is Order.AUTO and any(media.medium(path).wants_one_reader for path in paths):
        return 1
    return processors()


def processors() -> int:
    """Give how many processors this process may use, by its affinity and its control group."""
    if hasattr(os, "sched_getaffinity"):
        allowed = len(os.sched_getaffinity(0))
    else:
        allowed = os.cpu_count() or 1
    return max(1, min(allowed, _quota() or allowed))


def _quota() -> int | None:
    """Give the processors that the control groups may use the time of, rounded up."""
    try:
        groups = dict(_GROUP.findall(_OWN_GROUPS.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None
    quotas: list[int] = []
    for controllers, group in groups.items():
        with suppress(OSError, ValueError):
            if not controllers:
                quotas += _of_version_2(_CGROUPS, group)
            elif "cpu" in controllers.split(","):
                quotas += _of_version_1(_CGROUPS / controllers / group.lstrip("/"))
    return min(quotas, default=None)


def _of_version_2(root: Path, group: str) -> Iterator[int]:
    """Give the quota of a group and of those above it."""
    folder = root / group.lstrip("/")
    for one in (folder, *folder.parents):
        if (one / "cpu.max").is_file():
            quota, period = (one / "cpu.max").read_text(encoding="ascii").split()
            if quota != "max":
                yield -(-int(quota) // int(period))
        if one == root:
            return


def _of_version_1(folder: Path) -> Iterator[int]:
    quota = int((folder / "cpu.cfs_quota_us").read_text(encoding="ascii"))
    period = int((folder / "cpu.cfs_period_us").read_text(encoding="ascii"))
    if quota > 0:
        yield -(-quota // period)
