"""Sealed bag to archive, read back member by member before it is published."""

from collections.abc import Iterator

from preserve.archives import read
from preserve.archives import write as writing
from preserve.archives.members import ArchiveKind, Member
from preserve.errors import PreserveError
from preserve.fixity import copying, digests
from preserve.fixity.digests import Digested
from preserve.storage import durable, sinks, stages
from preserve.storage.folders import EntryKind
from preserve.storage.stages import Stage
from preserve.workflow.run import Run

_BUFFER = 1 << 20


def write(run: Run, stage: Stage, *, name: str) -> str:
    """Write the bag into an archive in the stage and give its name there.

    The archive is flushed and, unless the run is not to verify, read back from disk: its
    members must be the bag's files with the bag's octets. Raises PreserveError otherwise.
    """
    kind = ArchiveKind(run.settings.bag.serialize)
    try:
        with stage.folder.create_file(stages.ARCHIVE) as handle:
            with sinks.stream(handle) as sink:
                writing.write(kind, stage.bag, top=name, sink=sink, mtime=_time(run))
            durable.flush_file(handle)
    except OSError as error:
        raise copying.cannot_write(f"{name}.{kind}", error) from error
    if run.options.verify:
        _verify(run, stage, kind, name)
    return stages.ARCHIVE


def _time(run: Run) -> int:
    return int(run.clock.fixed.timestamp()) if run.clock.fixed else 0


def _verify(run: Run, stage: Stage, kind: ArchiveKind, name: str) -> None:
    expected = _files(run, stage, name)
    for member in read.members(stage.path / stages.ARCHIVE, kind):
        run.check_stopped()
        if (member.path, _digested(run, member)) != next(expected, None):
            raise _differs(name, member.path)
    missing = next(expected, None)
    if missing is not None:
        raise _differs(name, missing[0])


def _files(run: Run, stage: Stage, name: str) -> Iterator[tuple[str, Digested]]:
    for entry in stage.bag.walk():
        if entry.kind is EntryKind.FILE:
            with stage.bag.open_file(entry.path) as handle:
                yield f"{name}/{entry.path}", digests.digest_file(handle, run.algorithms)


def _digested(run: Run, member: Member) -> Digested:
    digester = digests.Digester(run.algorithms)
    while octets := member.stream.read(_BUFFER):
        run.check_stopped()
        digester.update(octets)
    return digester.result()


def _differs(name: str, path: str) -> PreserveError:
    return PreserveError(
        f"{name}: the archive read back from disk differs at {path}",
        remedy="The medium may be failing; if it happens again, please report it.",
    )
