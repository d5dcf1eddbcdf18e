"""Deposits: what is sent, what is found there, what is proved of it, and the receipt.

The values that the workflow and the targets hand each other; nothing here reads or writes. What
is kept between runs (``Deposit``, the facts of a step) is plain JSON: texts, numbers, true and
false, None, lists and dictionaries.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from preserve.model.digests import Digests

Facts = Mapping[str, Any]
"""Values that JSON holds, by name; never a secret."""


class Form(StrEnum):
    """What is sent: the bag's files, or one archive of them."""

    FOLDER = "folder"
    ZIP = "zip"
    TAR = "tar"
    TGZ = "tgz"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelFile:
    """One file that is sent."""

    path: str
    """Relative to the bag, ``/`` between segments; of an archive, its name."""
    size: int
    digests: Digests
    """In the algorithms of ``Parcel.digests``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One statement of the bag's Dublin Core record."""

    element: str
    """Local name among the DCMI terms: ``title``, ``issued``."""
    text: str
    language: str | None = None
    scheme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A bag that was found valid, as it lies on disk, to be sent in one form."""

    name: str
    """What the bag is called there: the folder's name, or the archive's with its extension.

    One segment, but a stranger's: it may begin with a full stop, or hold anything but ``/``.
    """
    identifier: str
    """The package's; a stranger's text, to be quoted wherever it becomes part of a path."""
    key: str
    """64 hexadecimal digits that stand for this bag, octet for octet, at this target."""
    mark: str
    """64 more, that stand for the same and for the journal it is sent by: what is named by them is
    nobody else's to go on with."""
    form: Form
    path: Path
    """The folder, or the archive, that is read."""
    source: Path
    """The bag itself; another than ``path`` where an archive was made of it to be sent."""
    size: int
    """Octets of the files that are sent."""
    count: int
    """How many files are sent; 1 for an archive."""
    files: Iterable[ParcelFile]
    """Sorted by the octets of the path; may be iterated more than once; never all in memory."""
    digests: Digests
    """Of the archive; of a folder, those of its listing (``deposit.listing``)."""
    description: tuple[Term, ...] = ()
    """Its Dublin Core; empty for a bag without such a record."""
    crosswalk: bytes = b""
    """The description in the form that the target asked for; empty where it asked for none."""


class Level(StrEnum):
    """How a confirmation came about, the strongest first."""

    READ_BACK = "read back"
    """Every octet was read from there again."""
    CHECKSUM_ECHOED = "checksum echoed"
    """The server computed a strong digest by itself, and states it."""
    MD5_STATED = "md5 stated"
    """The server states an MD5 that it computed."""
    ETAG = "ETag"
    """An ETag that follows from MD5s."""
    SIZE = "size"
    STATEMENT = "statement"
    """The server says that it took the package, without a digest."""
    NONE = "not confirmed"


class Condition(StrEnum):
    """In what condition a deposit is."""

    CONFIRMED = "confirmed"
    ALTERED = "altered"
    MISSING = "missing"
    UNKNOWN = "unknown"
    """It could not be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What asking the repository came to."""

    condition: Condition
    how: Level
    digests: Digests = field(default_factory=dict)
    """As read back or stated there; those that say the same as ``Deposit.digests``."""
    differences: tuple[str, ...] = ()
    """What is missing, altered or too much: at most ``MOST_DIFFERENCES``, a sentence each."""
    unproved: tuple[str, ...] = ()
    """What this repository cannot prove, or was not looked at."""


MOST_DIFFERENCES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """What was sent, and all that is needed to ask for it again, months later."""

    name: str
    identifier: str
    form: Form
    size: int
    count: int
    digests: Digests
    """As sent."""
    location: str
    """Where a person finds it: a path or an address, never with a secret in it."""
    facts: Facts = field(default_factory=dict)
    """The target's own: a version, an address for editing."""
    statements: tuple[str, ...] = ()
    """What the server said, in short; at most 4,000 characters each."""
    files: Iterable[ParcelFile] | None = None
    """Those of the parcel, while it is there, so that differences can be named."""


class Standing(StrEnum):
    """What is there before anything is sent."""

    NOTHING = "nothing"
    SAME = "same"
    OTHER = "other content"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stands at the target for a parcel."""

    standing: Standing
    deposit: Deposit | None = None
    """``SAME``: what is there."""
    confirmation: Confirmation | None = None
    """``SAME``: how that is known."""
    location: str = ""
    """``NOTHING``: where it would go; ``OTHER``: where the other stands."""
    differences: tuple[str, ...] = ()
    """``OTHER``: in what it differs, as far as it was looked at."""
    unfinished: Facts = field(default_factory=dict)
    """``UNFINISHED``: what ``send`` needs to go on."""
    orphans: tuple[str, ...] = ()
    """Locations of what earlier runs left there and nobody will go on with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that was recorded on the way."""

    name: str
    time: str
    facts: Facts


class Status(StrEnum):
    """What became of one bag."""

    DEPOSITED = "deposited"
    ALREADY = "already-deposited"
    REFUSED = "refused"
    """The bag is not valid, or other content is there."""
    FAILED = "failed"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of one bag at one target."""

    bag: str
    """The bag's path, absolute."""
    target: str
    """The target's name in ``preserve.toml``."""
    kind: str
    place: str
    """The target's identity: where it sends."""
    status: Status
    begun: str
    """UTC, RFC 3339."""
    when: str
    """UTC, RFC 3339: the end."""
    software: str
    fixed_clock: bool = False
    """Whether the times are those of SOURCE_DATE_EPOCH, not of the clock."""
    key: str = ""
    identifier: str = ""
    seal: str = ""
    """SHA-256 of the bag's listing of tag files, which covers the whole bag."""
    deposit: Deposit | None = None
    confirmation: Confirmation | None = None
    steps: tuple[Step, ...] = ()
    orphans: tuple[str, ...] = ()
    message: str = ""
    remedy: str = ""
    exit_code: int = 0
