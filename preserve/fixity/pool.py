"""Doing the same to many subjects on several threads, results in the subjects' order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

Subject = TypeVar("Subject")
Result = TypeVar("Result")

_SIGNALS_WAIT = 0.5
"""Seconds."""


def settled(future: "Future[Result]") -> Result:
    """Wait for a result and give it, or raise what the work raised.

    A signal that comes just before the waiting begins would be heard only at its end, so it is
    begun again now and then.
    """
    while not future.done():
        wait([future], timeout=_SIGNALS_WAIT)
    return future.result()


def ordered(
    function: Callable[[Subject], Result], subjects: Iterable[Subject], *, workers: int
) -> Iterator[Result]:
    """Apply ``function`` to each subject; a few are under way at once, none are piled up.

    An exception is raised where its result would stand; what has not begun then never does.
    """
    if workers <= 1:
        yield from map(function, subjects)
        return
    pool = ThreadPoolExecutor(max_workers=workers)
    under_way: deque[Future[Result]] = deque()
    try:
        for subject in subjects:
            under_way.append(pool.submit(function, subject))
            if len(under_way) > 4 * workers:
                yield settled(under_way.popleft())
        while under_way:
            yield settled(under_way.popleft())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
