"""Building the PREMIS record of a package from what was done to its release."""

from collections.abc import Iterator

from preserve.metadata import vocabulary
from preserve.metadata.premis import agents, events
from preserve.metadata.premis.facts import PackageFacts
from preserve.metadata.premis.files import FileIdentifiers, FileObjects
from preserve.metadata.premis.names import Names
from preserve.model.premis import (
    Identifier,
    IntellectualEntity,
    LinkedAgent,
    Record,
    Relationship,
    Representation,
    Rights,
    Term,
)

_LEVEL = "bit level"
_RATIONALE = "The originals are kept octet for octet, with digests to prove it."


def build(facts: PackageFacts) -> Record:
    """Build the record; its file objects are made as they are asked for, in every pass."""
    return Record(
        entity=_entity(facts),
        representation=_representation(facts),
        files=FileObjects(facts),
        file_identifiers=FileIdentifiers(facts),
        events=events.of_record(facts),
        agents=agents.of_record(facts, events.happened(facts)),
        rights=tuple(_rights(facts)),
    )


def _entity(facts: PackageFacts) -> IntellectualEntity:
    names = Names(package=facts.identifier)
    return IntellectualEntity(
        identifiers=(names.entity,),
        preservation_level=_LEVEL,
        preservation_level_rationale=_RATIONALE,
        preservation_level_assigned=facts.times.creation,
        original_name=facts.release.name,
        relationships=tuple(_entity_relationships(facts, names)),
        linked_events=_events(
            facts,
            names,
            {events.EXTRACTION, events.MODIFICATION, events.VALIDATION, events.CREATION},
        ),
        linked_rights=(names.rights,) if facts.rights.basis else (),
    )


def _entity_relationships(facts: PackageFacts, names: Names) -> Iterator[Relationship]:
    yield _relationship("str", "isr", names.representation)
    if facts.replaces is not None:
        replaced = Identifier(type=names.entity.type, value=facts.replaces)
        yield _relationship("rep", "sup", replaced, names.event(events.CREATION))


def _representation(facts: PackageFacts) -> Representation:
    names = Names(package=facts.identifier)
    relationships = [_relationship("str", "rep", names.entity)]
    if facts.main_document is not None:
        relationships.append(_relationship("str", "hsr", names.file(facts.main_document)))
    linked = {
        events.REPLICATION,
        events.DIGESTS,
        events.FIXITY,
        events.IDENTIFICATION,
        events.CREATION,
    }
    if facts.main_document is None:
        linked.add(events.EXTRACTION)
    return Representation(
        identifiers=(names.representation,),
        original_name=facts.release.name,
        relationships=tuple(relationships),
        linked_events=_events(facts, names, linked),
        notes=tuple(_notes(facts)),
    )


def _notes(facts: PackageFacts) -> Iterator[str]:
    for path in facts.release.empty_folders:
        yield f"empty folder: {path}"
    for path in facts.release.left_out:
        yield f"left out on request: {path}"
    for subject, note in sorted(facts.release.notes.items()):
        yield f"{subject}: {note}"


def _rights(facts: PackageFacts) -> Iterator[Rights]:
    settings = facts.rights
    if not settings.basis:
        return
    names = Names(package=facts.identifier)
    holder = agents.holder(facts)
    role = vocabulary.term("rightsRelatedAgentRole", "rig")
    yield Rights(
        identifier=names.rights,
        basis=_word("rightsBasis", settings.basis),
        status=_word("copyrightStatus", settings.status) if settings.status else None,
        jurisdiction=settings.jurisdiction,
        uri=settings.uri,
        linked_objects=(names.entity,),
        linked_agents=(LinkedAgent(identifier=holder, role=role),) if holder else (),
    )


def _word(scheme: str, label: str) -> Term:
    code = vocabulary.code_of(scheme, label)
    return vocabulary.term(scheme, code) if code else Term(label=label)


def _relationship(kind: str, subtype: str, other: Identifier, *caused: Identifier) -> Relationship:
    return Relationship(
        type=vocabulary.term("relationshipType", kind),
        subtype=vocabulary.term("relationshipSubType", subtype),
        related_objects=(other,),
        related_events=caused,
    )


def _events(facts: PackageFacts, names: Names, codes: set[str]) -> tuple[Identifier, ...]:
    return tuple(names.event(code) for code in events.happened(facts) if code in codes)
