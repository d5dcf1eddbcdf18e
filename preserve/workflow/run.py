"""What one run of ``preserve bag`` was asked for, and what its steps share."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, Self

from preserve.bags import second_opinion
from preserve.bags.profiles.profile import Profile
from preserve.config import Settings
from preserve.errors import InterruptedRunError
from preserve.formats.identifier import Identifier
from preserve.model.digests import Algorithm
from preserve.model.releases import SuppliedDigest
from preserve.model.sheet import SheetRow
from preserve.storage.folders import Folder
from preserve.workflow.clock import Clock
from preserve.workflow.outcomes import Progress

COMPLETENESS_LIMIT = 10_000
"""Files above which bagit-python is not asked unless told to: it would take too long."""


class SecondOpinion(StrEnum):
    """How much bagit-python is asked to look at."""

    FULL = "full"
    COMPLETENESS = "completeness"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class BagOptions:
    """The flags of ``preserve bag``."""

    sources: tuple[Path, ...]
    output: Path
    sheet: Path | None = None
    checksums: tuple[Path, ...] = ()
    verify: bool = True
    identify: bool = True
    second_opinion: SecondOpinion | None = None
    """None: completeness, up to ``COMPLETENESS_LIMIT`` files."""
    exclude_junk: bool = False
    allow_risky_names: bool = False
    trust_times: bool = False
    restart: bool = False
    dry_run: bool = False
    profile: Path | None = None
    """A BagIt profile that every package is to satisfy."""
    workers: int = 1
    cluster: str | None = None
    """The address of a Dask scheduler whose workers do the work; None: this machine does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the operator gave for one release beside its files."""

    row: SheetRow | None
    by_path: Mapping[str, tuple[SuppliedDigest, ...]]
    """The sender's digests, by the file they speak of."""

    @property
    def supplied(self) -> tuple[SuppliedDigest, ...]:
        """Every digest that the sender supplied."""
        return tuple(one for digests in self.by_path.values() for one in digests)

    def supplied_for(self, path: str) -> tuple[SuppliedDigest, ...]:
        """Give the sender's digests of one file."""
        return self.by_path.get(path, ())

    def algorithms(self, path: str) -> tuple[Algorithm, ...]:
        """Give the algorithms that sender's digests of one file need."""
        return tuple(one.algorithm for one in self.supplied_for(path))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """A stage that an interrupted run left for one release."""

    name: str
    purpose: object


class Lines(Protocol):
    """Whoever takes the lines that a run enters in its journal."""

    def append(self, *, subject: str, step: str, outcome: str, **facts: Any) -> None:
        """Take one line; raises OSError when it cannot be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What of a run is the same in every process that does a part of it; it can be pickled."""

    options: BagOptions
    settings: Settings
    clock: Clock
    profile: Profile | None
    file_workers: int
    times_seen: Mapping[str, str]
    left_over: Mapping[str, LeftOver]
    delivery: str = ""
    """Of a cluster's task: its stage is taken up by no other delivery, nor by a later run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run, as its steps see it."""

    options: BagOptions
    settings: Settings
    clock: Clock
    progress: Progress
    stop: threading.Event
    identifier: Identifier | None
    second_reader: second_opinion.SecondOpinion | None
    file_workers: int
    """Threads within one release."""
    times_seen: Mapping[str, str]
    """For ``--trust-times``: package name to the digest of its sources' states."""
    left_over: Mapping[str, LeftOver]
    """Stages of interrupted runs, by release."""
    output: Folder | None = None
    """None in a dry run whose output does not exist."""
    journal: Lines | None = None
    """None in a dry run."""
    profile: Profile | None = None
    """What every package is to satisfy; the settings are made to fit it."""
    delivery: str = ""
    """Which delivery of a cluster's task this is."""

    @classmethod
    def of(cls, plan: Plan, **parts: Any) -> Self:
        """Put a plan together with what this process does its part with."""
        return cls(**{field.name: getattr(plan, field.name) for field in fields(plan)}, **parts)

    @property
    def algorithms(self) -> tuple[Algorithm, ...]:
        """The algorithms of the manifests."""
        return tuple(sorted(set(self.settings.bag.algorithms)))

    def digest_algorithms(self) -> tuple[Algorithm, ...]:
        """Give the algorithms every original is digested in; sha512 makes its identity."""
        return tuple(sorted({*self.algorithms, Algorithm.SHA512}))

    def advance(self, octets: int) -> None:
        """Say that so many octets more have been read; raises InterruptedRunError when stopped."""
        self.check_stopped()
        self.progress.advance(octets)

    def check_stopped(self) -> None:
        """Raise InterruptedRunError when a signal asked the run to stop."""
        if self.stop.is_set():
            raise interrupted()


def interrupted() -> InterruptedRunError:
    """Say that a signal ended the run."""
    return InterruptedRunError(
        "interrupted; what was finished is whole",
        remedy="Run the same command again: it resumes where it stopped.",
    )
