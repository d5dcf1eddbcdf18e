"""XML documents: safe to read, well-formed, and as their schema wants them."""

from preserve.findings.finding import Code, Severity

_XML = "XML 1.0 (fifth edition)"
_OURS = "preserve, limits on XML that is read"

EMPTY = Code(
    name="XML-001",
    severity=Severity.ERROR,
    clause=f"{_XML} section 2.1",
    title="An XML document is empty",
    remedy="Put the document's octets back from the source it was made from.",
)
NOT_WELL_FORMED = Code(
    name="XML-002",
    severity=Severity.ERROR,
    clause=f"{_XML} section 2.1; Namespaces in XML 1.0 section 7",
    title="An XML document is not well-formed",
    remedy="Mend the mark-up at the line that is named; nothing after it was checked.",
)
BAD_OCTETS = Code(
    name="XML-003",
    severity=Severity.ERROR,
    clause=f"{_XML} section 4.3.3",
    title="Octets are no characters of the document's encoding",
    remedy="Save the document in the encoding that it declares; without one, that is UTF-8.",
)
UNSUPPORTED_ENCODING = Code(
    name="XML-004",
    severity=Severity.ERROR,
    clause=f"{_XML} section 4.3.3",
    title="An XML document declares an encoding that is not read",
    remedy="Save the document as UTF-8.",
)
FORBIDDEN_CHARACTER = Code(
    name="XML-005",
    severity=Severity.ERROR,
    clause=f"{_XML} section 2.2",
    title="A character that XML cannot hold",
    remedy="Remove the control character at the line that is named.",
)
DOCTYPE = Code(
    name="XML-006",
    severity=Severity.ERROR,
    clause="preserve, safety of XML that is read; no schema of PREMIS or Dublin Core wants one",
    title="An XML document has a document type declaration",
    remedy="Remove the DOCTYPE and write out the entities that it declares.",
)
TOO_DEEP = Code(
    name="XML-007",
    severity=Severity.ERROR,
    clause=_OURS,
    title="Elements are nested deeper than the limit",
    remedy="Look at the document: no metadata record nests so deeply.",
)
TOO_LONG_A_RUN = Code(
    name="XML-008",
    severity=Severity.ERROR,
    clause=_OURS,
    title="One text, attribute, tag or comment is longer than the limit",
    remedy="Keep large content in a payload file and refer to it from the record.",
)
TOO_LARGE = Code(
    name="XML-009",
    severity=Severity.ERROR,
    clause=_OURS,
    title="An XML document is larger than the limit",
    remedy="Raise the limit if the document is to be trusted, or split the record.",
)
WRONG_ROOT = Code(
    name="XML-010",
    severity=Severity.ERROR,
    clause="PREMIS 3.0 XML schema, root elements; OAI-PMH 2.0 oai_dc; preserve's record",
    title="The root element is not one that the schema means to be a root",
    remedy="Wrap the content in the root element of its standard.",
)
UNKNOWN_ROOT = Code(
    name="XML-011",
    severity=Severity.ERROR,
    clause="preserve, schemas it checks by",
    title="The root element belongs to no schema that preserve knows",
    remedy="Check the namespace: it must be exactly that of the standard.",
)
SCHEMA = Code(
    name="XML-012",
    severity=Severity.ERROR,
    clause="W3C XML Schema 1.0 part 1 section 4.1, by the schema of the document's namespace",
    title="An element or attribute is not as the schema wants it",
    remedy="Change the document at the line that is named.",
)
MORE_SCHEMA_ERRORS = Code(
    name="XML-013",
    severity=Severity.ERROR,
    clause="W3C XML Schema 1.0 part 1 section 4.1, by the schema of the document's namespace",
    title="More schema errors than are listed",
    remedy="Mend those that are listed and check again.",
)
DUPLICATE_ID = Code(
    name="XML-014",
    severity=Severity.ERROR,
    clause="W3C XML Schema 1.0 part 1 section 3.15.4; XML 1.0 section 3.3.1",
    title="Two elements have the same ID",
    remedy="Give each element an ID of its own.",
)
DANGLING_IDREF = Code(
    name="XML-015",
    severity=Severity.ERROR,
    clause="W3C XML Schema 1.0 part 1 section 3.15.4; XML 1.0 section 3.3.1",
    title="A reference names an ID that no element has",
    remedy="Name the ID of an element of the same document, or leave the reference out.",
)
MORE_ID_ERRORS = Code(
    name="XML-016",
    severity=Severity.ERROR,
    clause="W3C XML Schema 1.0 part 1 section 3.15.4; XML 1.0 section 3.3.1",
    title="More errors of IDs and references than are listed",
    remedy="Mend those that are listed and check again.",
)
GIVEN_UP = Code(
    name="XML-017",
    severity=Severity.ERROR,
    clause=_OURS,
    title="A document has so many schema errors that it was read no further",
    remedy="Mend those that are listed and check again.",
)
