"""What can be configured: frozen values with their defaults."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from preserve.model.digests import DEFAULT_ALGORITHMS, Algorithm

RIGHTS_BASES = ("copyright", "license", "statute", "institutional policy", "other")
COPYRIGHT_STATUSES = ("copyrighted", "public domain", "unknown")

FILE_NAME = "preserve.toml"
"""What the file of settings is called."""


class Serialization(StrEnum):
    """The form a bag is published in."""

    NONE = "none"
    ZIP = "zip"
    TAR = "tar"
    TGZ = "tgz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who packages: ``Source-Organization`` and the PREMIS implementer."""

    name: str = ""
    identifier: str = ""
    address: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BagSettings:
    """How bags are made; ``info`` holds free bag-info tags in their order."""

    algorithms: tuple[Algorithm, ...] = DEFAULT_ALGORITHMS
    serialize: Serialization = Serialization.NONE
    info: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """Further tag files by their paths, each with its tags in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeSettings:
    """How releases are described; ``languages`` are the BCP 47 tags to expect."""

    languages: tuple[str, ...] = ()
    genre: str = ""
    genre_uri: str = ""
    sentence_case: bool = False
    """Whether a title in capitals gets an alternative that is written as a sentence."""
    ocr: bool = False
    """Whether the letters of scanned pages are recognised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsSettings:
    """The rights statement of every package; empty ``basis``: none is written."""

    basis: str = ""
    status: str = ""
    jurisdiction: str = ""
    uri: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalSettings:
    """Where validations and deposits are recorded; None: the user's state folder."""

    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositSettings:
    """One repository to deposit into; ``keys`` are those of its kind, which reads them."""

    name: str
    kind: str
    keys: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be configured."""

    organisation: Organisation = field(default_factory=Organisation)
    bag: BagSettings = field(default_factory=BagSettings)
    describe: DescribeSettings = field(default_factory=DescribeSettings)
    rights: RightsSettings = field(default_factory=RightsSettings)
    journal: JournalSettings = field(default_factory=JournalSettings)
    deposit: tuple[DepositSettings, ...] = ()
    """In the order of the file."""
    source: Path | None = None
    """The file the settings were read from."""


def with_bag(
    settings: Settings,
    *,
    algorithms: Iterable[Algorithm] | None = None,
    serialize: Serialization | None = None,
) -> Settings:
    """Put the flags of a command over the settings."""
    bag = settings.bag
    if algorithms is not None:
        bag = replace(bag, algorithms=tuple(algorithms))
    if serialize is not None:
        bag = replace(bag, serialize=serialize)
    return replace(settings, bag=bag)


def with_ocr(settings: Settings) -> Settings:
    """Let the letters of scanned pages be recognised."""
    return replace(settings, describe=replace(settings.describe, ocr=True))
