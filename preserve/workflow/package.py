"""One release to one published package: the order of the steps, and what ends it early."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from preserve.config import Serialization
from preserve.errors import InterruptedRunError, PreserveError
from preserve.findings import Finding, releases
from preserve.fixity import copying
from preserve.model.releases import StagedRelease
from preserve.storage import stages
from preserve.storage.rows import Rows
from preserve.storage.stages import Stage
from preserve.workflow import (
    archive,
    entries,
    identification,
    inputs,
    meanwhile,
    originals,
    profile_fit,
    reading,
    record,
    refusals,
    seal,
    space,
    still,
    unchanged,
    versions,
)
from preserve.workflow.copies import State
from preserve.workflow.jobs import Job
from preserve.workflow.outcomes import BagOutcome, BagStatus
from preserve.workflow.refusals import RefusedError
from preserve.workflow.run import Run

NEVER_CHECKED = (
    "viruses (this version has no virus check)",
    "conformance of files to their formats (this version has no format validation)",
)
"""What an archivist may expect to be checked, and is not; PREMIS has no event for it."""


def make(run: Run, job: Job) -> BagOutcome:
    """Package one release, or say why not; raises only InterruptedRunError."""
    outcome = BagOutcome(
        release=job.release.name, status=BagStatus.FAILED, findings=job.findings, exit_code=3
    )
    run.progress.begin(job.release.name, "read")
    try:
        run.check_stopped()
        return _make(run, job, outcome)
    except RefusedError as refused:
        findings = (*job.findings, *refused.findings)
        return replace(outcome, status=BagStatus.REFUSED, findings=findings, exit_code=1)
    except InterruptedRunError:
        raise
    except PreserveError as error:
        return replace(outcome, message=error.message, remedy=error.remedy)
    except OSError as error:
        failure = copying.cannot_write(job.release.name, error)
        return replace(outcome, message=failure.message, remedy=failure.remedy)
    finally:
        run.progress.end(job.release.name)


def _make(run: Run, job: Job, outcome: BagOutcome) -> BagOutcome:
    latest = job.standing.latest
    outcome = replace(
        outcome,
        version=_next_version(run, job),
        replaces=latest.identifier if latest else None,
    )
    if latest is not None:
        same = unchanged.find(run, job, outcome)
        if same is not None:
            return same
    refusals.refuse_taken(run, job, outcome.version)
    if run.options.dry_run or run.output is None:
        return _plan(run, job, outcome)
    states = originals.states(job.release)
    sizes = (state[1] for state in states)
    stage = originals.open_stage(
        run,
        run.output,
        job.release,
        job.wanted,
        before_new=lambda output: space.check(
            output, sizes, form=run.settings.bag.serialize, release=job.release.name
        ),
    )
    try:
        made = _build(run, job, stage, outcome, states)
    except InterruptedRunError:
        stage.close()
        raise
    except BaseException:
        _discard(stage)
        raise
    _discard(stage)
    return made


def _next_version(run: Run, job: Job) -> int:
    """Give the number of the next version; one whose name something else has is passed over."""
    latest = job.standing.latest
    if latest is None:
        return 1
    version = latest.version + 1
    extension = versions.EXTENSIONS[run.settings.bag.serialize]
    while versions.package_name(job.release.name, version) + extension in job.standing.taken:
        version += 1
    return version


def _discard(stage: Stage) -> None:
    # What cannot be removed now is recognised and removed by the next run.
    with suppress(OSError):
        stage.discard()


def _build(
    run: Run, job: Job, stage: Stage, outcome: BagOutcome, states: Rows[State]
) -> BagOutcome:
    with _identifying(run, stage, job, states) as identifying:
        copies = originals.copy(
            run,
            stage,
            job.release,
            job.wanted,
            states=states,
            on_copied=identifying.copied,
        )
        copied = run.clock.now()
        staged, reads = copies.staged, copies.reads
        refusals.refuse_altered(job, staged.files)
        run.progress.begin(job.release.name, "describe")
        identified = identifying.result()
    prepared = record.prepare(
        run, staged, reads, identified=identified, copied=copied, replaces=outcome.replaces
    )
    record.write(stage.bag, prepared)
    run.check_stopped()
    with _checking(run, stage, files=len(reads.rows)) as check:
        still.check_unchanged(job.release, reads)
        fingerprint = inputs.fingerprint(run, job.release, job.wanted, reads.contents())
        sealed = seal.seal(run, stage.bag, prepared, fingerprint)
        remarks = profile_fit.check_sealed(run, stage.bag)
        run.progress.begin(job.release.name, "verify")
        remarks += check()
    not_checked = [*NEVER_CHECKED, *prepared.not_checked]
    if not run.options.verify:
        not_checked.append("the package read back from disk (--no-verify)")
    risky = any(one.code is releases.RISKY_NAME_ADMITTED for one in job.findings)
    not_checked += seal.second_opinion(run, stage, sealed, has_risky_names=risky)
    run.check_stopped()
    made = replace(
        _publish(run, stage, outcome),
        identifier=prepared.identifier,
        verified=run.options.verify,
        files=len(reads.rows),
        octets=reads.octets,
        findings=(*job.findings, *identified.findings, *remarks),
        not_checked=tuple(not_checked),
        review=prepared.description.review,
    )
    times = inputs.by_times(run, job.release, job.wanted, reads.states())
    return entries.entered(run, made, fingerprint=fingerprint, times=times)


@contextmanager
def _checking(run: Run, stage: Stage, *, files: int) -> Iterator[Callable[[], tuple[Finding, ...]]]:
    """Give what checks the sealed package: by reading it from disk, else its metadata alone."""
    if run.options.verify:
        yield lambda: seal.verify(run, stage)
        return
    with meanwhile.checking(run, stage.bag, files=files) as wait:

        def check() -> tuple[Finding, ...]:
            wait()
            return ()

        yield check


def _identifying(
    run: Run, stage: Stage, job: Job, states: Rows[State]
) -> identification.Identifying:
    """Identify formats while files are copied where that is worth it, else after."""
    is_worth_it = run.identifier is not None and reading.is_much(run, states)
    how = identification.Meanwhile if is_worth_it else identification.Later
    return how(run, originals.content(stage), job.release.paths)


def _publish(run: Run, stage: Stage, outcome: BagOutcome) -> BagOutcome:
    form = run.settings.bag.serialize
    name = versions.package_name(outcome.release, outcome.version)
    final = name + versions.EXTENSIONS[form]
    staged = stages.BAG
    if form is not Serialization.NONE:
        staged = archive.write(run, stage, name=name)
    try:
        stage.publish(staged, final)
    except FileExistsError as error:
        raise RefusedError(refusals.taken(final)) from error
    status = BagStatus.CREATED if outcome.version == 1 else BagStatus.NEW_VERSION
    return entries.at(run, replace(outcome, status=status, exit_code=0), name)


def _plan(run: Run, job: Job, outcome: BagOutcome) -> BagOutcome:
    reads = originals.read_only(run, job.release, job.wanted)
    refusals.refuse_altered(job, reads.files)
    staged = StagedRelease(
        name=job.release.name,
        kind=job.release.kind,
        content=job.release.folder,
        files=reads.files,
        supplied=bool(job.wanted.by_path),
        empty_folders=job.release.empty_folders,
        left_out=job.release.left_out,
    )
    identified = identification.identify(run, job.release.folder, reads.paths)
    prepared = record.prepare(
        run,
        staged,
        reads,
        identified=identified,
        copied=run.clock.now(),
        replaces=outcome.replaces,
    )
    if run.output is not None:
        sizes = (state[1] for state in reads.states())
        form = run.settings.bag.serialize
        space.check(run.output, sizes, form=form, release=job.release.name)
    planned = replace(
        outcome,
        status=BagStatus.PLANNED,
        exit_code=0,
        identifier=prepared.identifier,
        files=len(reads.rows),
        octets=reads.octets,
        findings=(*job.findings, *identified.findings),
        not_checked=(*NEVER_CHECKED, *prepared.not_checked),
        review=prepared.description.review,
    )
    return entries.at(run, planned, versions.package_name(outcome.release, outcome.version))
