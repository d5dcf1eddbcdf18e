"""A second opinion on a bag: bagit-python, an independent implementation, in its own process.

It shares nothing with preserve's reader or writer. What it cannot tell is not checked, and
never passed.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from preserve.errors import ReadError, ToolError
from preserve.storage import child_process, names
from preserve.storage.folders import EntryKind, Folder

NAME = "bagit-python"

_COMMAND = child_process.own_module("preserve.bags.second_opinion_process")
_PATIENCE = 600.0
_OCTETS_A_SECOND = 4 << 20


class OpinionMode(StrEnum):
    """How much bagit-python looks at."""

    FULL = "full"
    """Every digest of every file."""
    COMPLETENESS = "completeness"
    """That the files and the manifests name the same files, and Payload-Oxum."""


class OpinionOutcome(StrEnum):
    """What bagit-python says."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What bagit-python says of one bag, in its own words."""

    outcome: OpinionOutcome
    details: tuple[str, ...]
    """What failed; why it was not checked; or what it warned of though the bag passed."""
    version: str
    """Of bagit-python; empty when it did not get as far as to say."""


class SecondOpinion:
    """The client of the process in which bagit-python runs; one process serves many bags."""

    def __init__(self, *, command: Sequence[str] = _COMMAND, patience: float = _PATIENCE) -> None:
        """Take the command of the process, and the seconds it may take beyond reading."""
        self._child = child_process.ChildProcess(command, name=NAME)
        self._patience = patience

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def opinion(self, bag: Path, *, mode: OpinionMode) -> Opinion:
        """Ask for an opinion; a crash or a hang is "not checked" with the reason."""
        path = names.from_octets(os.fsencode(bag.absolute()))
        try:
            answer = self._child.ask(
                {"bag": path, "mode": mode.value}, timeout=self._seconds(bag, mode)
            )
            return _opinion(answer)
        except ToolError as error:
            return Opinion(outcome=OpinionOutcome.NOT_CHECKED, details=(error.message,), version="")

    def close(self) -> None:
        """End the process."""
        self._child.close()

    def _seconds(self, bag: Path, mode: OpinionMode) -> float:
        if mode is OpinionMode.COMPLETENESS:
            return self._patience
        return self._patience + _octets(bag) / _OCTETS_A_SECOND


def opinion(bag: Path, *, mode: OpinionMode) -> Opinion:
    """Ask for an opinion on one bag, with a process for it alone."""
    with SecondOpinion() as asked:
        return asked.opinion(bag, mode=mode)


def _octets(bag: Path) -> int:
    """Give the size of a bag's files; 0 where it cannot be walked, which bagit-python reports."""
    try:
        with Folder.open(bag) as folder:
            return sum(
                _size(folder, entry.path) for entry in folder.walk() if entry.kind is EntryKind.FILE
            )
    except (OSError, ReadError):
        return 0


def _size(folder: Folder, path: str) -> int:
    with folder.open_file(path) as handle:
        return os.fstat(handle).st_size


def _opinion(answer: child_process.Message) -> Opinion:
    outcome, details, version = answer.get("outcome"), answer.get("details"), answer.get("version")
    if (
        not isinstance(outcome, str)
        or outcome not in set(OpinionOutcome)
        or not isinstance(details, list)
        or not isinstance(version, str)
    ):
        raise ToolError(f"{NAME}: an answer in another form than agreed")
    return Opinion(
        outcome=OpinionOutcome(outcome),
        details=tuple(str(one) for one in details),
        version=version,
    )
