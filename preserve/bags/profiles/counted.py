"""Breaches of one rule in bounded number: a hostile bag could make any number of them."""

from collections.abc import Callable, Iterable, Iterator

from preserve.findings import Finding

LISTED = 1_000
"""Breaches of one rule that are listed one by one; the rest are counted."""


def counted(findings: Iterable[Finding], *, rest: Callable[[int], Finding]) -> Iterator[Finding]:
    """Give the first ``LISTED``, then what ``rest`` makes of the number of the others."""
    more = 0
    for place, finding in enumerate(findings):
        if place < LISTED:
            yield finding
        else:
            more += 1
    if more:
        yield rest(more)
