"""The file of ``validate --report``: a new page, whole, or none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from preserve import __version__
from preserve.cli import new_file
from preserve.errors import WriteError
from preserve.findings import VerdictReport
from preserve.report import page

FLAG = "--report"

Add = Callable[[VerdictReport], None]
"""Adds one verdict to the page."""


@contextmanager
def growing(path: Path | None, *, made_at: datetime) -> Iterator[Add]:
    """Give what adds a verdict to the page; the page is published when the block ends.

    When the block ends by an exception, there is no page. Without a path nothing is kept, and
    nothing written. Raises UsageError when something stands at the path, WriteError when the
    page cannot be written.
    """
    if path is None:
        yield _ignore
        return
    with new_file.begun(path, flag=FLAG) as file, page.collecting() as pages:
        yield partial(_add, pages)
        software = f"preserve {__version__}"
        file.publish(partial(pages.write, made_at=made_at, software=software))


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
