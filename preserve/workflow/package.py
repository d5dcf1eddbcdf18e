"""One release to one published package: the order of the steps, and what ends it early."""

from contextlib import suppress
from dataclasses import dataclass, replace

from preserve.config import Serialization
from preserve.errors import InterruptedRunError, PreserveError
from preserve.findings import Finding, packaging
from preserve.fixity import copying
from preserve.fixity.copying import Read
from preserve.model.digests import Algorithm, HexDigest
from preserve.model.releases import Release, StagedFile, StagedRelease
from preserve.model.sheet import Sheet
from preserve.releases import checksums, sheet
from preserve.storage import stages
from preserve.storage.journals import Journal
from preserve.storage.stages import Stage
from preserve.workflow import archive, inputs, originals, record, seal, space, versions
from preserve.workflow.outcomes import BagOutcome, BagStatus
from preserve.workflow.run import Run, Wanted
from preserve.workflow.versions import Standing, Stored

NEVER_CHECKED = (
    "viruses (this version has no virus check)",
    "conformance of files to their formats (this version has no format validation)",
)
"""What an archivist may expect to be checked, and is not; PREMIS has no event for it."""


class _RefusedError(Exception):
    """Findings forbid to package the release."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__()
        self.findings = findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One release, what the operator gave for it, and what stands of it in the output."""

    release: Release
    wanted: Wanted
    standing: Standing
    findings: tuple[Finding, ...] = ()
    """What discovery remarked of it."""


def make(run: Run, job: Job) -> BagOutcome:
    """Package one release, or say why not; raises only InterruptedRunError."""
    outcome = BagOutcome(
        release=job.release.name, status=BagStatus.FAILED, findings=job.findings, exit_code=3
    )
    run.progress.begin(job.release.name, "read")
    try:
        run.check_stopped()
        return _make(run, job, outcome)
    except _RefusedError as refused:
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
        version=latest.version + 1 if latest else 1,
        replaces=latest.identifier if latest else None,
    )
    _refuse_taken(run, job, outcome.version)
    if latest is not None:
        unchanged = _unchanged(run, job, outcome)
        if unchanged is not None:
            return unchanged
    if run.options.dry_run or run.output is None:
        return _plan(run, job, outcome)
    states = originals.states(job.release)
    sizes = [one.size for one in states.values()]
    run.progress.expect(sum(sizes) * (2 if run.options.verify else 1))
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
        made = _build(run, job, stage, outcome)
    except InterruptedRunError:
        stage.close()
        raise
    except BaseException:
        _discard(stage)
        raise
    _discard(stage)
    return made


def _discard(stage: Stage) -> None:
    # What cannot be removed now is recognised and removed by the next run.
    with suppress(OSError):
        stage.discard()


def _build(run: Run, job: Job, stage: Stage, outcome: BagOutcome) -> BagOutcome:
    copies = originals.copy(run, stage, job.release, job.wanted)
    copied = run.clock.now()
    staged = copies.staged
    _refuse_altered(job, staged.files)
    run.progress.begin(job.release.name, "describe")
    prepared = record.prepare(run, staged, job.wanted, copied=copied, replaces=outcome.replaces)
    record.write(stage.bag, prepared)
    run.check_stopped()
    originals.check_unchanged(job.release, copies)
    fingerprint = inputs.fingerprint(run, job.release, job.wanted, _contents(staged.files))
    sealed = seal.seal(run, stage.bag, prepared, fingerprint)
    run.progress.begin(job.release.name, "verify")
    not_checked = [*NEVER_CHECKED, *prepared.not_checked]
    remarks: tuple[Finding, ...] = ()
    if run.options.verify:
        remarks = seal.verify(run, stage)
    else:
        record.check(stage.bag)
        not_checked.append("the package read back from disk (--no-verify)")
    not_checked += seal.second_opinion(run, stage, sealed)
    run.check_stopped()
    made = replace(
        _publish(run, stage, outcome),
        identifier=prepared.identifier,
        verified=run.options.verify,
        files=len(staged.files),
        octets=sum(one.size for one in staged.files),
        findings=(*job.findings, *remarks),
        not_checked=tuple(not_checked),
        review=prepared.description.review,
    )
    times = inputs.by_times(run, job.release, job.wanted, copies.states.items())
    return _entered(run, made, fingerprint=fingerprint, times=times)


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
        raise _RefusedError(_taken(final)) from error
    status = BagStatus.CREATED if outcome.version == 1 else BagStatus.NEW_VERSION
    return _at(run, replace(outcome, status=status, exit_code=0), name)


def _unchanged(run: Run, job: Job, outcome: BagOutcome) -> BagOutcome | None:
    by_times = _unchanged_by_times(run, job, outcome)
    if by_times is not None:
        return by_times
    reads = originals.read_only(run, job.release, job.wanted)
    _refuse_altered(job, _staged_files(job, reads))
    contents = [(path, read.digested.digests[Algorithm.SHA512]) for path, read in reads.items()]
    fingerprint = inputs.fingerprint(run, job.release, job.wanted, contents)
    same = job.standing.same(fingerprint)
    if same is None:
        return None
    times = inputs.by_times(
        run, job.release, job.wanted, ((path, read.state) for path, read in reads.items())
    )
    found = _as_it_stands(run, job, outcome, same)
    if run.journal is not None and run.times_seen.get(same.name) != times:
        found = _entered(run, found, fingerprint=fingerprint, times=times)
    return replace(
        found, files=len(reads), octets=sum(read.digested.size for read in reads.values())
    )


def _unchanged_by_times(run: Run, job: Job, outcome: BagOutcome) -> BagOutcome | None:
    if not run.options.trust_times:
        return None
    states = originals.states(job.release)
    times = inputs.by_times(run, job.release, job.wanted, states.items())
    for stored in job.standing.versions:
        if run.times_seen.get(stored.name) == times:
            found = _as_it_stands(run, job, outcome, stored)
            return replace(
                found,
                files=len(states),
                octets=sum(one.size for one in states.values()),
                findings=(
                    *found.findings,
                    packaging.TIMES_TRUSTED.at(f"{job.release.name}: not read"),
                ),
                not_checked=("content of the originals (--trust-times)",),
            )
    return None


def _as_it_stands(run: Run, job: Job, outcome: BagOutcome, same: Stored) -> BagOutcome:
    findings = job.findings
    latest = job.standing.latest
    if latest is not None and latest.version != same.version:
        message = f"{job.release.name}: again what {same.name} was made from"
        findings = (*findings, packaging.EARLIER_VERSION.at(message, found=latest.name))
    found = replace(
        outcome,
        status=BagStatus.UNCHANGED,
        exit_code=0,
        identifier=same.identifier,
        version=same.version,
        replaces=None,
        findings=findings,
    )
    return _at(run, found, same.name)


def _plan(run: Run, job: Job, outcome: BagOutcome) -> BagOutcome:
    reads = originals.read_only(run, job.release, job.wanted)
    files = _staged_files(job, reads)
    _refuse_altered(job, files)
    staged = StagedRelease(
        name=job.release.name,
        kind=job.release.kind,
        content=job.release.folder,
        files=files,
        empty_folders=job.release.empty_folders,
        left_out=job.release.left_out,
    )
    prepared = record.prepare(
        run, staged, job.wanted, copied=run.clock.now(), replaces=outcome.replaces
    )
    if run.output is not None:
        sizes = [one.size for one in files]
        form = run.settings.bag.serialize
        space.check(run.output, sizes, form=form, release=job.release.name)
    planned = replace(
        outcome,
        status=BagStatus.PLANNED,
        exit_code=0,
        identifier=prepared.identifier,
        files=len(files),
        octets=sum(one.size for one in files),
        not_checked=(*NEVER_CHECKED, *prepared.not_checked),
        review=prepared.description.review,
    )
    return _at(run, planned, versions.package_name(outcome.release, outcome.version))


def _at(run: Run, outcome: BagOutcome, name: str) -> BagOutcome:
    form = run.settings.bag.serialize
    path = run.options.output / (name + versions.EXTENSIONS[form])
    if form is Serialization.NONE:
        return replace(outcome, path=path)
    return replace(outcome, archive=path)


def _staged_files(job: Job, reads: dict[str, Read]) -> tuple[StagedFile, ...]:
    return tuple(
        StagedFile(
            path=path,
            size=read.digested.size,
            digests=read.digested.digests,
            supplied=job.wanted.supplied_for(path),
        )
        for path, read in reads.items()
    )


def _contents(files: tuple[StagedFile, ...]) -> list[tuple[str, HexDigest]]:
    return [(one.path, one.digests[Algorithm.SHA512]) for one in files]


def _refuse_altered(job: Job, files: tuple[StagedFile, ...]) -> None:
    findings = [
        checksums.differs(supplied, found=file.digests[supplied.algorithm])
        for file in files
        for supplied in file.supplied
        if file.digests[supplied.algorithm] != supplied.digest
    ]
    row = job.wanted.row
    if row is not None and row.sha512:
        digests = {file.digests[Algorithm.SHA512] for file in files}
        findings += sheet.check_against(
            Sheet(name=row.sheet, rows=(row,)), {job.release.name: digests}
        )
    if findings:
        raise _RefusedError(*findings)


def _refuse_taken(run: Run, job: Job, version: int) -> None:
    extension = versions.EXTENSIONS[run.settings.bag.serialize]
    name = versions.package_name(job.release.name, version) + extension
    if name in job.standing.taken:
        raise _RefusedError(_taken(name))


def _taken(name: str) -> Finding:
    return packaging.NAME_TAKEN.at(f"{name}: there already, with other content", path=name)


def _entered(run: Run, made: BagOutcome, *, fingerprint: str, times: str) -> BagOutcome:
    """Enter the outcome in the journal; the package stands whether or not that succeeds."""
    if run.journal is None:
        return made
    try:
        _enter(run.journal, made, fingerprint=fingerprint, times=times)
    except OSError as error:
        message = f"{made.release}: the journal cannot be written ({error.strerror})"
        return replace(made, findings=(*made.findings, packaging.NO_JOURNAL.at(message)))
    return made


def _enter(journal: Journal, made: BagOutcome, *, fingerprint: str, times: str) -> None:
    path = made.path or made.archive
    journal.append(
        subject=made.release,
        step="bag",
        outcome=str(made.status),
        package=versions.package_name(made.release, made.version),
        name=path.name if path else None,
        identifier=made.identifier,
        package_version=made.version,
        replaces=made.replaces,
        verified=made.verified,
        files=made.files,
        octets=made.octets,
        not_checked=made.not_checked,
        inputs=fingerprint,
        times=times,
    )
