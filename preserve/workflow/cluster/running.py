"""A run whose releases or packages are done by a cluster's workers.

This process alone holds the output's lock, writes the journal and reports. Each release is a
task; originals and output are on a file system that all see under the same paths.
"""

import threading
import time
import uuid
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from preserve.errors import ClusterError, InterruptedRunError, ReadError
from preserve.findings import VerdictReport
from preserve.storage import stages
from preserve.storage.folders import Folder
from preserve.workflow import entries, versions
from preserve.workflow.cluster import connection, dispatch, errands, fitness, guard, tasks
from preserve.workflow.cluster.connection import Connection
from preserve.workflow.cluster.dispatch import Dispatch, Entrusted, Order
from preserve.workflow.cluster.errands import Answer, JudgeErrand, PackageErrand
from preserve.workflow.cluster.fitness import Seen, Wanted
from preserve.workflow.cluster.guard import Mark
from preserve.workflow.jobs import Job
from preserve.workflow.outcomes import BagOutcome, BagStatus, Progress
from preserve.workflow.run import Lines, Plan, interrupted
from preserve.workflow.validate import Terms

_PASSING = ("CancelledError", "FutureCancelledError", "TimeoutError", "KilledWorker")
"""What is said of a worker that was there a moment ago."""

_TRIES = 20
_SECONDS = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The run's own end of the work."""

    run: str
    """The identifier of the run."""
    output: Folder | None
    journal: Lines | None
    progress: Progress
    stop: threading.Event


@dataclass(frozen=True, slots=True, kw_only=True)
class _Queue:
    """Releases in their order: outcomes that are known, and None for each that is entrusted."""

    waiting: deque[BagOutcome | None] = field(default_factory=deque)

    def known(self) -> Iterator[BagOutcome]:
        """Give the outcomes that stand before the next entrusted release."""
        while self.waiting and (outcome := self.waiting[0]) is not None:
            self.waiting.popleft()
            yield outcome


def package(
    plan: Plan, subjects: Iterable[Job | BagOutcome], *, address: str, site: Site
) -> Generator[BagOutcome]:
    """Package the releases on the cluster; the outcomes come in the order of the subjects.

    Raises ClusterError when no scheduler or worker is there or stays there, or one is not fit;
    InterruptedRunError when the run was stopped, after what was finished.
    """
    with connection.opened(address) as cluster, _marked(plan, site) as mark:
        wanted = fitness.wanted(map(guard.absolute, plan.options.sources), mark)
        with _unless_stopped(site):
            _examine(cluster, wanted)
        queue = _Queue()
        order = Order(task=tasks.package, readdressed=_readdressed, has_failed=_has_failed)
        entrusted = _errands(plan, subjects, queue, wanted=wanted, site=site)
        for done in Dispatch(cluster, order).ordered(entrusted):
            yield from queue.known()
            queue.waiting.popleft()
            outcome = _received(plan, done, site)
            if outcome is not None:
                yield outcome
        yield from queue.known()
    if site.stop.is_set():
        raise interrupted()


@contextmanager
def _unless_stopped(site: Site) -> Iterator[None]:
    """Take a refusal for an interruption once the run is to stop: its mark is down then."""
    try:
        yield
    except ClusterError as error:
        if site.stop.is_set():
            raise interrupted() from error
        raise


def validate_many(paths: Sequence[Path], *, address: str, terms: Terms) -> Iterator[VerdictReport]:
    """Validate packages on the cluster; the reports come in the order of the paths.

    Raises ClusterError when no scheduler or worker is there or stays there, or one is not fit;
    ReadError when the judgement of one package was lost again and again.
    """
    seen = {path: Seen(path=guard.absolute(path), what="") for path in paths}
    run = uuid.uuid4().hex
    with connection.opened(address) as cluster:
        wanted = fitness.wanted([], None)
        _examine(cluster, wanted)
        order = Order(task=tasks.judge, readdressed=lambda one: one, has_failed=_is_untold)
        asked = (
            JudgeErrand(
                run=run,
                wanted=wanted,
                terms=terms,
                path=path,
                seen=replace(seen[path], what=fitness.look(seen[path].path)),
            )
            for path in paths
        )
        for done in Dispatch(cluster, order).ordered(asked):
            yield _report(done)


@contextmanager
def _marked(plan: Plan, site: Site) -> Iterator[Mark | None]:
    """Hold the mark of the run, take it down as soon as the run is to stop, and tidy up."""
    if site.output is None or plan.options.dry_run:
        yield None
        return
    output = site.output
    mark = guard.set_up(output, run=site.run)
    done = threading.Event()

    def relay() -> None:
        while not done.is_set():
            if site.stop.wait(_SECONDS):
                with suppress(OSError):
                    guard.take_down(output)
                return

    thread = threading.Thread(target=relay, daemon=True)
    thread.start()
    try:
        yield mark
    finally:
        done.set()
        thread.join()
        with suppress(OSError):
            guard.take_down(output)
        _tidy(output)


def _tidy(output: Folder) -> None:
    """Remove the stages of deliveries that were lost; one still at work is thereby ended."""
    for _ in range(_TRIES):
        with suppress(OSError, ReadError):
            names = [name for name, _ in stages.left_over(output)]
            for name in names:
                stages.remove(output, name)
            return
        # Whoever still writes there has yet to see that the mark is gone.
        time.sleep(_SECONDS)


def _examine(cluster: Connection, wanted: Wanted) -> None:
    """Ask every worker whether it is fit, before any work begins."""
    asked = {
        worker: cluster.client.submit(
            tasks.examine, wanted, pure=False, workers=[worker], key=f"examine-{uuid.uuid4().hex}"
        )
        for worker in _workers(cluster)
    }
    answers = [_examined(worker, future) for worker, future in asked.items()]
    refusing = [one for one in answers if one is not None and one.unfit]
    if refusing:
        raise dispatch.unfit(refusing)


def _workers(cluster: Connection) -> list[str]:
    deadline = time.monotonic() + connection.patience()
    while time.monotonic() < deadline:
        workers = cluster.workers()
        if workers:
            return workers
        time.sleep(_SECONDS)
    raise dispatch.no_workers()


def _examined(worker: str, future: Any) -> Answer | None:
    try:
        answer: Answer = future.result(timeout=connection.patience())
    # A worker without preserve answers with whatever Dask makes of that.
    except Exception as error:  # noqa: BLE001
        if type(error).__name__ in _PASSING:
            return None
        cause = error.__cause__ or error
        return Answer(where=worker, unfit=f"{type(cause).__name__}: {cause}")
    return answer


def _errands(
    plan: Plan,
    subjects: Iterable[Job | BagOutcome],
    queue: _Queue,
    *,
    wanted: Wanted,
    site: Site,
) -> Iterator[PackageErrand]:
    for subject in subjects:
        if site.stop.is_set():
            return
        if isinstance(subject, BagOutcome):
            queue.waiting.append(subject)
            continue
        queue.waiting.append(None)
        yield PackageErrand(
            run=site.run,
            wanted=wanted,
            plan=_plan_of(plan, subject),
            job=_job(subject),
            delivery=uuid.uuid4().hex,
        )


def _plan_of(plan: Plan, job: Job) -> Plan:
    """Give the part of a plan that speaks of one release."""
    standing = [one.name for one in job.standing.versions]
    seen = {name: plan.times_seen[name] for name in standing if name in plan.times_seen}
    return replace(plan, times_seen=seen, left_over={}, file_workers=1)


def _job(job: Job) -> Job:
    return replace(job, release=replace(job.release, folder=guard.absolute(job.release.folder)))


def _readdressed(errand: PackageErrand) -> PackageErrand:
    return replace(errand, delivery=uuid.uuid4().hex)


def _has_failed(answer: Answer) -> bool:
    outcome = answer.packaged.outcome if answer.packaged else None
    # Without an outcome, the worker did not see the mark, or the run is to stop.
    return outcome is None or outcome.status is BagStatus.FAILED


def _received(plan: Plan, done: Entrusted[PackageErrand], site: Site) -> BagOutcome | None:
    job = done.errand.job
    packaged = done.answer.packaged if done.answer else None
    if packaged is None:
        if site.stop.is_set():
            return None
        return _failed(job, f"its deliveries to the cluster were lost ({done.lost})")
    outcome = packaged.outcome
    if outcome is None:
        # The mark may have been taken down for another reason than a signal to this run.
        return None if site.stop.is_set() else _failed(job, "a worker did not see this run's mark")
    site.progress.begin(outcome.release, "packaged")
    with suppress(InterruptedRunError):
        site.progress.advance(outcome.octets * (2 if plan.options.verify else 1))
        site.progress.count(outcome.files)
        site.progress.count(outcome.files)
    site.progress.end(outcome.release)
    if _is_made(outcome) and not _stands(plan, outcome, site.output):
        return _failed(job, "a worker made its package, and this machine does not see it")
    return entries.copied(site.journal, outcome, packaged.lines)


def _is_made(outcome: BagOutcome) -> bool:
    return outcome.status in {BagStatus.CREATED, BagStatus.NEW_VERSION}


def _stands(plan: Plan, outcome: BagOutcome, output: Folder | None) -> bool:
    """Look at what stands under the name of a package that a worker says it made."""
    if output is None:
        return False
    form = plan.settings.bag.serialize
    stored = versions.stored_as(output, outcome.release, outcome.version, form=form)
    return stored is not None and stored.identifier == outcome.identifier


def _failed(job: Job, why: str) -> BagOutcome:
    return BagOutcome(
        release=job.release.name,
        status=BagStatus.FAILED,
        findings=job.findings,
        message=f"{job.release.name}: {why}",
        remedy="See to the cluster and the shared file system, then run again.",
        exit_code=3,
    )


def _is_untold(answer: Answer) -> bool:
    return answer.report is not None and str(answer.report.report.verdict) == "unknown"


def _report(done: Entrusted[JudgeErrand]) -> VerdictReport:
    parcel = done.answer.report if done.answer else None
    errand = done.errand
    if parcel is None:
        raise ReadError(
            f"{errand.path}: was not judged: its deliveries to the cluster were lost ({done.lost})",
            remedy="See to the cluster, then run again.",
        )
    return errands.unpacked(parcel, path=errand.path, where=errand.seen.path)
