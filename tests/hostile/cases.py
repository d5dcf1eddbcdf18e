"""One hostile package and what must be said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bags.builder import BagBuilder
from tests.hostile.judging import Found

Make = Callable[[Path], Path]
"""Puts a package into an empty folder, and says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A package, its verdict, and every finding, exactly."""

    make: Make
    found: tuple[Found, ...]
    verdict: str = "invalid"
    options: tuple[str, ...] = ()


def bag(builder: BagBuilder, *, name: str = "bag") -> Make:
    """Make what puts the builder's bag into the folder."""
    return lambda yard: builder.build(yard / name)


def changed(change: Callable[[Path], object], builder: BagBuilder | None = None) -> Make:
    """Make what puts a sound bag into the folder and then does something to it."""

    def make(yard: Path) -> Path:
        built = (builder or BagBuilder()).build(yard / "bag")
        change(built)
        return built

    return make
