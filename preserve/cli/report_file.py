"""The file of ``--report``: a new page, whole, or none."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, Generic, Protocol, TypeVar

from preserve import __version__
from preserve.cli import new_file, paths
from preserve.cli.console import OutputError
from preserve.errors import UsageError, WriteError
from preserve.findings import VerdictReport
from preserve.report import page as verdicts
from preserve.workflow.outcomes import Notice

FLAG = "--report"

Add = Callable[[VerdictReport], None]
"""Adds one verdict to the page."""

_DECLARATION = "bagit.txt"
_Subject_contra = TypeVar("_Subject_contra", contravariant=True)


class Page(Protocol, Generic[_Subject_contra]):
    """A page that grows."""

    def add(self, subject: _Subject_contra, /) -> None:
        """Add one subject."""

    def write(self, sink: BinaryIO, *, made_at: datetime, software: str) -> None:
        """Write the page of everything added."""


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


def refuse_among(path: Path, *, sources: Sequence[Path]) -> None:
    """Raise UsageError for a path at which the report would be taken for a release, or damage."""
    folders = [one for one in sources if one.is_dir()]
    around = _around(path, folders)
    if around is not None:
        raise UsageError(
            f"{path}: the report would lie among the originals of {around}",
            remedy=f"Name a file outside every source with {FLAG}.",
        )
    refuse_unfit(path, packages=())


@contextmanager
def growing(
    path: Path | None, *, made_at: datetime, tell: Callable[[Notice], None]
) -> Iterator[Add]:
    """Give what adds a verdict to the page, as ``collecting`` does; nothing without a path."""
    if path is None:
        yield _ignore
        return
    with collecting(path, verdicts.collecting(), made_at=made_at, tell=tell) as add:
        yield add


@contextmanager
def collecting(
    path: Path,
    begun: AbstractContextManager[Page[_Subject_contra]],
    *,
    made_at: datetime,
    tell: Callable[[Notice], None],
) -> Iterator[Callable[[_Subject_contra], None]]:
    """Give what adds to a page; the page is published when the block ends.

    When the block ends by an exception, there is no page; either is told. Raises UsageError
    when something stands at the path, WriteError when the page cannot be written.
    """
    name = paths.text(path)
    try:
        with new_file.begun(path, flag=FLAG) as file, begun as pages:
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
    bags = (one for one in _above(path) if os.path.lexists(one / _DECLARATION))
    return _around(path, packages) or next(bags, None)


def _around(path: Path, folders: Sequence[Path]) -> Path | None:
    above = {_identity(one) for one in _above(path)}
    return next((one for one in folders if _identity(one) in above), None)


def _above(path: Path) -> tuple[Path, ...]:
    folder = Path(os.path.realpath(path.parent))
    return folder, *folder.parents


def _identity(path: Path) -> tuple[int, int] | Path:
    """Give what is equal for two names of one folder; its path where there is none."""
    with suppress(OSError):
        state = os.stat(path)
        return state.st_dev, state.st_ino
    return path


def _ignore(_: VerdictReport) -> None:
    """Keep nothing."""


def _add(pages: Page[_Subject_contra], subject: _Subject_contra) -> None:
    try:
        pages.add(subject)
    except OSError as error:
        raise WriteError(
            f"temporary files: cannot be written ({error.strerror}), so there is no report",
            remedy="Make room in the folder for temporary files, or name another as TMPDIR.",
        ) from error
