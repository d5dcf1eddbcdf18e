"""What a run leaves undone when its cluster stays away."""

from collections.abc import Generator, Iterator
from contextlib import closing

from preserve.errors import ClusterError
from preserve.workflow.outcomes import BagOutcome


def counted(outcomes: Generator[BagOutcome], *, releases: int) -> Iterator[BagOutcome]:
    """Give the outcomes; a cluster that fails says how many of so many releases are left."""
    given = 0
    with closing(outcomes):
        try:
            for outcome in outcomes:
                given += 1
                yield outcome
        except ClusterError as error:
            if not given:
                raise
            raise _told(error, left=releases - given) from error


def _told(error: ClusterError, *, left: int) -> ClusterError:
    return ClusterError(
        error.message,
        details=error.details,
        remedy=f"{error.remedy} The same command goes on where it stopped.",
        left=left,
    )
