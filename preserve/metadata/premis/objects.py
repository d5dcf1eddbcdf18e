"""Writing the objects of a PREMIS record: intellectual entity, representation, files."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from preserve.metadata import namespaces, vocabulary
from preserve.metadata.premis.outline import Outline
from preserve.model.premis import (
    FileObject,
    Fixity,
    FormatFacts,
    Identifier,
    IntellectualEntity,
    Relationship,
    Representation,
)

# The type is a QName, so the prefix is part of the value; some readers compare it as text.
_ENTITY = {namespaces.XSI_TYPE: "premis:intellectualEntity"}
_REPRESENTATION = {namespaces.XSI_TYPE: "premis:representation"}
_FILE = {namespaces.XSI_TYPE: "premis:file"}

_BIT_LEVEL = vocabulary.term("preservationLevelType", "blp")
_INTENTION = vocabulary.term("preservationLevelRole", "int")
_STRUCTURAL = vocabulary.term("relationshipType", "str")
_INCLUDES = vocabulary.term("relationshipSubType", "inc")
_SPECIFICATION = vocabulary.term("formatRegistryRole", "spe")
_URI = vocabulary.term("contentLocationType", "uri")


def write_entity(entity: IntellectualEntity, outline: Outline) -> None:
    """Write the intellectual entity."""
    with outline.element("object", _ENTITY):
        _identifiers(entity.identifiers, outline)
        _preservation_level(entity, outline)
        outline.leaf("originalName", entity.original_name)
        _relationships(entity.relationships, outline)
        _linked_events(entity.linked_events, outline)
        for identifier in entity.linked_rights:
            outline.identifier("linkingRightsStatementIdentifier", identifier)


@contextmanager
def representation(described: Representation, outline: Outline) -> Iterator[None]:
    """Write the representation; what it includes is written meanwhile."""
    with outline.element("object", _REPRESENTATION):
        _identifiers(described.identifiers, outline)
        for note in described.notes:
            with outline.element("significantProperties"):
                outline.leaf("significantPropertiesType", "note")
                outline.leaf("significantPropertiesValue", note)
        outline.leaf("originalName", described.original_name)
        _relationships(described.relationships, outline)
        yield
        _linked_events(described.linked_events, outline)


@contextmanager
def including(outline: Outline) -> Iterator[None]:
    """Write the relationship of a representation to its files, which are written meanwhile."""
    with outline.element("relationship"):
        outline.term("relationshipType", _STRUCTURAL)
        outline.term("relationshipSubType", _INCLUDES)
        yield


def write_file(file: FileObject, outline: Outline) -> None:
    """Write one file object."""
    with outline.element("object", _FILE):
        _identifiers(file.identifiers, outline)
        with outline.element("objectCharacteristics"):
            outline.leaf("compositionLevel", "0")
            for fixity in file.fixity:
                _fixity(fixity, outline)
            outline.leaf("size", str(file.size))
            _format(file.format, outline)
        outline.leaf("originalName", file.original_name)
        with outline.element("storage"), outline.element("contentLocation"):
            outline.term("contentLocationType", _URI)
            outline.leaf("contentLocationValue", file.content_location)
        _relationships(file.relationships, outline)
        _linked_events(file.linked_events, outline)


def _identifiers(identifiers: Iterable[Identifier], outline: Outline) -> None:
    for identifier in identifiers:
        outline.identifier("objectIdentifier", identifier)


def _preservation_level(entity: IntellectualEntity, outline: Outline) -> None:
    with outline.element("preservationLevel"):
        outline.term("preservationLevelType", _BIT_LEVEL)
        outline.leaf("preservationLevelValue", entity.preservation_level)
        outline.term("preservationLevelRole", _INTENTION)
        outline.leaf("preservationLevelRationale", entity.preservation_level_rationale)
        assigned = entity.preservation_level_assigned.date().isoformat()
        outline.leaf("preservationLevelDateAssigned", assigned)


def _fixity(fixity: Fixity, outline: Outline) -> None:
    with outline.element("fixity"):
        outline.term("messageDigestAlgorithm", vocabulary.hash_function(fixity.algorithm))
        outline.leaf("messageDigest", fixity.digest)
        outline.leaf("messageDigestOriginator", fixity.originator)


def _format(found: FormatFacts, outline: Outline) -> None:
    with outline.element("format"):
        with outline.element("formatDesignation"):
            outline.leaf("formatName", found.name)
            if found.version:
                outline.leaf("formatVersion", found.version)
        if found.puid is not None:
            with outline.element("formatRegistry"):
                outline.leaf("formatRegistryName", "PRONOM")
                outline.leaf("formatRegistryKey", found.puid)
                outline.term("formatRegistryRole", _SPECIFICATION)
        for note in found.notes:
            outline.leaf("formatNote", note)


def _relationships(relationships: Iterable[Relationship], outline: Outline) -> None:
    for relationship in relationships:
        with outline.element("relationship"):
            outline.term("relationshipType", relationship.type)
            outline.term("relationshipSubType", relationship.subtype)
            for identifier in relationship.related_objects:
                outline.identifier("relatedObjectIdentifier", identifier)
            for identifier in relationship.related_events:
                outline.identifier("relatedEventIdentifier", identifier)


def _linked_events(identifiers: Iterable[Identifier], outline: Outline) -> None:
    for identifier in identifiers:
        outline.identifier("linkingEventIdentifier", identifier)
