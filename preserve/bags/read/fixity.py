"""Reading files by several threads, their readings in order."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, islice
from threading import Event

from preserve.bags.read.tree import FileReading, OnOctets
from preserve.errors import InterruptedRunError

Read = Callable[[Iterable[str], OnOctets | None], Iterable[FileReading]]
"""Reads files one after the other; called from several threads."""

_BATCH = 8
"""Files a task: small ones would otherwise cost more to hand over than to read."""

_AHEAD = 4
"""Batches a worker that may wait for their turn to be reported."""

_LITTLE = 4 << 20
"""Octets that are read before it is worth starting threads."""


def readings(
    read: Read, paths: Iterable[str], *, workers: int, on_octets: OnOctets | None
) -> Generator[FileReading]:
    """Read the files by ``workers`` threads; readings come in the order of the paths.

    When the caller stops, so do the threads, in the middle of a file.
    """
    remaining = iter(paths)
    if workers <= 1:
        yield from read(remaining, on_octets)
        return
    yield from _little(read, remaining, on_octets)
    yield from _by_threads(read, remaining, workers, on_octets)


def _little(read: Read, paths: Iterator[str], on_octets: OnOctets | None) -> Iterator[FileReading]:
    left = _LITTLE
    for path in paths:
        for one in read([path], on_octets):
            left -= one.digested.size if one.digested is not None else 0
            yield one
        if left < 0:
            return


def _by_threads(
    read: Read, paths: Iterator[str], workers: int, on_octets: OnOctets | None
) -> Iterator[FileReading]:
    first = list(islice(paths, 1))
    if not first:
        return
    from concurrent.futures import Future, ThreadPoolExecutor  # noqa: PLC0415 - quick start-up

    from preserve.fixity.futures import settled  # noqa: PLC0415 - quick start-up

    stop = Event()
    told = stoppable(on_octets, stop)
    pool = ThreadPoolExecutor(max_workers=workers)
    waiting: deque[Future[list[FileReading]]] = deque()
    try:
        for batch in _batches(chain(first, paths)):
            waiting.append(pool.submit(_read_batch, read, batch, told))
            if len(waiting) >= workers * _AHEAD:
                yield from settled(waiting.popleft())
        while waiting:
            yield from settled(waiting.popleft())
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def stoppable(on_octets: OnOctets | None, stop: Event) -> OnOctets:
    """Make one who is told of octets raise InterruptedRunError once ``stop`` is set."""

    def tell(octets: int) -> None:
        if stop.is_set():
            raise InterruptedRunError("interrupted while reading")
        if on_octets is not None:
            on_octets(octets)

    return tell


def _batches(paths: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(paths)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _read_batch(read: Read, batch: list[str], on_octets: OnOctets) -> list[FileReading]:
    return list(read(batch, on_octets))
