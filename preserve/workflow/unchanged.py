"""Telling an unchanged release: it is read and not written."""

from dataclasses import replace

from preserve.config import Serialization
from preserve.findings import packaging
from preserve.workflow import entries, inputs, originals, refusals, standing
from preserve.workflow.jobs import Job
from preserve.workflow.outcomes import BagOutcome, BagStatus
from preserve.workflow.run import Run
from preserve.workflow.versions import Stored

STANDING = "octets of packages that stood already (preserve validate reads them)"
"""What finding a release unchanged does not tell: whether its package still is what it was."""


def find(run: Run, job: Job, outcome: BagOutcome) -> BagOutcome | None:
    """Give the outcome where a version was made from just these inputs; None where none was.

    Raises RefusedError when a file differs from a digest that was supplied for it, ReadError
    when one cannot be read.
    """
    by_times = _by_times(run, job, outcome)
    if by_times is not None:
        return by_times
    reads = originals.read_only(run, job.release, job.wanted)
    refusals.refuse_altered(job, reads.files)
    fingerprint = inputs.fingerprint(run, job.release, job.wanted, reads.contents())
    same = job.standing.same(fingerprint)
    if same is None:
        return None
    times = inputs.by_times(run, job.release, job.wanted, reads.states())
    found = replace(
        _as_it_stands(run, job, outcome, same),
        files=len(reads.rows),
        octets=reads.octets,
    )
    if run.times_seen.get(same.name) == times:
        return found
    return entries.entered(run, found, fingerprint=fingerprint, times=times)


def _by_times(run: Run, job: Job, outcome: BagOutcome) -> BagOutcome | None:
    if not run.options.trust_times:
        return None
    states = originals.states(job.release)
    times = inputs.by_times(run, job.release, job.wanted, states)
    for stored in job.standing.versions:
        if run.times_seen.get(stored.name) == times:
            found = _as_it_stands(run, job, outcome, stored)
            return replace(
                found,
                files=len(states),
                octets=sum(state[1] for state in states),
                findings=(
                    *found.findings,
                    packaging.TIMES_TRUSTED.at(f"{job.release.name}: not read"),
                ),
                not_checked=("content of the originals (--trust-times)", *found.not_checked),
            )
    return None


def _refuse_broken(run: Run, same: Stored) -> None:
    if run.settings.bag.serialize is not Serialization.NONE or run.output is None:
        return
    wrong = standing.what_is_wrong(run.output, same.name, oxum=same.oxum)
    if wrong:
        raise refusals.RefusedError(packaging.NOT_WHOLE.at(f"{same.name}: {wrong}", path=same.name))


def _as_it_stands(run: Run, job: Job, outcome: BagOutcome, same: Stored) -> BagOutcome:
    _refuse_broken(run, same)
    findings = job.findings
    latest = job.standing.latest
    if latest is not None and latest.version != same.version:
        message = (
            f"{job.release.name}: is what {same.name} was made from; {latest.name}, which is"
            " newer, was made from other octets, another sheet or other settings"
        )
        findings = (*findings, packaging.EARLIER_VERSION.at(message, found=latest.name))
    found = replace(
        outcome,
        status=BagStatus.UNCHANGED,
        exit_code=0,
        identifier=same.identifier,
        version=same.version,
        replaces=None,
        findings=findings,
        not_checked=(STANDING,),
    )
    return entries.at(run, found, same.name)
