"""Writing a PREMIS 3 record as XML, file object by file object.

Equal records give equal octets: UTF-8, LF, two spaces a level, the schema's order, one prefix.
"""

from contextlib import AbstractContextManager
from typing import Any, BinaryIO

from lxml import etree

from preserve.errors import WriteError
from preserve.metadata import namespaces
from preserve.metadata.premis import objects, occurrences, recurrent
from preserve.metadata.premis.outline import Outline
from preserve.metadata.target import Stream
from preserve.model.premis import Record

_PREFIXES = {prefix: namespaces.PREFIXES[prefix] for prefix in ("premis", "xsi")}
_LOCATION = f"{namespaces.PREMIS} http://www.loc.gov/standards/premis/v3/premis.xsd"


def write(record: Record, sink: BinaryIO) -> None:
    """Write ``premis.xml``; goes through the record's files twice and holds none of them.

    Raises WriteError for a character that XML cannot hold.
    """
    try:
        with etree.xmlfile(sink, encoding="UTF-8") as xml:
            xml.write_declaration()
            with root(xml):
                _write(record, Stream(xml, sink))
                xml.write("\n")
    except ValueError as error:
        raise WriteError(f"premis.xml: cannot be written as XML ({error})") from error
    sink.write(b"\n")


def root(xml: Any) -> AbstractContextManager[None]:
    """Write the root element around what is written to an ``xmlfile`` meanwhile."""
    opened: AbstractContextManager[None] = xml.element(
        namespaces.name(namespaces.PREMIS, "premis"),
        {"version": "3.0", namespaces.XSI_SCHEMA_LOCATION: _LOCATION},
        nsmap=dict(_PREFIXES),
    )
    return opened


def _write(record: Record, stream: Stream) -> None:
    outline = Outline(stream, depth=1)
    # The schema's order: objects, events, agents, rights.
    objects.write_entity(record.entity, outline)
    with objects.representation(record.representation, outline), objects.including(outline):
        stream.splice(recurrent.included(record.file_identifiers))
    stream.splice(recurrent.file_objects(record.files))
    for event in record.events:
        occurrences.write_event(event, outline)
    for agent in record.agents:
        occurrences.write_agent(agent, outline)
    for rights in record.rights:
        occurrences.write_rights(rights, outline)
