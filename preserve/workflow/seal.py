"""Staged package to bag: manifests and tag files, flushed, read back, and asked about twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from preserve import __version__
from preserve.bags.second_opinion import OpinionMode, OpinionOutcome
from preserve.bags.write import seal as sealing
from preserve.bags.write import tag_files
from preserve.bags.write.seal import PayloadFile
from preserve.errors import PreserveError
from preserve.findings import Finding, Severity, Verdict
from preserve.fixity import copying, digests
from preserve.model import layout
from preserve.model.bags import Tag
from preserve.storage import durable, names
from preserve.storage.folders import Folder
from preserve.storage.stages import BAG, Stage
from preserve.workflow import bag_info, validate
from preserve.workflow.record import Prepared
from preserve.workflow.run import COMPLETENESS_LIMIT, Run, SecondOpinion

# PATH_MAX of Linux is 4096 octets, of which the path to the stage takes some.
_LONGEST_PATH = 3900
_FAULT = "This is a fault of preserve, not of the release: please report it with this message."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A finished bag that still stands in its stage."""

    files: int
    """In the payload."""
    longest_path: int
    """Octets of the longest path in the payload."""
    tag_files: tuple[str, ...]


def seal(run: Run, bag: Folder, prepared: Prepared, fingerprint: str) -> Sealed:
    """Write manifests and tag files, and flush the whole bag to the disk.

    Raises WriteError when something cannot be written.
    """
    payload = _Payload(prepared, _metadata(run, bag))
    try:
        written = sealing.seal(
            bag,
            payload,
            info=_info(run, prepared, payload, fingerprint),
            others=_other_tag_files(run),
            algorithms=run.algorithms,
        )
        durable.flush(
            bag,
            files=payload.streams,
            read_again=run.options.verify,
            before_each=run.check_stopped,
        )
    except OSError as error:
        raise copying.cannot_write("the bag", error) from error
    return Sealed(files=payload.streams, longest_path=payload.longest_path, tag_files=written)


def verify(run: Run, stage: Stage) -> tuple[Finding, ...]:
    """Read the bag from disk with the validator's own code; gives what it remarks.

    Raises PreserveError when it does not find the bag valid.
    """
    report = validate.validate_folder(
        stage.bag, name=BAG, workers=run.file_workers, on_octets=run.advance
    )
    if report.verdict is not Verdict.VALID:
        errors = [one for one in report.findings if one.severity is Severity.ERROR]
        first = f": {errors[0].message} [{errors[0].code.name}]" if errors else ""
        raise PreserveError(
            f"the bag read back from disk is {report.verdict}{first}",
            remedy="The medium may be failing; if it happens again, please report it.",
        )
    return tuple(one for one in report.findings if one.severity is Severity.WARNING)


def second_opinion(
    run: Run, stage: Stage, sealed: Sealed, *, has_risky_names: bool
) -> tuple[str, ...]:
    """Ask bagit-python; gives what was not checked.

    Raises PreserveError when it finds the bag wrong.
    """
    wanted = run.options.second_opinion
    if wanted is SecondOpinion.NONE or run.second_reader is None:
        return ("second opinion of bagit-python (--second-opinion none)",)
    if wanted is None and sealed.files > COMPLETENESS_LIMIT:
        return (f"second opinion of bagit-python (more than {COMPLETENESS_LIMIT} files)",)
    if has_risky_names:
        return ("second opinion of bagit-python (it does not read every name that was admitted)",)
    if sealed.longest_path > _LONGEST_PATH:
        return ("second opinion of bagit-python (a path is too long for it)",)
    mode = OpinionMode.FULL if wanted is SecondOpinion.FULL else OpinionMode.COMPLETENESS
    opinion = run.second_reader.opinion(stage.path / BAG, mode=mode)
    if opinion.outcome is OpinionOutcome.FAILED:
        raise PreserveError(
            f"bagit-python {opinion.version} does not find the bag {mode}: "
            + "; ".join(opinion.details[:5]),
            remedy=_FAULT,
        )
    if opinion.outcome is OpinionOutcome.NOT_CHECKED:
        return (f"second opinion of bagit-python ({'; '.join(opinion.details[:1])})",)
    return ()


class _Payload:
    """The files of the payload, sorted by the octets of their paths."""

    def __init__(self, prepared: Prepared, metadata: Sequence[PayloadFile]) -> None:
        content = prepared.premis.release.files
        self.octets = prepared.octets + sum(one.size for one in metadata)
        self.streams = len(content) + len(metadata)
        self.longest_path = 0
        self._content = content
        before = [one for one in metadata if one.path < layout.CONTENT]
        self._before, self._after = before, [one for one in metadata if one not in before]

    def __iter__(self) -> Iterator[PayloadFile]:
        yield from self._before
        for one in self._content:
            path = f"{layout.CONTENT}/{one.path}"
            self.longest_path = max(self.longest_path, len(names.to_octets(path)))
            yield PayloadFile(path=path, size=one.size, digests=one.digests)
        yield from self._after


def _metadata(run: Run, bag: Folder) -> list[PayloadFile]:
    files = []
    for path in sorted(layout.METADATA):
        with bag.open_file(path) as handle:
            found = digests.digest_file(handle, run.algorithms)
        files.append(PayloadFile(path=path, size=found.size, digests=found.digests))
    return files


def _info(run: Run, prepared: Prepared, payload: _Payload, fingerprint: str) -> tuple[Tag, ...]:
    titles = prepared.description.texts("title")
    release = prepared.premis.release.name
    made = {
        "External-Description": tag_files.one_line(titles[0] if titles else release),
        "External-Identifier": prepared.identifier,
        bag_info.RELEASE_LABEL: tag_files.escape(release),
        "Bagging-Date": run.clock.now().date().isoformat(),
        "Bag-Software-Agent": f"{layout.SOFTWARE} {__version__}",
        "Bag-Size": bag_info.human_size(payload.octets),
        "Payload-Oxum": sealing.payload_oxum(payload.octets, payload.streams),
        layout.INPUTS_LABEL: fingerprint,
    }
    profiles = (run.profile.identifier,) if run.profile else ()
    return bag_info.tags(run.settings, made, profiles=profiles)


def _other_tag_files(run: Run) -> dict[str, tuple[Tag, ...]]:
    return {
        path: tuple(Tag(label=label, value=value) for label, value in tags)
        for path, tags in run.settings.bag.tags
    }
