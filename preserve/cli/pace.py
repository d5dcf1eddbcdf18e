"""Progress that keeps those who read to a rate: ``--limit-rate``."""

from preserve.fixity.throttle import Throttle
from preserve.workflow.outcomes import Progress


class Kept:
    """Progress of work that waits for its octets to be paid for."""

    def __init__(self, progress: Progress, throttle: Throttle) -> None:
        """Show what there is to show on ``progress``."""
        self._progress = progress
        self._throttle = throttle
        self.watched = getattr(progress, "watched", True)

    def expect(self, octets: int) -> None:
        """Add to the octets that are still to be read."""
        self._progress.expect(octets)

    def begin(self, subject: str, step: str) -> None:
        """Say that a step of one subject begins."""
        self._progress.begin(subject, step)

    def advance(self, octets: int) -> None:
        """Say that so many octets more have been read, and wait if they came too quickly."""
        self._progress.advance(octets)
        self._throttle.spend(octets)

    def count(self, files: int) -> None:
        """Say that so many files more are done with."""
        self._progress.count(files)

    def end(self, subject: str) -> None:
        """Say that a subject is done."""
        self._progress.end(subject)
