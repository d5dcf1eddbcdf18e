"""For each finding code of metadata, a case that raises it and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from typing import Any

from preserve.findings import Code, Finding, crosscheck, dublin_core, premis
from preserve.metadata import crosscheck as crosschecking
from preserve.metadata import elements, rules
from preserve.metadata.dublin_core import read, statements
from preserve.metadata.dublin_core.statements import Statement
from preserve.metadata.premis import build, write
from preserve.metadata.rules import RecordResult, listing
from preserve.model import layout
from preserve.model.bags import BagFacts, PayloadFacts, Tag
from preserve.model.digests import Algorithm, HexDigest
from tests.metadata import packages

NAME = "premis.xml"
CONTENT = "data/representations/rep1/data/"


@cache
def premis_octets() -> bytes:
    sink = BytesIO()
    write.write(build.build(packages.whole()), sink)
    return sink.getvalue()


@dataclass(frozen=True)
class Edit:
    """One replacement in a sound document; ``count`` as in ``bytes.replace``."""

    old: str
    new: str
    count: int = 1


def edited(octets: bytes, *edits: Edit) -> bytes:
    for edit in edits:
        assert edit.old.encode() in octets, edit.old
        octets = octets.replace(edit.old.encode(), edit.new.encode(), edit.count)
    return octets


def _element(local: str, inside: str) -> str:
    return f"<premis:{local}>{inside}</premis:{local}>"


def between(octets: bytes, start: str, end: str, *, nth: int = 0) -> str:
    """Give the text from the nth ``start`` to the ``end`` that follows it, both included."""
    text = octets.decode()
    at = -1
    for _ in range(nth + 1):
        at = text.index(start, at + 1)
    return text[at : text.index(end, at) + len(end)]


def _without(start: str, end: str, *, nth: int = 0, count: int = 1) -> bytes:
    octets = premis_octets()
    return edited(octets, Edit(between(octets, start, end, nth=nth), "", count))


def _premis(*edits: Edit) -> bytes:
    return edited(premis_octets(), *edits)


def _single_event() -> bytes:
    event = between(premis_octets(), "<premis:event>", "</premis:event>")
    root = '<premis:event xmlns:premis="http://www.loc.gov/premis/v3">'
    return event.replace("<premis:event>", root).encode()


def _last_event(*edits: Edit) -> bytes:
    octets = premis_octets()
    at = octets.rindex(b"<premis:event>")
    return octets[:at] + edited(octets[at:], *edits)


def _event_without(link: str) -> bytes:
    octets = premis_octets()
    at = octets.rindex(b"<premis:event>")
    event = octets[at : octets.index(b"</premis:event>", at)]
    bare = event
    while f"<premis:{link}>".encode() in bare:
        gone = between(bare, f"<premis:{link}>", f"</premis:{link}>")
        bare = bare.replace(gone.encode(), b"", 1)
    return octets.replace(event, bare)


def _without_fixity() -> bytes:
    octets = premis_octets()
    at = octets.index(b"annex/plan")
    start = octets.rindex(b"<premis:object ", 0, at)
    first = octets[start:at]
    bare = first
    while b"<premis:fixity>" in bare:
        gone = between(bare, "<premis:fixity>", "</premis:fixity>")
        bare = bare.replace(gone.encode(), b"", 1)
    return octets.replace(first, bare)


def _second_rights() -> bytes:
    octets = premis_octets()
    rights = between(octets, "<premis:rights>", "</premis:rights>")
    return edited(octets, Edit(rights, rights + rights))


def _agent_named_as_event() -> bytes:
    octets = premis_octets()
    element = between(octets, "<premis:eventIdentifierValue>", "</")
    value = element.removeprefix("<premis:eventIdentifierValue>").removesuffix("</")
    extra = (
        "<premis:agent><premis:agentIdentifier>"
        + _element("agentIdentifierType", "URI")
        + _element("agentIdentifierValue", value)
        + "</premis:agentIdentifier></premis:agent>"
    )
    return edited(octets, Edit("<premis:rights>", extra + "<premis:rights>"))


def _related_to_nothing() -> bytes:
    related = (
        between(premis_octets(), "<premis:relationship>", "</premis:relationship>", nth=1)
        .replace("relationshipType/rep", "relationshipType/der")
        .replace("replacement", "derivation")
        .replace("relationshipSubType/sup", "relationshipSubType/hss")
        .replace("supersedes", "has Source")
    )
    old = between(premis_octets(), "<premis:relationship>", "</premis:relationship>", nth=1)
    return _premis(Edit(old, related))


def _two_implementers() -> bytes:
    return _last_event(
        Edit("eventRelatedAgentRole/exe", "eventRelatedAgentRole/imp"),
        Edit("executing program", "implementer"),
    )


_SHA512_HELLO = tuple(packages.RELEASE.files)[1].digests[Algorithm.SHA512]
_MD5 = packages.MD5.digest
_LOCATION = "<premis:storage>"
_EVENT_TYPE = "http://id.loc.gov/vocabulary/preservation/eventType/"

PREMIS: Mapping[Code, Callable[[], bytes]] = {
    premis.NOT_A_WHOLE_RECORD: _single_event,
    premis.EMPTY_IDENTIFIER: lambda: _premis(
        Edit(
            _element("agentIdentifierType", "local"),
            _element("agentIdentifierType", " "),
        )
    ),
    premis.DUPLICATE_IDENTIFIER: _second_rights,
    premis.SHARED_IDENTIFIER: _agent_named_as_event,
    premis.DEAD_LINK: lambda: _without("<premis:rights>", "</premis:rights>"),
    premis.UNKNOWN_RELATED_OBJECT: _related_to_nothing,
    premis.MISSING_INVERSE: lambda: _without(
        "<premis:relationship>", "</premis:relationship>", nth=5
    ),
    premis.EVENT_WITHOUT_AGENT: lambda: _event_without("linkingAgentIdentifier"),
    premis.SEVERAL_IMPLEMENTERS: _two_implementers,
    premis.EVENT_WITHOUT_OBJECT: lambda: _event_without("linkingObjectIdentifier"),
    premis.FILE_WITHOUT_FIXITY: _without_fixity,
    premis.FILE_WITHOUT_SIZE: lambda: _premis(Edit(_element("size", "2"), "")),
    premis.FILE_WITHOUT_ORIGINAL_NAME: lambda: _premis(
        Edit(_element("originalName", "annex/plan é#1.bin"), "")
    ),
    premis.FILE_WITHOUT_LOCATION: lambda: _without("<premis:storage>", "</premis:storage>"),
    premis.LOCATION_OUTSIDE: lambda: _premis(
        Edit("representations/rep1/data/annex/", "../../../outside/")
    ),
    premis.NEGATIVE_SIZE: lambda: _premis(Edit(_element("size", "2"), _element("size", "-2"))),
    premis.MALFORMED_DIGEST: lambda: _premis(Edit(_MD5, _MD5[:-1])),
    premis.CONTRADICTING_DIGESTS: lambda: _premis(
        Edit(f"{_MD5}</premis:messageDigest>", f"{_SHA512_HELLO[::-1]}</premis:messageDigest>"),
        Edit("cryptographicHashFunctions/md5", "cryptographicHashFunctions/sha512"),
        Edit(">MD5<", ">SHA-512<"),
    ),
    premis.UNREADABLE_DATE: lambda: _premis(Edit("2026-11-22T10:30:05Z", "yesterday")),
    premis.TIME_WITHOUT_ZONE: lambda: _premis(Edit("2026-11-22T10:30:05Z", "2026-11-22T10:30:05")),
    premis.WRONG_VOCABULARY: lambda: _premis(
        Edit(f"{_EVENT_TYPE}rep", _EVENT_TYPE.replace("eventType", "agentType") + "sof")
    ),
    premis.UNKNOWN_TERM: lambda: _premis(Edit(f"{_EVENT_TYPE}rep", f"{_EVENT_TYPE}xyz")),
    premis.LABEL_MISMATCH: lambda: _premis(Edit(f"{_EVENT_TYPE}rep", f"{_EVENT_TYPE}del")),
    premis.MALFORMED_PUID: lambda: _premis(
        Edit("x-fmt/111", "https://www.nationalarchives.gov.uk/PRONOM/x-fmt/111")
    ),
    premis.TOO_LARGE_A_UNIT: lambda: _premis(
        Edit("annex/plan é#1.bin", "n" * (elements.LONGEST_HELD + 1))
    ),
    premis.MORE_OF_THE_SAME: lambda: _last_event(
        Edit(
            "<premis:eventIdentifier>",
            _element("eventDateTime", "yesterday") * (listing.LISTED + 1)
            + "<premis:eventIdentifier>",
        )
    ),
}


def check_premis(octets: bytes) -> tuple[Finding, ...]:
    result = rules.check_premis(BytesIO(octets), name=NAME)
    assert (result.not_checked is None) is (result.facts is not None)
    if result.facts is not None:
        result.facts.close()
    return result.findings


def record(inside: str) -> bytes:
    return (
        '<preserve:record xmlns:preserve="urn:x-preserve:record:1"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{inside}\n</preserve:record>"
    ).encode()


def _titled(inside: str) -> bytes:
    return record(f"<dcterms:title>A title</dcterms:title>\n{inside}")


def _typed(element: str, scheme: str, text: str) -> bytes:
    return _titled(f'<dcterms:{element} xsi:type="dcterms:{scheme}">{text}</dcterms:{element}>')


DUBLIN_CORE: Mapping[Code, bytes] = {
    dublin_core.EMPTY_ELEMENT: _titled("<dcterms:creator> </dcterms:creator>"),
    dublin_core.NO_TITLE: record("<dcterms:creator>Office</dcterms:creator>"),
    dublin_core.NOT_W3CDTF: _typed("issued", "W3CDTF", "2025-02-30"),
    dublin_core.UNREADABLE_DATE: _titled("<dcterms:issued>20 January 2020</dcterms:issued>"),
    dublin_core.MALFORMED_LANGUAGE: _typed("language", "RFC4646", "en_GB"),
    dublin_core.MALFORMED_LANGUAGE_ATTRIBUTE: _titled(
        '<dcterms:subject xml:lang="e">bridges</dcterms:subject>'
    ),
    dublin_core.NOT_A_URI: _typed("source", "URI", "www.example.org/12"),
    dublin_core.NOT_A_MEDIA_TYPE: _typed("format", "IMT", "text"),
    dublin_core.MORE_STATEMENTS: _titled("<dcterms:creator/>" * read.MOST_STATEMENTS),
}


def check_dublin_core(octets: bytes) -> tuple[Finding, ...]:
    result = rules.check_dublin_core(BytesIO(octets), name="dcterms.xml")
    assert (result.not_checked is None) is (result.statements is not None)
    return result.findings


RECORD = statements.of(packages.DESCRIPTION, identifier=packages.IDENTIFIER)
SIMPLE = statements.derive(RECORD)
PAYLOAD: Mapping[str, PayloadFacts] = {
    **{
        CONTENT + file.path: PayloadFacts(
            path=CONTENT + file.path, size=file.size, digests=file.digests
        )
        for file in packages.RELEASE.files
    },
    **{path: PayloadFacts(path=path, size=1, digests={}) for path in layout.METADATA},
}


@dataclass(frozen=True)
class Package:
    """The parts of a package, which agree until one is replaced."""

    premis: bytes | None
    record: tuple[Statement, ...] | None = RECORD
    simple: tuple[Statement, ...] | None = SIMPLE
    payload: Mapping[str, PayloadFacts] = field(default_factory=lambda: PAYLOAD)
    own: bool = True
    identifier: str | None = packages.IDENTIFIER
    not_read: frozenset[str] = frozenset()


def sound() -> Package:
    return Package(premis=premis_octets())


FIRST, SECOND = sorted(path for path in PAYLOAD if path.startswith(CONTENT))


def with_payload(**changes: PayloadFacts | None) -> Package:
    """Replace the payload's ``first`` or ``second`` file, or take it out with None."""
    paths = {"first": FIRST, "second": SECOND, "other": CONTENT + "other.txt"}
    payload = dict(PAYLOAD)
    for which, facts in changes.items():
        payload.pop(paths[which], None)
        if facts is not None:
            payload[paths[which]] = facts
    return replace(sound(), payload=payload)


def _facts(path: str, *, size: int, **digests: str) -> PayloadFacts:
    return PayloadFacts(
        path=path,
        size=size,
        digests={Algorithm(name): HexDigest(digest) for name, digest in digests.items()},
    )


def _described_twice() -> Package:
    twice = between(premis_octets(), '<premis:object xsi:type="premis:file">', "</premis:object>")
    return replace(sound(), premis=_premis(Edit(twice, twice + twice)))


_OTHER = Statement(element="title", text="Another title")


def without(path: str, part: str) -> Package:
    """Take one metadata file out, from the payload and from what was read."""
    payload = {one: facts for one, facts in PAYLOAD.items() if one != path}
    changed: dict[str, Any] = {part: None}
    return replace(sound(), payload=payload, **changed)


def _without_entity() -> bytes:
    kind = 'xsi:type="premis:intellectualEntity"'
    return _premis(Edit(kind, kind.replace("intellectualEntity", "representation")))


def _without_files() -> bytes:
    octets = premis_octets()
    while b'"premis:file"' in octets:
        file = between(octets, '<premis:object xsi:type="premis:file">', "</premis:object>")
        octets = edited(octets, Edit(file, ""))
    return octets


def _without_originals() -> Package:
    payload = {path: facts for path, facts in PAYLOAD.items() if path in layout.METADATA}
    return replace(sound(), premis=_without_files(), payload=payload)


CROSSCHECK: Mapping[Code, Callable[[], Package]] = {
    crosscheck.NOT_DESCRIBED: lambda: with_payload(other=_facts(CONTENT + "other.txt", size=0)),
    crosscheck.NOT_IN_PAYLOAD: lambda: with_payload(first=None),
    crosscheck.SIZE_DIFFERS: lambda: with_payload(first=replace(PAYLOAD[FIRST], size=3)),
    crosscheck.DIGEST_DIFFERS: lambda: with_payload(second=_facts(SECOND, size=5, md5="0" * 32)),
    crosscheck.DESCRIBED_TWICE: _described_twice,
    crosscheck.NO_COMMON_DIGEST: lambda: with_payload(first=_facts(FIRST, size=2, md5="0" * 32)),
    crosscheck.RECORD_IDENTIFIER_DIFFERS: lambda: replace(
        sound(), record=(_OTHER,), simple=(_OTHER,)
    ),
    crosscheck.BAG_IDENTIFIER_DIFFERS: lambda: replace(sound(), identifier=packages.REPLACED),
    crosscheck.NOT_DERIVED: lambda: replace(sound(), simple=(*SIMPLE, _OTHER)),
    crosscheck.LACKS_DERIVED: lambda: replace(sound(), simple=SIMPLE[1:]),
    crosscheck.LACKS_PREMIS: lambda: without(layout.PREMIS, "premis"),
    crosscheck.LACKS_RECORD: lambda: without(layout.RECORD, "record"),
    crosscheck.LACKS_SIMPLE: lambda: without(layout.SIMPLE, "simple"),
    crosscheck.LACKS_BAG_IDENTIFIER: lambda: replace(sound(), identifier=None),
    crosscheck.LACKS_ENTITY: lambda: replace(sound(), premis=_without_entity()),
    crosscheck.LACKS_ORIGINALS: _without_originals,
    crosscheck.RECORD_NOT_OF_BAG: lambda: replace(
        sound(), premis=None, identifier=packages.REPLACED
    ),
    crosscheck.MORE_OF_THE_SAME: lambda: replace(
        sound(), simple=(*SIMPLE, *[_OTHER] * (listing.LISTED + 1))
    ),
}
ALSO: Mapping[Code, tuple[Code, ...]] = {
    crosscheck.MORE_OF_THE_SAME: (crosscheck.NOT_DERIVED,) * listing.LISTED,
    premis.MORE_OF_THE_SAME: (premis.UNREADABLE_DATE,) * listing.LISTED,
    dublin_core.MORE_STATEMENTS: (dublin_core.EMPTY_ELEMENT,) * (read.MOST_STATEMENTS - 1),
}
"""What comes before a finding, where it cannot stand alone."""


def crosscheck_package(package: Package) -> tuple[Finding, ...]:
    result = (
        None if package.premis is None else rules.check_premis(BytesIO(package.premis), name=NAME)
    )
    tag = Tag(label="External-Identifier", value=package.identifier or " ")
    findings = crosschecking.check(
        bag=BagFacts(
            version="1.0",
            info=(tag,),
            payload=package.payload,
        ),
        own=package.own,
        premis=result,
        record=RecordResult(findings=(), statements=package.record),
        simple=RecordResult(findings=(), statements=package.simple),
        not_read=package.not_read,
    )
    if result is not None and result.facts is not None:
        result.facts.close()
    return findings


FIXTURES: Mapping[Code, object] = {**PREMIS, **DUBLIN_CORE, **CROSSCHECK}
