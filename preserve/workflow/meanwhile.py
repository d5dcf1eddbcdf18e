"""Checking the metadata of a large package in a process of its own, while it is sealed."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from preserve.fixity.futures import settled
from preserve.fixity.workers import Workers
from preserve.storage.folders import Folder
from preserve.workflow import record
from preserve.workflow.run import Run

_BEGIN = f"{__name__}:begin"
_MANY = 5_000
"""Files from which on it saves more time than a process takes to begin."""


@contextmanager
def checking(run: Run, bag: Folder, *, files: int) -> Iterator[Callable[[], None]]:
    """Begin to check the metadata as it stands; what is given waits for the end, and may raise.

    A small package is checked only then. Errors are those of ``record.check``.
    """
    if files < _MANY or run.file_workers == 1:
        yield lambda: record.check(bag)
        return
    handles = (bag.handle(),)
    with (
        Workers[None, None](_BEGIN, count=1, argument=bag.path, handles=handles) as workers,
        ThreadPoolExecutor(max_workers=1) as waiting,
    ):
        checked = waiting.submit(list, workers.ordered([None]))

        def wait() -> None:
            settled(checked)

        try:
            yield wait
        finally:
            # Ends what may still be under way, so that nobody waits for it.
            workers.kill()


def begin(path: Path, handles: tuple[int, ...]) -> Callable[[None], None]:
    """Begin a worker's part: called in the worker."""
    (handle,) = handles
    bag = Folder(path, handle)
    return lambda _: record.check(bag)
