"""The agents of a package: its programs, the organisation, the holder of the rights."""

from collections.abc import Iterable

from preserve.config import Organisation
from preserve.metadata import vocabulary
from preserve.metadata.premis import names
from preserve.metadata.premis.facts import PackageFacts, Software
from preserve.model import notations
from preserve.model.premis import Agent, Identifier, LinkedAgent

_EXECUTING = vocabulary.term("eventRelatedAgentRole", "exe")
_IMPLEMENTER = vocabulary.term("eventRelatedAgentRole", "imp")


def of_event(facts: PackageFacts, code: str) -> tuple[LinkedAgent, ...]:
    """Give who carried out an event: the programs, then the organisation that answers for it."""
    linked = [
        LinkedAgent(identifier=names.agent(one.name, one.version), role=_EXECUTING)
        for one in _executing(facts, code)
    ]
    if facts.organisation.name:
        linked.append(
            LinkedAgent(identifier=names.agent(facts.organisation.name, ""), role=_IMPLEMENTER)
        )
    return tuple(linked)


def of_record(facts: PackageFacts, codes: Iterable[str]) -> tuple[Agent, ...]:
    """Give every agent that has a part in the events that happened or in the rights, once."""
    agents: dict[Identifier, Agent] = {}
    for code in codes:
        for software in _executing(facts, code):
            one = _software(software)
            agents.setdefault(one.identifiers[0], one)
    for one in (*_organisation(facts.organisation), *_holder(facts)):
        agents.setdefault(one.identifiers[0], one)
    return tuple(agents.values())


def holder(facts: PackageFacts) -> Identifier | None:
    """Give the identifier of the rightsholder's agent, None when none is named."""
    name = facts.rights.holder
    return names.agent(name, "") if name and facts.rights.basis else None


def _executing(facts: PackageFacts, code: str) -> tuple[Software, ...]:
    programs = [facts.software, *(one for one in facts.programs if code in one.events)]
    tool = facts.identifier_tool
    if code == "for" and tool is not None:
        signatures = (f"signatures: {tool.signatures}",) if tool.signatures else ()
        programs.append(Software(name=tool.name, version=tool.version, notes=signatures))
    unique = {(one.name, one.version): one for one in reversed(programs)}
    return tuple(reversed(unique.values()))


def _software(software: Software) -> Agent:
    return Agent(
        identifiers=(names.agent(software.name, software.version),),
        name=software.name,
        type=vocabulary.term("agentType", "sof"),
        version=software.version,
        notes=software.notes,
    )


def _organisation(organisation: Organisation) -> tuple[Agent, ...]:
    if not organisation.name:
        return ()
    own = [names.agent(organisation.name, "")]
    if organisation.identifier:
        kind = "URI" if notations.is_uri(organisation.identifier) else "local"
        own.append(Identifier(type=kind, value=organisation.identifier))
    return (
        Agent(
            identifiers=tuple(own),
            name=organisation.name,
            type=vocabulary.term("agentType", "org"),
        ),
    )


def _holder(facts: PackageFacts) -> tuple[Agent, ...]:
    identifier = holder(facts)
    if identifier is None:
        return ()
    # Whether the holder is a person or an organisation is not known, so no type is given.
    return (Agent(identifiers=(identifier,), name=facts.rights.holder, type=None),)
