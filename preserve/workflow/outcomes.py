"""What the sequences report: values that the command line turns into text or JSON."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from preserve.findings import Finding

if TYPE_CHECKING:
    from preserve.model.description import ReviewItem


class BagStatus(StrEnum):
    """What became of one release."""

    CREATED = "created"
    NEW_VERSION = "new-version"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    """A finding forbids it; the findings say which."""
    FAILED = "failed"
    """It could not be read or written; ``message`` says why."""
    PLANNED = "planned"
    """``--dry-run``: what would be created or made a new version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BagOutcome:
    """What became of one release, and where its package stands."""

    release: str
    status: BagStatus
    path: Path | None = None
    """The bag's folder, or where it would be; None when there is none."""
    archive: Path | None = None
    """The archive, when the bag is serialised (``path`` is None then)."""
    identifier: str | None = None
    version: int = 1
    replaces: str | None = None
    verified: bool = False
    """Whether the package was read back from disk after writing and found valid."""
    files: int = 0
    octets: int = 0
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[str, ...] = ()
    review: "tuple[ReviewItem, ...]" = ()
    message: str = ""
    remedy: str = ""
    exit_code: int = 0
    """0, 1 for refused, 3 for failed, 130 for interrupted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something about a source that is no release: set aside, or read as the sheet."""

    subject: str
    message: str


class Progress(Protocol):
    """Told how far the work is; called from several threads."""

    def expect(self, octets: int) -> None:
        """Add to the octets that are still to be read."""

    def begin(self, subject: str, step: str) -> None:
        """Say that a step of one subject begins."""

    def advance(self, octets: int) -> None:
        """Say that so many octets more have been read."""

    def count(self, files: int) -> None:
        """Say that so many files more are done with."""

    def end(self, subject: str) -> None:
        """Say that a subject is done."""


class Silence:
    """Progress that nobody watches."""

    def expect(self, octets: int) -> None:
        """Take no notice."""

    def begin(self, subject: str, step: str) -> None:
        """Take no notice."""

    def advance(self, octets: int) -> None:
        """Take no notice."""

    def count(self, files: int) -> None:
        """Take no notice."""

    def end(self, subject: str) -> None:
        """Take no notice."""
