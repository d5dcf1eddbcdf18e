"""Progress from a process to the one that shows it: a few messages a second, whatever is read."""

import threading
import time
from collections.abc import Callable

from preserve.workflow.outcomes import Progress, Silence

_SECONDS = 0.1
"""Between two messages that say no more than how many octets were read."""

Told = tuple[str, ...] | int
"""``begin``, subject and step; ``end`` and subject; or octets."""


class Teller(Silence):
    """Progress that is told to another process."""

    def __init__(self, tell: Callable[[Told], None]) -> None:
        """Take what brings a message there."""
        self._tell = tell
        self._octets = 0
        self._told_at = 0.0
        self._lock = threading.Lock()

    def begin(self, subject: str, step: str) -> None:
        """Tell that a step of one subject begins."""
        self._tell(("begin", subject, step))

    def advance(self, octets: int) -> None:
        """Count octets, and tell of them now and then."""
        with self._lock:
            self._octets += octets
            now = time.monotonic()
            if now - self._told_at < _SECONDS:
                return
            self._told_at = now
            octets, self._octets = self._octets, 0
        self._tell(octets)

    def end(self, subject: str) -> None:
        """Tell that a subject is done, and of the octets that were not told of yet."""
        self.flush()
        self._tell(("end", subject))

    def flush(self) -> None:
        """Tell of the octets that were not told of yet."""
        with self._lock:
            octets, self._octets = self._octets, 0
        if octets:
            self._tell(octets)


def hear(progress: Progress, told: Told) -> None:
    """Show what another process told."""
    match told:
        case int():
            progress.advance(told)
        case ("begin", subject, step):
            progress.begin(subject, step)
        case ("end", subject):
            progress.end(subject)
