"""What a BagIt profile asks for, whatever form its file was written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from preserve.findings import Finding

IDENTIFIER = "BagIt-Profile-Identifier"
"""The tag by which a bag names the profiles that it satisfies."""

BAG_INFO = "bag-info.txt"

RESERVED = frozenset(
    {
        "bag-count",
        "bag-group-identifier",
        "bag-size",
        "bagging-date",
        "bagit-profile-identifier",
        "contact-email",
        "contact-name",
        "contact-phone",
        "external-description",
        "external-identifier",
        "internal-sender-description",
        "internal-sender-identifier",
        "organization-address",
        "payload-oxum",
        "source-organization",
    }
)
"""Reserved element names, which are case-insensitive (RFC 8493 section 2.2.2)."""


class Serialization(Enum):
    """Whether a bag comes as an archive."""

    FORBIDDEN = "forbidden"
    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRule:
    """What the profile says of one tag of one tag file."""

    label: str
    pointer: str
    """Where in the profile the rule stands: a JSON Pointer (RFC 6901)."""
    required: bool = False
    recommended: bool = False
    repeatable: bool = True
    may_be_empty: bool = True
    values: tuple[str, ...] = ()
    """The values that are allowed; none: any."""
    default: str = ""
    """The value that the profile proposes; empty: none."""
    description: str = ""
    """What the profile tells people about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is required of a kind of thing, and what is allowed of it."""

    required: tuple[str, ...] = ()
    allowed: tuple[str, ...] | None = None
    """None: everything."""
    required_at: str = ""
    """Where in the profile: a JSON Pointer."""
    allowed_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A BagIt profile; what it does not say has the specification's default."""

    identifier: str
    name: str
    """The name of the file it was read from."""
    sha256: str
    """Of the octets of that file."""
    version: str = ""
    """The profile's own; empty when it states none."""
    tags: Mapping[str, tuple[TagRule, ...]] = field(default_factory=dict)
    """The rules for tags, by the path of their tag file."""
    manifests: Choice = field(default_factory=Choice)
    tag_manifests: Choice = field(default_factory=Choice)
    tag_files: Choice = field(default_factory=Choice)
    payload_files: Choice = field(default_factory=Choice)
    allow_fetch: bool = True
    require_fetch: bool = False
    data_empty: bool = False
    serialization: Serialization = Serialization.OPTIONAL
    accept_serialization: tuple[str, ...] = ()
    """Media types; none: any."""
    accept_versions: tuple[str, ...] = ()
    """Versions of BagIt; none: any."""
    pointers: Mapping[str, str] = field(default_factory=dict)
    """Where in the file each key of the specification stands."""

    def at(self, key: str) -> str:
        """Say which rule of which profile, for a message: its identifier and JSON Pointer."""
        return f"{self.identifier} {self.pointers.get(key, f'/{key}')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A profile that can be applied, and what is doubtful about it (warnings)."""

    profile: Profile
    findings: tuple[Finding, ...] = ()
