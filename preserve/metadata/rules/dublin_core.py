"""The rules of Dublin Core records, whatever their root."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from preserve.findings import dublin_core as codes
from preserve.findings.finding import Code, Finding
from preserve.metadata.dublin_core import read, terms
from preserve.metadata.dublin_core.read import Document, Placed
from preserve.metadata.elements import MalformedError
from preserve.metadata.rules import listing
from preserve.metadata.rules.result import RecordResult
from preserve.model import dates, notations

Rule = Callable[[Placed, str], Iterator[Finding]]


def check_dublin_core(stream: BinaryIO, *, name: str) -> RecordResult:
    """Check a record by every rule; ``name`` is its path in the package.

    A document that is not well-formed is not checked: that is the schema check's finding. Of
    one with more statements than are looked at, those are counted, which is a finding.
    """
    try:
        document = read.read_document(stream, name=name)
    except MalformedError as error:
        return RecordResult(findings=(), statements=None, not_checked=error.message)
    placed = document.placed
    found = (finding for one in placed for rule in RULES for finding in rule(one, name))
    findings = tuple(map(listing.shown, found))
    if document.more:
        return _too_many(document, findings, name)
    return RecordResult(
        findings=(*findings, *title_is_present(placed, name)),
        statements=tuple(one.statement for one in placed),
    )


def _too_many(document: Document, findings: tuple[Finding, ...], name: str) -> RecordResult:
    fact = f"{document.more} statements after the first {len(document.placed)}"
    finding = codes.MORE_STATEMENTS.at(f"{name}: {fact} were not looked at", path=name)
    return RecordResult(findings=(*findings, finding), statements=None, not_checked=fact)


def title_is_present(placed: tuple[Placed, ...], name: str) -> Iterator[Finding]:
    """A record has a title."""
    titles = (one for one in placed if one.statement.element == "title")
    if not any(one.statement.text.strip() for one in titles):
        yield codes.NO_TITLE.at(f"{name}: the record has no title", path=name)


def element_is_not_empty(placed: Placed, name: str) -> Iterator[Finding]:
    """A statement has a value."""
    if not placed.statement.text.strip():
        yield _finding(codes.EMPTY_ELEMENT, placed, name, "is empty")


def declared_date_is_w3cdtf(placed: Placed, name: str) -> Iterator[Finding]:
    """A date declared as W3CDTF has that form, and is on the calendar."""
    one = placed.statement
    if one.scheme == "W3CDTF" and one.text.strip() and not dates.is_w3cdtf(one.text.strip()):
        yield _finding(codes.NOT_W3CDTF, placed, name, "is declared as W3CDTF, and is not")


def date_is_structured(placed: Placed, name: str) -> Iterator[Finding]:
    """A date is W3CDTF, ISO 8601 or EDTF; what declares a scheme is that rule's."""
    one = placed.statement
    text = one.text.strip()
    if one.scheme is not None or not text or one.element not in terms.DATES:
        return
    if not (dates.is_moment(text) or dates.is_edtf(text)):
        yield _finding(codes.UNREADABLE_DATE, placed, name, "is in no structured form")


def declared_language_is_a_tag(placed: Placed, name: str) -> Iterator[Finding]:
    """A value declared as a language tag is well-formed."""
    one = placed.statement
    declared = one.scheme in {"RFC1766", "RFC3066", "RFC4646"}
    if declared and one.text.strip() and not notations.is_language_tag(one.text.strip()):
        yield _finding(codes.MALFORMED_LANGUAGE, placed, name, "is no language tag")


def language_attribute_is_a_tag(placed: Placed, name: str) -> Iterator[Finding]:
    """xml:lang is well-formed; empty, it says that there is no language (XML 1.0 2.12)."""
    language = placed.statement.language
    if language and not notations.is_language_tag(language):
        yield codes.MALFORMED_LANGUAGE_ATTRIBUTE.at(
            f"{name}: xml:lang of {placed.statement.element} is no language tag",
            path=name,
            line=placed.line,
            found=language,
        )


def declared_uri_is_one(placed: Placed, name: str) -> Iterator[Finding]:
    """A value declared as a URI is one, with its scheme."""
    one = placed.statement
    if one.scheme == "URI" and one.text.strip() and not notations.is_uri(one.text.strip()):
        yield _finding(codes.NOT_A_URI, placed, name, "is declared as a URI, and is not")


def declared_media_type_is_one(placed: Placed, name: str) -> Iterator[Finding]:
    """A value declared as an Internet media type has that form."""
    one = placed.statement
    if one.scheme == "IMT" and one.text.strip() and not notations.is_media_type(one.text.strip()):
        yield _finding(codes.NOT_A_MEDIA_TYPE, placed, name, "is declared as IMT, and is not")


RULES: tuple[Rule, ...] = (
    element_is_not_empty,
    declared_date_is_w3cdtf,
    date_is_structured,
    declared_language_is_a_tag,
    language_attribute_is_a_tag,
    declared_uri_is_one,
    declared_media_type_is_one,
)


def _finding(code: Code, placed: Placed, name: str, fact: str) -> Finding:
    one = placed.statement
    return code.at(
        f"{name}: {one.element} {fact}", path=name, line=placed.line, found=one.text or None
    )
