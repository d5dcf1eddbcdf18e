"""The file of ``describe --csv``: a new one, whole, or none."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from preserve.errors import UsageError, WriteError
from preserve.model.sheet import SheetEntry
from preserve.releases import sheet_writer
from preserve.storage import operations, sinks
from preserve.storage.folders import Folder


def refuse_existing(path: Path) -> None:
    """Raise UsageError when something stands there, which may be hours of corrections."""
    if os.path.lexists(path):
        raise UsageError(
            f"{path}: is there already, and is not overwritten",
            remedy="Name another file with --csv, or move this one away.",
        )


def write(path: Path, entries: Iterable[SheetEntry]) -> None:
    """Write a sheet under a name of its own, durably, then give it its name.

    Raises UsageError when something stands there by now, WriteError when it cannot be written.
    """
    partial = f".{path.name}.partial-{os.getpid()}"
    try:
        with Folder.open(path.parent) as folder:
            try:
                _write(folder, partial, entries)
                _publish(folder, partial, path.name)
            finally:
                with suppress(FileNotFoundError):
                    folder.remove_file(partial)
    except FileExistsError:
        refuse_existing(path)
        raise
    except OSError as error:
        raise WriteError(
            f"{path}: cannot be written ({error.strerror})",
            remedy="Name a file in a folder that you may write to with --csv.",
        ) from error


def _write(folder: Folder, name: str, entries: Iterable[SheetEntry]) -> None:
    with folder.create_file(name) as handle:
        with sinks.stream(handle) as stream:
            sheet_writer.write(entries, stream)
        operations.flush(handle)


def _publish(folder: Folder, partial: str, name: str) -> None:
    at = folder.handle()
    old, new = os.fsencode(partial), os.fsencode(name)
    operations.rename_onto_absent(old, new, old_at=at, new_at=at)
    folder.flush_folder()
