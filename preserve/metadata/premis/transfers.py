"""A PREMIS record of deposits: packages as intellectual entities, transfers, agents."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO

from lxml import etree

from preserve.errors import WriteError
from preserve.metadata import identifiers, namespaces, vocabulary
from preserve.metadata.premis import names, occurrences
from preserve.metadata.premis.outline import Outline
from preserve.metadata.premis.write import root
from preserve.model import notations
from preserve.model.premis import Agent, Event, Identifier, LinkedAgent, LinkedObject

_SOURCE = vocabulary.term("eventRelatedObjectRole", "sou")
_EXECUTING = vocabulary.term("eventRelatedAgentRole", "exe")
_IMPLEMENTER = vocabulary.term("eventRelatedAgentRole", "imp")
_UNKNOWN_CHARACTER = "\N{REPLACEMENT CHARACTER}"


class Kind(StrEnum):
    """What happened, by the code of its event type."""

    SENT = "tra"
    """Transfer."""
    FOUND = "fix"
    """Fixity check: it was there already, whoever had sent it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One deposit, whatever became of it."""

    package: str
    """The package's identifier."""
    name: str
    key: str
    """What tells this deposit from others of the package."""
    time: datetime
    succeeded: bool
    detail: str
    note: str
    software: tuple[str, str]
    """Name and version of what sent it."""
    repository: str
    """Where it was sent."""
    organisation: str = ""
    """Who answers for it."""
    kind: Kind = Kind.SENT
    number: int = 1
    """Of deposits that are told by the same key and time: which one."""


def write(transfers: Iterable[Transfer], sink: BinaryIO) -> None:
    """Write the record; equal transfers give equal octets. Raises WriteError."""
    every = _numbered([_cleaned(one) for one in transfers])
    try:
        with etree.xmlfile(sink, encoding="UTF-8") as xml:
            xml.write_declaration()
            with root(xml):
                outline = Outline(xml, depth=1)
                _objects(every, outline)
                for one in every:
                    occurrences.write_event(_event(one), outline)
                for agent in _agents(every):
                    occurrences.write_agent(agent, outline)
                xml.write("\n")
    except ValueError as error:
        raise WriteError(f"the record cannot be written as XML ({error})") from error
    sink.write(b"\n")


def _numbered(transfers: list[Transfer]) -> list[Transfer]:
    seen: Counter[tuple[str, str, datetime]] = Counter()
    numbered = []
    for one in transfers:
        told_by = (one.package, one.key, one.time)
        seen[told_by] += 1
        numbered.append(replace(one, number=seen[told_by]))
    return numbered


def _objects(transfers: list[Transfer], outline: Outline) -> None:
    by_package: dict[str, list[Transfer]] = {}
    for one in transfers:
        by_package.setdefault(one.package, []).append(one)
    entity = {namespaces.XSI_TYPE: "premis:intellectualEntity"}
    for package, own in by_package.items():
        with outline.element("object", entity):
            outline.identifier("objectIdentifier", _package(package))
            outline.leaf("originalName", own[-1].name)
            for one in own:
                outline.identifier("linkingEventIdentifier", _event_identifier(one))


def _event(transfer: Transfer) -> Event:
    agents = [
        LinkedAgent(identifier=names.agent(*transfer.software), role=_EXECUTING),
        LinkedAgent(identifier=names.agent(transfer.repository, ""), role=_EXECUTING),
    ]
    if transfer.organisation:
        agents.append(
            LinkedAgent(identifier=names.agent(transfer.organisation, ""), role=_IMPLEMENTER)
        )
    return Event(
        identifier=_event_identifier(transfer),
        type=vocabulary.term("eventType", transfer.kind),
        time=transfer.time,
        detail=transfer.detail,
        outcome=vocabulary.term("eventOutcome", "suc" if transfer.succeeded else "fai"),
        outcome_note=transfer.note,
        agents=tuple(agents),
        objects=(LinkedObject(identifier=_package(transfer.package), role=_SOURCE),),
    )


def _agents(transfers: list[Transfer]) -> list[Agent]:
    found: dict[Identifier, Agent] = {}
    for one in transfers:
        for name, version, kind in (
            (*one.software, "sof"),
            (one.repository, "", "sof"),
            (one.organisation, "", "org"),
        ):
            identifier = names.agent(name, version)
            if name and identifier not in found:
                found[identifier] = Agent(
                    identifiers=(identifier,),
                    name=name,
                    type=vocabulary.term("agentType", kind),
                    version=version,
                )
    return list(found.values())


def _event_identifier(transfer: Transfer) -> Identifier:
    key = f"{transfer.kind} {transfer.key} {transfer.time.isoformat()} {transfer.number}"
    urn = identifiers.entity_identifier(transfer.package, "event", key)
    return Identifier(type=identifiers.TYPE, value=urn)


def _package(identifier: str) -> Identifier:
    kind = identifiers.TYPE if notations.is_uri(identifier) else "local"
    return Identifier(type=kind, value=identifier)


def _cleaned(transfer: Transfer) -> Transfer:
    """Give a transfer whose texts XML can hold: names are strangers'."""
    return replace(
        transfer,
        package=_text(transfer.package),
        name=_text(transfer.name),
        detail=_text(transfer.detail),
        note=_text(transfer.note),
        repository=_text(transfer.repository),
    )


def _text(text: str) -> str:
    while (character := notations.outside_xml(text)) is not None:
        text = text.replace(character, _UNKNOWN_CHARACTER)
    return text
