"""What a bag says of itself, and what its files were found to be (RFC 8493)."""

from collections.abc import Mapping
from dataclasses import dataclass

from preserve.model.digests import Digests


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One metadata element of bag-info.txt; labels may repeat (RFC 8493 section 2.2.2)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadFacts:
    """One payload file as it was read from disk."""

    path: str
    """From the bag's root: ``data/…``."""
    size: int
    """Octets."""
    digests: Digests
    """Every algorithm of every manifest that lists it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BagFacts:
    """What reading a bag established."""

    version: str | None
    """BagIt-Version; None when the declaration cannot be read."""
    info: tuple[Tag, ...]
    payload: Mapping[str, PayloadFacts]
    """By path; files that could not be read are not in it."""
    octets: int = 0
    """Of these files together."""
    payload_manifests: tuple[str, ...] = ()
    """The algorithms of the payload manifests, as their file names state them."""
    tag_manifests: tuple[str, ...] = ()
    """The algorithms of the tag manifests, likewise."""
    tag_files: tuple[str, ...] = ()
    """Every file outside the payload, sorted by octets."""
    to_fetch: int = 0
    """Files that fetch.txt lists and that are absent."""
    form: str = ""
    """The media type of the archive that holds the bag; empty for a folder."""

    def tag_values(self, label: str) -> tuple[str, ...]:
        """Give the values of every tag with that label, whatever its case."""
        return tuple(tag.value for tag in self.info if tag.label.lower() == label.lower())
