"""Checking that the parts of one package say the same: metadata, payload, bag-info.

It compares facts that others read; what was not read is not compared, and never called wrong.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator

from preserve.findings import crosscheck as codes
from preserve.findings.finding import Code, Finding
from preserve.metadata import namespaces
from preserve.metadata.dublin_core import statements
from preserve.metadata.dublin_core.statements import Statement
from preserve.metadata.premis import fixity
from preserve.metadata.premis.ledger import FileFacts, Ledger
from preserve.metadata.rules.result import PremisResult, RecordResult
from preserve.model.bags import BagFacts, PayloadFacts
from preserve.model.digests import Algorithm

PREMIS = "data/metadata/preservation/premis.xml"
RECORD = "data/metadata/descriptive/dcterms.xml"
SIMPLE = "data/metadata/descriptive/dc.xml"
_BAG_INFO = "bag-info.txt"

_OWN_ROOT = namespaces.name(namespaces.RECORD, "record")
_CONTENT = re.compile(r"data/representations/[^/]+/data/.", re.DOTALL)


def check(
    *,
    bag: BagFacts,
    premis: PremisResult | None,
    record: RecordResult | None,
    simple: RecordResult | None,
    not_read: Container[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Compare the parts of a package; None, or not checked, stands for a part not to be had.

    ``not_read`` holds the paths of payload files that are listed but could not be read, or
    were found missing already; nothing is said of them here. A package that preserve did not
    make promised none of this: of it only sizes and digests are compared, where its PREMIS
    places files in the payload.
    """
    own = is_own(bag, record)
    ledger = premis.facts if premis is not None else None
    stated = record.statements if record is not None else None
    derived = simple.statements if simple is not None else None
    findings: list[Finding] = []
    if ledger is not None:
        findings += _files(bag, ledger, not_read)
    if ledger is not None and own:
        findings += _differing_sets(bag, ledger, not_read)
        findings += _identifiers(bag, ledger, stated)
    if stated is not None and derived is not None and own:
        findings += derivation_is_faithful(stated, derived)
    return tuple(findings)


def is_own(bag: BagFacts, record: RecordResult | None) -> bool:
    """Tell whether preserve made the package, by its record's root or by bag-info."""
    made_by = bag.tag_values("Bag-Software-Agent")
    return (record is not None and record.root == _OWN_ROOT) or any(
        agent.split(" ", 1)[0] == "preserve" for agent in made_by
    )


def derivation_is_faithful(
    record: tuple[Statement, ...], simple: tuple[Statement, ...]
) -> Iterator[Finding]:
    """Compare ``dc.xml`` with what the dumb-down rule makes of ``dcterms.xml``; order is free."""
    derived, found = Counter(statements.derive(record)), Counter(simple)
    for one in (found - derived).elements():
        yield _difference(codes.NOT_DERIVED, one, "is not derived from dcterms.xml")
    for one in (derived - found).elements():
        yield _difference(codes.LACKS_DERIVED, one, "is lacking")


def _files(bag: BagFacts, premis: Ledger, not_read: Container[str]) -> Iterator[Finding]:
    """Compare each file that PREMIS places in the payload, and find those placed twice."""
    for file in premis.files():
        payload = bag.payload.get(file.path or "")
        if payload is not None and payload.path not in not_read:
            yield from _compare(payload, file)
    for file in premis.described_again():
        yield _of_file(codes.DESCRIBED_TWICE, file.path or "", file, "is described twice")


def _differing_sets(bag: BagFacts, premis: Ledger, not_read: Container[str]) -> Iterator[Finding]:
    """Compare the files that PREMIS describes with those of the representations."""
    for file in premis.files():
        path = file.path
        if path is not None and path not in bag.payload and path not in not_read:
            yield _of_file(codes.NOT_IN_PAYLOAD, path, file, "is described, and is not there")
    for path in bag.payload:
        if _CONTENT.match(path) and not premis.describes(path):
            yield codes.NOT_DESCRIBED.at(f"{path}: has no object in {PREMIS}", path=path)


def _compare(payload: PayloadFacts, file: FileFacts) -> Iterator[Finding]:
    if file.size is not None and file.size != payload.size:
        yield _of_file(
            codes.SIZE_DIFFERS,
            payload.path,
            file,
            "size differs from PREMIS",
            expected=str(file.size),
            found=str(payload.size),
        )
    recorded = [(fixity.algorithm(one.algorithm), one.digest) for one in file.fixity]
    common = [(known, text) for known, text in recorded if known in payload.digests]
    for algorithm, digest in common:
        yield from _compare_digest(payload, file, algorithm, digest)
    if payload.digests and recorded and not common:
        yield _of_file(
            codes.NO_COMMON_DIGEST, payload.path, file, "no digest in PREMIS could be compared"
        )


def _compare_digest(
    payload: PayloadFacts, file: FileFacts, algorithm: Algorithm | None, digest: str
) -> Iterator[Finding]:
    found = payload.digests[algorithm] if algorithm is not None else digest
    expected = digest.strip().lower()
    if algorithm is not None and found != expected:
        yield _of_file(
            codes.DIGEST_DIFFERS,
            payload.path,
            file,
            f"{algorithm.label} differs from PREMIS",
            expected=expected,
            found=found,
        )


def _identifiers(
    bag: BagFacts, premis: Ledger, record: tuple[Statement, ...] | None
) -> Iterator[Finding]:
    entities = [one.value for one in premis.intellectual_entities]
    if not entities:
        return
    if record is not None:
        stated = [one.text for one in record if one.element == "identifier"]
        if not set(stated) & set(entities):
            yield codes.RECORD_IDENTIFIER_DIFFERS.at(
                f"{RECORD}: no identifier is that of the intellectual entity",
                path=RECORD,
                expected=" or ".join(entities),
                found=", ".join(stated) or None,
            )
    tags = bag.tag_values("External-Identifier")
    if tags and not set(tags) & set(entities):
        yield codes.BAG_IDENTIFIER_DIFFERS.at(
            f"{_BAG_INFO}: External-Identifier is not that of the intellectual entity",
            path=_BAG_INFO,
            expected=" or ".join(entities),
            found=", ".join(tags),
        )


def _of_file(
    code: Code,
    path: str,
    file: FileFacts,
    fact: str,
    *,
    expected: str | None = None,
    found: str | None = None,
) -> Finding:
    where = f" ({PREMIS} line {file.line})" if file.line else ""
    return code.at(f"{path}: {fact}{where}", path=path, expected=expected, found=found)


def _difference(code: Code, one: Statement, fact: str) -> Finding:
    language = f" ({one.language})" if one.language else ""
    return code.at(f"{SIMPLE}: {one.element}{language} {fact}", path=SIMPLE, found=one.text)
