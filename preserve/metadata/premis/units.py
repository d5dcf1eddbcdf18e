"""What reading a PREMIS record gives: small facts, each with the line it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from preserve.model.premis import Identifier


class Kind(StrEnum):
    """The kinds of entity that identifiers and links speak of."""

    OBJECT = "object"
    EVENT = "event"
    AGENT = "agent"
    RIGHTS = "rights statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFacts:
    """A word that a vocabulary may stand behind."""

    element: str
    label: str
    value_uri: str | None
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFacts:
    """A date as it is written."""

    element: str
    text: str
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryFacts:
    """A format's key in a registry."""

    registry: str
    key: str
    line: int | None

    @property
    def is_pronom(self) -> bool:
        """Tell whether the registry is PRONOM."""
        return "pronom" in self.registry.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """A link from one entity to another."""

    element: str
    source: int
    """The number of the entity it is in, counted from 0."""
    kind: Kind
    """The kind of entity it leads to."""
    target: Identifier
    type: str | None = None
    """Of a relationship: the code of its type, None for one the vocabulary does not know."""
    subtype: str | None = None
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierFacts:
    """An entity's own identifier."""

    identifier: Identifier
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FixityFacts:
    """A message digest as it is written."""

    algorithm: str
    """The algorithm's word, or its code where an address gives one."""
    digest: str
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityFacts:
    """One entity, without its links."""

    number: int
    kind: Kind
    category: str
    """Of an object: ``file``, ``representation``, ``intellectualEntity`` or ``bitstream``."""
    identifiers: tuple[IdentifierFacts, ...]
    fixity: tuple[FixityFacts, ...] = ()
    sizes: tuple[str, ...] = ()
    original_name: str | None = None
    locations: tuple[str, ...] = ()
    agents: int = 0
    """Of an event: how many agents it names."""
    implementers: int = 0
    objects: int = 0
    """Of an event: how many objects it names."""
    linked_agents: tuple[Identifier, ...] = ()
    """Of an event: the first agents it names."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The first text of the units that describe a format, an event or an agent, each cut short."""
    line: int | None

    @property
    def size(self) -> int | None:
        """Give the size that is stated first, None unless it is an ``xs:long``."""
        text = self.sizes[0].strip() if self.sizes else ""
        digits = text.removeprefix("-").removeprefix("+")
        return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RootFacts:
    """The root element, which comes last."""

    name: str
    """Its name in the PREMIS namespace; empty for one outside it."""


Facts = TermFacts | DateFacts | RegistryFacts | LinkFacts | EntityFacts | RootFacts
