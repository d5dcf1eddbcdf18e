"""What can be wrong with names of files, on disk and in manifests and fetch.txt."""

from preserve.findings.finding import Code, Severity

UNSAFE_PATH = Code(
    name="NAM-001",
    severity=Severity.ERROR,
    clause="RFC 8493 section 5.1",
    title="A path could lead outside the bag",
    remedy="Treat the bag with suspicion; nothing was read there.",
)
ALIAS = Code(
    name="NAM-002",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.1.3",
    title="Paths are written in a roundabout way, with empty or “.” segments",
    remedy="Write the plain path, without ./ in front.",
)
RAW_PERCENT = Code(
    name="NAM-003",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3",
    title="A percent sign in a path is not written as %25",
    remedy="Write %25 for the percent sign; only LF, CR and the percent sign are encoded.",
)
BACKSLASH = Code(
    name="NAM-004",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3",
    title="A path has backslashes where the slash must separate its parts",
    remedy="Write / between the parts of a path.",
)
CASE_TWINS = Code(
    name="NAM-005",
    severity=Severity.WARNING,
    clause="RFC 8493 section 6.1.1.3",
    title="Names in one folder differ in nothing but upper and lower case",
    remedy="Copy the bag only to file systems that tell case apart.",
)
NORMALISATION_TWINS = Code(
    name="NAM-006",
    severity=Severity.WARNING,
    clause="RFC 8493 section 6.1.1.3",
    title="Names in one folder differ in nothing but their Unicode normalisation",
    remedy="Copy the bag only to file systems that keep names as they are.",
)
NORMALISATION_DIFFERS = Code(
    name="NAM-007",
    severity=Severity.WARNING,
    clause="RFC 8493 section 6.1.1.3",
    title="A file's name and its manifest differ in their Unicode normalisation alone",
    remedy="Nothing was lost; some system between rewrote the name.",
)
WINDOWS_NAME = Code(
    name="NAM-008",
    severity=Severity.WARNING,
    clause="RFC 8493 section 6.1.2",
    title="Windows cannot hold a file of this name",
    remedy="Do not unpack the bag on Windows.",
)
NOT_UTF8 = Code(
    name="NAM-009",
    severity=Severity.WARNING,
    clause="RFC 8493 section 6.1.1",
    title="A name on disk is not UTF-8, so manifests can hardly state it",
    remedy="Find out which encoding the name is in, and rename the file.",
)
CONTROL_CHARACTER = Code(
    name="NAM-010",
    severity=Severity.WARNING,
    clause="RFC 8493 section 6.1.2",
    title="A name holds control characters or marks that reverse its reading order",
    remedy="Look at the name with care: it may not be what it seems.",
)
SYSTEM_FILE = Code(
    name="NAM-011",
    severity=Severity.WARNING,
    clause="RFC 8493 section 6.1.2",
    title="A file that an operating system leaves behind is in the bag",
    remedy="Nothing; systems may change such files, and then the bag fails.",
)
