"""How much memory a process and its children hold at once: the peak of the sum of their PSS.

PSS counts a page that several processes share once in all, each taking its part, so that forked
workers are neither hidden nor counted twice. It is sampled from ``/proc/PID/smaps_rollup`` and
so may miss a peak shorter than the interval.
"""

import os
import threading
import time
from collections.abc import Iterator

_SHORTEST = 0.02
_SHARE = 20
"""The sampler rests that many times as long as a sample took, to disturb little."""


class Peak:
    """Samples the tree below a process from ``start`` until ``stop``."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._kib = 0

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> int:
        """End, and give the peak in octets."""
        self._ended.set()
        self._thread.join()
        return self._kib * 1024

    def _sample(self) -> None:
        rest = 0.0
        while not self._ended.wait(rest):
            begun = time.perf_counter()
            self._kib = max(self._kib, sum(_pss(one) for one in tree(self._process)))
            rest = max(_SHORTEST, _SHARE * (time.perf_counter() - begun))


def tree(process: int) -> Iterator[int]:
    """Give a process and all below it that are there now."""
    yield process
    tasks = f"/proc/{process}/task"
    try:
        threads = os.listdir(tasks)
    except OSError:
        return
    for thread in threads:
        for child in _read(f"{tasks}/{thread}/children").split():
            yield from tree(int(child))


def _pss(process: int) -> int:
    """Give the KiB of one process, 0 when it is gone."""
    for line in _read(f"/proc/{process}/smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _read(path: str) -> str:
    try:
        with open(path, encoding="ascii", errors="replace") as stream:
            return stream.read()
    except OSError:
        return ""
