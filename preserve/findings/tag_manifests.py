"""What can be wrong with what tag manifests list."""

from preserve.findings.finding import Code, Severity

MANIFEST_NOT_LISTED = Code(
    name="TAG-001",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.1",
    title="A tag manifest does not list a payload manifest",
    remedy="Ask the sender: a payload manifest may have been added or replaced.",
)
LISTS_TAG_MANIFEST = Code(
    name="TAG-002",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.1",
    title="A tag manifest lists a tag manifest",
    remedy="Remove the line.",
)
LISTS_PAYLOAD_FILE = Code(
    name="TAG-003",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.1",
    title="A tag manifest lists a payload file",
    remedy="Payload files belong in payload manifests.",
)
MISSING_TAG_FILE = Code(
    name="TAG-004",
    severity=Severity.ERROR,
    clause="RFC 8493 section 3",
    title="A tag file that a tag manifest lists is not in the bag",
    remedy="Look whether it was renamed, as MAN-018 tells; else ask the sender for the file.",
)
UNLISTED_TAG_FILE = Code(
    name="TAG-005",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.2.1: tag manifests should list the remaining tag files",
    title="A tag file is in no tag manifest: it can change unnoticed",
    remedy="List it when the bag is next changed.",
)
NO_TAG_MANIFEST = Code(
    name="TAG-006",
    severity=Severity.NOTE,
    clause="RFC 8493 section 2.2.1: optional",
    title="There is no tag manifest: tag files, manifests included, can change unnoticed",
    remedy="Ask the sender whether there was one.",
)
LISTS_DIFFER = Code(
    name="TAG-007",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.2.1",
    title="A tag file is listed in some tag manifests and not in all",
    remedy="Complete the tag manifest.",
)
OTHER_ALGORITHMS = Code(
    name="TAG-008",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.2.1: tag manifests should be in the payload manifests' algorithms",
    title="The tag manifests are not in the algorithms of the payload manifests",
    remedy="Add the tag manifests that are lacking when the bag is next changed.",
)
