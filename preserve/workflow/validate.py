"""``preserve validate``: bag folders and lone metadata documents, read and judged.

Nothing is written in or beside a package, and nothing is fetched.
"""

import os
import stat
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from threading import Event
from typing import BinaryIO

from preserve.bags import read
from preserve.bags.read.fixity import OnOctets, stoppable
from preserve.findings import (
    Code,
    Finding,
    Severity,
    Verdict,
    VerdictReport,
    bag_info,
    dublin_core,
    fetch,
    fixity,
    manifests,
    premis,
    structure,
    xml,
)
from preserve.metadata.schemas import catalogue, compiling
from preserve.storage.folders import Folder
from preserve.workflow import bag_metadata

UNTOLD: frozenset[Code] = frozenset(
    {
        structure.VERSION_UNKNOWN,
        structure.ENCODING_UNKNOWN,
        structure.FOLDER_UNREADABLE,
        structure.TAG_FILE_UNREADABLE,
        structure.TEXT_LINE_TOO_LONG,
        structure.PACKAGE_UNREADABLE,
        structure.ARCHIVE_UNREAD,
        bag_info.TOO_LARGE,
        manifests.UNKNOWN_ALGORITHM,
        fixity.COULD_NOT_READ,
        fixity.CHANGED_WHILE_READ,
        xml.UNSUPPORTED_ENCODING,
        xml.TOO_DEEP,
        xml.TOO_LONG_A_RUN,
        xml.TOO_LARGE,
        xml.UNKNOWN_ROOT,
        dublin_core.MORE_STATEMENTS,
        premis.TOO_LARGE_A_UNIT,
    }
)
"""Codes that say that something could not be told, rather than that it is wrong."""

_ARCHIVE_MARKS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf\x27\x1c",
)
_TAR_MARK = (257, b"ustar")
_HEAD = 512
_XML_HEADS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00", b"\x00<")


def validate(path: Path, *, workers: int = 1, on_octets: OnOctets | None = None) -> VerdictReport:
    """Validate what stands at ``path``: a bag's folder, or one metadata document.

    What cannot be opened is a finding, and the verdict ``unknown``. Raises ReadError when
    preserve's own schemas cannot be read.
    """
    name = str(path)
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            with Folder.open(path) as folder:
                return validate_folder(folder, name=name, workers=workers, on_octets=on_octets)
        if stat.S_ISREG(mode):
            return _validate_file(path, name)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return _report(name, structure.PACKAGE_UNREADABLE, f"cannot be opened ({reason})")
    return _report(name, structure.NOT_A_PACKAGE, "is neither a folder nor a file")


def validate_folder(
    folder: Folder, *, name: str, workers: int = 1, on_octets: OnOctets | None = None
) -> VerdictReport:
    """Validate an open folder as a bag; ``name`` stands for it in the report."""
    reading = read.read(folder, workers=workers, on_octets=on_octets)
    checked = bag_metadata.check_bag(folder, reading)
    findings = (*reading.findings, *checked.findings)
    return VerdictReport(
        path=name,
        verdict=verdict_of(findings),
        findings=findings,
        not_checked=(*reading.not_checked, *checked.not_checked),
    )


def validate_many(
    paths: Sequence[Path], *, workers: int = 1, on_octets: OnOctets | None = None
) -> Iterator[VerdictReport]:
    """Validate several packages in parallel; the reports come in the order of the paths.

    When the caller stops, so do the threads, in the middle of a file.
    """
    compiling.prepare(catalogue.default())
    if len(paths) <= 1 or workers <= 1:
        for path in paths:
            yield validate(path, workers=workers, on_octets=on_octets)
        return
    stop = Event()
    one = partial(validate, workers=1, on_octets=stoppable(on_octets, stop))
    pool = ThreadPoolExecutor(max_workers=workers)
    waiting: deque[Future[VerdictReport]] = deque()
    try:
        for path in paths:
            waiting.append(pool.submit(one, path))
            if len(waiting) >= 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """Judge by the findings.

    Wrong beats untold, untold beats absent: ``incomplete`` is said only when nothing else is
    the matter than files of fetch.txt that are absent.
    """
    errors = {one.code for one in findings if one.severity is Severity.ERROR}
    if errors - UNTOLD - {fetch.ABSENT_FILE}:
        return Verdict.INVALID
    if errors & UNTOLD:
        return Verdict.UNKNOWN
    return Verdict.INCOMPLETE if errors else Verdict.VALID


def _validate_file(path: Path, name: str) -> VerdictReport:
    with _opened(path) as stream:
        head = stream.read(_HEAD)
    if _is_archive(head):
        return _report(name, structure.ARCHIVE_UNREAD, "is an archive")
    if path.suffix.lower() != ".xml" and not head.lstrip(b" \t\r\n").startswith(_XML_HEADS):
        return _report(name, structure.NOT_A_PACKAGE, "is no bag and no metadata document")
    checked = bag_metadata.check_document(partial(_opened, path), name=name)
    return VerdictReport(
        path=name,
        verdict=verdict_of(checked.findings),
        findings=tuple(checked.findings),
        not_checked=tuple(checked.not_checked),
    )


def _is_archive(head: bytes) -> bool:
    offset, mark = _TAR_MARK
    return head.startswith(_ARCHIVE_MARKS) or head[offset:].startswith(mark)


def _opened(path: Path) -> AbstractContextManager[BinaryIO]:
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    return os.fdopen(handle, "rb")


def _report(name: str, code: Code, fact: str) -> VerdictReport:
    findings = (code.at(f"{name}: {fact}", path=None),)
    return VerdictReport(
        path=name,
        verdict=verdict_of(findings),
        findings=findings,
        not_checked=("everything: nothing of it was read",),
    )
