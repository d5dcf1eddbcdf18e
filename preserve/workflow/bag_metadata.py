"""The metadata of a package: by schema, by the rules beyond it, and against the payload."""

import io
import os
import re
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from preserve.bags.read import BagReading
from preserve.findings import (
    Finding,
    bag_info,
    fetch,
    fixity,
    manifests,
    structure,
    tag_manifests,
    xml,
)
from preserve.metadata import crosscheck
from preserve.metadata.rules.dublin_core import check_dublin_core
from preserve.metadata.rules.premis import check_premis
from preserve.metadata.rules.result import PremisResult, RecordResult
from preserve.metadata.schemas import checking, kinds
from preserve.metadata.schemas.kinds import Kind
from preserve.metadata.schemas.parsing import Document, RefusedError
from preserve.model import layout
from preserve.storage.folders import Folder

_OWN_KINDS = {
    layout.RECORD: Kind.RECORD,
    layout.SIMPLE: Kind.OAI_DC,
    layout.PREMIS: Kind.PREMIS,
}
_PLACES = re.compile(
    r"(?:data/(?:representations/[^/]+/)?)?metadata/.+\.xml", re.DOTALL | re.IGNORECASE
)
_TOLD_ALREADY = (
    fixity.COULD_NOT_READ,
    fixity.CHANGED_WHILE_READ,
    manifests.MISSING_FILE,
    tag_manifests.MISSING_TAG_FILE,
    fetch.ABSENT_FILE,
    structure.TAG_FILE_UNREADABLE,
    structure.TEXT_LINE_TOO_LONG,
    bag_info.TOO_LARGE,
)

Opener = Callable[[], AbstractContextManager[BinaryIO]]
"""Opens the document anew, from its beginning, for each pass over it."""


@dataclass(slots=True, kw_only=True)
class MetadataCheck:
    """What is known of the metadata so far."""

    findings: list[Finding] = field(default_factory=list)
    not_checked: list[str] = field(default_factory=list)
    premis: PremisResult | None = None
    record: RecordResult | None = None
    simple: RecordResult | None = None


def check_bag(folder: Folder, reading: BagReading) -> MetadataCheck:
    """Check the metadata that lies where packages keep it, then compare it with the payload.

    Those are ``metadata/`` folders of the bag, of its payload and of representations; originals
    are no metadata, whatever they hold. Raises ReadError when the schemas cannot be read.
    """
    checked = MetadataCheck()
    paths = list(_metadata_paths(reading))
    is_own = _is_own(folder, reading)
    for path in paths:
        with _reported(path, checked):
            _check_in_bag(folder, path, _OWN_KINDS.get(path) if is_own else None, checked)
    if not paths:
        checked.not_checked.append("metadata: no XML document in a metadata folder")
    try:
        checked.findings.extend(
            crosscheck.check(
                bag=reading.facts,
                own=is_own,
                premis=checked.premis,
                record=checked.record,
                simple=checked.simple,
                not_read=_ToldAlready(reading.findings),
            )
        )
    finally:
        _close(checked.premis)
    return checked


def check_document(open_document: Opener, *, name: str) -> MetadataCheck:
    """Check one document on its own by the schema and the rules of its root.

    Raises OSError as reading does, ReadError when the schemas cannot be read.
    """
    checked = MetadataCheck()
    found = _check(open_document, name, _kind(open_document, name), checked)
    _close(found if isinstance(found, PremisResult) else None)
    return checked


def _metadata_paths(reading: BagReading) -> Iterator[str]:
    for paths in (reading.tag_files, reading.facts.payload):
        for path in paths:
            if _PLACES.fullmatch(path):
                yield path


class _ToldAlready(Container[str]):
    """The files of which it is said already that they are missing or could not be read."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._paths: set[str] = set()
        self._folders: set[str] = set()
        for one in findings:
            if one.code in _TOLD_ALREADY and one.path:
                self._paths.add(one.path)
            elif one.code is structure.FOLDER_UNREADABLE:
                self._folders.add(one.path or "")
            elif one.code is structure.ENCODING_UNKNOWN:
                self._paths.add(layout.BAG_INFO)

    def __contains__(self, path: object) -> bool:
        folder = str(path)
        while folder and self._folders:
            folder = folder.rpartition("/")[0]
            if folder in self._folders:
                return True
        return path in self._paths


def _is_own(folder: Folder, reading: BagReading) -> bool:
    """Tell whether the package is of preserve's form, so that its paths promise their kinds."""
    if crosscheck.is_own(reading.facts):
        return True
    if layout.RECORD not in reading.facts.payload:
        return False
    with suppress(OSError):
        return _kind(partial(_opened, folder, layout.RECORD), layout.RECORD) is Kind.RECORD
    return False


def _check_in_bag(folder: Folder, path: str, promised: Kind | None, checked: MetadataCheck) -> None:
    open_document = partial(_opened, folder, path)
    kind = promised or _kind(open_document, path)
    if kind is None:
        checked.not_checked.append(f"{path}: a document of a kind that is not known")
        return
    found = _check(open_document, path, kind, checked)
    if isinstance(found, PremisResult):
        if path == layout.PREMIS:
            checked.premis = found
        else:
            _close(found)
    elif path == layout.RECORD:
        checked.record = found
    elif path == layout.SIMPLE:
        checked.simple = found


def _check(
    open_document: Opener, name: str, kind: Kind | None, checked: MetadataCheck
) -> PremisResult | RecordResult | None:
    with open_document() as stream:
        found_by_schema = checking.check(stream, name=name, kind=kind)
    checked.findings.extend(found_by_schema)
    if any(one.code in checking.READ_NO_FURTHER for one in found_by_schema):
        checked.not_checked.append(f"{name}: the rules beyond its schema (it was read no further)")
        return None
    if kind is None:
        return None
    rules = check_premis if kind is Kind.PREMIS else check_dublin_core
    with open_document() as stream:
        found = rules(stream, name=name)
    _keep(found.findings, found.not_checked, name, checked)
    return found


def _keep(
    findings: tuple[Finding, ...], not_checked: str | None, name: str, checked: MetadataCheck
) -> None:
    checked.findings.extend(findings)
    if not_checked is None:
        return
    checked.not_checked.append(f"{name}: the rules beyond its schema ({not_checked})")
    if not any(one.path == name for one in checked.findings):
        # Two readers of XML disagree: what one could not read must not pass.
        checked.findings.append(xml.NOT_WELL_FORMED.at(f"{name}: {not_checked}", path=name))


def _kind(open_document: Opener, name: str) -> Kind | None:
    """Tell a document's kind by its root; None also where it is too broken to tell."""
    with open_document() as stream:
        try:
            return kinds.of_root(Document(stream, name=name).root)
        except RefusedError:
            return None


@contextmanager
def _opened(folder: Folder, path: str) -> Iterator[BinaryIO]:
    with folder.open_file(path) as handle, os.fdopen(os.dup(handle), "rb") as stream:
        stream.seek(0, io.SEEK_SET)
        yield stream


def _close(premis: PremisResult | None) -> None:
    if premis is not None and premis.facts is not None:
        premis.facts.close()


@contextmanager
def _reported(path: str, checked: MetadataCheck) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        checked.findings.append(
            fixity.COULD_NOT_READ.at(f"{path}: cannot be read ({error.strerror})", path=path)
        )
