"""The file of ``validate --report``: a new page, whole, or none."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from preserve import __version__
from preserve.cli import new_file, paths
from preserve.cli.console import OutputError
from preserve.errors import UsageError, WriteError
from preserve.findings import VerdictReport
from preserve.report import page
from preserve.workflow.outcomes import Notice

FLAG = "--report"

Add = Callable[[VerdictReport], None]
"""Adds one verdict to the page."""

_DECLARATION = "bagit.txt"


def refuse_unfit(path: Path | None, *, packages: Sequence[Path]) -> None:
    """Raise UsageError for a path at which no report may stand; nothing is written to find out.

    In a package it would be a file that no manifest lists. Folders are told apart by what they
    are, not by their names, so that no link leads into one.
    """
    if path is None:
        return
    if path.name in {"", "-"}:
        raise UsageError(
            f"{FLAG} {path}: no name of a file",
            remedy="A report is a file: name a new one, such as report.html.",
        )
    around = _package_around(path, packages)
    if around is not None:
        raise UsageError(
            f"{path}: the report would lie inside the package {around}, and damage it",
            remedy=f"Name a file outside every package with {FLAG}.",
        )
    new_file.refuse_existing(path, flag=FLAG)


@contextmanager
def growing(
    path: Path | None, *, made_at: datetime, tell: Callable[[Notice], None]
) -> Iterator[Add]:
    """Give what adds a verdict to the page; the page is published when the block ends.

    When the block ends by an exception, there is no page; either is told. Without a path
    nothing is kept, and nothing written. Raises UsageError when something stands at the path,
    WriteError when the page cannot be written.
    """
    if path is None:
        yield _ignore
        return
    name = paths.text(path)
    try:
        with new_file.begun(path, flag=FLAG) as file, page.collecting() as pages:
            yield partial(_add, pages)
            software = f"preserve {__version__}"
            file.publish(partial(pages.write, made_at=made_at, software=software))
    except BaseException:
        with suppress(OutputError):
            tell(Notice(subject=name, message="no report was written"))
        raise
    tell(Notice(subject=name, message="the report was written"))


def _package_around(path: Path, packages: Sequence[Path]) -> Path | None:
    """Give the package in which a file of that path would lie: one that is named, or any bag."""
    folder = Path(os.path.realpath(path.parent))
    above = {_identity(one): one for one in (folder, *folder.parents)}
    named = (one for one in packages if _identity(one) in above)
    bags = (one for one in above.values() if os.path.lexists(one / _DECLARATION))
    return next(named, None) or next(bags, None)


def _identity(path: Path) -> tuple[int, int] | Path:
    """Give what is equal for two names of one folder; its path where there is none."""
    with suppress(OSError):
        state = os.stat(path)
        return state.st_dev, state.st_ino
    return path


def _ignore(_: VerdictReport) -> None:
    """Keep nothing."""


def _add(pages: page.Page, report: VerdictReport) -> None:
    try:
        pages.add(report)
    except OSError as error:
        raise WriteError(
            f"temporary files: cannot be written ({error.strerror}), so there is no report",
            remedy="Make room in the folder for temporary files, or name another as TMPDIR.",
        ) from error
