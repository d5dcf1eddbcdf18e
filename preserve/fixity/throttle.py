"""Reading no faster than the operator allows."""

import threading
import time
from collections.abc import Callable

Wait = Callable[[float], object]
"""Waits for so many seconds; may end sooner."""

_SAVED = 1.0
"""Seconds: reading itself takes time, and that is no reason to wait longer."""


class Throttle:
    """Makes those who read wait until the octets so far are no more than the rate allows.

    Of what was not used, one second's worth is saved up. Threads may share one.
    """

    def __init__(
        self, rate: int, *, wait: Wait = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Allow ``rate`` octets a second."""
        self._rate = rate
        self._wait = wait
        self._clock = clock
        self._free_at = clock()
        self._lock = threading.Lock()

    def spend(self, octets: int) -> None:
        """Take octets that were read, and wait until they are paid for."""
        with self._lock:
            now = self._clock()
            self._free_at = max(self._free_at, now - _SAVED) + octets / self._rate
            left = self._free_at - now
        if left > 0:
            self._wait(left)
