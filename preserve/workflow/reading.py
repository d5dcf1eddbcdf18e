"""Reading the octets of originals once: in this process, or by batches in workers'."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack

from preserve.errors import PreserveError, ReadError
from preserve.fixity import copy_batches
from preserve.fixity.copy_batches import Batch, Outcome, Task, Work
from preserve.fixity.copying import LARGE, Row
from preserve.fixity.workers import Workers
from preserve.storage.rows import Rows
from preserve.workflow.copies import Asked, Reads, State
from preserve.workflow.run import Run, Wanted

MANY = 400
"""Files from which on they are read by worker processes, which take a while to start."""

MUCH = 64 << 20
"""Octets in files that are not large from which on they are, too."""

_FILES_A_BATCH = 128
_OCTETS_A_BATCH = 8 << 20
_MOST_NAMED = 20


def is_much(run: Run, states: Rows[State]) -> bool:
    """Tell whether a release is read by worker processes, where the run may have some."""
    if run.file_workers <= 1:
        return False
    sizes = (state[1] for state in states)
    return len(states) >= MANY or sum(size for size in sizes if size < LARGE) >= MUCH


def read(
    run: Run,
    wanted: Wanted,
    files: Iterable[tuple[State, Row | None]],
    *,
    handles: Sequence[int],
    in_processes: bool,
    fresh: bool = True,
    note: Callable[[list[Row]], None] = lambda _: None,
) -> Reads:
    """Digest files, and copy them where a second folder is open; ``note`` is told what was read.

    ``files`` are their states, in order, with what an earlier run noted of each. Raises as
    ``originals.copy``.
    """
    asked = Asked.of(run, wanted)
    task = Task(algorithms=asked.usual, fresh=fresh)
    batches = _batches(files, asked)
    rows: Rows[Row] = Rows()
    octets = 0
    errors: list[PreserveError] = []
    reader = _by_workers if in_processes else _here
    for outcomes in reader(run, task, handles, batches):
        read = [one for one in outcomes if isinstance(one, tuple)]
        errors += [one for one in outcomes if not isinstance(one, tuple)]
        if read:
            note(read)
        rows.extend(read)
        run.progress.count(len(read))
        octets += sum([row[1] for row in read])
    _raise_all(errors)
    return Reads(rows=rows, asked=asked, wanted=wanted, octets=octets)


def _here(
    run: Run, task: Task, handles: Sequence[int], batches: Iterable[Batch]
) -> Generator[list[Outcome]]:
    """Read batches in this process."""
    work = Work(task, handles, on_octets=run.progress.advance)
    with ExitStack() as stack:
        stack.callback(work.close)
        for batch in batches:
            outcomes = []
            for path in batch.paths:
                run.check_stopped()
                outcomes.append(work.outcome(path, batch))
            yield outcomes


def _by_workers(
    run: Run, task: Task, handles: Sequence[int], batches: Iterable[Batch]
) -> Generator[list[Outcome]]:
    """Read batches in worker processes, but for large files."""
    under_way: deque[Batch] = deque()

    def handed_over() -> Iterator[Batch]:
        for batch in batches:
            under_way.append(batch)
            yield batch

    with ExitStack() as stack:
        own = Work(task, handles, on_octets=run.progress.advance)
        stack.callback(own.close)
        workers = stack.enter_context(
            Workers[Batch, list[Outcome]](
                copy_batches.BEGIN, count=run.file_workers, argument=task, handles=handles
            )
        )
        for outcomes in workers.ordered(handed_over(), pace=run.check_stopped):
            batch = under_way.popleft()
            if batch.large:
                run.check_stopped()
                yield [own.outcome(path, batch) for path in batch.paths]
            else:
                run.progress.advance(sum([one[1] for one in outcomes if isinstance(one, tuple)]))
                yield outcomes


def _batches(files: Iterable[tuple[State, Row | None]], asked: Asked) -> Iterator[Batch]:
    paths: list[str] = []
    octets = 0
    noted: dict[str, Row] = {}
    for state, note in files:
        path, size = state[0], state[1]
        is_full = len(paths) == _FILES_A_BATCH or octets + size > _OCTETS_A_BATCH
        if paths and (is_full or size >= LARGE):
            yield _batch(paths, noted, asked)
            paths, octets, noted = [], 0, {}
        if note is not None:
            noted[path] = note
        paths.append(path)
        octets += size
        if size >= LARGE:
            yield _batch(paths, noted, asked, large=True)
            paths, octets, noted = [], 0, {}
    if paths:
        yield _batch(paths, noted, asked)


def _batch(paths: list[str], noted: dict[str, Row], asked: Asked, *, large: bool = False) -> Batch:
    others = {path: asked.others[path] for path in paths if path in asked.others}
    return Batch(paths=paths, algorithms=others, noted=noted, large=large)


def _raise_all(errors: Sequence[PreserveError]) -> None:
    if len(errors) == 1:
        raise errors[0]
    if errors:
        named = "; ".join(error.message for error in errors[:_MOST_NAMED])
        more = len(errors) - _MOST_NAMED
        tail = f"; and {more} more" if more > 0 else ""
        raise ReadError(f"{len(errors)} files: {named}{tail}", remedy=errors[0].remedy)
