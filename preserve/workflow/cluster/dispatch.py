"""Errands to a cluster's workers, answers in the errands' order, in spite of what is lost.

An answer counts only when a worker gave it. What was lost with a worker or a scheduler is
entrusted again, and what failed on one worker is tried once on another.
"""

import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from preserve.errors import ClusterError
from preserve.workflow.cluster import connection
from preserve.workflow.cluster.connection import Connection
from preserve.workflow.cluster.errands import Answer
from preserve.workflow.cluster.remarks import tell

Errand = TypeVar("Errand")

_MOST_LOSSES = 5
"""Deliveries of one errand that may be lost before it is given up."""

_LEAST_AHEAD = 32
_AHEAD = 4
"""Errands for each thread of the cluster that are entrusted at a time."""

_SECONDS = 0.25
_A_WHILE = 3.0


@dataclass(slots=True, kw_only=True)
class Entrusted(Generic[Errand]):
    """One errand on its way."""

    errand: Errand
    future: Any = None
    losses: int = 0
    refusals: int = 0
    first: Answer | None = None
    """What failed on the first worker that tried."""
    avoided: set[str] = field(default_factory=set)
    places: frozenset[str] = frozenset()
    """The only workers that may take it; none: any may."""
    answer: Answer | None = None
    lost: str = ""
    """Why it was given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Generic[Errand]):
    """How errands of one kind are done."""

    task: Callable[[Errand], Answer]
    readdressed: Callable[[Errand], Errand]
    """Gives the errand for a further delivery."""
    has_failed: Callable[[Answer], bool]


class Dispatch(Generic[Errand]):
    """Entrusts errands over one connection."""

    def __init__(self, cluster: Connection, order: Order[Errand]) -> None:
        """Take the connection and how the errands are done."""
        self._cluster = cluster
        self._order = order
        self._held: deque[Entrusted[Errand]] = deque()
        self._ahead = _LEAST_AHEAD
        self._looked_at = 0.0
        self._counted_at = 0.0
        self._last_worker = time.monotonic()
        self._workers: set[str] = set()
        """Those that were seen and not missed since."""

    def ordered(self, errands: Iterator[Errand]) -> Iterator[Entrusted[Errand]]:
        """Give each errand once it is answered or given up, in their order.

        Raises ClusterError when scheduler or workers stay away, or no worker is fit.
        """
        is_more = True
        while True:
            while is_more and len(self._held) < self._most():
                is_more = self._take_on(errands)
            if not self._held:
                self._miss(self._cluster.workers())
                return
            self._see_to()
            while self._held and (self._held[0].answer or self._held[0].lost):
                yield self._held.popleft()

    def _take_on(self, errands: Iterator[Errand]) -> bool:
        for errand in errands:
            entrusted = Entrusted(errand=errand)
            self._held.append(entrusted)
            self._submit(entrusted)
            return True
        return False

    def _most(self) -> int:
        if not self._held:
            self._ahead = max(_LEAST_AHEAD, _AHEAD * self._cluster.threads())
        return self._ahead

    def _see_to(self) -> None:
        """Wait a moment for the first errand, then look at all of them."""
        first = self._held[0]
        deadline = time.monotonic() + _SECONDS
        while not first.future.done() and time.monotonic() < deadline:
            time.sleep(0.005)
        if self._cluster.is_lost():
            self._start_again()
            return
        now = time.monotonic()
        if first.future.done() and now - self._looked_at < _SECONDS:
            self._settle(first)
            return
        self._looked_at = now
        for entrusted in self._held:
            if entrusted.answer is None and not entrusted.lost and entrusted.future.done():
                self._settle(entrusted)
        self._watch_for_workers()

    def _start_again(self) -> None:
        self._cluster.restore()
        # They find the new scheduler in their own time, and under new addresses.
        self._workers.clear()
        for entrusted in self._held:
            if entrusted.answer is None and not entrusted.lost:
                self._again(entrusted, "the connection to the scheduler was lost")

    def _settle(self, entrusted: Entrusted[Errand]) -> None:
        try:
            answer: Answer = entrusted.future.result(timeout=connection.patience())
        # A lost worker, a killed one, what cannot be unpickled: Dask has many names for it.
        except Exception as error:  # noqa: BLE001
            self._again(entrusted, f"{type(error).__name__}: {error}".splitlines()[0][:300])
            return
        if answer.unfit:
            self._refused(entrusted, answer)
        elif self._order.has_failed(answer) and entrusted.first is None:
            entrusted.first = answer
            self._elsewhere(entrusted)
        else:
            entrusted.answer = answer
            entrusted.future.release()

    def _again(self, entrusted: Entrusted[Errand], why: str) -> None:
        entrusted.losses += 1
        if entrusted.losses >= _MOST_LOSSES:
            entrusted.lost = why
            return
        entrusted.errand = self._order.readdressed(entrusted.errand)
        self._submit(entrusted)

    def _refused(self, entrusted: Entrusted[Errand], answer: Answer) -> None:
        entrusted.refusals += 1
        if entrusted.refusals >= _MOST_LOSSES:
            raise unfit([answer])
        self._elsewhere(entrusted)

    def _elsewhere(self, entrusted: Entrusted[Errand]) -> None:
        entrusted.avoided.update(self._places(entrusted.future))
        entrusted.errand = self._order.readdressed(entrusted.errand)
        self._submit(entrusted)

    def _places(self, future: Any) -> set[str]:
        try:
            return set(self._cluster.client.who_has([future]).get(future.key, ()))
        except Exception:  # noqa: BLE001 - another worker is a wish, no condition
            return set()

    def _submit(self, entrusted: Entrusted[Errand]) -> None:
        entrusted.places = frozenset()
        if entrusted.avoided:
            entrusted.places = frozenset(self._cluster.workers()) - entrusted.avoided
        entrusted.future = self._cluster.client.submit(
            self._order.task,
            entrusted.errand,
            key=f"preserve-{uuid.uuid4().hex}",
            pure=False,
            workers=sorted(entrusted.places) or None,
        )

    def _watch_for_workers(self) -> None:
        now = time.monotonic()
        if now - self._counted_at < 2:
            return
        self._counted_at = now
        workers = self._cluster.workers()
        self._miss(workers)
        if workers:
            self._last_worker = now
            self._free(workers)
        elif now - self._last_worker > connection.patience():
            raise no_workers()

    def _miss(self, workers: list[str]) -> None:
        """Say which workers are gone; nobody is missed before nobody was seen for a while."""
        gone = sorted(self._workers.difference(workers))
        if workers:
            self._workers = set(workers)
            if gone:
                tell(f"{_lost(gone)}; another worker does what was left undone")
        elif gone and time.monotonic() - self._last_worker > _A_WHILE:
            self._workers.clear()
            tell(f"{_lost(gone)}; waiting up to {connection.patience():g} s for another")

    def _free(self, workers: list[str]) -> None:
        """Let any worker take what only workers that are gone might."""
        for entrusted in self._held:
            is_open = entrusted.answer is None and not entrusted.lost
            if is_open and entrusted.places and entrusted.places.isdisjoint(workers):
                entrusted.avoided.clear()
                self._submit(entrusted)


def _lost(workers: list[str]) -> str:
    if len(workers) == 1:
        return f"the worker at {workers[0]} was lost"
    return (
        f"{len(workers)} workers were lost ({', '.join(workers[:3])}{', …' * (len(workers) > 3)})"
    )


def unfit(answers: list[Answer]) -> ClusterError:
    """Say which workers are not fit, and why."""
    reasons = [f"{one.where}: {one.unfit}" for one in answers]
    return ClusterError(
        f"a worker is not fit for this run: {reasons[0]}",
        details=reasons[1:],
        remedy="Every worker needs the same versions as this machine, and the originals and the"
        " output under the same paths.",
    )


def no_workers() -> ClusterError:
    """Say that there are no workers."""
    return ClusterError(
        "the cluster has no workers",
        remedy="Start some, then run again: what was finished is whole.",
    )
