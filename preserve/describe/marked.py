"""What a single line of a release is, once it is told."""

from dataclasses import dataclass
from enum import Enum

from preserve.describe.dates.grammar import Span
from preserve.describe.languages import Genre
from preserve.describe.lines import Line

LONGEST = 400
"""Longer lines are prose; only their beginning is looked at."""


class Kind(Enum):
    """What a line is."""

    TEXT = "text"
    RELEASE = "release line"
    """Nothing but a label, a number, a date, a place before the date."""
    LABELLED = "labelled"
    """``Date: …``, ``Subject: …``."""
    EMBARGO = "embargo"
    CORRECTION = "correction"
    UPDATE = "update"
    CONTACT = "contact"
    BOILERPLATE = "boilerplate"
    SALUTATION = "salutation"
    END = "end mark"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A line and what it is."""

    line: Line
    folded: str
    kind: Kind
    dates: tuple[Span, ...] = ()
    genre: Genre | None = None
    """What its label says."""
    label: str = ""
    """The label as printed."""
    number: str = ""
    """The number of the release."""
    place: str = ""
    """The place before the date."""
    institution: str = ""
    """The institution before the date."""
    key: str = ""
    """Of a labelled line: which field."""
    rest: str = ""
    """Of a labelled line what follows; of a text that begins with a label, the same."""
