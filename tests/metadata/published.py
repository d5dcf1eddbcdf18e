"""The published schemas, compiled offline: an oracle that owes nothing to preserve."""

from functools import cache

from lxml import etree

from tests import shared

_RECORD = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:dcterms="http://purl.org/dc/terms/"
           targetNamespace="urn:x-preserve:record:1" elementFormDefault="qualified">
  <xs:import namespace="http://purl.org/dc/terms/" schemaLocation="dcterms.xsd"/>
  <xs:element name="record" type="dcterms:elementOrRefinementContainer"/>
</xs:schema>
"""
_FILES = {
    "premis.xsd": "premis/premis-v3-0.xsd",
    "dc.xsd": "dc/dc.xsd",
    "dcterms.xsd": "dc/dcterms.xsd",
    "dcmitype.xsd": "dc/dcmitype.xsd",
    "oai_dc.xsd": "oai/oai_dc.xsd",
    "simpledc20021212.xsd": "oai/simpledc20021212.xsd",
    "xml.xsd": "xml/xml.xsd",
}


class _Catalogue(etree.Resolver):
    """Gives every schema from the shared folder, and nothing else."""

    def resolve(self, system_url, public_id, context):  # type: ignore[no-untyped-def]
        name = str(system_url).rpartition("/")[2]
        if name == "record.xsd":
            return self.resolve_string(_RECORD, context)
        path = shared.folder() / "schemas" / _FILES[name]
        return self.resolve_filename(str(path), context)


@cache
def schema(name: str) -> etree.XMLSchema:
    """Compile ``premis.xsd``, ``oai_dc.xsd`` or ``record.xsd``; skips without the folder."""
    shared.folder()
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Catalogue())
    return etree.XMLSchema(etree.parse(f"catalogue:///{name}", parser))


def errors(name: str, octets: bytes) -> list[str]:
    """Give what a published schema has against a document."""
    checked = schema(name)
    checked.validate(etree.fromstring(octets))
    return [str(entry.message) for entry in checked.error_log]
