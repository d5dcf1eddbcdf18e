"""For each code about XML a document that raises exactly that finding, and no other."""

from preserve.findings import Code, xml
from preserve.metadata.schemas.parsing import Limits

PREMIS = (
    '<premis:premis xmlns:premis="http://www.loc.gov/premis/v3"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0">'
)
IDENTIFIER = (
    "<premis:{0}Identifier><premis:{0}IdentifierType>local</premis:{0}IdentifierType>"
    "<premis:{0}IdentifierValue>1</premis:{0}IdentifierValue></premis:{0}Identifier>"
)
OBJECT = (
    '<premis:object xsi:type="premis:representation"{0}>'
    + IDENTIFIER.format("object")
    + "{1}</premis:object>"
)
LINK = (
    '<premis:linkingEventIdentifier LinkEventXmlID="{0}"><premis:linkingEventIdentifierType>local'
    "</premis:linkingEventIdentifierType><premis:linkingEventIdentifierValue>1"
    "</premis:linkingEventIdentifierValue></premis:linkingEventIdentifier>"
)

SMALL = Limits(listed=2, octets=2000, run=1000)


def premis(*objects: str) -> bytes:
    return "\n".join((PREMIS, *objects, "</premis:premis>")).encode()


def an_object(attributes: str = "", inner: str = "") -> str:
    return OBJECT.format(attributes, inner)


VALID = premis(an_object())

FIXTURES: dict[Code, bytes] = {
    xml.EMPTY: b"",
    xml.NOT_WELL_FORMED: premis(an_object(), "<premis:event>"),
    xml.BAD_OCTETS: premis(an_object(), "<!-- \xe9 -->").decode().encode("latin-1"),
    xml.UNSUPPORTED_ENCODING: b'<?xml version="1.0" encoding="EBCDIC-CP-FR"?>\n' + VALID,
    xml.FORBIDDEN_CHARACTER: premis(an_object(), "<!-- \x00 -->"),
    xml.DOCTYPE: b'<!DOCTYPE premis [<!ENTITY e "x">]>\n' + VALID,
    xml.TOO_DEEP: premis("<premis:event>" * 300),
    xml.TOO_LONG_A_RUN: premis(an_object(), f"<!-- {'x' * 1200} -->"),
    xml.TOO_LARGE: premis(*[an_object()] * 20),
    xml.WRONG_ROOT: b'<size xmlns="http://www.loc.gov/premis/v3">1</size>',
    xml.UNKNOWN_ROOT: b'<premis xmlns="info:lc/xmlns/premis-v2"/>',
    xml.SCHEMA: premis(an_object(inner="<premis:size>1</premis:size>")),
    xml.MORE_SCHEMA_ERRORS: premis(*['<premis:object xsi:type="premis:file"/>'] * 5),
    xml.GIVEN_UP: premis(*['<premis:object xsi:type="premis:file"/>'] * 12_000),
    xml.DUPLICATE_ID: premis(an_object(' xmlID="a"'), an_object(' xmlID="a"')),
    xml.DANGLING_IDREF: premis(an_object(inner=LINK.format("nowhere"))),
    xml.MORE_ID_ERRORS: premis(*[an_object(' xmlID="a"')] * 6),
}
"""MORE_… come after the errors that are listed, and TOO_DEEP after an error of the schema."""
