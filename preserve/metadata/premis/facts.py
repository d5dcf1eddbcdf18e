"""What a PREMIS record is built from: everything that was done to a release, and by what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from preserve.config import Organisation, RightsSettings
from preserve.model.formats import Format, IdentifierTool
from preserve.model.releases import StagedRelease


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTimes:
    """When each event ended; aware, UTC. None: it did not happen."""

    replication: datetime
    digest_calculation: datetime
    """Also the time of the fixity check against the sender's digests: it is the same read."""
    identification: datetime | None = None
    extraction: datetime | None = None
    correction: datetime | None = None
    validation: datetime | None = None
    creation: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """A program that took part; one that took part in no event that happened is left out."""

    name: str
    version: str
    notes: tuple[str, ...] = ()
    """What else decides its behaviour: the Python, the libraries, the signatures."""
    events: tuple[str, ...] = ()
    """Codes of the event types it carried out, such as ``val``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What was read out of the main document for the description."""

    rules: tuple[tuple[str, str], ...]
    """(Dublin Core term, rule that read it), in the order of the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person said of the release, in a sheet."""

    sheet: str
    """The sheet's file name."""
    elements: tuple[str, ...]
    """The Dublin Core terms that its row gives or empties, in the order of its columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFacts:
    """Everything that enters the record of one package.

    Events are recorded for what the facts say was done, and for nothing else: identification
    with ``formats`` and its time, extraction with ``extraction`` and its time, validation with
    its time, the check of the sender's digests where files carry any.
    """

    identifier: str
    """The package's own, ``urn:uuid:…``."""
    release: StagedRelease
    software: Software
    """preserve itself, which carries out every event."""
    programs: tuple[Software, ...] = ()
    """Programs and libraries that carried out some of them as well."""
    times: EventTimes
    fixed_clock: bool
    """The times are SOURCE_DATE_EPOCH's, not the clock's; every event says so."""
    verified: bool
    """The copies are read back and compared before the package is published."""
    formats: Mapping[str, Format] | None = None
    """By path; None: identification did not run."""
    identifier_tool: IdentifierTool | None = None
    extraction: Extraction | None = None
    correction: Correction | None = None
    """None: no sheet speaks of the release."""
    main_document: str | None = None
    """Path of the document that the release is chiefly made of."""
    schemas: tuple[str, ...] = ()
    """The schemas that the metadata is checked against, with the digests of their files."""
    rules_applied: bool = False
    """The records are checked by the rules beyond the schemas as well."""
    profile: str = ""
    """The BagIt profile that the bag is checked against, with its digest; empty: by none."""
    organisation: Organisation
    rights: RightsSettings
    replaces: str | None = None
    """Identifier of the package that this one is a new version of."""
