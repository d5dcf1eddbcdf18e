"""Copying or digesting files by batches, in this process or in a worker's.

What was copied by an earlier run, as its notes say, is kept when its original is in the state
that was noted, and the copy, read again, has the digests that were noted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from preserve.errors import PreserveError, ReadError, WriteError
from preserve.fixity.copying import Copier, OnOctets, Row
from preserve.model.digests import Algorithm

BEGIN = "preserve.fixity.copy_batches:begin"
"""What workers begin with; the argument is a ``Task``, the handles are the source's and, where
copies are to be made, the target's."""

Outcome = Row | PreserveError
"""A file as read, or why it was not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is the same for every batch."""

    algorithms: tuple[Algorithm, ...]
    fresh: bool = True
    """Whether the target was empty to begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Files that are read one after another."""

    paths: list[str]
    algorithms: Mapping[str, tuple[Algorithm, ...]] = field(default_factory=dict)
    """Of the files that need more than those of the task."""
    noted: Mapping[str, Row] = field(default_factory=dict)
    """What an earlier run noted of files."""
    large: bool = False
    """Left to the caller, whose process has the other cores to itself meanwhile."""


def begin(task: Task, handles: Sequence[int]) -> Callable[[Batch], list[Outcome]]:
    """Give what reads a batch; of a large one nothing is read."""
    work = Work(task, handles)

    def read(batch: Batch) -> list[Outcome]:
        return [] if batch.large else [work.outcome(path, batch) for path in batch.paths]

    return read


class Work:
    """Reads files, and copies them where a target is given."""

    def __init__(
        self, task: Task, handles: Sequence[int], *, on_octets: OnOctets | None = None
    ) -> None:
        """Take the open folders, which stay the caller's."""
        source, *target = handles
        self._algorithms = task.algorithms
        self._copier = Copier(source, *target, on_octets=on_octets)
        self._copier.fresh = task.fresh
        self._read = self._copier.copy if target else self._copier.digest
        self._copies = Copier(target[0], on_octets=on_octets) if target else None

    def outcome(self, path: str, batch: Batch) -> Outcome:
        """Read one file of a batch; raises WriteError when its copy cannot be written."""
        algorithms = batch.algorithms.get(path, self._algorithms)
        try:
            noted = batch.noted.get(path)
            if noted is not None and self._is_kept(noted, algorithms):
                return noted
            return self._read(path, algorithms)
        except WriteError:
            raise
        except ReadError as error:
            return error

    def _is_kept(self, noted: Row, algorithms: Sequence[Algorithm]) -> bool:
        path, size, *state, hexes = noted
        if self._copies is None:
            return False
        try:
            now = self._copier.state(path)
            if [now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino] != [size, *state]:
                return False
            copy = self._copies.digest(path, algorithms)
        except (OSError, ReadError):
            return False
        return (copy[1], copy[-1]) == (size, hexes)

    def close(self) -> None:
        """Let every handle go."""
        self._copier.close()
        if self._copies is not None:
            self._copies.close()
