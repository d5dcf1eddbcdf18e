"""What can be wrong with fetch.txt, and the files it leaves out."""

from preserve.findings.finding import Code, Severity

MALFORMED_LINE = Code(
    name="FET-001",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.3",
    title="A line of fetch.txt is not an address, a length and a path",
    remedy="Write the three with spaces or tabs between them.",
)
ADDRESS_FORM = Code(
    name="FET-002",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.3; RFC 3986 section 4.3",
    title="The address is no absolute URI",
    remedy="Write the whole address, white space percent-encoded.",
)
LENGTH_FORM = Code(
    name="FET-003",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.3",
    title="The length is neither decimal digits nor a hyphen",
    remedy="Write the number of octets, or - when it is not known.",
)
OUTSIDE_PAYLOAD = Code(
    name="FET-004",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.3",
    title="fetch.txt names a file that is no payload file",
    remedy="Tag files must be in the bag itself.",
)
NOT_IN_EVERY_MANIFEST = Code(
    name="FET-005",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.3; before 1.0 one payload manifest is enough",
    title="A file that fetch.txt names is not listed in every payload manifest",
    remedy="Without its checksums a fetched file could not be verified: ask the sender.",
)
ABSENT_FILE = Code(
    name="FET-006",
    severity=Severity.ERROR,
    clause="RFC 8493 sections 2.2.3 and 3",
    title="A file is still to be fetched, so the bag is incomplete",
    remedy="Fetch it to its place, then validate again.",
)
LENGTH_DIFFERS = Code(
    name="FET-007",
    severity=Severity.WARNING,
    clause="RFC 8493 sections 2.2.3 and 5.3",
    title="A file has not the length that fetch.txt states",
    remedy="The manifests decide whether the file is right.",
)
NAMED_TWICE = Code(
    name="FET-008",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.2.3 gives one line a file",
    title="fetch.txt names one file more than once",
    remedy="Keep the right line.",
)
