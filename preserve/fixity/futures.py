"""Waiting for what other threads do, so that signals are heard meanwhile."""

from concurrent.futures import Future, wait
from typing import TypeVar

Result = TypeVar("Result")

_SIGNALS_WAIT = 0.5
"""Seconds."""


def settled(future: "Future[Result]") -> Result:
    """Wait for a result and give it, or raise what the work raised.

    A signal that comes just before the waiting begins would be heard only at its end, so it is
    begun again now and then.
    """
    while not future.done():
        wait([future], timeout=_SIGNALS_WAIT)
    return future.result()
