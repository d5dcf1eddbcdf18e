"""A document as lines with what can be seen of their layout, whatever format it came in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text, its markup taken away."""

    text: str
    """NFC, without blanks at the ends and without characters that XML cannot hold."""
    number: int
    """In the file, from 1."""
    block: int
    """Lines with nothing between them share a block."""
    page: int | None = None
    column: int = 0
    """Which column of a row set side by side, or which cell of a table, from 0."""
    level: int = 0
    """Of a heading, from 1; 0: none."""
    bold: bool = False
    italic: bool = False
    listed: bool = False
    """An item of a list."""
    rule: bool = False
    """A line drawn across the page; the text is what it is drawn with."""
    joined: bool = False
    """One passage of emphasis, or one heading, with the line before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What the document's own fields say: front matter, a header, properties."""

    key: str
    text: str
    number: int
    """The line it stands on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader gives."""

    name: str
    """As the evidence names it."""
    lines: tuple[Line, ...]
    hints: tuple[Hint, ...] = ()
    encoding: str = "utf-8"
    certain: bool = True
    """Whether the encoding is known, not guessed."""
    whole: bool = True
    """False when only the beginning was read."""

    def where(self, number: int, page: int | None = None) -> str:
        """Name a place in the document."""
        return f"{self.name} page {page} line {number}" if page else f"{self.name} line {number}"
