"""What can be gone through again and again, in one order, and counted, wherever it is kept."""

from collections.abc import Iterator
from typing import Protocol, TypeVar

Member_co = TypeVar("Member_co", covariant=True)


class Series(Protocol[Member_co]):
    """A tuple, or what stands for one that is too long for memory."""

    def __iter__(self) -> Iterator[Member_co]:
        """Give every member, in an order that stays the same."""

    def __len__(self) -> int:
        """Tell how many there are."""
