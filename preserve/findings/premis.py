"""What can be wrong with a PREMIS record beyond what its schema says.

A record that contradicts itself is an error. What the Data Dictionary only recommends, and
what preserve promises of its own records alone, is a warning in anybody's.
"""

from preserve.findings.finding import Code, Severity

_DICTIONARY = "PREMIS Data Dictionary 3.0"

NOT_A_WHOLE_RECORD = Code(
    name="PRE-001",
    severity=Severity.WARNING,
    clause="PREMIS 3.0 schema: premis holds the entities of a whole record",
    title="The document holds a single entity, not a whole record",
    remedy="Put the entities of a package into one premis element, so that links can be checked.",
)
EMPTY_IDENTIFIER = Code(
    name="PRE-002",
    severity=Severity.ERROR,
    clause=f"{_DICTIONARY}: an identifier is a type and a value",
    title="An identifier has an empty type or value",
    remedy="Give every identifier its type and its value.",
)
DUPLICATE_IDENTIFIER = Code(
    name="PRE-003",
    severity=Severity.ERROR,
    clause=f"{_DICTIONARY}: an identifier is unique within the domain of its type",
    title="Two entities of one kind have the same identifier",
    remedy="Give each entity an identifier of its own.",
)
SHARED_IDENTIFIER = Code(
    name="PRE-004",
    severity=Severity.WARNING,
    clause=f"{_DICTIONARY}: an identifier is unique within the domain of its type",
    title="Entities of different kinds have the same identifier",
    remedy="Give each entity an identifier of its own.",
)
DEAD_LINK = Code(
    name="PRE-005",
    severity=Severity.ERROR,
    clause=f"{_DICTIONARY}: a linking identifier is that of a described entity",
    title="A link leads to an entity that the record does not describe",
    remedy="Describe the entity, or correct the link's type and value.",
)
UNKNOWN_RELATED_OBJECT = Code(
    name="PRE-006",
    severity=Severity.WARNING,
    clause=f"{_DICTIONARY}: relatedObjectIdentifier; the object may be described elsewhere",
    title="A relationship leads to an object that the record does not describe",
    remedy="Make sure that the object is described in another record.",
)
MISSING_INVERSE = Code(
    name="PRE-007",
    severity=Severity.WARNING,
    clause="preserve: a structural relationship is stated from both ends",
    title="A structural relationship has no inverse",
    remedy="State the relationship at the related object too.",
)
EVENT_WITHOUT_AGENT = Code(
    name="PRE-008",
    severity=Severity.WARNING,
    clause=f"{_DICTIONARY}: linkingAgentIdentifier of an event, recommended",
    title="An event names no agent",
    remedy="Say who or what carried out the event.",
)
SEVERAL_IMPLEMENTERS = Code(
    name="PRE-009",
    severity=Severity.WARNING,
    clause="preserve: one agent answers for an event",
    title="An event names more than one implementer",
    remedy="Name one implementer, and give the others another role.",
)
EVENT_WITHOUT_OBJECT = Code(
    name="PRE-010",
    severity=Severity.WARNING,
    clause=f"{_DICTIONARY}: linkingObjectIdentifier of an event, recommended",
    title="An event names no object",
    remedy="Say what the event was done to.",
)
FILE_WITHOUT_FIXITY = Code(
    name="PRE-011",
    severity=Severity.WARNING,
    clause=f"{_DICTIONARY}: fixity, optional; preserve: every file has it",
    title="A file object has no fixity",
    remedy="Record a message digest of the file.",
)
FILE_WITHOUT_SIZE = Code(
    name="PRE-012",
    severity=Severity.WARNING,
    clause=f"{_DICTIONARY}: size, optional; preserve: every file has it",
    title="A file object has no size",
    remedy="Record the file's size in octets.",
)
FILE_WITHOUT_ORIGINAL_NAME = Code(
    name="PRE-013",
    severity=Severity.WARNING,
    clause=f"{_DICTIONARY}: originalName, optional; preserve: every file has it",
    title="A file object has no original name",
    remedy="Record the name the file was received under.",
)
FILE_WITHOUT_LOCATION = Code(
    name="PRE-014",
    severity=Severity.WARNING,
    clause=f"{_DICTIONARY}: storage, recommended; preserve: every file has a contentLocation",
    title="A file object does not say where the file is",
    remedy="Record the file's place in the package as contentLocation.",
)
LOCATION_OUTSIDE = Code(
    name="PRE-015",
    severity=Severity.WARNING,
    clause="preserve: a contentLocation is a URI reference inside the package",
    title="A file's location is outside the package",
    remedy="Record the path relative to the package; an outside place does not travel with it.",
)
NEGATIVE_SIZE = Code(
    name="PRE-016",
    severity=Severity.ERROR,
    clause=f"{_DICTIONARY}: size is a number of octets",
    title="A size is negative",
    remedy="Record the file's size in octets.",
)
MALFORMED_DIGEST = Code(
    name="PRE-017",
    severity=Severity.ERROR,
    clause=f"{_DICTIONARY}: messageDigest is the output of messageDigestAlgorithm",
    title="A message digest is not one of its algorithm",
    remedy="Compute the digest again, and record it in hexadecimal.",
)
CONTRADICTING_DIGESTS = Code(
    name="PRE-018",
    severity=Severity.ERROR,
    clause=f"{_DICTIONARY}: fixity; one file has one digest in one algorithm",
    title="A file has two digests of one algorithm that differ",
    remedy="Find out which digest is the file's, and since when it differs.",
)
UNREADABLE_DATE = Code(
    name="PRE-019",
    severity=Severity.WARNING,
    clause=f"{_DICTIONARY}: dates should be in a structured form (ISO 8601, EDTF)",
    title="A date is in no structured form",
    remedy="Write the date in ISO 8601, or in EDTF where it is uncertain.",
)
TIME_WITHOUT_ZONE = Code(
    name="PRE-020",
    severity=Severity.NOTE,
    clause="ISO 8601-1: a time without an offset is local time, place unknown",
    title="An event's time does not say its zone",
    remedy="Write the offset from UTC, or Z.",
)
WRONG_VOCABULARY = Code(
    name="PRE-021",
    severity=Severity.ERROR,
    clause=f"{_DICTIONARY}: valueURI is of the vocabulary of its semantic unit",
    title="A term is from the vocabulary of another semantic unit",
    remedy="Use a term of the unit's own vocabulary.",
)
UNKNOWN_TERM = Code(
    name="PRE-022",
    severity=Severity.WARNING,
    clause="Library of Congress preservation vocabularies, as known to preserve",
    title="A term is not among those known of its vocabulary",
    remedy="Look the term up; vocabularies grow.",
)
LABEL_MISMATCH = Code(
    name="PRE-023",
    severity=Severity.ERROR,
    clause=f"{_DICTIONARY}: valueURI identifies the term that the value names",
    title="A term's word and its address name different terms",
    remedy="Correct the word or the address.",
)
MALFORMED_PUID = Code(
    name="PRE-024",
    severity=Severity.WARNING,
    clause="PRONOM: a unique identifier is fmt/ or x-fmt/ and a number",
    title="A key of the PRONOM registry is no PUID",
    remedy="Record the PUID alone, such as fmt/276.",
)
TOO_LARGE_A_UNIT = Code(
    name="PRE-025",
    severity=Severity.ERROR,
    clause="preserve, limits on XML that is read",
    title="One unit of a PREMIS record is larger than the limit",
    remedy="Look at the record at the line that is named; nothing after it was checked.",
)
MORE_OF_THE_SAME = Code(
    name="PRE-026",
    severity=Severity.NOTE,
    clause="preserve lists 1,000 findings of one code on a PREMIS record",
    title="More of a PREMIS record has the same fault than is listed",
    remedy="Mend what is listed and validate again.",
)
