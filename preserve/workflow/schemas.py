"""``preserve schemas``: list what is in use, check files by it, fetch the published files."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from preserve.errors import ReadError
from preserve.findings import Finding
from preserve.metadata.schemas import catalogue, checking, fetching
from preserve.metadata.schemas import listing as schema_listing
from preserve.metadata.schemas.catalogue import Catalogue
from preserve.metadata.schemas.fetching import Fetched
from preserve.metadata.schemas.listing import Listed


def listing(environment: Mapping[str, str]) -> tuple[Listed, ...]:
    """List the kinds of document that are checked, and by which files."""
    return schema_listing.listing(catalogue.default(environment))


def check_file(path: Path, *, schemas: Catalogue) -> tuple[Finding, ...]:
    """Check one XML file by the schema that its root belongs to.

    Raises ReadError when the file, or a schema, cannot be read.
    """
    try:
        with _opened(path) as stream:
            return checking.check(stream, name=str(path), schemas=schemas)
    except OSError as error:
        raise ReadError(
            f"{path}: cannot be read ({error.strerror})", remedy="Name a file that can be read."
        ) from error


def fetch(environment: Mapping[str, str]) -> Iterator[Fetched]:
    """Fetch the published files into the user's data folder, one after the other."""
    return fetching.fetch(catalogue.fetched_folder(environment))


def _opened(path: Path) -> BinaryIO:
    """Open a regular file; never waits on a FIFO."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise ReadError(f"{path}: not a file", remedy="Name an XML file.")
    return os.fdopen(handle, "rb")
