"""``preserve bag``: sources to published bags, one failure not stopping the rest."""

import os
import threading
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from preserve.bags import second_opinion
from preserve.config import Settings
from preserve.errors import WriteError
from preserve.findings import Finding, Severity
from preserve.fixity import pool
from preserve.formats import identify
from preserve.metadata.schemas import catalogue, compiling
from preserve.model.releases import Release, SuppliedDigest
from preserve.releases import checksums, combination, discovery
from preserve.releases.checksums import ChecksumList
from preserve.releases.discovery import Discovery
from preserve.releases.name_policy import NamePolicy
from preserve.storage import journals, locks, names, operations, stages
from preserve.storage.folders import Folder
from preserve.storage.journals import Journal
from preserve.workflow import package, profile_fit, set_aside, sheets, versions
from preserve.workflow.clock import Clock
from preserve.workflow.jobs import Job
from preserve.workflow.outcomes import BagOutcome, BagStatus, Notice, Progress
from preserve.workflow.profile_fit import Fitted
from preserve.workflow.run import BagOptions, LeftOver, Run, SecondOpinion, Wanted
from preserve.workflow.sheets import Sheets

__all__ = ["BagOptions", "SecondOpinion", "run"]

JOURNAL = f"{locks.OWN_FOLDER}/journal.jsonl"


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
        hold = _hold(options, found, stack)
        shared = _shared(
            options,
            fitted,
            clock=clock,
            progress=progress,
            stop=stop,
            hold=hold,
            releases=len(found.releases),
            stack=stack,
        )
        yield from _package_all(shared, found, given)
        with _writing(options.output):
            _remove_unused(hold)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hold:
    """The output as this run holds it."""

    output: Folder | None
    journal: Journal | None
    left_over: Mapping[str, LeftOver]
    times_seen: Mapping[str, str]


def _hold(options: BagOptions, found: Discovery, stack: ExitStack) -> _Hold:
    with _writing(options.output):
        output = _open_output(options)
        if output is None:
            return _Hold(output=None, journal=None, left_over={}, times_seen={})
        stack.enter_context(output)
        if options.dry_run:
            seen = _times_seen(options.output)
            return _Hold(output=output, journal=None, left_over={}, times_seen=seen)
        stack.enter_context(locks.hold(output))
        left_over = _clean(output, {release.name for release in found.releases})
        journal = Journal.open(output, JOURNAL, run=str(uuid.uuid4()))
        stack.enter_context(journal)
        seen = _times_seen(options.output)
        return _Hold(output=output, journal=journal, left_over=left_over, times_seen=seen)


@contextmanager
def _writing(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(
            f"{output}: cannot be used as the output ({error.strerror})",
            remedy="Choose an --output that is a folder you may write to, with room in it.",
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """The sheet and the checksum lists, as far as they speak of releases."""

    sheets: Sheets
    lists: tuple[ChecksumList, ...]


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


def _shared(
    options: BagOptions,
    fitted: Fitted,
    *,
    clock: Clock,
    progress: Progress,
    stop: threading.Event,
    hold: _Hold,
    releases: int,
    stack: ExitStack,
) -> Run:
    identifier = None
    if options.identify:
        identifier = identify.identifier()
        stack.callback(identifier.close)
    second_reader = None
    if options.second_opinion is not SecondOpinion.NONE and not options.dry_run:
        second_reader = stack.enter_context(second_opinion.SecondOpinion())
    return Run(
        options=options,
        settings=fitted.settings,
        profile=fitted.profile,
        clock=clock,
        progress=progress,
        stop=stop,
        identifier=identifier,
        second_reader=second_reader,
        file_workers=max(1, options.workers // max(1, min(releases, options.workers))),
        times_seen=hold.times_seen,
        left_over=hold.left_over,
        output=hold.output,
        journal=hold.journal,
    )


def _package_all(shared: Run, found: Discovery, given: _Given) -> Iterator[BagOutcome | Notice]:
    compiling.prepare(catalogue.default())
    index = versions.Index(
        shared.output,
        shared.settings.bag.serialize,
        releases=[*(one.name for one in found.releases), *(one.name for one in found.refused)],
    )
    refused = {one.name: one for one in found.refused}
    releases = {one.name: one for one in found.releases}

    for release in found.releases:
        shared.progress.expect(_octets(release) * (2 if shared.options.verify else 1))

    def one(name: str) -> BagOutcome:
        if name in refused:
            return _refused(name, refused[name].findings)
        release = releases[name]
        job = _job(release, given, index, found)
        return job if isinstance(job, BagOutcome) else package.make(shared, job)

    ordered = sorted([*refused, *releases], key=names.to_octets)
    yield from pool.ordered(one, ordered, workers=shared.options.workers)


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


def _octets(release: Release) -> int:
    """Give the size of a release, for the progress alone; what cannot be seen counts nothing."""
    total = 0
    for path in release.paths:
        with suppress(OSError):
            total += os.lstat(release.folder / os.fsdecode(names.to_octets(path))).st_size
    return total


def _refused(name: str, findings: Iterable[Finding]) -> BagOutcome:
    return BagOutcome(release=name, status=BagStatus.REFUSED, findings=tuple(findings), exit_code=1)


def _open_output(options: BagOptions) -> Folder | None:
    if not options.dry_run:
        _make_folders(options.output)
    try:
        return Folder.open(options.output)
    except FileNotFoundError:
        return None


def _make_folders(path: Path) -> None:
    for folder in reversed([path, *path.parents]):
        if folder.exists():
            continue
        with suppress(FileExistsError):
            operations.make_folder(os.fsencode(folder))
        with Folder.open(folder.parent) as parent:
            parent.flush_folder()


def _clean(output: Folder, releases: set[str]) -> dict[str, LeftOver]:
    """Remove stages that no release of this run can resume; the lock is held, so none is in use."""
    kept: dict[str, LeftOver] = {}
    for name, header in list(stages.left_over(output)):
        subject = str(header.get("subject")) if header else None
        if header is not None and subject in releases and subject not in kept:
            kept[subject] = LeftOver(name=name, purpose=header.get("purpose"))
        else:
            stages.remove(output, name)
    return kept


def _remove_unused(hold: _Hold) -> None:
    """Remove the stages that no release took up: theirs had been published all the same."""
    for stage in hold.left_over.values():
        if hold.output is not None and hold.output.kind(stage.name) is not None:
            stages.remove(hold.output, stage.name)


def _times_seen(output: Path) -> dict[str, str]:
    seen: dict[str, str] = {}
    for line in journals.lines(output / JOURNAL):
        if line.get("step") == "bag" and "package" in line and "times" in line:
            seen[str(line["package"])] = str(line["times"])
    return seen
