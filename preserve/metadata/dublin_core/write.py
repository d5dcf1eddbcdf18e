"""Writing the record of a release, and its simple form, as XML.

Equal descriptions give equal octets: UTF-8, LF, two spaces a level, a fixed order.
"""

import hashlib
from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO

from lxml import etree

from preserve.metadata import namespaces
from preserve.metadata.dublin_core import statements
from preserve.metadata.dublin_core.statements import Statement
from preserve.metadata.target import Target
from preserve.model.description import Description
from preserve.model.digests import HexDigest

_RECORD_PREFIXES = {
    prefix: namespaces.PREFIXES[prefix] for prefix in ("preserve", "dcterms", "xsi")
}
_SIMPLE_PREFIXES = {prefix: namespaces.PREFIXES[prefix] for prefix in ("oai_dc", "dc", "xsi")}
_SIMPLE_LOCATION = f"{namespaces.OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


def write_record(description: Description, sink: BinaryIO, *, identifier: str | None) -> None:
    """Write ``dcterms.xml``; ``identifier`` is the package's, first among the identifiers.

    Raises WriteError for a value that cannot be written.
    """
    record = statements.of(description, identifier=identifier)
    with etree.xmlfile(sink, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(
            namespaces.name(namespaces.RECORD, "record"), nsmap=dict(_RECORD_PREFIXES)
        ):
            _write(xml, record, namespaces.DCTERMS)
    sink.write(b"\n")


def write_simple(record: Iterable[Statement], sink: BinaryIO) -> None:
    """Write ``dc.xml``, derived from the statements of the record by the dumb-down rule."""
    with etree.xmlfile(sink, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(
            namespaces.name(namespaces.OAI_DC, "dc"),
            {namespaces.XSI_SCHEMA_LOCATION: _SIMPLE_LOCATION},
            nsmap=dict(_SIMPLE_PREFIXES),
        ):
            _write(xml, statements.derive(record), namespaces.DC)
    sink.write(b"\n")


def sha512_without_identifier(description: Description) -> HexDigest:
    """Digest ``dcterms.xml`` as it would be without the package's identifier."""
    octets = BytesIO()
    write_record(description, octets, identifier=None)
    return HexDigest(hashlib.sha512(octets.getbuffer()).hexdigest())


def _write(xml: Target, stated: Iterable[Statement], namespace: str) -> None:
    for one in stated:
        xml.write("\n  ")
        with xml.element(namespaces.name(namespace, one.element), _attributes(one)):
            xml.write(one.text)
    xml.write("\n")


def _attributes(one: Statement) -> dict[str, str]:
    if one.scheme is not None:
        return {namespaces.XSI_TYPE: f"dcterms:{one.scheme}"}
    if one.language is not None:
        # xmlfile makes up a prefix for XML's own namespace unless the prefix is written out.
        return {"xml:lang": one.language}
    return {}
