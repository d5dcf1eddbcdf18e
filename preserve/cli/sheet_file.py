"""The file of ``describe --csv``: a new one, whole, or none."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from preserve.cli import new_file
from preserve.model.sheet import SheetEntry
from preserve.releases import sheet_writer

_FLAG = "--csv"


def refuse_existing(path: Path) -> None:
    """Raise UsageError when something stands there, which may be hours of corrections."""
    new_file.refuse_existing(path, flag=_FLAG)


def write(path: Path, entries: Iterable[SheetEntry]) -> None:
    """Write a sheet under a name of its own, durably, then give it its name.

    Raises UsageError when something stands there by now, WriteError when it cannot be written.
    """
    with new_file.begun(path, flag=_FLAG) as file:
        file.publish(partial(sheet_writer.write, entries))
