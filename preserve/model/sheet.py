"""The metadata sheet: one table of its columns and their terms, and what its rows hold.

The table serves the reader of the sheet and its writer alike. A column is a term of DCMI
Metadata Terms; ``filename`` and ``sha512`` say which release a row is about.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from preserve.model import dates, notations
from preserve.model.description import Description, Scheme

FILENAME = "filename"
SHA512 = "sha512"
CHECK = "check"
CONFIDENCE = "confidence"
EVIDENCE = "evidence"
NONE = "[none]"
"""The cell that leaves its element empty, whatever the document says."""


class Form(Enum):
    """What a column's cells hold."""

    TEXT = "text"
    """Words, which may be in a language (``title@fr``)."""
    DATE = "date"
    LANGUAGE = "language"
    PLAIN = "plain"
    """Text that is in no language, such as an identifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the sheet; its name is the term's local name."""

    name: str
    form: Form


COLUMNS = (
    Column(name="title", form=Form.TEXT),
    Column(name="alternative", form=Form.TEXT),
    Column(name="creator", form=Form.TEXT),
    Column(name="publisher", form=Form.TEXT),
    Column(name="issued", form=Form.DATE),
    Column(name="available", form=Form.DATE),
    Column(name="language", form=Form.LANGUAGE),
    Column(name="type", form=Form.TEXT),
    Column(name="identifier", form=Form.PLAIN),
    Column(name="source", form=Form.PLAIN),
    Column(name="spatial", form=Form.TEXT),
    Column(name="subject", form=Form.TEXT),
    Column(name="description", form=Form.TEXT),
    Column(name="rights", form=Form.TEXT),
    Column(name="rightsHolder", form=Form.TEXT),
    Column(name="replaces", form=Form.PLAIN),
)
COLUMN: Mapping[str, Column] = {column.name: column for column in COLUMNS}

_URI = re.compile(r"(?:https?|ftp)://[^\s<>\"]+|urn:[A-Za-z0-9][A-Za-z0-9-]*:[^\s<>\"]+")


def scheme_of(element: str, text: str) -> Scheme | None:
    """Give the encoding scheme that a value of the term truly has."""
    form = COLUMN[element].form if element in COLUMN else Form.PLAIN
    if form is Form.DATE:
        return Scheme.W3CDTF if dates.is_w3cdtf(text) else None
    if form is Form.LANGUAGE:
        return Scheme.RFC4646 if notations.is_language_tag(text) else None
    if element == "type" and text in notations.DCMI_TYPES:
        return Scheme.DCMI_TYPE
    if element in {"type", "identifier", "source", "rights", "replaces"}:
        return Scheme.URI if _URI.fullmatch(text) else None
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell that is not blank."""

    element: str
    language: str | None
    """The language its column names; None where it names none."""
    text: str
    column: str
    """The column's heading as the sheet writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """What the sheet says of one release; a blank cell says nothing."""

    filename: str
    sheet: str
    """The sheet's file name, for the evidence."""
    line: int
    """The line the row begins on, from 1."""
    sha512: str | None = None
    cells: tuple[Cell, ...] = ()
    """In the order of the columns."""
    emptied: tuple[Cell, ...] = ()
    """The cells that say ``[none]``."""
    blank: frozenset[tuple[str, str | None, int]] = frozenset()
    """Element, language and place of the blank cells of columns that stand several times.

    The first column of a heading has the place 0; what the document says there is kept.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole sheet, its rows in the order of the file."""

    name: str
    rows: tuple[SheetRow, ...]

    def row(self, release: str) -> SheetRow | None:
        """Give the row of a release, by its top-level name, equal but for normalisation."""
        wanted = unicodedata.normalize("NFC", release)
        exact = (row for row in self.rows if row.filename == release)
        near = (row for row in self.rows if unicodedata.normalize("NFC", row.filename) == wanted)
        return next(exact, None) or next(near, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """A described release, to be written as a row."""

    filename: str
    sha512: str | None
    description: Description
