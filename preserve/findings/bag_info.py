"""What can be wrong with bag-info.txt."""

from preserve.findings.finding import Code, Severity

NO_COLON = Code(
    name="INF-001",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.2",
    title="A line of bag-info.txt has no colon, so it is no metadata element",
    remedy="Write “Label: value”; begin a line that continues a value with a space.",
)
LABEL_FORM = Code(
    name="INF-002",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.2",
    title="A label is empty, or has white space before the colon",
    remedy="Write the label directly before the colon.",
)
COLON_SPACING = Code(
    name="INF-003",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.2",
    title="No space or tab follows the colon",
    remedy="Write one space after the colon.",
)
NOTHING_TO_CONTINUE = Code(
    name="INF-004",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.2",
    title="A line continues a value, and there is none before it",
    remedy="Begin the line with a label.",
)
BLANK_LINE = Code(
    name="INF-005",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.2",
    title="bag-info.txt holds an empty line, which is no metadata element",
    remedy="Remove the line.",
)
OXUM_FORM = Code(
    name="INF-006",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.2",
    title="Payload-Oxum is not two numbers with a full stop between them",
    remedy="Write the octets and the files of the payload: 279164409832.1198.",
)
OXUM_WRONG = Code(
    name="INF-007",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.2",
    title="The payload has not the octets or the files that Payload-Oxum states",
    remedy="See which files are missing, unlisted or altered.",
)
OXUM_REPEATED = Code(
    name="INF-008",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.2.2",
    title="Payload-Oxum stands more than once",
    remedy="Keep the right one.",
)
NO_OXUM = Code(
    name="INF-009",
    severity=Severity.NOTE,
    clause="RFC 8493 section 2.2.2: optional; it allows a quick check",
    title="bag-info.txt states no Payload-Oxum",
    remedy="Nothing; the manifests say more.",
)
NO_BAG_INFO = Code(
    name="INF-010",
    severity=Severity.NOTE,
    clause="RFC 8493 section 2.2.2: optional",
    title="There is no bag-info.txt: the bag says nothing of where it comes from",
    remedy="Keep what the sender says of the bag elsewhere.",
)
BAGGING_DATE_FORM = Code(
    name="INF-011",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.2.2",
    title="Bagging-Date is no date of the form YYYY-MM-DD",
    remedy="Write it as 2026-11-22.",
)
BAG_COUNT_FORM = Code(
    name="INF-012",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.2.2",
    title="Bag-Count is not two numbers with “of” between them",
    remedy="Write it as “1 of 15”, or “1 of ?”.",
)
REPEATED = Code(
    name="INF-013",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.2.2",
    title="An element that should stand once stands more than once",
    remedy="Keep the right one.",
)
LONG_LINE = Code(
    name="INF-014",
    severity=Severity.NOTE,
    clause="RFC 8493 section 2.2.2: 79 characters recommended",
    title="Lines of bag-info.txt are longer than recommended",
    remedy="Nothing; continue long values on the next line in new bags.",
)
TOO_LARGE = Code(
    name="INF-015",
    severity=Severity.ERROR,
    clause="preserve reads 100,000 lines and 16,777,216 characters; RFC 8493 sets no limit",
    title="bag-info.txt is larger than can be read here",
    remedy="Look at the file: metadata for people to read is never as large.",
)
OXUM_ZEROS = Code(
    name="INF-016",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.2.2, which gives counts and is silent on zeros before them",
    title="A number of Payload-Oxum begins with zeros",
    remedy="Write the octets and the files of the payload without zeros in front.",
)
OUTER_SPACE = Code(
    name="INF-017",
    severity=Severity.NOTE,
    clause="RFC 8493 section 2.2.2: one white space after the colon is no part of the value",
    title="Values begin or end in white space, which belongs to them and is easily lost",
    remedy="Write one space after the colon, and none at the end of the line.",
)
COUNT_WITHOUT_GROUP = Code(
    name="INF-018",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.2.2: Bag-Group-Identifier is recommended beside Bag-Count",
    title="Bag-Count says that the bag is one of several, and nothing says of which",
    remedy="Ask the sender which bags belong together.",
)
