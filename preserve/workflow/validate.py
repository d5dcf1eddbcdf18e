"""``preserve validate``: bags in folders and archives, and lone metadata documents, judged.

Nothing is written in or beside a package, and nothing is fetched.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from preserve.archives.reading.limits import Limits
from preserve.bags import read
from preserve.bags.read import BagReading, Depth, nesting
from preserve.bags.read.tree import OnFiles, OnOctets, Tree
from preserve.errors import PreserveError, ReadError
from preserve.findings import Code, Finding, Verdict, VerdictReport, leniency, structure
from preserve.storage.finding_log import FindingLog
from preserve.storage.folders import Folder
from preserve.workflow import presence
from preserve.workflow.verdicts import verdict_of

if TYPE_CHECKING:
    from preserve.bags.profiles.profile import Loaded
    from preserve.model.inspections import Inspection

_HEAD = 512
_XML_HEADS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00", b"\x00<")
# 7z, RAR, Zstandard, lzip, compress.
_OTHER_ARCHIVES = (
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x28\xb5\x2f\xfd",
    b"LZIP",
    b"\x1f\x9d",
)
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
"""What a server gives that has not, or does not give, the file that was asked for."""

_UNREAD = ("everything: nothing of it was read",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms packages are judged."""

    depth: Depth = Depth.FULL
    lenient: bool = False
    """Whether the breaches of form of ``findings.leniency`` are warnings."""
    profiles: "tuple[Loaded, ...]" = ()
    """What a bag must satisfy beside the RFC; named by the operator, never by the bag."""
    limits: Limits = field(default_factory=Limits)
    inspected: bool = False
    """Whether the reports tell what is in the packages, for a page to show."""


OnReading = Callable[[Tree, BagReading], None]
"""Given a bag that was read, while it is open, and before its metadata is judged."""

STRICT = Terms()
"""By the standards alone, every octet read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """How one validation runs, whatever it is of."""

    terms: Terms
    workers: int
    on_octets: OnOctets | None
    on_files: OnFiles | None = None
    on_reading: OnReading | None = None


def validate(
    path: Path,
    *,
    terms: Terms = STRICT,
    workers: int = 1,
    on_octets: OnOctets | None = None,
    on_files: OnFiles | None = None,
    on_reading: OnReading | None = None,
) -> VerdictReport:
    """Validate what stands at ``path``: a bag's folder or archive, or one metadata document.

    What cannot be opened is a finding, and the verdict ``unknown``. Raises ReadError when
    preserve's own schemas cannot be read.
    """
    course = _Course(
        terms=terms,
        workers=workers,
        on_octets=on_octets,
        on_files=on_files,
        on_reading=on_reading,
    )
    judge = partial(_validate_at, path, course)
    return _judged(path, judge, course) if terms.inspected else judge()


def _judged(path: Path, judge: Callable[[], VerdictReport], course: _Course) -> VerdictReport:
    from preserve.workflow import judgements  # noqa: PLC0415 - quick start-up

    terms = course.terms
    words = judgements.terms_in_words(
        depth=terms.depth, lenient=terms.lenient, profiles=terms.profiles, limits=terms.limits
    )
    return judgements.judged(path, judge, terms=words, on_octets=course.on_octets)


def _validate_at(path: Path, course: _Course) -> VerdictReport:
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            return _validate_folder_at(path, course)
        if stat.S_ISREG(mode):
            return _validate_file(path, course)
    except (OSError, ValueError, ReadError, _database_error()) as error:
        return _untold(str(path), error)
    return _report(str(path), structure.NOT_A_PACKAGE, "is neither a folder nor a file")


def validate_folder(
    folder: Folder, *, name: str, workers: int = 1, on_octets: OnOctets | None = None
) -> VerdictReport:
    """Validate an open folder as a bag, strictly; ``name`` stands for it in the report."""
    course = _Course(terms=STRICT, workers=workers, on_octets=on_octets)
    with closing(read.FolderTree(folder)) as tree:
        return _validate_tree(tree, name, course)


def _validate_folder_at(path: Path, course: _Course) -> VerdictReport:
    with Folder.open(path) as folder, closing(read.FolderTree(folder)) as tree:
        return _validate_tree(tree, str(path), course)


def _validate_file(path: Path, course: _Course) -> VerdictReport:
    from preserve.archives.reading.opening import tell_form  # noqa: PLC0415 - quick start-up

    name = str(path)
    if tell_form(path) is not None:
        return _validate_archive(path, course)
    with _opened(path) as stream:
        head = stream.read(_HEAD)
    if not head:
        return _report(name, structure.NOT_A_PACKAGE, "is empty")
    if _WEB_PAGE.match(head):
        return _report(name, structure.NOT_A_PACKAGE, "is a web page, not a package")
    if head.startswith(_OTHER_ARCHIVES):
        return _report(name, structure.UNKNOWN_ARCHIVE, "is an archive of another form")
    if path.suffix.lower() != ".xml" and not head.lstrip(b" \t\r\n").startswith(_XML_HEADS):
        return _report(name, structure.NOT_A_PACKAGE, "is no bag and no metadata document")
    from preserve.workflow import bag_metadata  # noqa: PLC0415 - quick start-up

    checked = bag_metadata.check_document(partial(_opened, path), name=name)
    return VerdictReport(
        path=name,
        verdict=verdict_of(checked.findings),
        findings=tuple(checked.findings),
        not_checked=tuple(checked.not_checked),
    )


def _validate_archive(path: Path, course: _Course) -> VerdictReport:
    from preserve.bags.read.archive_tree import open_tree  # noqa: PLC0415 - quick start-up

    name = str(path)
    with closing(open_tree(path, limits=course.terms.limits)) as tree:
        report = _validate_tree(tree, name, course) if tree.is_known else None
        # An archive that changed while it was read is not known any more.
        if report is not None and tree.is_known:
            return report
        findings = tree.findings()
    return VerdictReport(
        path=name, verdict=verdict_of(findings), findings=findings, not_checked=_UNREAD
    )


def _validate_tree(tree: Tree, name: str, course: _Course) -> VerdictReport:
    if within := nesting.bag_within(tree):
        return _report_of_holder(tree, name, within)
    with read.read(
        tree,
        depth=course.terms.depth,
        workers=course.workers,
        on_octets=course.on_octets,
        on_files=course.on_files,
    ) as reading:
        if course.on_reading is not None:
            course.on_reading(tree, reading)
        return _report_on(tree, reading, name, course.terms)


def _report_of_holder(tree: Tree, name: str, within: str) -> VerdictReport:
    """Say that there is no bag here but below."""
    message = f"{name}: is no bag itself; there is one in it at {within}"
    findings = (*tree.findings(), structure.FOLDER_OF_BAGS.at(message))
    return VerdictReport(
        path=name, verdict=verdict_of(findings), findings=findings, not_checked=_UNREAD
    )


def _report_on(tree: Tree, reading: BagReading, name: str, terms: Terms) -> VerdictReport:
    if terms.depth is Depth.FAST or not presence.may_hold_metadata(reading):
        why = presence.NOT_READ if terms.depth is Depth.FAST else presence.NONE
        return _report_of(tree, reading, name, terms, beside=_Beside(not_checked=(why,)))
    from preserve.workflow import bag_metadata  # noqa: PLC0415 - quick start-up

    checked = bag_metadata.check_bag(tree, reading)
    beside = _Beside(
        findings=checked.findings, not_checked=tuple(checked.not_checked), metadata=checked
    )
    return _report_of(tree, reading, name, terms, beside=beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What is known of a package beside what it is as a bag."""

    findings: Iterable[Finding] = ()
    not_checked: tuple[str, ...] = ()
    metadata: Any = None
    """What a report may tell of the metadata."""


def _report_of(
    tree: Tree, reading: BagReading, name: str, terms: Terms, *, beside: _Beside
) -> VerdictReport:
    conforming = _conforming(tree, reading, terms)
    found = chain(tree.findings(), reading.findings, conforming, beside.findings)
    findings = FindingLog(leniency.excuse(found) if terms.lenient else found).settled()
    best = Verdict.COMPLETE if terms.depth is Depth.FAST else Verdict.VALID
    return VerdictReport(
        path=name,
        verdict=verdict_of(findings, best=best),
        findings=findings,
        not_checked=(*tree.not_checked(), *reading.not_checked, *beside.not_checked),
        files=len(reading.facts.payload),
        octets=reading.facts.octets,
        inspection=_inspected(reading, beside.metadata, findings, terms),
    )


def _conforming(tree: Tree, reading: BagReading, terms: Terms) -> tuple[Finding, ...]:
    if not terms.profiles:
        return ()
    from preserve.workflow import profiles  # noqa: PLC0415 - quick start-up

    return profiles.check(terms.profiles, tree, reading.facts)


def _inspected(
    reading: BagReading, metadata: Any, findings: Collection[Finding], terms: Terms
) -> "Inspection | None":
    if not terms.inspected:
        return None
    from preserve.workflow import inspection  # noqa: PLC0415 - quick start-up

    return inspection.inspect(reading.facts, findings, depth=terms.depth, metadata=metadata)


def _database_error() -> type[Exception]:
    import sqlite3  # noqa: PLC0415 - quick start-up

    return sqlite3.Error


def _untold(name: str, error: Exception) -> VerdictReport:
    """Say why a package cannot be judged: what it needs is not there, or it cannot be opened."""
    is_full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    if is_full or isinstance(error, _database_error()):
        fact = f"cannot be judged, for temporary files cannot be written ({_reason(error)})"
        return _report(name, structure.NO_ROOM, fact)
    return _report(name, structure.PACKAGE_UNREADABLE, f"cannot be opened ({_reason(error)})")


def _opened(path: Path) -> AbstractContextManager[BinaryIO]:
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    return os.fdopen(handle, "rb")


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return error.message if isinstance(error, PreserveError) else str(error)


def _report(name: str, code: Code, fact: str) -> VerdictReport:
    findings: tuple[Finding, ...] = (code.at(f"{name}: {fact}", path=None),)
    return VerdictReport(
        path=name, verdict=verdict_of(findings), findings=findings, not_checked=_UNREAD
    )
