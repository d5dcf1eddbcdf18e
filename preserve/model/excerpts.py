"""What was read of a document, cut to what a person can look over beside its description."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcerptLine:
    """A line as it was read."""

    number: int
    """In the file, from 1."""
    text: str
    page: int | None = None
    begins: bool = False
    """Whether a blank line, or other lines, stand between it and the line before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The beginning of a document, and the lines further down that values rest on."""

    document: str
    """As the evidence names it."""
    format: str
    encoding: str
    lines: tuple[ExcerptLine, ...]
    left_out: int = 0
    """Lines that were read and are not here."""
    whole: bool = True
    """False when only the beginning of the document was read."""
