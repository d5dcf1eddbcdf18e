"""What runs on a worker: one release packaged, or one package judged.

A task may be delivered twice, at the same time or after its first delivery published. Each
delivery has a stage of its own, and publishes by a rename that never replaces; one that finds
a version made since the run began looks whether it is what it would have made itself.
"""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache

from preserve.bags.second_opinion import SecondOpinion
from preserve.findings import Severity, Verdict
from preserve.formats import identify
from preserve.formats.identifier import Identifier
from preserve.metadata.schemas import catalogue, compiling
from preserve.storage.folders import Folder
from preserve.workflow import entries, inputs, originals, packaging, validate, versions
from preserve.workflow.cluster import errands, fitness, guard
from preserve.workflow.cluster.errands import Answer, JudgeErrand, PackageErrand
from preserve.workflow.cluster.fitness import Wanted
from preserve.workflow.outcomes import BagOutcome, BagStatus, Silence
from preserve.workflow.packaging import Packaged, Packaging
from preserve.workflow.run import BagOptions, Run
from preserve.workflow.run import SecondOpinion as RunOpinion
from preserve.workflow.versions import Stored

_NOT_ASKED_AGAIN = (
    "second opinion of bagit-python (a worker made and checked this package, and was lost before"
    " it could say so; {then}bagit-python was not asked again)"
)
_READ_AGAIN = "the package was read again from disk, and "
_PREPARING = threading.Lock()


def examine(wanted: Wanted) -> Answer:
    """Say whether this worker is fit."""
    return Answer(where=_where(), unfit=fitness.what_is_missing(wanted))


def package(errand: PackageErrand) -> Answer:
    """Package one release, or find that it was packaged in this run already."""
    unfit = _unfit(errand.run, errand.wanted)
    if unfit:
        return Answer(where=_where(), unfit=unfit)
    mark = errand.wanted.mark
    with ExitStack() as stack:
        stop = stack.enter_context(guard.watching(mark))
        output = None if mark is None else stack.enter_context(Folder.open(mark.output))
        options = errand.plan.options
        part = Packaging(
            plan=replace(errand.plan, delivery=errand.delivery),
            progress=Silence(),
            stop=stop,
            identifier=_identifier() if options.identify else None,
            second_reader=packaging.second_reader(errand.plan) and _second_reader(),
            output=output,
        )
        return Answer(where=_where(), packaged=_delivered(errand, part))


def judge(errand: JudgeErrand) -> Answer:
    """Judge one package."""
    unfit = _unfit(errand.run, errand.wanted)
    unfit = unfit or fitness.what_is_out_of_sight([errand.seen])
    if unfit:
        return Answer(where=_where(), unfit=unfit)
    report = validate.validate(errand.seen.path, terms=errand.terms)
    return Answer(where=_where(), report=errands.packed(report))


def _delivered(errand: PackageErrand, part: Packaging) -> Packaged:
    before = _made_meanwhile(errand, part)
    if before is not None:
        return _as_it_stands(errand, part, before)
    packaged = part.package(errand.job)
    if packaged.outcome is None or not packaged.outcome.exit_code:
        return packaged
    # Another delivery may have published first; a rename may be done whose answer was lost.
    meanwhile = _made_meanwhile(errand, part)
    return packaged if meanwhile is None else _as_it_stands(errand, part, meanwhile)


def _made_meanwhile(errand: PackageErrand, part: Packaging) -> Stored | None:
    """Give the version of the release that was published since the run began."""
    if part.output is None or errand.plan.options.dry_run:
        return None
    form = errand.plan.settings.bag.serialize
    release = errand.job.release.name
    number = versions.next_number(errand.job.standing, release, form)
    return versions.stored_as(part.output, release, number, form=form)


def _as_it_stands(errand: PackageErrand, part: Packaging, stored: Stored) -> Packaged:
    """Tell of the package that an earlier delivery published, after reading it back."""
    dry = replace(errand.plan, options=replace(errand.plan.options, dry_run=True))
    planned = replace(part, plan=dry, output=None).package(errand.job).outcome
    if planned is None:
        return Packaged(outcome=None)
    if planned.exit_code:
        return Packaged(outcome=planned)
    if planned.identifier != stored.identifier:
        return Packaged(outcome=_changed(planned, stored))
    made = replace(
        planned,
        status=BagStatus.CREATED if stored.version == 1 else BagStatus.NEW_VERSION,
        version=stored.version,
    )
    if errand.plan.options.verify:
        made = _verified(errand, made)
    made = replace(made, not_checked=(*made.not_checked, *_not_checked(errand.plan.options)))
    return _entered(errand, part, made, stored)


def _not_checked(options: BagOptions) -> Iterator[str]:
    if not options.verify:
        yield "the package read back from disk (--no-verify)"
    is_wanted = options.second_opinion is not RunOpinion.NONE
    yield (
        _NOT_ASKED_AGAIN.format(then=_READ_AGAIN if options.verify else "")
        if is_wanted
        else "second opinion of bagit-python (--second-opinion none)"
    )


def _verified(errand: PackageErrand, made: BagOutcome) -> BagOutcome:
    where = made.path or made.archive
    mark = errand.wanted.mark
    if where is None or mark is None:
        return made
    report = validate.validate(mark.output / where.name)
    if report.verdict is not Verdict.VALID:
        return replace(
            made,
            status=BagStatus.FAILED,
            exit_code=3,
            message=f"{where.name}: stands, and read back from disk it is {report.verdict}",
            remedy="The medium may be failing; see what preserve validate says of it.",
        )
    remarks = tuple(one for one in report.findings if one.severity is Severity.WARNING)
    return replace(made, verified=True, findings=(*made.findings, *remarks))


def _changed(planned: BagOutcome, stored: Stored) -> BagOutcome:
    return replace(
        planned,
        status=BagStatus.FAILED,
        exit_code=3,
        path=None,
        archive=None,
        message=f"{planned.release}: changed after {stored.name} was made from it in this run",
        remedy="Run again when nothing writes to it any more.",
    )


def _entered(errand: PackageErrand, part: Packaging, made: BagOutcome, stored: Stored) -> Packaged:
    if made.exit_code:
        return Packaged(outcome=made)
    notebook = entries.Notebook()
    run = Run.of(
        part.plan,
        progress=part.progress,
        stop=part.stop,
        identifier=None,
        second_reader=None,
        output=part.output,
        journal=notebook,
    )
    states = originals.states(errand.job.release)
    times = inputs.by_times(run, errand.job.release, errand.job.wanted, states)
    made = entries.entered(run, made, fingerprint=stored.inputs, times=times)
    return Packaged(outcome=made, lines=tuple(notebook.lines))


@cache
def _unfit(run: str, wanted: Wanted) -> str:
    """Look once for each run, and again for none of its releases."""
    del run
    with _PREPARING:
        compiling.prepare(catalogue.default())
    return fitness.what_is_missing(wanted)


@cache
def _identifier() -> Identifier:
    return identify.identifier()


@cache
def _second_reader() -> SecondOpinion:
    return SecondOpinion()


@cache
def _where() -> str:
    return f"{socket.gethostname()}, process {os.getpid()}"
