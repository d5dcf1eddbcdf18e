"""Checking that the parts of one package say the same: metadata, payload, bag-info.

It compares facts that others read; what was not read is not compared, and never called wrong.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator

from preserve.findings import crosscheck as codes
from preserve.findings.finding import Code, Finding
from preserve.metadata.dublin_core import statements
from preserve.metadata.dublin_core.statements import Statement
from preserve.metadata.premis import fixity
from preserve.metadata.premis.ledger import FileFacts, Ledger
from preserve.metadata.rules import listing
from preserve.metadata.rules.result import PremisResult, RecordResult
from preserve.model import layout
from preserve.model.bags import BagFacts, PayloadFacts
from preserve.model.digests import Algorithm

_PROMISED = {
    layout.PREMIS: codes.LACKS_PREMIS,
    layout.RECORD: codes.LACKS_RECORD,
    layout.SIMPLE: codes.LACKS_SIMPLE,
}
_IDENTIFIER = "External-Identifier"
_SHOWN = 5
_CONTENT = re.compile(r"data/representations/[^/]+/data/.", re.DOTALL)


def check(
    *,
    bag: BagFacts,
    own: bool,
    premis: PremisResult | None,
    record: RecordResult | None,
    simple: RecordResult | None,
    not_read: Container[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Compare the parts of a package; None, or not checked, stands for a part not to be had.

    ``not_read`` holds the paths of files that are listed but could not be read, or were found
    missing already; nothing is said of them here. Of a package that preserve made (``own``) no
    part may be lacking. Another one promised none of this: of it only sizes and digests are
    compared, where its PREMIS places files in the payload.
    """
    ledger = premis.facts if premis is not None else None
    stated = record.statements if record is not None else None
    derived = simple.statements if simple is not None else None
    findings: list[Finding] = []
    if own:
        findings += _lacking(bag, not_read)
    if ledger is not None:
        findings += _files(bag, ledger, not_read)
    if ledger is not None and own:
        findings += _differing_sets(bag, ledger, not_read)
        findings += _gutted(bag, ledger)
    if own:
        findings += _identifiers(bag, ledger, stated)
    if stated is not None and derived is not None and own:
        findings += _limited(derivation_is_faithful(stated, derived), layout.SIMPLE)
    return tuple(findings)


def _lacking(bag: BagFacts, not_read: Container[str]) -> Iterator[Finding]:
    """Find which parts that every package has are not there."""
    for path, code in _PROMISED.items():
        if path not in bag.payload and path not in not_read:
            yield code.at(f"{path}: is not there", path=path)
    if not _identifiers_in_bag_info(bag) and layout.BAG_INFO not in not_read:
        yield codes.LACKS_BAG_IDENTIFIER.at(
            f"{layout.BAG_INFO}: has no {_IDENTIFIER}", path=layout.BAG_INFO
        )


def _gutted(bag: BagFacts, premis: Ledger) -> Iterator[Finding]:
    """Find what every PREMIS record of a package has, and this one has not."""
    if not premis.entities(most=1):
        yield codes.LACKS_ENTITY.at(
            f"{layout.PREMIS}: describes no intellectual entity", path=layout.PREMIS
        )
    described = next(premis.files(), None)
    if described is None and not any(_CONTENT.match(path) for path in bag.payload):
        yield codes.LACKS_ORIGINALS.at(
            f"{layout.CONTENT}: holds no original, and {layout.PREMIS} describes none",
            path=layout.CONTENT,
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
    yield from _limited(
        (
            _of_file(codes.DESCRIBED_TWICE, file.path or "", file, "is described twice")
            for file in premis.described_again()
        ),
        layout.PREMIS,
    )


def _differing_sets(bag: BagFacts, premis: Ledger, not_read: Container[str]) -> Iterator[Finding]:
    """Compare the files that PREMIS describes with those of the representations."""
    yield from _limited(_not_in_payload(bag, premis, not_read), layout.PREMIS)
    for path in bag.payload:
        if _CONTENT.match(path) and not premis.describes(path):
            yield codes.NOT_DESCRIBED.at(f"{path}: has no object in {layout.PREMIS}", path=path)


def _not_in_payload(bag: BagFacts, premis: Ledger, not_read: Container[str]) -> Iterator[Finding]:
    for file in premis.files():
        path = file.path
        if path is not None and path not in bag.payload and path not in not_read:
            yield _of_file(codes.NOT_IN_PAYLOAD, path, file, "is described, and is not there")


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
    common = _common_digests(payload, file)
    for algorithm, digest in common.items():
        yield from _compare_digest(payload, file, algorithm, digest)
    if payload.digests and file.fixity and not common:
        yield _of_file(
            codes.NO_COMMON_DIGEST, payload.path, file, "no digest in PREMIS could be compared"
        )


def _common_digests(payload: PayloadFacts, file: FileFacts) -> dict[Algorithm, str]:
    """Give the first digest of each algorithm; others that differ are PREMIS's own fault."""
    common: dict[Algorithm, str] = {}
    for one in file.fixity:
        known = fixity.algorithm(one.algorithm)
        if known is not None and known in payload.digests:
            common.setdefault(known, one.digest)
    return common


def _compare_digest(
    payload: PayloadFacts, file: FileFacts, algorithm: Algorithm, digest: str
) -> Iterator[Finding]:
    found = payload.digests[algorithm]
    expected = digest.strip().lower()
    if found != expected:
        yield _of_file(
            codes.DIGEST_DIFFERS,
            payload.path,
            file,
            f"{algorithm.label} differs from PREMIS",
            expected=expected,
            found=found,
        )


def _identifiers(
    bag: BagFacts, premis: Ledger | None, record: tuple[Statement, ...] | None
) -> Iterator[Finding]:
    """Compare the package's identifier in PREMIS, in the record and in bag-info."""
    stated = None if record is None else _identifiers_of(record)
    tags = _identifiers_in_bag_info(bag)
    if premis is not None and premis.entities(most=1):
        yield from _identifiers_in_premis(premis, stated, tags)
    elif stated is not None and tags and not set(stated) & set(tags):
        yield codes.RECORD_NOT_OF_BAG.at(
            f"{layout.RECORD}: no identifier is that of {layout.BAG_INFO}",
            path=layout.RECORD,
            expected=" or ".join(tags[:_SHOWN]),
            found=", ".join(stated[:_SHOWN]) or None,
        )


def _identifiers_in_premis(
    premis: Ledger, stated: tuple[str, ...] | None, tags: tuple[str, ...]
) -> Iterator[Finding]:
    expected = " or ".join(premis.entities(most=_SHOWN))
    if stated is not None and not any(map(premis.is_entity, stated)):
        yield codes.RECORD_IDENTIFIER_DIFFERS.at(
            f"{layout.RECORD}: no identifier is that of the intellectual entity",
            path=layout.RECORD,
            expected=expected,
            found=", ".join(stated[:_SHOWN]) or None,
        )
    if tags and not any(map(premis.is_entity, tags)):
        yield codes.BAG_IDENTIFIER_DIFFERS.at(
            f"{layout.BAG_INFO}: {_IDENTIFIER} is not that of the intellectual entity",
            path=layout.BAG_INFO,
            expected=expected,
            found=", ".join(tags[:_SHOWN]),
        )


def _identifiers_of(record: tuple[Statement, ...]) -> tuple[str, ...]:
    return tuple(one.text for one in record if one.element == "identifier")


def _identifiers_in_bag_info(bag: BagFacts) -> tuple[str, ...]:
    return tuple(value for value in bag.tag_values(_IDENTIFIER) if value.strip())


def _limited(findings: Iterable[Finding], name: str) -> Iterator[Finding]:
    return listing.limited(findings, more=codes.MORE_OF_THE_SAME, name=name)


def _of_file(
    code: Code,
    path: str,
    file: FileFacts,
    fact: str,
    *,
    expected: str | None = None,
    found: str | None = None,
) -> Finding:
    where = f" ({layout.PREMIS} line {file.line})" if file.line else ""
    return code.at(f"{path}: {fact}{where}", path=path, expected=expected, found=found)


def _difference(code: Code, one: Statement, fact: str) -> Finding:
    language = f" ({one.language})" if one.language else ""
    return code.at(
        f"{layout.SIMPLE}: {one.element}{language} {fact}", path=layout.SIMPLE, found=one.text
    )
