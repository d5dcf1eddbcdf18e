"""A document as lines with what can be seen of their layout, whatever format it came in."""

from dataclasses import dataclass
from enum import Enum

_STATED = 0.9


NO_LETTERS = "no text layer"
"""Why a document of pictures has no lines."""


class Zone(Enum):
    """Where the format itself says that a line stands."""

    PAGE = "page"
    HEADER = "header"
    """Printed above the text: of a page, of a section, of a site."""
    FOOTER = "footer"
    """Printed below it."""


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
    size: float = 1.0
    """Of its letters, in those that most of the document has; 1 also where it is not known."""
    zone: Zone = Zone.PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What the document's own fields say: front matter, a header, properties."""

    key: str
    """``title``, ``alternative``, ``issued``, ``publisher``…: as front matter names them."""
    text: str
    number: int
    """The line it stands on; 0: of the document as a whole."""
    source: str = "front matter"
    """What says so, for the evidence."""
    trust: float = 0.95
    """0 to 1: how likely it is right, by whether a person wrote it or a program filled it in."""

    @property
    def is_stated(self) -> bool:
        """Whether a person said so in so many words, not a program that fills in fields."""
        return self.trust >= _STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader gives."""

    name: str
    """As the evidence names it."""
    lines: tuple[Line, ...]
    hints: tuple[Hint, ...] = ()
    format: str = ""
    """The name of the format it was read as."""
    encoding: str = "utf-8"
    certain: bool = True
    """Whether the encoding is known, not guessed."""
    whole: bool = True
    """False when only the beginning was read."""
    attachments: tuple[str, ...] = ()
    """Names of what it carries inside, such as the files of a message."""
    wordless: str = ""
    """Why it has no lines, where that is known: ``no text layer``."""

    recognised: str = ""
    """What recognised its letters in a picture: ``OCR (tesseract 5.3.0, eng)``."""
    sure: float = 1.0
    """How sure that was of the letters, 0 to 1."""

    def where(self, number: int, page: int | None = None) -> str:
        """Name a place in the document."""
        return f"{self.name} page {page} line {number}" if page else f"{self.name} line {number}"
