"""The output as one run holds it: locked, cleared of what no run will use, its journal open."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from preserve.errors import WriteError
from preserve.storage import journals, locks, operations, stages
from preserve.storage.folders import Folder
from preserve.storage.journals import Journal
from preserve.workflow.cluster import guard
from preserve.workflow.run import BagOptions, LeftOver

JOURNAL = f"{locks.OWN_FOLDER}/journal.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """The output while the run holds its lock."""

    output: Folder | None
    """None in a dry run whose output does not exist."""
    journal: Journal | None
    """None in a dry run."""
    left_over: Mapping[str, LeftOver]
    """Stages of interrupted runs that can be resumed, by release."""
    times_seen: Mapping[str, str]
    """Package name to the digest of its sources' states, as the journal has it."""
    run: str
    """The identifier of the run in the journal."""


def hold(options: BagOptions, releases: set[str], stack: ExitStack) -> Hold:
    """Take the output until ``stack`` is closed.

    Raises LockedError when another run holds it, WriteError when it cannot be used.
    """
    run = journals.new_run()
    with writing(options.output):
        output = _open(options)
        if output is None:
            return Hold(output=None, journal=None, left_over={}, times_seen={}, run=run)
        stack.enter_context(output)
        if options.dry_run:
            seen = _times_seen(options.output)
            return Hold(output=output, journal=None, left_over={}, times_seen=seen, run=run)
        stack.enter_context(locks.hold(output))
        guard.take_down(output)
        left_over = _clean(output, releases)
        journal = Journal.open(output, JOURNAL, run=run)
        stack.enter_context(journal)
        seen = _times_seen(options.output)
        return Hold(output=output, journal=journal, left_over=left_over, times_seen=seen, run=run)


@contextmanager
def writing(output: Path) -> Iterator[None]:
    """Turn a failure of the block into WriteError."""
    try:
        yield
    except OSError as error:
        raise WriteError(
            f"{output}: cannot be used as the output ({error.strerror})",
            remedy="Choose an --output that is a folder you may write to, with room in it.",
        ) from error


def remove_unused(held: Hold) -> None:
    """Remove the stages that no release took up: theirs had been published all the same."""
    for stage in held.left_over.values():
        if held.output is not None and held.output.kind(stage.name) is not None:
            stages.remove(held.output, stage.name)


def _open(options: BagOptions) -> Folder | None:
    if not options.dry_run:
        _make_folders(options.output)
    try:
        return Folder.open(options.output)
    except FileNotFoundError:
        return None


def _make_folders(path: Path) -> None:
    for folder in reversed([path, *path.parents]):
        if folder.exists():
            continue
        with suppress(FileExistsError):
            operations.make_folder(os.fsencode(folder))
        with Folder.open(folder.parent) as parent:
            parent.flush_folder()


def _clean(output: Folder, releases: set[str]) -> dict[str, LeftOver]:
    """Remove stages that no release of this run can resume; the lock is held, so none is in use."""
    kept: dict[str, LeftOver] = {}
    for name, header in list(stages.left_over(output)):
        subject = str(header.get("subject")) if header else None
        if header is not None and subject in releases and subject not in kept:
            kept[subject] = LeftOver(name=name, purpose=header.get("purpose"))
        else:
            stages.remove(output, name)
    return kept


def _times_seen(output: Path) -> dict[str, str]:
    seen: dict[str, str] = {}
    for line in journals.lines(output / JOURNAL):
        if line.get("step") == "bag" and "package" in line and "times" in line:
            seen[str(line["package"])] = str(line["times"])
    return seen
