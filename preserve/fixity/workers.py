"""Processes of preserve's own that do the same to many subjects, results in the subjects' order.

One interpreter runs Python code on one core alone. Each worker is a program that is spawned,
never forked: a fork would copy locks that other threads hold, and foreign code hangs in it. What
passes between the processes is pickled, from and to programs of our own alone.
"""

import pickle
import selectors
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any, BinaryIO, Generic, Self, TypeVar

from preserve.errors import ToolError
from preserve.storage import child_process
from preserve.storage.child_process import Running

Subject = TypeVar("Subject")
Result = TypeVar("Result")

Pace = Callable[[], None]
"""Called before each subject is handed over; may wait, or raise to stop."""

AHEAD = 4
"""Subjects for each worker that are under way or wait for their turn."""

SIGNALS_WAIT = 0.5
"""Seconds after which one who waits looks whether a signal came just before it began to wait."""

QUEUED = 2
"""Subjects that one worker holds, so that it need not wait for the next."""

_NAME = "worker process"
_MODULE = "preserve.fixity.worker_process"
_REMEDY = "Run again; if it happens again, run with --workers 1, and report it."


class Workers(Generic[Subject, Result]):
    """Worker processes that live until they are closed; one thread uses them."""

    def __init__(
        self,
        begin: str,
        *,
        count: int,
        argument: object = None,
        handles: Sequence[int] = (),
    ) -> None:
        """Start ``count`` processes.

        In each, ``begin`` (``module:function``) is called once with ``argument`` and the open
        ``handles``, which it inherits, and gives the function that turns a subject into a
        result. All of these are pickled. Raises ToolError when a process cannot be started.
        """
        self._all: list[_Worker] = []
        first = pickle.dumps((begin, argument, tuple(handles)))
        with ExitStack() as starting:
            starting.callback(self.close)
            for _ in range(count):
                running = child_process.start(
                    child_process.own_module(_MODULE), name=_NAME, handles=handles
                )
                worker = _Worker(running)
                self._all.append(worker)
                worker.send(first)
            starting.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """The process numbers of the workers."""
        return tuple(one.running.child.pid for one in self._all)

    def ordered(
        self, subjects: Iterable[Subject], *, pace: Pace | None = None
    ) -> Generator[Result]:
        """Give the result of each subject, in their order; a few are under way at once.

        An exception that a worker met is raised where its result would stand. Raises ToolError
        when a worker ends. The workers are closed unless every result was taken: those that are
        under way would be taken for results of the next subjects.
        """
        is_done = False
        try:
            yield from _Round(self._all, iter(subjects), pace).results()
            is_done = True
        finally:
            if not is_done:
                self.close()

    def kill(self) -> None:
        """End the processes from another thread; the one that waits for results gets ToolError."""
        for worker in self._all:
            worker.running.child.kill()

    def close(self) -> None:
        """End the processes, in the middle of what they do."""
        while self._all:
            self._all.pop().close()


class _Worker:
    """One process, and the places of the subjects that it holds, in their order."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.holds: deque[int] = deque()
        self._stream: BinaryIO = running.channel.makefile("rb")

    def send(self, octets: bytes) -> None:
        try:
            self.running.channel.sendall(octets)
        except OSError as error:
            raise self._ended() from error

    def receive(self) -> Iterator[tuple[int, Any, BaseException | None]]:
        """Give the results that have come: their places, and each result or exception."""
        yield self._next()
        # What is buffered already would wake no selector.
        while self.holds and self._buffered():
            yield self._next()

    def close(self) -> None:
        self.running.stop()
        self._stream.close()

    def _next(self) -> tuple[int, Any, BaseException | None]:
        try:
            # From a program of our own, by a channel that nobody else has.
            result, error = pickle.load(self._stream)  # noqa: S301
        except (OSError, EOFError, pickle.UnpicklingError) as cause:
            raise self._ended() from cause
        return self.holds.popleft(), result, error

    def _buffered(self) -> bool:
        self.running.channel.settimeout(0)
        try:
            return bool(self._stream.peek(1))  # type: ignore[attr-defined]
        except OSError:
            return False
        finally:
            self.running.channel.settimeout(None)

    def _ended(self) -> ToolError:
        return ToolError(f"{_NAME}: {self.running.end()}", remedy=_REMEDY)


class _Round:
    """One pass over subjects."""

    def __init__(
        self, workers: Sequence[_Worker], subjects: Iterator[Any], pace: Pace | None
    ) -> None:
        self._workers = workers
        self._subjects = subjects
        self._pace = pace
        self._given = self._taken = 0
        self._come: dict[int, tuple[Any, BaseException | None]] = {}

    def results(self) -> Iterator[Any]:
        with selectors.DefaultSelector() as selector:
            for worker in self._workers:
                selector.register(worker.running.channel, selectors.EVENT_READ, worker)
            is_more = True
            while True:
                is_more = is_more and self._feed()
                while self._taken in self._come:
                    yield self._take()
                if not is_more and self._taken == self._given:
                    return
                if self._taken + len(self._come) < self._given:
                    for key, _ in selector.select(SIGNALS_WAIT):
                        self._receive(key.data)

    def _feed(self) -> bool:
        """Give each worker that may have more a subject in turn; tell whether there are more."""
        for _ in range(QUEUED):
            for worker in self._workers:
                if self._given - self._taken >= AHEAD * len(self._workers):
                    return True
                if len(worker.holds) >= QUEUED:
                    continue
                if self._pace is not None:
                    self._pace()
                for subject in self._subjects:
                    worker.holds.append(self._given)
                    self._given += 1
                    worker.send(pickle.dumps(subject))
                    break
                else:
                    return False
        return True

    def _receive(self, worker: _Worker) -> None:
        for place, result, error in worker.receive():
            self._come[place] = result, error

    def _take(self) -> Any:
        result, error = self._come.pop(self._taken)
        self._taken += 1
        if error is not None:
            raise error
        return result
