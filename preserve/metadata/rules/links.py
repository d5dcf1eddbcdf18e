"""Rules of PREMIS records that need the whole record: identifiers and links."""

from collections.abc import Iterator

from preserve.findings import premis as codes
from preserve.findings.finding import Finding
from preserve.metadata import vocabulary
from preserve.metadata.premis.ledger import DeadLink, Ledger
from preserve.metadata.premis.units import LinkFacts


def link_is_complete(link: LinkFacts, name: str) -> Iterator[Finding]:
    """A link has the type and the value of an identifier."""
    if not (link.target.type.strip() and link.target.value.strip()):
        yield codes.EMPTY_IDENTIFIER.at(
            f"{name}: {link.element} without type or value", path=name, line=link.line
        )


def identifiers_are_unique(ledger: Ledger, name: str) -> Iterator[Finding]:
    """An identifier is that of one entity."""
    for one in ledger.repeated():
        same = one.kind is one.first_kind
        code = codes.DUPLICATE_IDENTIFIER if same else codes.SHARED_IDENTIFIER
        yield code.at(
            f"{name}: {one.kind} has the identifier that the {one.first_kind} "
            f"of line {one.first_line} has",
            path=name,
            line=one.line,
            found=f"{one.identifier.type} {one.identifier.value}",
        )


def links_resolve(ledger: Ledger, name: str) -> Iterator[Finding]:
    """Every link leads to an entity of its kind; what a package replaces may be elsewhere."""
    for one in ledger.dead_links():
        related = one.element == "relatedObjectIdentifier"
        code = codes.UNKNOWN_RELATED_OBJECT if related else codes.DEAD_LINK
        if one.target.type.strip() and one.target.value.strip():
            yield code.at(
                f"{name}: {one.element} leads to no {one.kind}{_times(one)}",
                path=name,
                line=one.line,
                found=f"{one.target.type} {one.target.value}",
            )


def structural_relationships_have_inverses(ledger: Ledger, name: str) -> Iterator[Finding]:
    """What a structural relationship says is said at its other end too."""
    for one in ledger.one_sided():
        yield codes.MISSING_INVERSE.at(
            f"{name}: the object related to does not state the inverse relationship",
            path=name,
            line=one.line,
            expected=_label(vocabulary.inverse(one.subtype)),
            found=f"{_label(one.subtype)} {one.target.value}",
        )


def _times(link: DeadLink) -> str:
    return f" ({link.times} times, here first)" if link.times > 1 else ""


def _label(subtype: str | None) -> str:
    return vocabulary.term("relationshipSubType", subtype).label if subtype else ""
