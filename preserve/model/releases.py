"""A release, before and after its files are copied into a stage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from preserve.model.digests import Algorithm, Digests, HexDigest
from preserve.model.series import Series


class ReleaseKind(Enum):
    """Whether a release is one file, or a folder of files."""

    FILE = "file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What an institution published, as found: names only, nothing read yet."""

    name: str
    """The whole top-level name, which also names the bag."""
    kind: ReleaseKind
    folder: Path
    """The folder that ``paths`` are relative to: the release folder, or the file's parent."""
    paths: Series[str]
    """Every file, relative to ``folder``, ``/`` between segments, sorted by octets."""
    empty_folders: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """Junk files left out on request (``--exclude-junk``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppliedDigest:
    """A digest that came with a release, to be verified on the way in."""

    path: str
    """The file it speaks of, relative to the release's folder."""
    algorithm: Algorithm
    digest: HexDigest
    originator: str
    """The name of the file that stated it, such as ``SHA256SUMS``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedFile:
    """One original after the single read that copied and digested it."""

    path: str
    """Its path in the release, unchanged."""
    size: int
    """Octets."""
    digests: Digests
    """Taken from the very octets read from the original."""
    supplied: tuple[SuppliedDigest, ...] = ()
    """Sender's digests, each found equal to the original's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedRelease:
    """A release whose originals have all been copied into a stage."""

    name: str
    kind: ReleaseKind
    content: Path
    """The staged folder that holds the copies (``…/representations/rep1/data``)."""
    files: Series[StagedFile]
    """Sorted by the octets of their paths."""
    supplied: bool = True
    """Whether any of them may have sender's digests; where none has, all are digested alike."""
    empty_folders: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
