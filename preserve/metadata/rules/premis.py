"""The rules of PREMIS records, applied as the record is read."""

from collections.abc import Iterator
from typing import BinaryIO

from preserve.findings import premis as codes
from preserve.findings.finding import Finding
from preserve.metadata.elements import MalformedError
from preserve.metadata.premis import read
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
from preserve.metadata.rules import entities, files, links, values
from preserve.metadata.rules.result import PremisResult

_NOT_PREMIS = "not a PREMIS 3 record"


def check_premis(stream: BinaryIO, *, name: str) -> PremisResult:
    """Check a record by every rule; ``name`` is its path in the package.

    Memory stays flat in the size of the record. A document that is not well-formed, or not
    PREMIS 3, is not checked: that is the schema check's finding.
    """
    ledger = Ledger()
    findings: list[Finding] = []
    root = ""
    try:
        for fact in read.read(stream, name=name):
            if isinstance(fact, RootFacts):
                root = fact.name
            findings += _of_fact(fact, name)
            _remember(fact, ledger)
    except MalformedError as error:
        return _not_checked(ledger, error.message)
    if not root:
        return _not_checked(ledger, f"{name}: {_NOT_PREMIS}")
    ledger.settle()
    findings += _of_record(root, ledger, name)
    return PremisResult(findings=tuple(findings), facts=ledger)


def record_is_whole(root: str, name: str) -> Iterator[Finding]:
    """The root is ``premis``, which holds all entities of a package."""
    if root != "premis":
        yield codes.NOT_A_WHOLE_RECORD.at(
            f"{name}: the root is {root}", path=name, expected="premis", found=root
        )


def _of_fact(fact: Facts, name: str) -> Iterator[Finding]:
    if isinstance(fact, TermFacts):
        if values.is_sound(fact.element, fact.label, fact.value_uri):
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


def _remember(fact: Facts, ledger: Ledger) -> None:
    if isinstance(fact, LinkFacts):
        ledger.add_link(fact)
    elif isinstance(fact, EntityFacts):
        ledger.add_entity(fact)


def _of_record(root: str, ledger: Ledger, name: str) -> Iterator[Finding]:
    yield from record_is_whole(root, name)
    yield from links.identifiers_are_unique(ledger, name)
    if root == "premis":
        # An entity on its own links to entities in other documents.
        yield from links.links_resolve(ledger, name)
        yield from links.structural_relationships_have_inverses(ledger, name)


def _not_checked(ledger: Ledger, why: str) -> PremisResult:
    ledger.close()
    return PremisResult(findings=(), facts=None, not_checked=why)
