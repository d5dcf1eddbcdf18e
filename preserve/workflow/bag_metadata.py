"""The metadata of a package: by schema, by the rules beyond it, and against the payload."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from preserve.archives.reading.faults import FaultError, MethodError
from preserve.bags.read import BagReading
from preserve.bags.read.tree import Tree
from preserve.errors import ReadError
from preserve.findings import Finding, fixity, xml
from preserve.metadata import crosscheck
from preserve.metadata.rules import reduced
from preserve.metadata.rules.dublin_core import check_dublin_core
from preserve.metadata.rules.premis import check_premis
from preserve.metadata.rules.result import PremisResult, RecordResult
from preserve.metadata.schemas import checking, kinds
from preserve.metadata.schemas.kinds import Kind
from preserve.metadata.schemas.parsing import Document, RefusedError
from preserve.model import layout
from preserve.workflow import presence, told_already

_OWN_KINDS = {
    layout.RECORD: Kind.RECORD,
    layout.SIMPLE: Kind.OAI_DC,
    layout.PREMIS: Kind.PREMIS,
}
_EXPECTED = re.compile(
    r"(?:.*/)?(?:metadata/.+|(?:premis|dc|dcterms|oai_dc)\b[^/]*)", re.DOTALL | re.IGNORECASE
)
"""Names that promise metadata: what cannot be told there is not passed over in silence."""

_ORIGINALS = re.compile(r"data/representations/[^/]+/data/")
_HEAD = 1 << 16
_MOST_UNKNOWN = 20
"""Documents of an unknown kind that are named."""

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
    unknown: int = 0
    """Documents of a kind that is not known."""

    unread: int = 0
    """Documents that could not be read, as another finding says."""

    def pass_over(self, path: str) -> None:
        """Say that a document was not checked, of the first few by name."""
        self.unknown += 1
        if self.unknown <= _MOST_UNKNOWN:
            self.not_checked.append(f"{path}: a document of a kind that is not known")


def check_bag(tree: Tree, reading: BagReading) -> MetadataCheck:
    """Check every metadata document, wherever it lies, then compare it with the payload.

    A document is told by its root. The originals in a package of preserve's form are no
    metadata, whatever they hold. Raises ReadError when the schemas cannot be read.
    """
    checked = MetadataCheck()
    told = told_already.ToldAlready(tree, reading)
    is_own = _is_own(tree, reading)
    documents = 0
    for path in _documents(reading, own=is_own):
        if path in told:
            checked.unread += 1
            continue
        with _reported(path, checked):
            promised = _OWN_KINDS.get(path) if is_own else None
            documents += _check_in_bag(tree, path, promised, checked)
    if checked.unread:
        checked.not_checked.append(f"metadata: documents that could not be read: {checked.unread}")
    if checked.unknown > _MOST_UNKNOWN:
        more = checked.unknown - _MOST_UNKNOWN
        checked.not_checked.append(f"{more} more documents of a kind that is not known")
    if not documents:
        checked.not_checked.append(presence.NONE)
    try:
        found = _compare(reading, checked, own=is_own, told=told)
        if found and isinstance(checked.premis and checked.premis.facts, reduced.ReducedLedger):
            # Where something disagrees, the line is wanted that only the whole record has.
            _read_whole(tree, checked)
            found = _compare(reading, checked, own=is_own, told=told)
        checked.findings.extend(found)
    finally:
        _close(checked.premis)
    return checked


def _compare(
    reading: BagReading, checked: MetadataCheck, *, own: bool, told: told_already.ToldAlready
) -> tuple[Finding, ...]:
    return crosscheck.check(
        bag=reading.facts,
        own=own,
        premis=checked.premis,
        record=checked.record,
        simple=checked.simple,
        not_read=told,
    )


def _read_whole(tree: Tree, checked: MetadataCheck) -> None:
    _close(checked.premis)
    with tree.open(layout.PREMIS) as stream:
        checked.premis = check_premis(stream, name=layout.PREMIS)


def check_document(open_document: Opener, *, name: str) -> MetadataCheck:
    """Check one document on its own by the schema and the rules of its root.

    Raises OSError as reading does, ReadError when the schemas cannot be read.
    """
    checked = MetadataCheck()
    found = _check(open_document, name, _kind(open_document, name), checked)
    _close(found if isinstance(found, PremisResult) else None)
    return checked


def _documents(reading: BagReading, *, own: bool) -> Iterator[str]:
    for paths in (reading.tag_files, reading.facts.payload):
        for path in paths:
            if presence.is_document(path) and not (own and _ORIGINALS.match(path)):
                yield path


def _is_own(tree: Tree, reading: BagReading) -> bool:
    """Tell whether the package is of preserve's form, so that its paths promise their kinds."""
    if layout.says_own(reading.facts):
        return True
    if layout.RECORD not in reading.facts.payload:
        return False
    with suppress(OSError, ReadError):
        return _kind(partial(tree.open, layout.RECORD), layout.RECORD) is Kind.RECORD
    return False


def _check_in_bag(tree: Tree, path: str, promised: Kind | None, checked: MetadataCheck) -> bool:
    """Check one document; tell whether it is one of metadata, or promises to be."""
    open_document = partial(tree.open, path)
    kind = promised or _kind(open_document, path)
    is_expected = _EXPECTED.fullmatch(path) is not None
    if kind is None and not _hides_a_kind(open_document, path):
        if is_expected:
            checked.pass_over(path)
        return is_expected
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
    return True


def _check(
    open_document: Opener, name: str, kind: Kind | None, checked: MetadataCheck
) -> PremisResult | RecordResult | None:
    if kind is Kind.PREMIS and (quick := reduced.check(open_document, name=name)) is not None:
        return quick
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


def _close(premis: PremisResult | None) -> None:
    if premis is not None and premis.facts is not None:
        premis.facts.close()


def _hides_a_kind(open_document: Opener, name: str) -> bool:
    """Tell whether a document that is refused unread speaks of a namespace of metadata."""
    with open_document() as stream:
        head = stream.read(_HEAD)
    if not any(kind.value.namespace.encode() in head for kind in Kind):
        return False
    with open_document() as stream:
        try:
            Document(stream, name=name)
        except RefusedError:
            return True
    return False


@contextmanager
def _reported(path: str, checked: MetadataCheck) -> Iterator[None]:
    try:
        yield
    except MethodError:
        checked.unread += 1
    except FaultError as error:
        checked.findings.append(error.finding)
    except (OSError, ReadError) as error:
        reason = error.strerror if isinstance(error, OSError) else error.message
        checked.findings.append(
            fixity.COULD_NOT_READ.at(f"{path}: cannot be read ({reason})", path=path)
        )
