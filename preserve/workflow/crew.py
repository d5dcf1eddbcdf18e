"""Several releases at a time, each in one of several worker processes.

Threads would share one interpreter, which packages some 40 small releases a second however many
cores there are. The run that started the workers alone holds the output's lock, writes the
journal and hears signals; Siegfried, which takes 200 MiB, runs once for all of them.
"""

import itertools
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from preserve.errors import ToolError
from preserve.fixity.workers import Workers
from preserve.formats.identifier import Identifier
from preserve.metadata.schemas import catalogue, compiling
from preserve.model.formats import Format, IdentifierTool
from preserve.storage.folders import Folder
from preserve.workflow import entries, packaging, told
from preserve.workflow.jobs import Job
from preserve.workflow.outcomes import BagOutcome, Progress, Silence
from preserve.workflow.packaging import Packaged, Packaging
from preserve.workflow.run import Lines, Plan, interrupted
from preserve.workflow.side_channel import Exchange, Line

_BEGIN = f"{__name__}:begin"
_FILES_A_QUESTION = 512

_Question = tuple[Path, list[str]] | None
"""Files of which to tell the formats; None: by what they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Charge:
    """What a worker is given when it begins."""

    plan: Plan
    identifies: bool
    is_watched: bool


def package(
    plan: Plan,
    subjects: Iterable[Job | BagOutcome],
    *,
    count: int,
    output: Folder | None,
    journal: Lines | None,
    identifier: Identifier | None,
    progress: Progress,
    stop: threading.Event,
) -> Iterator[BagOutcome]:
    """Package the releases in ``count`` processes; the outcomes come in the order of the subjects.

    Raises InterruptedRunError when ``stop`` was set, after what was finished; ToolError when a
    worker ends.
    """
    charge = _Charge(
        plan=plan,
        identifies=identifier is not None,
        is_watched=bool(getattr(progress, "watched", True)),
    )
    with (
        Exchange(
            answer=lambda question: _answer(identifier, question),
            told=lambda message: told.hear(progress, message),
            stop=stop,
        ) as exchange,
        Workers[Job | BagOutcome, Packaged](
            _BEGIN,
            count=count,
            argument=charge,
            handles=(exchange.handle, *([] if output is None else [output.handle()])),
        ) as workers,
    ):
        until_stopped = itertools.takewhile(lambda _: not stop.is_set(), subjects)
        for packaged in workers.ordered(until_stopped):
            if packaged.outcome is not None:
                yield entries.copied(journal, packaged.outcome, packaged.lines)
        if stop.is_set():
            raise interrupted()


def _answer(identifier: Identifier | None, question: _Question) -> object:
    if identifier is None:
        raise ToolError("format identification: not asked for")
    if question is None:
        return identifier.tool()
    folder, paths = question
    return [one for _, one in identifier.identify(folder, paths)]


def begin(charge: _Charge, handles: Sequence[int]) -> Callable[[Job | BagOutcome], Packaged]:
    """Begin a worker's part in the run: called in the worker."""
    compiling.prepare(catalogue.default())
    line = Line(handles[0])
    output = Folder(charge.plan.options.output, handles[1]) if len(handles) > 1 else None
    part = Packaging(
        plan=charge.plan,
        progress=told.Teller(line.tell) if charge.is_watched else Silence(),
        stop=line.stop,
        identifier=_Asked(line) if charge.identifies else None,
        output=output,
        second_reader=packaging.second_reader(charge.plan),
    )
    return part.package


class _Asked:
    """The identifier of the run, asked by a worker."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._tool: IdentifierTool | None = None

    def tool(self) -> IdentifierTool:
        """Name the program and its signatures; raises ToolError when it does not work."""
        if self._tool is None:
            self._tool = self._line.ask(None)
        return self._tool

    def identify(self, folder: Path, paths: Iterable[str]) -> Iterator[tuple[str, Format]]:
        """Give the format of each file, as the protocol says."""
        remaining = iter(paths)
        while batch := list(itertools.islice(remaining, _FILES_A_QUESTION)):
            yield from zip(batch, self._line.ask((folder, batch)), strict=True)

    def close(self) -> None:
        """Leave it to the run."""
