"""The rules of PREMIS records, applied as the record is read."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from preserve.errors import ReadError
from preserve.findings import premis as codes
from preserve.findings.finding import Finding
from preserve.metadata.elements import MalformedError, TooMuchError
from preserve.metadata.premis import read
from preserve.metadata.premis.history import History
from preserve.metadata.premis.ledger import Ledger
from preserve.metadata.premis.units import (
    DateFacts,
    EntityFacts,
    Facts,
    LinkFacts,
    RegistryFacts,
    RootFacts,
    TermFacts,
)
from preserve.metadata.rules import entities, files, links, listing, values
from preserve.metadata.rules.result import PremisResult

_NOT_PREMIS = "not a PREMIS 3 record"


def check_premis(stream: BinaryIO, *, name: str, ledger: Ledger | None = None) -> PremisResult:
    """Check a record by every rule; ``name`` is its path in the package.

    Memory stays flat in the size of the record. A document that is not well-formed, or not
    PREMIS 3, is not checked: that is the schema check's finding. One with a unit too large to
    be held is read no further, which is a finding. ``ledger`` is what remembers its facts, if it
    is to be another than the usual one.
    """
    ledger, history = ledger or Ledger(), History()
    findings: list[Finding] = []
    try:
        found = _findings(stream, ledger, history, name)
        findings.extend(listing.limited(found, more=codes.MORE_OF_THE_SAME, name=name))
    except TooMuchError as error:
        findings.append(codes.TOO_LARGE_A_UNIT.at(error.message, path=name, line=error.line))
        return _not_checked(ledger, history, error.message, findings)
    except (MalformedError, _NotPremisError) as error:
        return _not_checked(ledger, history, error.message)
    return PremisResult(findings=tuple(findings), facts=ledger, history=history)


def record_is_whole(root: str, name: str) -> Iterator[Finding]:
    """The root is ``premis``, which holds all entities of a package."""
    if root != "premis":
        yield codes.NOT_A_WHOLE_RECORD.at(
            f"{name}: the root is {root}", path=name, expected="premis", found=root
        )


class _NotPremisError(ReadError):
    """The document is none of PREMIS 3."""


def _findings(stream: BinaryIO, ledger: Ledger, history: History, name: str) -> Iterator[Finding]:
    root = ""
    for fact in read.read(stream, name=name):
        if isinstance(fact, RootFacts):
            root = fact.name
        yield from _of_fact(fact, name)
        _remember(fact, ledger, history)
    if not root:
        raise _NotPremisError(f"{name}: {_NOT_PREMIS}")
    ledger.settle()
    yield from _of_record(root, ledger, name)


def _of_fact(fact: Facts, name: str) -> Iterator[Finding]:
    if isinstance(fact, TermFacts):
        if values.is_sound(fact):
            return
        for term_rule in values.TERM_RULES:
            yield from term_rule(fact, name)
    elif isinstance(fact, DateFacts):
        for date_rule in values.DATE_RULES:
            yield from date_rule(fact, name)
    elif isinstance(fact, RegistryFacts):
        yield from values.pronom_key_is_a_puid(fact, name)
    elif isinstance(fact, LinkFacts):
        yield from links.link_is_complete(fact, name)
    elif isinstance(fact, EntityFacts):
        for entity_rule in (*entities.RULES, *files.RULES):
            yield from entity_rule(fact, name)


def _remember(fact: Facts, ledger: Ledger, history: History) -> None:
    if isinstance(fact, LinkFacts):
        ledger.add_link(fact)
    elif isinstance(fact, EntityFacts):
        ledger.add_entity(fact)
        history.add(fact)


def _of_record(root: str, ledger: Ledger, name: str) -> Iterator[Finding]:
    yield from record_is_whole(root, name)
    yield from links.identifiers_are_unique(ledger, name)
    if root == "premis":
        # An entity on its own links to entities in other documents.
        yield from links.links_resolve(ledger, name)
        yield from links.structural_relationships_have_inverses(ledger, name)


def _not_checked(
    ledger: Ledger, history: History, why: str, findings: Iterable[Finding] = ()
) -> PremisResult:
    ledger.close()
    return PremisResult(findings=tuple(findings), facts=None, history=history, not_checked=why)
