"""Checking a document by its schema: every error with its line, and what libxml2 misses.

libxml2 checks no ``xs:IDREF``, in a stream no uniqueness of ``xs:ID`` either, and takes any
element that a schema declares as a root; those are checked here.
"""

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from preserve.findings import Code, Finding, xml
from preserve.metadata import namespaces
from preserve.metadata.schemas import catalogue, compiling, kinds
from preserve.metadata.schemas.catalogue import Catalogue
from preserve.metadata.schemas.identity import Identities
from preserve.metadata.schemas.kinds import Kind
from preserve.metadata.schemas.parsing import (
    DEFAULT_LIMITS,
    Document,
    Limits,
    Lines,
    RefusedError,
    Step,
)

READ_NO_FURTHER: frozenset[Code] = frozenset(
    {
        xml.EMPTY,
        xml.NOT_WELL_FORMED,
        xml.BAD_OCTETS,
        xml.UNSUPPORTED_ENCODING,
        xml.FORBIDDEN_CHARACTER,
        xml.DOCTYPE,
        xml.TOO_DEEP,
        xml.TOO_LONG_A_RUN,
        xml.TOO_LARGE,
        xml.GIVEN_UP,
    }
)
"""Codes that say that a document was not read to its end."""

_SUBJECT = re.compile(r"Element '([^']+)'")
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*) \)")
_LONGEST = 400
_PREFIXED: Mapping[str, str] = {
    f"{{{namespace}}}": f"{prefix}:" for prefix, namespace in namespaces.PREFIXES.items()
}


def check(
    stream: BinaryIO,
    *,
    name: str,
    kind: Kind | None = None,
    schemas: Catalogue | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Finding, ...]:
    """Check a document, which findings name ``name``, in flat memory.

    It is read once where nothing is wrong, else from its beginning again for the lines, or
    once but slower where it cannot be read again.

    ``kind`` None: the one that its root belongs to. Memory grows with the number of distinct
    IDs alone. Raises ReadError when the schemas in use cannot be read, or are not those that
    were published; whatever is wrong with the document is a finding.
    """
    if not stream.seekable():
        return tuple(
            _check(stream, Lines.EXACT, name=name, kind=kind, schemas=schemas, limits=limits)
        )
    # Most documents are valid, and then no line is wanted.
    begin = stream.tell()
    rough = _check(stream, Lines.ROUGH, name=name, kind=kind, schemas=schemas, limits=limits)
    first = next(rough, None)
    if first is None:
        return ()
    stream.seek(begin)
    exact = _check(stream, Lines.EXACT, name=name, kind=kind, schemas=schemas, limits=limits)
    return tuple(exact) or (first,)


def _check(
    stream: BinaryIO,
    lines: Lines,
    *,
    name: str,
    kind: Kind | None,
    schemas: Catalogue | None,
    limits: Limits,
) -> Iterator[Finding]:
    try:
        document = Document(stream, name=name, limits=limits, lines=lines)
    except RefusedError as refused:
        yield refused.finding
    else:
        yield from _check_document(document, kind=kind, schemas=schemas, limits=limits)


def _check_document(
    document: Document, *, kind: Kind | None, schemas: Catalogue | None, limits: Limits
) -> Iterator[Finding]:
    detected = kind or kinds.of_root(document.root)
    if document.root:
        yield from _root(document, detected)
    schema, identities = None, None
    if detected:
        schema = compiling.compiled((schemas or catalogue.default()).in_use(detected))
        identities = Identities(detected, name=document.name, limits=limits)
    try:
        for step in document.steps(schema):
            yield from _schema_errors(step, document.name, limits=limits, total=document.errors)
            yield from identities.see(step.events) if identities else ()
        yield from identities.end() if identities and not document.gave_up else ()
    except RefusedError as refused:
        yield refused.finding
    yield from identities.more() if identities else ()
    yield from _more(document, limits)


def _root(document: Document, kind: Kind | None) -> Iterator[Finding]:
    if kind is None:
        known = ", ".join(f"{one.value.namespace} ({one.value.title})" for one in Kind)
        yield xml.UNKNOWN_ROOT.at(
            f"{document.name}: the root {document.root} belongs to no schema that is known",
            path=document.name,
            line=document.root_line,
            expected=f"a namespace of: {known}",
            found=document.root,
        )
    elif document.root not in kind.root_names:
        found = _short(document.root)
        yield xml.WRONG_ROOT.at(
            f"{document.name}: {found} is no root of {kind.value.title}",
            path=document.name,
            line=document.root_line,
            expected=", ".join(_short(name) for name in kind.root_names),
            found=found,
        )


def _schema_errors(step: Step, name: str, *, limits: Limits, total: int) -> Iterator[Finding]:
    before = total - len(step.errors)
    for message in step.errors[: max(0, limits.listed - before)]:
        shown = _short(message)
        expected = _EXPECTED.search(shown)
        yield xml.SCHEMA.at(
            f"{name}: {shown}",
            path=name,
            line=_line(message, step),
            expected=expected[1] if expected else None,
        )


def _line(message: str, step: Step) -> int:
    """Give the line of the element that an error is about.

    It begins or ends on this step's line; text where none may stand is on the line itself.
    """
    subject = _SUBJECT.match(message)
    tag = subject[1] if subject else ""
    return next((event.line for event in step.events if event.element.tag == tag), step.line)


def _more(document: Document, limits: Limits) -> Iterator[Finding]:
    unlisted = document.errors - limits.listed
    if unlisted <= 0:
        return
    message = f"{document.name}: {unlisted} more schema errors are not listed"
    if document.gave_up:
        message = f"{document.name}: at least {unlisted} more schema errors are not listed"
        message += "; the rest was not checked"
        yield xml.GIVEN_UP.at(message, path=document.name)
        return
    yield xml.MORE_SCHEMA_ERRORS.at(message, path=document.name)


def _short(message: str) -> str:
    """Write known namespaces as prefixes, in one line of bearable length."""
    for namespace, prefix in _PREFIXED.items():
        message = message.replace(namespace, prefix)
    message = " ".join(message.split())
    return message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
