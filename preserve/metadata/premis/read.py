"""Reading a PREMIS 3 record as a stream of facts, in flat memory.

Anybody's record is read, valid or not: what is missing is missing from the facts.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import BinaryIO

from lxml import etree

from preserve.metadata import elements, namespaces, vocabulary
from preserve.metadata.premis.units import (
    DateFacts,
    EntityFacts,
    Facts,
    FixityFacts,
    IdentifierFacts,
    Kind,
    LinkFacts,
    RegistryFacts,
    RootFacts,
    TermFacts,
)
from preserve.model.premis import Identifier

VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    "eventType": ("eventType",),
    "act": ("eventType", "actionsGranted"),
    "eventOutcome": ("eventOutcome",),
    "agentType": ("agentType",),
    "linkingAgentRole": ("eventRelatedAgentRole", "rightsRelatedAgentRole"),
    "linkingObjectRole": ("eventRelatedObjectRole",),
    "relationshipType": ("relationshipType",),
    "relationshipSubType": ("relationshipSubType",),
    "messageDigestAlgorithm": ("cryptographicHashFunctions",),
    "rightsBasis": ("rightsBasis",),
    "copyrightStatus": ("copyrightStatus",),
    "preservationLevelType": ("preservationLevelType",),
    "preservationLevelRole": ("preservationLevelRole",),
    "formatRegistryRole": ("formatRegistryRole",),
    "contentLocationType": ("contentLocationType",),
    "storageMedium": ("storageMedium",),
}
"""The vocabularies of each semantic unit that has one."""

_DATES = frozenset(
    {
        "eventDateTime",
        "dateCreatedByApplication",
        "preservationLevelDateAssigned",
        "startDate",
        "endDate",
        "copyrightStatusDeterminationDate",
        "statuteInformationDeterminationDate",
    }
)
_LINKS: Mapping[str, Kind] = {
    "relatedObjectIdentifier": Kind.OBJECT,
    "relatedEventIdentifier": Kind.EVENT,
    "linkingAgentIdentifier": Kind.AGENT,
    "linkingEnvironmentIdentifier": Kind.OBJECT,
    "linkingEventIdentifier": Kind.EVENT,
    "linkingObjectIdentifier": Kind.OBJECT,
    "linkingRightsStatementIdentifier": Kind.RIGHTS,
}
_ENTITIES: Mapping[str, Kind] = {
    "object": Kind.OBJECT,
    "event": Kind.EVENT,
    "agent": Kind.AGENT,
    "rightsStatement": Kind.RIGHTS,
}
_IDENTIFIERS: Mapping[Kind, str] = {
    Kind.OBJECT: "objectIdentifier",
    Kind.EVENT: "eventIdentifier",
    Kind.AGENT: "agentIdentifier",
    Kind.RIGHTS: "rightsStatementIdentifier",
}
_PARTS = (
    *(
        f"{local}{part}"
        for local in (*_LINKS, *_IDENTIFIERS.values())
        for part in ("Type", "Value")
    ),
    *_IDENTIFIERS.values(),
    *("objectCharacteristics", "fixity", "messageDigestAlgorithm", "messageDigest", "size"),
    *("originalName", "storage", "contentLocation", "contentLocationValue"),
    *("relationshipType", "relationshipSubType", "linkingAgentRole"),
    *("formatRegistryName", "formatRegistryKey"),
)
"""What is read when the unit around it ends."""
_NOTED = frozenset(
    {
        *("formatName", "formatVersion"),
        *("eventType", "eventDateTime", "eventDetail", "eventOutcome"),
        "agentName",
    }
)
"""Whose first text an entity is to be told by."""
_LONGEST_NOTE = 500
_MOST_AGENTS = 10
# premis, rights, rightsStatement: an entity deeper than that is part of an extension.
_DEEPEST = 2
_WANTED, _KEPT = (
    frozenset(namespaces.name(namespaces.PREMIS, local) for local in names)
    for names in (
        (*VOCABULARIES, *_DATES, *_LINKS, *_ENTITIES, *_NOTED, "formatRegistry"),
        _PARTS,
    )
)
_PREFIX = namespaces.name(namespaces.PREMIS, "")
_START = len(_PREFIX)


def read(stream: BinaryIO, *, name: str) -> Iterator[Facts]:
    """Give the facts of a record as they end: those in an entity, then the entity, the root last.

    Raises MalformedError when the document is not well-formed XML, TooMuchError where one
    entity is larger than is borne.
    """
    reading = _Reading()
    root: etree._Element | None = None
    for element in elements.ended(stream, name=name, wanted=_WANTED, kept=_KEPT):
        root = element
        fact = reading.fact(element, _local_name(element))
        if fact is not None:
            yield fact
    yield RootFacts(name=_local_name(root))


def _local_name(element: etree._Element | None) -> str:
    tag = "" if element is None else str(element.tag)
    return tag[_START:] if tag.startswith(_PREFIX) else ""


class _Reading:
    """How far a record has been read: which entity, and what of it has ended."""

    def __init__(self) -> None:
        self._number = 0
        self._links: Counter[str] = Counter()
        self._agents: list[Identifier] = []
        self._texts: dict[str, str] = {}

    def fact(self, element: etree._Element, local: str) -> Facts | None:
        """Give the fact that an element ended with, if there is one."""
        if local in _NOTED:
            self._note(local, element.text)
        if local in VOCABULARIES:
            return _term(element, local)
        if local in _DATES:
            return DateFacts(element=local, text=element.text or "", line=elements.line(element))
        if local in _LINKS:
            return self._link(element, local)
        if local in _ENTITIES and sum(1 for _ in element.iterancestors()) <= _DEEPEST:
            return self._entity(element, _ENTITIES[local])
        if local == "formatRegistry":
            return self._registry(element)
        return None

    def _note(self, local: str, text: str | None) -> None:
        self._texts.setdefault(local, (text or "").strip()[:_LONGEST_NOTE])

    def _registry(self, element: etree._Element) -> RegistryFacts:
        registry = RegistryFacts(
            registry=_text(element, "formatRegistryName"),
            key=_text(element, "formatRegistryKey"),
            line=elements.line(element),
        )
        if registry.is_pronom:
            self._note("formatRegistryKey", registry.key)
        return registry

    def _link(self, element: etree._Element, local: str) -> LinkFacts:
        parent = element.getparent()
        type_, subtype = relation(parent) if local.startswith("related") else (None, None)
        link = LinkFacts(
            element=local,
            source=self._number,
            kind=_LINKS[local],
            target=_identifier(element, local),
            type=type_,
            subtype=subtype,
            line=elements.line(element),
        )
        self._links[local] += 1
        if link.kind is Kind.AGENT:
            self._agents.append(link.target)
            del self._agents[_MOST_AGENTS:]
            if _role(element) == "imp":
                self._links["implementer"] += 1
        return link

    def _entity(self, element: etree._Element, kind: Kind) -> EntityFacts:
        entity = EntityFacts(
            number=self._number,
            kind=kind,
            category=(element.get(namespaces.XSI_TYPE) or "").strip().rpartition(":")[2],
            identifiers=tuple(_own_identifiers(element, kind)),
            fixity=tuple(_fixity(element)),
            sizes=tuple(one.text or "" for one in _found(element, "objectCharacteristics/size")),
            original_name=_original_name(element),
            locations=tuple(
                one.text or ""
                for one in _found(element, "storage/contentLocation/contentLocationValue")
            ),
            agents=self._links["linkingAgentIdentifier"],
            implementers=self._links["implementer"],
            objects=self._links["linkingObjectIdentifier"],
            linked_agents=tuple(self._agents),
            texts=self._texts,
            line=elements.line(element),
        )
        self._number += 1
        self._links.clear()
        self._agents, self._texts = [], {}
        return entity


def _found(element: etree._Element, path: str) -> list[etree._Element]:
    return element.findall(_qualified(path))


@cache
def _qualified(path: str) -> str:
    return "/".join(_PREFIX + step for step in path.split("/"))


def _text(element: etree._Element, local: str) -> str:
    child = _child(element, local)
    return (child.text or "") if child is not None else ""


def _child(element: etree._Element, local: str) -> etree._Element | None:
    return next(element.iterchildren(_qualified(local)), None)


def _original_name(element: etree._Element) -> str | None:
    return next((one.text or "" for one in _found(element, "originalName")), None)


def _term(element: etree._Element, local: str) -> TermFacts:
    return TermFacts(
        element=local,
        label=element.text or "",
        value_uri=element.get("valueURI"),
        line=elements.line(element),
    )


def _code(parent: etree._Element | None, local: str, scheme: str | None = None) -> str | None:
    """Read the code of a term from its address, or else from its word."""
    scheme = scheme or local
    found = None if parent is None else _child(parent, local)
    if found is None:
        return None
    address = vocabulary.split((found.get("valueURI") or "").strip())
    if address is not None and address[0] == scheme:
        return address[1]
    return vocabulary.code_of(scheme, found.text or "")


def relation(relationship: etree._Element | None) -> tuple[str | None, str | None]:
    """Read the codes of a relationship's type and subtype, None where they are not known."""
    return _code(relationship, "relationshipType"), _code(relationship, "relationshipSubType")


def _role(element: etree._Element) -> str | None:
    return _code(element, "linkingAgentRole", "eventRelatedAgentRole")


def _identifier(element: etree._Element, local: str) -> Identifier:
    return Identifier(type=_text(element, f"{local}Type"), value=_text(element, f"{local}Value"))


def _own_identifiers(element: etree._Element, kind: Kind) -> Iterator[IdentifierFacts]:
    local = _IDENTIFIERS[kind]
    for one in _found(element, local):
        yield IdentifierFacts(identifier=_identifier(one, local), line=elements.line(one))


def _fixity(element: etree._Element) -> Iterator[FixityFacts]:
    for one in _found(element, "objectCharacteristics/fixity"):
        word = _text(one, "messageDigestAlgorithm")
        yield FixityFacts(
            algorithm=_code(one, "messageDigestAlgorithm", "cryptographicHashFunctions") or word,
            digest=_text(one, "messageDigest"),
            line=elements.line(one),
        )
