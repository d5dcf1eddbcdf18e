"""What can be wrong with a Dublin Core record beyond what its schema says."""

from preserve.findings.finding import Code, Severity

EMPTY_ELEMENT = Code(
    name="DCM-001",
    severity=Severity.WARNING,
    clause="DCMI Metadata Terms: a statement has a value; the schema lets it be empty",
    title="An element is empty",
    remedy="Give the value, or leave the element out.",
)
NO_TITLE = Code(
    name="DCM-002",
    severity=Severity.WARNING,
    clause="preserve: a record has a title; Dublin Core requires no element",
    title="The record has no title",
    remedy="Give the title in metadata.csv.",
)
NOT_W3CDTF = Code(
    name="DCM-003",
    severity=Severity.ERROR,
    clause="W3C note on date and time formats, declared by the element's type",
    title="A date declared as W3CDTF is not",
    remedy="Write the date as YYYY, YYYY-MM or YYYY-MM-DD, or do not declare W3CDTF.",
)
UNREADABLE_DATE = Code(
    name="DCM-004",
    severity=Severity.WARNING,
    clause="DCMI Metadata Terms: recommended practice for dates is ISO 8601, W3CDTF or EDTF",
    title="A date is in no structured form",
    remedy="Write the date as YYYY-MM-DD, or in EDTF where it is uncertain.",
)
MALFORMED_LANGUAGE = Code(
    name="DCM-005",
    severity=Severity.ERROR,
    clause="BCP 47 (RFC 5646 section 2.1), declared by the element's type",
    title="A language declared as a language tag is not one",
    remedy="Write the tag, such as en or pt-BR.",
)
MALFORMED_LANGUAGE_ATTRIBUTE = Code(
    name="DCM-006",
    severity=Severity.ERROR,
    clause="XML 1.0 section 2.12; BCP 47 (RFC 5646 section 2.1)",
    title="xml:lang is no language tag",
    remedy="Write the tag, such as en or pt-BR.",
)
NOT_A_URI = Code(
    name="DCM-007",
    severity=Severity.ERROR,
    clause="RFC 3986 section 3, declared by the element's type",
    title="A value declared as a URI is not",
    remedy="Write the URI with its scheme, percent-encoded, or do not declare URI.",
)
NOT_A_MEDIA_TYPE = Code(
    name="DCM-008",
    severity=Severity.ERROR,
    clause="RFC 6838 section 4.2, declared by the element's type",
    title="A value declared as a media type is not",
    remedy="Write the media type, such as text/plain, or do not declare IMT.",
)
MORE_STATEMENTS = Code(
    name="DCM-009",
    severity=Severity.ERROR,
    clause="preserve looks at 10,000 statements of a record, and 10 million characters of them",
    title="A record has more statements than are looked at",
    remedy="Split the record: no description of one release is that long.",
)
