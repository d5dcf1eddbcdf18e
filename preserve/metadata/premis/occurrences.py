"""Writing what is not an object of a PREMIS record: events, agents, rights."""

from preserve.metadata import vocabulary
from preserve.metadata.premis.outline import Outline
from preserve.model import dates
from preserve.model.premis import Agent, Event, LinkedAgent, LinkedObject, Rights


def write_event(event: Event, outline: Outline) -> None:
    """Write one event."""
    with outline.element("event"):
        outline.identifier("eventIdentifier", event.identifier)
        outline.term("eventType", event.type)
        outline.leaf("eventDateTime", dates.written(event.time))
        if event.detail:
            with outline.element("eventDetailInformation"):
                outline.leaf("eventDetail", event.detail)
        with outline.element("eventOutcomeInformation"):
            outline.term("eventOutcome", event.outcome)
            if event.outcome_note:
                with outline.element("eventOutcomeDetail"):
                    outline.leaf("eventOutcomeDetailNote", event.outcome_note)
        for agent in event.agents:
            _linked_agent(agent, outline)
        for one in event.objects:
            _linked_object(one, outline)


def write_agent(agent: Agent, outline: Outline) -> None:
    """Write one agent."""
    with outline.element("agent"):
        for identifier in agent.identifiers:
            outline.identifier("agentIdentifier", identifier)
        outline.leaf("agentName", agent.name)
        if agent.type is not None:
            outline.term("agentType", agent.type)
        if agent.version:
            outline.leaf("agentVersion", agent.version)
        for note in agent.notes:
            outline.leaf("agentNote", note)


def write_rights(rights: Rights, outline: Outline) -> None:
    """Write one rights statement, with as much of its basis as is known."""
    with outline.element("rights"), outline.element("rightsStatement"):
        outline.identifier("rightsStatementIdentifier", rights.identifier)
        outline.term("rightsBasis", rights.basis)
        _basis(rights, outline)
        for identifier in rights.linked_objects:
            outline.identifier("linkingObjectIdentifier", identifier)
        for agent in rights.linked_agents:
            _linked_agent(agent, outline)


def _basis(rights: Rights, outline: Outline) -> None:
    if rights.basis.code == "cop" and rights.status is not None and rights.jurisdiction:
        _copyright(rights, outline)
    elif rights.basis.code == "sta" and rights.jurisdiction and rights.uri:
        with outline.element("statuteInformation"):
            outline.leaf("statuteJurisdiction", rights.jurisdiction)
            outline.leaf("statuteCitation", rights.uri)
    elif rights.basis.code == "lic" and rights.uri:
        with outline.element("licenseInformation"):
            _documentation("licenseDocumentationIdentifier", rights.uri, outline)
    elif rights.basis.code in {"ins", "oth"} and rights.uri:
        with outline.element("otherRightsInformation"):
            _documentation("otherRightsDocumentationIdentifier", rights.uri, outline)
            outline.leaf("otherRightsBasis", rights.basis.label)


def _copyright(rights: Rights, outline: Outline) -> None:
    status = rights.status or vocabulary.term("copyrightStatus", "unk")
    with outline.element("copyrightInformation"):
        outline.term("copyrightStatus", status)
        outline.leaf("copyrightJurisdiction", rights.jurisdiction)
        if rights.uri:
            _documentation("copyrightDocumentationIdentifier", rights.uri, outline)


def _documentation(local: str, uri: str, outline: Outline) -> None:
    with outline.element(local):
        outline.leaf(f"{local}Type", "URI")
        outline.leaf(f"{local}Value", uri)


def _linked_agent(agent: LinkedAgent, outline: Outline) -> None:
    with outline.element("linkingAgentIdentifier"):
        outline.identifier_parts("linkingAgentIdentifier", agent.identifier)
        outline.term("linkingAgentRole", agent.role)


def _linked_object(one: LinkedObject, outline: Outline) -> None:
    with outline.element("linkingObjectIdentifier"):
        outline.identifier_parts("linkingObjectIdentifier", one.identifier)
        outline.term("linkingObjectRole", one.role)
