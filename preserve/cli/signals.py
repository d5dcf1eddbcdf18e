"""SIGINT and SIGTERM: the first asks the work to stop where it is safe, the second ends it.

Whatever stands under a final name stays whole in either case.
"""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from enum import Enum

EXIT_CODE = 130
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class First(Enum):
    """What the first signal does."""

    ASK = "ask"
    """It sets the event, and the work stops at the next file boundary."""
    RAISE = "raise"
    """It raises KeyboardInterrupt at once: for work that writes nothing."""


@contextlib.contextmanager
def stopping(
    stop: threading.Event,
    *,
    first: First,
    answer: Callable[[], None] = lambda: None,
    farewell: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """Listen to both signals while the block runs.

    ``answer`` tells the person that the first was heard, ``farewell`` leaves the terminal in
    order before a hard end. Both run inside the signal handler: they may not enter a stream.
    """

    def receive(*_: object) -> None:
        if stop.is_set():
            try:
                farewell()
            finally:
                os._exit(EXIT_CODE)
        stop.set()
        if first is First.RAISE:
            raise KeyboardInterrupt
        answer()

    # A signal that the parent has set to be ignored (nohup, a shell's "&") stays ignored.
    heard = [one for one in _SIGNALS if signal.getsignal(one) is not signal.SIG_IGN]
    before = [(one, signal.signal(one, receive)) for one in heard]
    try:
        yield
    finally:
        for one, former in before:
            signal.signal(one, former)
