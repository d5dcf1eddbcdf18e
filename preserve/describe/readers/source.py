"""What a reader is given."""

from dataclasses import dataclass
from typing import BinaryIO, Protocol

from preserve.describe.lines import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An open document."""

    name: str
    """As the evidence is to name it."""
    stream: BinaryIO
    """At the beginning, seekable, opened for reading alone."""
    ocr: tuple[str, ...] | None = None
    """The languages to expect, where letters in pictures are to be recognised; None: not."""


class Reader(Protocol):
    """Turns one document format into lines."""

    def __call__(self, source: Source) -> Document:
        """Read in bounded memory, whatever the size; raise OSError as reading does."""
        ...
