"""Several packages validated at a time, each in one of several worker processes."""

import itertools
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from preserve.bags.read.tree import OnOctets
from preserve.findings import VerdictReport
from preserve.fixity.workers import Workers
from preserve.metadata.schemas import catalogue, compiling
from preserve.storage.finding_log import Contents, FindingLog
from preserve.workflow import told, validate
from preserve.workflow.side_channel import Exchange, Line
from preserve.workflow.validate import STRICT, Terms

_BEGIN = f"{__name__}:begin"
_FEW = 8
_SMALL = 16 << 20
_SOME_FILES = 500
"""Fewer packages, octets and files: judged before a worker process could have begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A report on its way; findings that are in a file come by their handle."""

    report: VerdictReport
    contents: Contents | None = None
    file: str = ""


def validate_many(
    paths: Sequence[Path],
    *,
    terms: Terms = STRICT,
    workers: int = 1,
    on_octets: OnOctets | None = None,
) -> Iterator[VerdictReport]:
    """Validate several packages in parallel; the reports come in the order of the paths.

    When the caller stops, so does all reading, in the middle of a file. Raises ToolError when a
    worker process ends.
    """
    if len(paths) <= 1 or workers <= 1 or _are_small(paths):
        for path in paths:
            yield validate.validate(path, terms=terms, workers=workers, on_octets=on_octets)
        return
    with (
        Exchange(answer=lambda _: None, told=on_octets or (lambda _: None)) as exchange,
        Workers[Path, _Judged](
            _BEGIN,
            count=min(workers, len(paths)),
            argument=(terms, max(1, workers // len(paths)), on_octets is not None),
            handles=[exchange.handle],
        ) as processes,
    ):
        for judged in processes.ordered(paths):
            yield _received(judged, exchange)


def begin(argument: tuple[Terms, int, bool], handles: Sequence[int]) -> Callable[[Path], "_Judged"]:
    """Begin a worker's part: called in the worker."""
    terms, workers, is_watched = argument
    compiling.prepare(catalogue.default())
    line = Line(handles[0])
    teller = told.Teller(line.tell)

    def judge(path: Path) -> _Judged:
        try:
            on_octets = teller.advance if is_watched else None
            report = validate.validate(path, terms=terms, workers=workers, on_octets=on_octets)
        finally:
            teller.flush()
        return _sent(report, line)

    return judge


def _sent(report: VerdictReport, line: Line) -> _Judged:
    log = report.findings
    handed = log.handed_over() if isinstance(log, FindingLog) else None
    if handed is None:
        return _Judged(report=replace(report, findings=tuple(log)))
    contents, handle = handed
    return _Judged(
        report=replace(report, findings=()), contents=contents, file=line.hand_over(handle)
    )


def _received(judged: _Judged, exchange: Exchange) -> VerdictReport:
    if judged.contents is None:
        return judged.report
    log = FindingLog.taken_over(judged.contents, exchange.take_file(judged.file))
    return replace(judged.report, findings=log)


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
