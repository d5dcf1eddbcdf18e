"""The PREMIS 3 data model, as far as preserve writes it.

Each class is a PREMIS semantic unit or entity; field names are the units' names. A record is
a header (everything but the files) and a stream of file objects, so that a release of a
million files never has to be held whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from preserve.model.digests import Algorithm, HexDigest


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A value from a controlled vocabulary of the Library of Congress.

    ``scheme`` is the vocabulary (``eventType``), ``code`` the last part of its URI (``ing``);
    ``scheme`` and ``code`` empty: a word of our own, written without a URI.
    """

    label: str
    scheme: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identifier and its type; links between entities are made of both."""

    type: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixity:
    """One message digest of a file."""

    algorithm: Algorithm
    digest: HexDigest
    originator: str
    """Who made it: the agent, or the sender's checksum file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatFacts:
    """The format of a file: designation, registry entry, and how sure it is."""

    name: str
    version: str = ""
    puid: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """A relationship to other objects, with the events that brought it about."""

    type: Term
    subtype: Term
    related_objects: tuple[Identifier, ...]
    related_events: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IntellectualEntity:
    """The release itself, whatever form it takes."""

    identifiers: tuple[Identifier, ...]
    preservation_level: str
    preservation_level_rationale: str
    preservation_level_assigned: datetime
    original_name: str
    relationships: tuple[Relationship, ...]
    linked_events: tuple[Identifier, ...] = ()
    linked_rights: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """One set of files that together render the release; its ``includes`` are the files'."""

    identifiers: tuple[Identifier, ...]
    original_name: str
    relationships: tuple[Relationship, ...]
    """All but ``includes``, which the writer streams from the files."""
    linked_events: tuple[Identifier, ...] = ()
    notes: tuple[str, ...] = ()
    """What else is to be known of it, such as its empty folders (significantProperties)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileObject:
    """One original."""

    identifiers: tuple[Identifier, ...]
    fixity: tuple[Fixity, ...]
    size: int
    format: FormatFacts
    original_name: str
    """The path as received, relative to the release."""
    content_location: str
    """URI reference relative to the bag's ``data/`` folder, percent-encoded (RFC 3986)."""
    relationships: tuple[Relationship, ...]
    linked_events: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAgent:
    """An agent of an event, and its role there."""

    identifier: Identifier
    role: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedObject:
    """An object of an event, and its role there."""

    identifier: Identifier
    role: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that was done."""

    identifier: Identifier
    type: Term
    time: datetime
    """Aware, UTC."""
    detail: str
    outcome: Term
    outcome_note: str = ""
    agents: tuple[LinkedAgent, ...]
    objects: tuple[LinkedObject, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who or what did it."""

    identifiers: tuple[Identifier, ...]
    name: str
    type: Term | None
    """None where it is not known, as of a rightsholder who is only named."""
    version: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """The rights statement of the release."""

    identifier: Identifier
    basis: Term
    status: Term | None = None
    """Copyright status; with basis copyright."""
    jurisdiction: str = ""
    """ISO 3166; with basis copyright or statute."""
    uri: str = ""
    """The licence's or the rights statement's URI."""
    linked_objects: tuple[Identifier, ...] = ()
    linked_agents: tuple[LinkedAgent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A whole PREMIS document; ``files`` is iterated once for each pass over it."""

    entity: IntellectualEntity
    representation: Representation
    files: Iterable[FileObject]
    """May be iterated more than once; each pass gives the same objects in the same order."""
    file_identifiers: Iterable[Identifier]
    """The first identifier of each of the files, in their order."""
    events: tuple[Event, ...]
    agents: tuple[Agent, ...]
    rights: tuple[Rights, ...] = ()
