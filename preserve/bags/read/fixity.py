"""Reading every file once, for all its algorithms, and comparing (RFC 8493 section 3)."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from threading import Event

from preserve.bags.read.index import Listing, PathIndex
from preserve.errors import InterruptedRunError, ReadError
from preserve.findings import Finding
from preserve.findings import fixity as codes
from preserve.fixity import digests
from preserve.fixity.digests import Digested
from preserve.model.digests import Algorithm
from preserve.storage import folders
from preserve.storage.folders import Folder

OnOctets = Callable[[int], None]
"""Told how many octets more were read; called from several threads."""

_BATCH = 32
"""Files a task: small ones would otherwise cost more to hand over than to read."""

_AHEAD = 4
"""Batches a worker that may wait for their turn to be reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """One file as read; without ``digested``, the finding says why."""

    number: int
    digested: Digested | None
    finding: Finding | None = None


Task = tuple[int, str, tuple[Algorithm, ...]]
"""A file's number, its path, and the algorithms to read it for."""


def readings(
    folder: Folder, tasks: Iterable[Task], *, workers: int, on_octets: OnOctets | None
) -> Iterator[FileReading]:
    """Read the files by ``workers`` threads; results come in the order of the tasks.

    When the caller stops, so do the threads, in the middle of a file.
    """
    if workers <= 1:
        for batch in _batches(tasks):
            yield from _read_batch(folder, batch, on_octets=on_octets)
        return
    stop = Event()
    read_batch = partial(_read_batch, folder, on_octets=stoppable(on_octets, stop))
    with _pool(workers, stop) as pool:
        waiting: deque[Future[list[FileReading]]] = deque()
        for batch in _batches(tasks):
            waiting.append(pool.submit(read_batch, batch))
            if len(waiting) >= workers * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def stoppable(on_octets: OnOctets | None, stop: Event) -> OnOctets:
    """Make one who is told of octets raise InterruptedRunError once ``stop`` is set."""

    def tell(octets: int) -> None:
        if stop.is_set():
            raise InterruptedRunError("interrupted while reading")
        if on_octets is not None:
            on_octets(octets)

    return tell


@contextmanager
def _pool(workers: int, stop: Event) -> Iterator[ThreadPoolExecutor]:
    pool = ThreadPoolExecutor(max_workers=workers)
    try:
        yield pool
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    remaining = iter(tasks)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _read_batch(
    folder: Folder, batch: list[Task], *, on_octets: OnOctets | None
) -> list[FileReading]:
    return [_read(folder, task, on_octets) for task in batch]


def _read(folder: Folder, task: Task, on_octets: OnOctets | None) -> FileReading:
    number, path, algorithms = task
    sink = None if on_octets is None else (lambda octets: on_octets(len(octets)))
    try:
        with folder.open_file(path) as handle:
            before = folders.state(handle)
            digested = digests.digest_file(handle, algorithms, sink=sink)
            after = folders.state(handle)
    except (OSError, ReadError) as error:
        reason = error.strerror if isinstance(error, OSError) else error.message
        finding = codes.COULD_NOT_READ.at(f"{path}: cannot be read ({reason})", path=path)
        return FileReading(number=number, digested=None, finding=finding)
    if before != after or digested.size != after.size:
        finding = codes.CHANGED_WHILE_READ.at(f"{path}: changed while it was read", path=path)
        return FileReading(number=number, digested=None, finding=finding)
    return FileReading(number=number, digested=digested)


def compare(
    index: PathIndex, reading: FileReading, listings: Sequence[Listing]
) -> Iterator[Finding]:
    """RFC 8493 section 3: every checksum in every manifest MUST be verified."""
    if reading.finding is not None:
        yield reading.finding
    if reading.digested is None:
        return
    for listing in listings:
        listed = listing.digest(reading.number)
        if listing.algorithm is None or not listed:
            continue
        found = reading.digested.digests[listing.algorithm]
        if bytes.fromhex(found) != listed:
            yield _altered(index.path(reading.number), listing, listed.hex(), found)


def _altered(path: str, listing: Listing, listed: str, found: str) -> Finding:
    return codes.ALTERED.at(
        f"{path}: {listing.algorithm} differs ({listing.name} {_short(listed)}, "
        f"file {_short(found)})",
        path=path,
        expected=listed,
        found=found,
    )


def _short(digest: str) -> str:
    return f"{digest[:8]}…"


def algorithms_of(listings: Iterable[Listing]) -> tuple[Algorithm, ...]:
    """Give the algorithms of the listings, each once, in a fixed order."""
    return tuple(sorted({one.algorithm for one in listings if one.algorithm is not None}))


def payload_tasks(index: PathIndex, listings: Sequence[Listing]) -> Iterator[Task]:
    """Every payload file, for every algorithm of a payload manifest."""
    algorithms = algorithms_of(listings)
    return ((number, index.path(number), algorithms) for number in index.present_numbers())


def tag_tasks(index: PathIndex, listings: Sequence[Listing]) -> Iterator[Task]:
    """Every tag file that a tag manifest lists, for the algorithms that list it."""
    for number in index.present_numbers():
        listing = [one for one in listings if one.digest(number)]
        if listing:
            yield number, index.path(number), algorithms_of(listing)
