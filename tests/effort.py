"""How much a piece of work does, counted and so the same on any machine."""

import sys
import threading
from collections.abc import Callable
from types import FrameType


def calls(work: Callable[[], object]) -> int:
    """Count the calls of functions written in Python, in every thread the work starts.

    Blind to what one call does within C: a regular expression that goes back and forth, a
    search through a list.
    """
    count = 0

    def counted(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event == "call"

    threading.setprofile(counted)
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return count
