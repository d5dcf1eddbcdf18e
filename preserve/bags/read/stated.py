"""What manifests and fetch.txt state of one side of a bag, sorted by path."""

from contextlib import ExitStack
from typing import Self

from preserve.storage.spills import Spill

_APART = 8
"""Manifests of which each is kept apart; a bag may have any number."""


class Stated:
    """The lines of each manifest, and beside them those of all others."""

    __slots__ = ("_kept", "beside", "of_manifests")

    def __init__(self) -> None:
        """Start with none."""
        self._kept = ExitStack()
        self.beside = self._kept.enter_context(Spill())
        """The lines of fetch.txt, and of manifests that are too many to be kept apart."""
        self.of_manifests: tuple[Spill, ...] = ()

    def expect(self, manifests: int) -> None:
        """Be told of how many manifests the lines will be."""
        if manifests <= _APART:
            self.of_manifests = tuple(self._kept.enter_context(Spill()) for _ in range(manifests))

    def by(self, source: int) -> Spill:
        """Give where the lines of a manifest are kept."""
        return self.of_manifests[source] if self.of_manifests else self.beside

    def all(self) -> tuple[Spill, ...]:
        """Give everything, in the order of the sources."""
        return (*self.of_manifests, self.beside)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.close()
