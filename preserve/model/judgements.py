"""What a verdict was given on, so that a person can know the package again and judge it again."""

from dataclasses import dataclass

from preserve.model.digests import HexDigest


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was judged, and on what terms."""

    path: str
    """Absolute."""
    size: int | None = None
    """Octets of the archive or document; None for a folder."""
    sha256: HexDigest | None = None
    """Of its octets; None for a folder, and for a file that could not be read, or changed."""
    terms: tuple[str, ...] = ()
    """In words."""
