"""One stream of octets taken by several threads, each at its own pace.

Buffers go down a line of stations, and from its end back to be filled again. So one read feeds
every digest, the slowest of them sets the pace, and reading costs nothing beside it.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from queue import SimpleQueue
from threading import Thread
from typing import Self

BUFFER_SIZE = 1 << 20
"""Octets read at a time."""

_BUFFERS = 8

Update = Callable[[memoryview], object]
"""Takes the next octets; they are gone when it returns."""

_Queue = SimpleQueue["memoryview | None"]


class Line:
    """A line of stations; what was handed on has been taken by all once the block ends."""

    def __init__(self, stations: Sequence[Update]) -> None:
        """Start a thread for each station."""
        self._queues: list[_Queue] = [SimpleQueue() for _ in (*stations, None)]
        for _ in range(_BUFFERS):
            self._queues[-1].put(memoryview(bytearray(BUFFER_SIZE)))
        self._failures: list[BaseException] = []
        self._buffer: memoryview | None = None
        self._threads = ExitStack()
        for number, update in enumerate(stations):
            thread = Thread(target=self._work, args=(number, update), daemon=True)
            thread.start()
            self._threads.callback(thread.join)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._queues[0].put(None)
        self._threads.close()
        if self._failures:
            raise self._failures[0]

    def fill(self, handle: int) -> memoryview:
        """Read the next octets into a buffer that is free, and give them; empty at the end.

        Raises OSError as reading does.
        """
        self._buffer = self._queues[-1].get()
        if self._buffer is None:
            raise self._failures[0]
        return self._buffer[: os.readv(handle, [self._buffer])]

    def hand_on(self, octets: memoryview) -> None:
        """Hand what was filled to the first station."""
        self._queues[0].put(octets)

    def _work(self, number: int, update: Update) -> None:
        taken, given = self._queues[number : number + 2]
        try:
            while (octets := taken.get()) is not None:
                update(octets)
                # The last station gives the whole buffer back.
                is_last = number + 2 == len(self._queues)
                given.put(memoryview(octets.obj) if is_last else octets)
        except BaseException as error:  # noqa: BLE001 - it is raised where the line is used
            self._failures.append(error)
        given.put(None)
