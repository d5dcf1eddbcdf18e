"""Reading files by several threads, in batches, their readings in order."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from threading import Event

from preserve.bags.read.tree import FileReading, OnOctets
from preserve.errors import InterruptedRunError

Read = Callable[[Iterable[str], OnOctets | None], Iterable[FileReading]]
"""Reads files one after the other; called from several threads."""

_BATCH = 64
"""Files a task: small ones would otherwise cost more to hand over than to read."""

_AHEAD = 4
"""Batches a worker that may wait for their turn to be reported."""


def readings(
    read: Read, paths: Iterable[str], *, workers: int, on_octets: OnOctets | None
) -> Generator[FileReading]:
    """Read the files by ``workers`` threads; readings come in the order of the paths.

    When the caller stops, so do the threads, in the middle of a file.
    """
    if workers <= 1:
        yield from read(paths, on_octets)
        return
    stop = Event()
    told = stoppable(on_octets, stop)
    with _pool(workers, stop) as pool:
        waiting: deque[Future[list[FileReading]]] = deque()
        for batch in _batches(paths):
            waiting.append(pool.submit(_read_batch, read, batch, told))
            if len(waiting) >= workers * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def stoppable(on_octets: OnOctets | None, stop: Event) -> OnOctets:
    """Make one who is told of octets raise InterruptedRunError once ``stop`` is set."""

    def tell(octets: int) -> None:
        if stop.is_set():
            raise InterruptedRunError("interrupted while reading")
        if on_octets is not None:
            on_octets(octets)

    return tell


@contextmanager
def _pool(workers: int, stop: Event) -> Iterator[ThreadPoolExecutor]:
    pool = ThreadPoolExecutor(max_workers=workers)
    try:
        yield pool
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _batches(paths: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(paths)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _read_batch(read: Read, batch: list[str], on_octets: OnOctets) -> list[FileReading]:
    return list(read(batch, on_octets))
