"""The metadata of a package: by schema, by the rules beyond it, and against the payload."""

import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from preserve.bags.read import BagReading
from preserve.findings import Finding, fetch, fixity, manifests
from preserve.metadata import crosscheck
from preserve.metadata.dublin_core.statements import Statement
from preserve.metadata.premis.ledger import Ledger
from preserve.metadata.rules.dublin_core import check_dublin_core
from preserve.metadata.rules.premis import check_premis
from preserve.metadata.schemas import checking, kinds
from preserve.metadata.schemas.kinds import Kind
from preserve.metadata.schemas.parsing import Document, RefusedError
from preserve.storage.folders import Folder

_OWN_KINDS = {
    crosscheck.RECORD: Kind.RECORD,
    crosscheck.SIMPLE: Kind.OAI_DC,
    crosscheck.PREMIS: Kind.PREMIS,
}
_PLACES = re.compile(
    r"(?:data/(?:representations/[^/]+/)?)?metadata/.+\.xml", re.DOTALL | re.IGNORECASE
)
_TOLD_ALREADY = (
    fixity.COULD_NOT_READ,
    fixity.CHANGED_WHILE_READ,
    manifests.MISSING_FILE,
    fetch.ABSENT_FILE,
)

Opener = Callable[[], AbstractContextManager[BinaryIO]]
"""Opens the document anew, from its beginning, for each pass over it."""


@dataclass(slots=True, kw_only=True)
class MetadataCheck:
    """What is known of the metadata so far."""

    findings: list[Finding] = field(default_factory=list)
    not_checked: list[str] = field(default_factory=list)
    premis: Ledger | None = None
    record: tuple[Statement, ...] | None = None
    simple: tuple[Statement, ...] | None = None


def check_bag(folder: Folder, reading: BagReading) -> MetadataCheck:
    """Check the metadata that lies where packages keep it, then compare it with the payload.

    Those are ``metadata/`` folders of the bag, of its payload and of representations; originals
    are no metadata, whatever they hold. Raises ReadError when the schemas cannot be read.
    """
    checked = MetadataCheck()
    paths = list(_metadata_paths(reading))
    for path in paths:
        with _reported(path, checked):
            _check_in_bag(folder, path, reading, checked)
    if not paths:
        checked.not_checked.append("metadata: no XML document in a metadata folder")
    try:
        checked.findings.extend(
            crosscheck.check(
                bag=reading.facts,
                premis=checked.premis,
                record=checked.record,
                simple=checked.simple,
                not_read=_told_already(reading),
            )
        )
    finally:
        if checked.premis is not None:
            checked.premis.close()
    return checked


def check_document(open_document: Opener, *, name: str) -> MetadataCheck:
    """Check one document on its own by the schema and the rules of its root.

    Raises OSError as reading does, ReadError when the schemas cannot be read.
    """
    checked = MetadataCheck()
    premis = _check(open_document, name, _kind(open_document, name), checked).premis
    if premis is not None:
        premis.close()
    return checked


def _metadata_paths(reading: BagReading) -> Iterator[str]:
    for paths in (reading.tag_files, reading.facts.payload):
        for path in paths:
            if _PLACES.fullmatch(path):
                yield path


def _told_already(reading: BagReading) -> frozenset[str]:
    return frozenset(one.path for one in reading.findings if one.path and one.code in _TOLD_ALREADY)


def _check_in_bag(folder: Folder, path: str, reading: BagReading, checked: MetadataCheck) -> None:
    def open_document() -> AbstractContextManager[BinaryIO]:
        return _opened(folder, path)

    kind = _kind(open_document, path)
    if _is_own(reading):
        # In a package of preserve's form, these paths promise these kinds.
        kind = _OWN_KINDS.get(path, kind)
    if kind is None:
        checked.not_checked.append(f"{path}: a document of a kind that is not known")
        return
    found = _check(open_document, path, kind, checked)
    if path == crosscheck.PREMIS:
        checked.premis = found.premis
    elif found.premis is not None:
        found.premis.close()
    if path == crosscheck.RECORD:
        checked.record = found.statements
    elif path == crosscheck.SIMPLE:
        checked.simple = found.statements


def _is_own(reading: BagReading) -> bool:
    payload = reading.facts.payload
    return crosscheck.PREMIS in payload and crosscheck.RECORD in payload


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    premis: Ledger | None = None
    statements: tuple[Statement, ...] | None = None


def _check(open_document: Opener, name: str, kind: Kind | None, checked: MetadataCheck) -> _Facts:
    with open_document() as stream:
        found = checking.check(stream, name=name, kind=kind)
    checked.findings.extend(found)
    if kind is None:
        return _Facts()
    with open_document() as stream:
        if kind is Kind.PREMIS:
            premis = check_premis(stream, name=name)
            _keep(premis.findings, premis.not_checked, name, checked)
            return _Facts(premis=premis.facts)
        record = check_dublin_core(stream, name=name)
        _keep(record.findings, record.not_checked, name, checked)
        return _Facts(statements=record.statements)


def _keep(
    findings: tuple[Finding, ...], not_checked: str | None, name: str, checked: MetadataCheck
) -> None:
    checked.findings.extend(findings)
    if not_checked is not None:
        checked.not_checked.append(f"{name}: the rules beyond its schema ({not_checked})")


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


@contextmanager
def _reported(path: str, checked: MetadataCheck) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        checked.findings.append(
            fixity.COULD_NOT_READ.at(f"{path}: cannot be read ({error.strerror})", path=path)
        )
