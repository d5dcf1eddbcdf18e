"""What looking at a package established beyond what is wrong with it.

Every list is bounded, and says how much it leaves out, so that an inspection of a million files
is as small as one of a thousand.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from preserve.model.bags import Tag
from preserve.model.digests import Digests

_Listed = TypeVar("_Listed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt(Generic[_Listed]):
    """The part of a list that is kept, and how many are not in it."""

    listed: tuple[_Listed, ...] = ()
    more: int = 0


class FormatOrigin(StrEnum):
    """What the formats were told by."""

    PREMIS = "PREMIS"
    """The package's PREMIS record."""
    NAME = "name"
    """The ending of each file's name, which anyone can give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatCount:
    """The files of one format."""

    name: str
    """The format's name, or the ending of the names; empty when not known."""
    key: str = ""
    """The PRONOM unique identifier or the media type; empty when not known."""
    files: int
    octets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestCount:
    """How the payload stood up to one payload manifest."""

    algorithm: str
    """As the manifest's file name states it."""
    digested: int | None
    """Payload files whose digest was computed; None where the algorithm is not known."""
    altered: int
    """Payload files whose digest is not the one listed."""
    unread: int
    """Payload files that could not be read, so that nothing was compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One payload file."""

    path: str
    size: int | None
    """Octets; None for one that is not there or could not be read."""
    digests: Digests
    codes: tuple[str, ...] = ()
    """The names of the codes of what was found on it, each once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One event of a PREMIS record, in the record's own words."""

    time: str
    type: str
    outcome: str
    detail: str
    agents: tuple[str, ...]
    """Names, or the identifiers of those the record does not describe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What is known of one package."""

    form: str
    """The media type of the archive that holds it; empty for a folder."""
    version: str | None
    """BagIt-Version; None when the declaration cannot be read."""
    info: Excerpt[Tag]
    files: int
    """Payload files that are there and could be read."""
    octets: int
    tag_files: int
    to_fetch: int
    """Payload files that are still to be fetched."""
    checks: tuple[str, ...]
    """What was checked, in words."""
    manifests: tuple[ManifestCount, ...]
    formats: Excerpt[FormatCount]
    """Most files first."""
    formats_by: FormatOrigin
    events: Excerpt[EventLine]
    """By time."""
    lines: Excerpt[FileLine]
    """Those with errors and warnings first."""
    premis_passed: bool = False
    """Whether a PREMIS record was checked to its end and no error found in it: what it states
    of events and formats is else not verified."""
