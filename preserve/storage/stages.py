"""Stages: private folders beside the final name, in which packages are built.

``OUTPUT/.NAME.partial-<id>/`` holds ``stage.jsonl`` (what the stage is for, then a line for every
few files that were copied) and ``bag/``. Until ``bag/`` is renamed to its final name nobody takes
it for a bag.
"""

import hashlib
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from preserve.errors import ReadError
from preserve.storage import names, operations
from preserve.storage.folders import EntryKind, Folder

BAG = "bag"
ARCHIVE = "archive"
_RECORD = "stage.jsonl"
_MARK = ".partial-"
_LONGEST_NAME = 255
_WITHDRAWN = "withdrawn-"
_FORMAT = "preserve-stage-1"


class Stage:
    """A stage under construction."""

    def __init__(self, output: Folder, name: str, folder: Folder, record: int) -> None:
        """Take the open folder of the stage and the handle of its record."""
        self.is_fresh = False
        self._output = output
        self._name = name
        self._record = record
        self.folder = folder
        self.bag = folder.subfolder(BAG)

    @classmethod
    def create(cls, output: Folder, subject: str, purpose: Mapping[str, Any]) -> Self:
        """Create an empty stage for ``subject``; ``purpose`` is what resuming must match."""
        name = _stage_name(subject)
        operations.make_folder(names.to_octets(name), at=output.handle(), mode=0o700)
        try:
            with output.subfolder(name) as folder:
                folder.make_folders(BAG)
                with folder.create_file(_RECORD) as record:
                    header = {"format": _FORMAT, "subject": subject, "purpose": purpose}
                    operations.write(record, json.dumps(header).encode() + b"\n")
            stage = cls.reopen(output, name)
        except BaseException:
            with suppress(OSError):
                remove(output, name)
            raise
        stage.is_fresh = True
        return stage

    @classmethod
    def reopen(cls, output: Folder, name: str) -> Self:
        """Open a stage that an earlier run left."""
        folder = output.subfolder(name)
        record = operations.open_to_append(_RECORD.encode(), at=folder.handle())
        size = os.fstat(record).st_size
        if size and os.pread(record, 1, size - 1) != b"\n":
            operations.write(record, b"\n")
        folder.make_folders(BAG)
        return cls(output, name, folder, record)

    @property
    def path(self) -> Path:
        """Where the stage is, for programs that need a path."""
        return self.folder.path

    def note(self, line: Mapping[str, Any]) -> None:
        """Record something done; read back only to resume, so it need not be on the disk."""
        operations.write(self._record, json.dumps(line).encode() + b"\n")

    def notes(self) -> Iterator[Mapping[str, Any]]:
        """Give what was recorded, without the header; torn lines are passed over."""
        with os.fdopen(os.open(self.path / _RECORD, os.O_RDONLY), "rb") as stream:
            next(stream, None)
            for octets in stream:
                try:
                    yield json.loads(octets)
                except (ValueError, RecursionError):
                    continue

    def publish(self, staged: str, final: str) -> None:
        """Rename what was staged to its final name, which must be free, and flush the folder.

        Raises FileExistsError when the name is taken; the stage is then as it was.
        """
        operations.rename_onto_absent(
            names.to_octets(staged),
            names.to_octets(final),
            old_at=self.folder.handle(),
            new_at=self._output.handle(),
        )
        self._output.flush_folder()

    def close(self) -> None:
        """Let the handles go and leave the stage for a later run to resume."""
        self.bag.close()
        self.folder.close()
        os.close(self._record)

    def discard(self) -> None:
        """Remove the stage with everything in it."""
        self.close()
        remove(self._output, self._name)


def left_over(output: Folder) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    """Give the stages earlier runs left, with their headers; None where it is unreadable."""
    for entry in output.list():
        if entry.kind is EntryKind.FOLDER and _is_stage_name(entry.path):
            header = _header(output, entry.path)
            if header is not None or _holds_no_more_than_a_stage(output, entry.path):
                yield entry.path, header


def remove(output: Folder, name: str) -> None:
    """Remove a stage; its record goes last, so that a kill leaves a recognisable stage.

    What it holds is renamed first: a process elsewhere that still works in it then publishes
    either all of it or nothing.
    """
    _withdraw(output, name)
    for entry in output.list(name):
        if entry.path == f"{name}/{_RECORD}":
            continue
        if entry.kind is EntryKind.FOLDER:
            output.remove_tree(entry.path)
        else:
            output.remove_file(entry.path)
    output.remove_tree(name)


def _withdraw(output: Folder, name: str) -> None:
    with output.subfolder(name) as stage:
        for part in (BAG, ARCHIVE):
            with suppress(FileNotFoundError):
                operations.rename(
                    part.encode(),
                    f"{_WITHDRAWN}{uuid.uuid4().hex}".encode(),
                    old_at=stage.handle(),
                    new_at=stage.handle(),
                )


def _stage_name(subject: str) -> str:
    suffix = f"{_MARK}{uuid.uuid4().hex[:12]}"
    room = _LONGEST_NAME - 1 - len(suffix)
    octets = names.to_octets(subject)
    if len(octets) > room:
        digest = hashlib.sha256(octets).hexdigest()[:16]
        subject = octets[: room - 17].decode("utf-8", "ignore") + "~" + digest
    return f".{subject}{suffix}"


def _is_stage_name(name: str) -> bool:
    head, mark, tail = name.rpartition(_MARK)
    return bool(mark) and head.startswith(".") and len(tail) == 12 and tail.isalnum()


def _holds_no_more_than_a_stage(output: Folder, name: str) -> bool:
    known = {f"{name}/{part}" for part in (_RECORD, BAG, ARCHIVE)}
    return all(
        entry.path in known or entry.path.startswith(f"{name}/{_WITHDRAWN}")
        for entry in output.list(name)
    )


def _header(output: Folder, name: str) -> Mapping[str, Any] | None:
    try:
        octets = output.read(f"{name}/{_RECORD}", limit=1 << 16)
        header = json.loads(octets.split(b"\n", 1)[0])
    except (OSError, ReadError, ValueError, RecursionError):
        return None
    if not isinstance(header, dict) or header.get("format") != _FORMAT:
        return None
    return header
