"""Memory that all who decode an archive at once have together."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Share:
    """A number of octets that threads take from, wait for, and give back."""

    __slots__ = ("_given_back", "_left", "octets")

    def __init__(self, octets: int) -> None:
        """Begin with all of it."""
        self.octets = octets
        """In all."""
        self._left = octets
        self._given_back = Condition()

    @contextmanager
    def taken(self, octets: int) -> Iterator[None]:
        """Take some, no more than there are in all, as soon as there are as many.

        A thread that has some must not wait for another that wants some.
        """
        with self._given_back:
            self._given_back.wait_for(lambda: octets <= self._left)
            self._left -= octets
        try:
            yield
        finally:
            with self._given_back:
                self._left += octets
                self._given_back.notify_all()
