"""A description in Dublin Core terms, each value with the evidence for it."""

from dataclasses import dataclass, field
from enum import StrEnum

from preserve.model import confidence
from preserve.model.excerpts import Excerpt


class Origin(StrEnum):
    """Where a value comes from, in order of precedence."""

    CSV = "csv"
    DOCUMENT = "document"
    CONFIG = "config"


class Scheme(StrEnum):
    """The syntax or vocabulary encoding scheme of a value (DCMI Metadata Terms)."""

    W3CDTF = "W3CDTF"
    RFC4646 = "RFC4646"
    DCMI_TYPE = "DCMIType"
    IMT = "IMT"
    URI = "URI"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a value is believed."""

    origin: Origin
    where: str
    """Place in the origin: ``a.txt line 12``, ``metadata.csv line 3``, ``[describe] genre``."""
    text: str
    """The words themselves, as found."""
    rule: str
    """The rule that read them, by name."""
    document: str = ""
    """The document, where it is in one."""
    line: int = 0
    """The line of the document that the words begin on; 0: none, or the document as a whole."""
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of one Dublin Core term."""

    element: str
    """The term's local name in the DCMI terms namespace: ``title``, ``issued``, ``spatial``…"""
    text: str
    language: str | None = None
    """BCP 47 tag of the value itself (``xml:lang``); None where it has none."""
    scheme: Scheme | None = None
    """Its encoding scheme; a value with one carries no language."""
    confidence: float = 1.0
    """0 to 1: how likely it is right."""
    evidence: Evidence


class Question(StrEnum):
    """What a person is asked."""

    VALUE = "value"
    """To give a value, or to look at one."""
    DOCUMENT = "document"
    """To describe the release, since no document of it could be read."""
    CHOICE = "choice"
    """Whether the right document was taken for the release."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A question for a person: a term left empty, or in doubt."""

    element: str
    """The term; ``*`` where it is about the description as a whole."""
    reason: str
    question: Question = Question.VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Everything said about one release, in the order of the record."""

    values: tuple[Value, ...]
    review: tuple[ReviewItem, ...] = ()
    runners_up: tuple[Value, ...] = ()
    """What else was found, and not taken."""
    excerpts: tuple[Excerpt, ...] = field(default=(), compare=False, repr=False)
    """What was read, for a person to hold the values against: the main document first."""

    @property
    def rivals(self) -> tuple[Value, ...]:
        """What else was found that is worth a person's look."""
        return tuple(one for one in self.runners_up if one.confidence >= confidence.TELLING)

    def texts(self, element: str) -> tuple[str, ...]:
        """Give the texts of every value of a term, in order."""
        return tuple(value.text for value in self.values if value.element == element)
