"""Several packages validated, at a time by worker processes where that saves time."""

import itertools
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from preserve.bags.read.tree import OnFiles, OnOctets
from preserve.findings import VerdictReport
from preserve.workflow import validate
from preserve.workflow.validate import STRICT, Terms

_FEW = 8
_SMALL = 16 << 20
_SOME_FILES = 500
"""Fewer packages, octets and files: judged before a worker process could have begun."""


def validate_many(
    paths: Sequence[Path],
    *,
    terms: Terms = STRICT,
    workers: int = 1,
    on_octets: OnOctets | None = None,
    on_files: OnFiles | None = None,
) -> Iterator[VerdictReport]:
    """Validate several packages in parallel; the reports come in the order of the paths.

    When the caller stops, so does all reading, in the middle of a file. Raises ToolError when a
    worker process ends.
    """
    if len(paths) <= 1 or workers <= 1 or _are_small(paths):
        for path in paths:
            yield validate.validate(
                path, terms=terms, workers=workers, on_octets=on_octets, on_files=on_files
            )
        return
    from preserve.workflow import judges  # noqa: PLC0415 - quick start-up

    yield from judges.validate(
        paths, terms=terms, workers=workers, on_octets=on_octets, on_files=on_files
    )


def _are_small(paths: Sequence[Path]) -> bool:
    if len(paths) >= _FEW:
        return False
    sizes = itertools.chain.from_iterable(map(_sizes, paths))
    seen = list(itertools.islice(sizes, _SOME_FILES))
    return len(seen) < _SOME_FILES and sum(seen) < _SMALL


def _sizes(path: Path) -> Iterator[int]:
    """Give the size of each file, as far as it can be seen; nothing is opened."""
    with suppress(OSError, ValueError):
        found = os.stat(path)
        if not stat.S_ISDIR(found.st_mode):
            yield found.st_size
            return
    folders = [os.fspath(path)]
    while folders:
        with suppress(OSError, ValueError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    yield entry.stat(follow_symlinks=False).st_size
