"""Several packages validated at a time, each in one of several worker processes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from preserve.bags.read.tree import OnFiles, OnOctets
from preserve.findings import VerdictReport
from preserve.fixity.workers import Workers
from preserve.metadata.schemas import catalogue, compiling
from preserve.storage.finding_log import Contents, FindingLog
from preserve.workflow import told
from preserve.workflow import validate as one
from preserve.workflow.side_channel import Exchange, Line
from preserve.workflow.validate import Terms

_BEGIN = f"{__name__}:begin"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A report on its way; findings that are in a file come by their handle."""

    report: VerdictReport
    contents: Contents | None = None
    file: str = ""


def validate(
    paths: Sequence[Path],
    *,
    terms: Terms,
    workers: int,
    on_octets: OnOctets | None,
    on_files: OnFiles | None,
) -> Iterator[VerdictReport]:
    """Validate packages by ``workers`` processes; the reports come in the order of the paths.

    When the caller stops, so does all reading, in the middle of a file. Raises ToolError when a
    worker process ends.
    """
    with (
        Exchange(answer=lambda _: None, told=partial(_hear, on_octets, on_files)) as exchange,
        Workers[Path, _Judged](
            _BEGIN,
            count=min(workers, len(paths)),
            argument=(terms, max(1, workers // len(paths)), on_octets is not None),
            handles=[exchange.handle],
        ) as processes,
    ):
        for judged in processes.ordered(paths):
            yield _received(judged, exchange)


def _hear(on_octets: OnOctets | None, on_files: OnFiles | None, told: tuple[int, int]) -> None:
    octets, files = told
    if on_octets is not None:
        on_octets(octets)
    if on_files is not None:
        on_files(files)


def begin(argument: tuple[Terms, int, bool], handles: Sequence[int]) -> Callable[[Path], "_Judged"]:
    """Begin a worker's part: called in the worker."""
    terms, workers, is_watched = argument
    compiling.prepare(catalogue.default())
    line = Line(handles[0])
    teller = told.Teller(line.tell)

    def judge(path: Path) -> _Judged:
        try:
            on_octets = teller.advance if is_watched else None
            on_files = teller.count if is_watched else None
            report = one.validate(
                path, terms=terms, workers=workers, on_octets=on_octets, on_files=on_files
            )
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
