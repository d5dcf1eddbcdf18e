"""What can be wrong with manifests; tag manifests have the same form (RFC 8493 section 2.2.1)."""

from preserve.findings.finding import Code, Severity

MALFORMED_LINE = Code(
    name="MAN-001",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3",
    title="A line of a manifest is not a checksum, spaces or tabs, and a path",
    remedy="Mend the line from the sender's copy of the manifest.",
)
DIGEST_FORM = Code(
    name="MAN-002",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3",
    title="A checksum is not hexadecimal, or not as long as its algorithm makes it",
    remedy="Check that the manifest's name states the algorithm it was made with.",
)
BLANK_OR_COMMENT_LINE = Code(
    name="MAN-003",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3",
    title="A manifest holds an empty line or a comment, which the format does not have",
    remedy="Remove the line.",
)
DUPLICATE_ENTRY = Code(
    name="MAN-004",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3; before 1.0 only where the checksums differ",
    title="A manifest lists one file more than once",
    remedy="Keep the right line; two checksums for one file cannot both be meant.",
)
DUPLICATE_SAME_DIGEST = Code(
    name="MAN-005",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.1.3, which binds bags of 1.0",
    title="A manifest of an older bag lists one file twice with the same checksum",
    remedy="Remove one of the lines when the bag is next changed.",
)
OUTSIDE_PAYLOAD = Code(
    name="MAN-006",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3",
    title="A payload manifest lists a file outside data/",
    remedy="Tag files belong in tag manifests.",
)
LISTS_FOLDER = Code(
    name="MAN-007",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3",
    title="A manifest lists a folder",
    remedy="List the files in it instead.",
)
MD5SUM_ASTERISK = Code(
    name="MAN-008",
    severity=Severity.WARNING,
    clause="RFC 8493 section 6.1.3",
    title="Paths are written with an asterisk in front, as md5sum does for binary mode",
    remedy="Remove the asterisk; it was read past.",
)
MISSING_FILE = Code(
    name="MAN-009",
    severity=Severity.ERROR,
    clause="RFC 8493 section 3",
    title="A listed payload file is not in the bag, and fetch.txt does not name it",
    remedy="Look whether it was renamed, as MAN-018 tells; else ask the sender for the file.",
)
UNLISTED_FILE = Code(
    name="MAN-010",
    severity=Severity.ERROR,
    clause="RFC 8493 section 3",
    title="A payload file is in no payload manifest, so nothing tells whether it belongs",
    remedy="Keep it, it may be an original: look whether it was renamed; else ask the sender.",
)
NOT_IN_EVERY_MANIFEST = Code(
    name="MAN-011",
    severity=Severity.ERROR,
    clause="RFC 8493 section 3: every payload file in every payload manifest",
    title="A payload file is listed in some payload manifests and not in all",
    remedy="Complete the manifest, or leave it out altogether.",
)
UNKNOWN_ALGORITHM = Code(
    name="MAN-012",
    severity=Severity.ERROR,
    clause="RFC 8493 sections 2.4 and 3",
    title="A manifest is in an algorithm that cannot be computed here, so it was not verified",
    remedy="Verify it with a tool that knows the algorithm.",
)
ALGORITHM_NAME = Code(
    name="MAN-013",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.4",
    title="The algorithm in a manifest's file name is not in lower case without punctuation",
    remedy="Rename the manifest, such as manifest-sha3256.txt for SHA3-256.",
)
SAME_ALGORITHM_TWICE = Code(
    name="MAN-014",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3",
    title="Two manifests of one kind are in the same algorithm",
    remedy="Keep the right one.",
)
WEAK_ALGORITHM = Code(
    name="MAN-015",
    severity=Severity.NOTE,
    clause="RFC 8493 sections 2.4 and 5.4",
    title="A manifest is in a weak algorithm: it shows accidents, not deliberate changes",
    remedy="Nothing, since another manifest is in a strong one.",
)
ONLY_WEAK_ALGORITHMS = Code(
    name="MAN-016",
    severity=Severity.WARNING,
    clause="RFC 8493 sections 2.4 and 5.4",
    title="Every manifest of its kind is in a weak algorithm, which shows accidents alone",
    remedy="Add a sha512 manifest after validating; it cannot vouch for the time before.",
)
NO_SHA512 = Code(
    name="MAN-017",
    severity=Severity.NOTE,
    clause="RFC 8493 section 2.4: SHA-512 by default",
    title="There is no sha512 payload manifest",
    remedy="Nothing; a strong algorithm is in use.",
)
RENAMED = Code(
    name="MAN-018",
    severity=Severity.NOTE,
    clause="RFC 8493 section 3",
    title="A file listed nowhere has the digest of one that is missing: it was probably renamed",
    remedy="Rename the file back to the listed name, then validate again.",
)
