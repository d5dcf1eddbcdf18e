"""``preserve bag``: sources to published bags, one failure not stopping the rest."""

import itertools
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass

from preserve.config import Settings
from preserve.findings import Finding, Severity
from preserve.formats import identify
from preserve.formats.identifier import Identifier
from preserve.metadata.schemas import catalogue, compiling
from preserve.model.releases import Release, SuppliedDigest
from preserve.releases import checksums, combination, discovery
from preserve.releases.checksums import ChecksumList
from preserve.releases.discovery import Discovery
from preserve.releases.name_policy import NamePolicy
from preserve.storage import names
from preserve.workflow import (
    crew,
    holding,
    package,
    packaging,
    profile_fit,
    set_aside,
    sheets,
    versions,
)
from preserve.workflow.clock import Clock
from preserve.workflow.holding import Hold
from preserve.workflow.jobs import Job
from preserve.workflow.outcomes import BagOutcome, BagStatus, Notice, Progress
from preserve.workflow.run import BagOptions, Plan, Run, SecondOpinion, Wanted
from preserve.workflow.sheets import Sheets

__all__ = ["BagOptions", "SecondOpinion", "run"]

_FEW = 8
_SMALL = 64 << 20
_SOME_FILES = 1000
"""Fewer releases, octets and files: done before a worker process could have begun."""

_OCTETS_OF_METADATA = 30_000
_OCTETS_FOR_A_FILE = 4_600
"""What metadata and tag files of a package come to; they are read when it is read back."""


def run(
    options: BagOptions,
    settings: Settings,
    *,
    clock: Clock,
    progress: Progress,
    stop: threading.Event,
) -> Iterator[BagOutcome | Notice]:
    """Package every release of the sources, in the order of their names.

    Gives what became of each as soon as those before it are known. Raises UsageError for
    sources, a sheet, a profile or an output that cannot be used, LockedError when another run
    holds the output, InterruptedRunError when ``stop`` was set.
    """
    policy = NamePolicy(allow_risky=options.allow_risky_names, exclude_junk=options.exclude_junk)
    discovery.check_output(options.output, options.sources)
    finds = [discovery.discover(one, policy=policy) for one in options.sources]
    found = combination.combine(finds, policy=policy)
    given = _given(options, found)
    fitted = profile_fit.fit(options.profile, settings)
    profile_fit.refuse_unfit(fitted, found.releases)
    yield from _notices(found, given, settings)
    yield from fitted.notices
    with ExitStack() as stack:
        held = holding.hold(options, {release.name for release in found.releases}, stack)
        plan = Plan(
            options=options,
            settings=fitted.settings,
            clock=clock,
            profile=fitted.profile,
            file_workers=_file_workers(options, found),
            times_seen=held.times_seen,
            left_over=held.left_over,
        )
        if getattr(progress, "watched", True):
            for release in found.releases:
                progress.expect(_expected(release, is_read_back=options.verify))
        work = _Work(plan=plan, held=held, found=found, given=given, progress=progress, stop=stop)
        yield from _package(work, stack)
        with holding.writing(options.output):
            holding.remove_unused(held)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """The sheet and the checksum lists, as far as they speak of releases."""

    sheets: Sheets
    lists: tuple[ChecksumList, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """A run that is ready to package."""

    plan: Plan
    held: Hold
    found: Discovery
    given: _Given
    progress: Progress
    stop: threading.Event


def _package(work: _Work, stack: ExitStack) -> Iterator[BagOutcome]:
    options = work.plan.options
    if options.cluster is not None:
        return _on_cluster(work, options.cluster)
    if work.plan.file_workers < options.workers:
        return _in_processes(work, stack)
    return _in_this_process(work, stack)


def _on_cluster(work: _Work, address: str) -> Iterator[BagOutcome]:
    from preserve.workflow.cluster import running, unfinished  # noqa: PLC0415 - quick start-up

    site = running.Site(
        run=work.held.run,
        output=work.held.output,
        journal=work.held.journal,
        progress=work.progress,
        stop=work.stop,
    )
    outcomes = running.package(work.plan, _jobs(work), address=address, site=site)
    releases = len(work.found.releases) + len(work.found.refused)
    return unfinished.counted(outcomes, releases=releases)


def _file_workers(options: BagOptions, found: Discovery) -> int:
    """Give the threads within one release; all of them where releases are done one by one."""
    releases = found.releases
    if len(releases) < _FEW:
        sizes = itertools.islice(itertools.chain.from_iterable(map(_sizes, releases)), _SOME_FILES)
        total = 0
        for count, size in enumerate(sizes, 1):
            total += size
            if total > _SMALL or count == _SOME_FILES:
                break
        else:
            return options.workers
    return max(1, options.workers // max(1, min(len(releases), options.workers)))


def _in_this_process(work: _Work, stack: ExitStack) -> Iterator[BagOutcome]:
    compiling.prepare(catalogue.default())
    reader = packaging.second_reader(work.plan)
    run = Run.of(
        work.plan,
        progress=work.progress,
        stop=work.stop,
        identifier=_identifier(work.plan, stack),
        second_reader=reader and stack.enter_context(reader),
        output=work.held.output,
        journal=work.held.journal,
    )
    for subject in _jobs(work):
        yield subject if isinstance(subject, BagOutcome) else package.make(run, subject)


def _in_processes(work: _Work, stack: ExitStack) -> Iterator[BagOutcome]:
    yield from crew.package(
        work.plan,
        _jobs(work),
        count=min(work.plan.options.workers, len(work.found.releases)),
        output=work.held.output,
        journal=work.held.journal,
        identifier=_identifier(work.plan, stack),
        progress=work.progress,
        stop=work.stop,
    )


def _identifier(plan: Plan, stack: ExitStack) -> Identifier | None:
    if not plan.options.identify:
        return None
    identifier = identify.identifier()
    stack.callback(identifier.close)
    return identifier


def _given(options: BagOptions, found: Discovery) -> _Given:
    tables = sheets.read(found, options.sheet)
    sheets.refuse_wrong(found, tables)
    files = dict.fromkeys([*options.checksums, *found.checksum_files])
    return _Given(sheets=tables, lists=tuple(checksums.read(file) for file in files))


def _notices(found: Discovery, given: _Given, settings: Settings) -> Iterator[Notice]:
    yield from set_aside.notices(found, settings)
    for one_list in given.lists:
        subject = str(one_list.file)
        yield Notice(subject=subject, message="read as a list of the sender's digests")
        for finding in checksums.absent(one_list, found.releases):
            told = finding.message.removeprefix(f"{subject}: ")
            yield Notice(subject=subject, message=f"line {finding.line}: {told}")


def _jobs(work: _Work) -> Iterator[Job | BagOutcome]:
    """Give every release in the order of the names: what is known of it, or why it is refused."""
    found = work.found
    index = versions.Index(
        work.held.output,
        work.plan.settings.bag.serialize,
        releases=[*(one.name for one in found.releases), *(one.name for one in found.refused)],
    )
    refused = {one.name: one for one in found.refused}
    releases = {one.name: one for one in found.releases}
    for name in sorted([*refused, *releases], key=names.to_octets):
        if name in refused:
            yield _refused(name, refused[name].findings)
        else:
            yield _job(releases[name], work.given, index, found)


def _job(
    release: Release, given: _Given, index: versions.Index, found: Discovery
) -> Job | BagOutcome:
    supplied = checksums.supplied(release, given.lists)
    findings = (*found.remarks(release.name), *supplied.findings)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return _refused(release.name, findings)
    by_path: dict[str, list[SuppliedDigest]] = {}
    for one in supplied.digests:
        by_path.setdefault(one.path, []).append(one)
    return Job(
        release=release,
        wanted=Wanted(
            row=given.sheets.row(release.name),
            by_path={path: tuple(digests) for path, digests in by_path.items()},
        ),
        standing=index.standing(release.name),
        findings=findings,
    )


def _expected(release: Release, *, is_read_back: bool) -> int:
    """Give how many octets will be read for a release, about."""
    sizes = list(_sizes(release))
    metadata = _OCTETS_OF_METADATA + _OCTETS_FOR_A_FILE * len(sizes)
    return 2 * sum(sizes) + metadata if is_read_back else sum(sizes)


def _sizes(release: Release) -> Iterator[int]:
    """Give the size of each file, as far as it can be seen."""
    for path in release.paths:
        with suppress(OSError):
            yield os.lstat(release.folder / os.fsdecode(names.to_octets(path))).st_size


def _refused(name: str, findings: Iterable[Finding]) -> BagOutcome:
    return BagOutcome(release=name, status=BagStatus.REFUSED, findings=tuple(findings), exit_code=1)
