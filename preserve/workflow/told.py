"""Progress from a process to the one that shows it: a few messages a second, whatever is read."""

import threading
import time
from collections.abc import Callable

from preserve.workflow.outcomes import Progress, Silence

_SECONDS = 0.1
"""Between two messages that say no more than how many octets were read."""

Told = tuple[str, ...] | tuple[int, int]
"""``begin``, subject and step; ``end`` and subject; or how many octets, and how many files."""


class Teller(Silence):
    """Progress that is told to another process."""

    def __init__(self, tell: Callable[[Told], None]) -> None:
        """Take what brings a message there."""
        self._tell = tell
        self._octets = self._files = 0
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
        self.flush()

    def count(self, files: int) -> None:
        """Count files, and tell of them with the octets."""
        with self._lock:
            self._files += files

    def end(self, subject: str) -> None:
        """Tell that a subject is done, and of what was not told of yet."""
        self.flush()
        self._tell(("end", subject))

    def flush(self) -> None:
        """Tell of octets and files that were not told of yet."""
        with self._lock:
            counts = self._octets, self._files
            self._octets = self._files = 0
        if any(counts):
            self._tell(counts)


def hear(progress: Progress, told: Told) -> None:
    """Show what another process told."""
    match told:
        case (int(octets), int(files)):
            progress.advance(octets)
            progress.count(files)
        case ("begin", subject, step):
            progress.begin(subject, step)
        case ("end", subject):
            progress.end(subject)
