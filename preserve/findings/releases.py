"""What can be wrong with a release before it is packaged: its names, its files, its digests."""

from preserve.findings.finding import Code, Severity

_POLICY = "preserve, name policy"

SYMBOLIC_LINK = Code(
    name="REL-001",
    severity=Severity.ERROR,
    clause=_POLICY,
    title="A symbolic link stands where a file or a folder is wanted.",
    remedy="Put the file itself in its place, or remove the link.",
)
SPECIAL_FILE = Code(
    name="REL-002",
    severity=Severity.ERROR,
    clause=_POLICY,
    title="A FIFO, a socket or a device stands where a file is wanted.",
    remedy="Remove it from the release; it has no octets to keep.",
)
NOT_UTF8 = Code(
    name="REL-003",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3; preserve, name policy",
    title="A name is not UTF-8, so manifests in UTF-8 cannot state it.",
    remedy="Find out which encoding the name is in, and rename a copy of the file.",
)
NOT_IN_XML = Code(
    name="REL-004",
    severity=Severity.ERROR,
    clause="XML 1.0 section 2.2 (Char); preserve, name policy",
    title="A name holds a character that XML cannot hold, so PREMIS cannot state it.",
    remedy="Rename a copy of the file without that character.",
)
LINE_SEPARATOR = Code(
    name="REL-005",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3; preserve, name policy",
    title="A name holds a character at which software breaks lines.",
    remedy="Rename a copy of the file, or admit the name with --allow-risky-names.",
)
TRAILING_SPACE = Code(
    name="REL-006",
    severity=Severity.ERROR,
    clause=_POLICY,
    title="A name ends in white space, which software that reads manifests cuts off.",
    remedy="Rename a copy of the file, or admit the name with --allow-risky-names.",
)
PERCENT_SIGN = Code(
    name="REL-007",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3; preserve, name policy",
    title="A name holds a percent sign, on whose encoding BagIt software disagrees.",
    remedy="Rename a copy of the file, or admit the name with --allow-risky-names.",
)
NORMALISATION_TWINS = Code(
    name="REL-008",
    severity=Severity.ERROR,
    clause="RFC 8493 section 6.1.1.3; preserve, name policy",
    title="Names in one folder, or of two releases, differ in their Unicode normalisation alone.",
    remedy="Rename copies of the files, or admit the names with --allow-risky-names.",
)
CASE_TWINS = Code(
    name="REL-009",
    severity=Severity.ERROR,
    clause="RFC 8493 section 6.1.1.3; preserve, name policy",
    title="Names in one folder, or of two releases, differ in upper and lower case alone.",
    remedy="Rename copies of the files, or admit the names with --allow-risky-names.",
)
RISKY_NAME_ADMITTED = Code(
    name="REL-010",
    severity=Severity.WARNING,
    clause="preserve: --allow-risky-names",
    title="A name was admitted that other software may not cope with.",
    remedy="Tell whoever receives the bag; preserve validate reads it as RFC 8493 has it.",
)
WINDOWS_NAME = Code(
    name="REL-011",
    severity=Severity.WARNING,
    clause="RFC 8493 section 6.1.2",
    title="Windows cannot hold a file of this name.",
    remedy="Nothing, unless the package will be unpacked on Windows.",
)
WINDOWS_LENGTH = Code(
    name="REL-012",
    severity=Severity.WARNING,
    clause="RFC 8493 section 6.1.2",
    title="A path is longer than Windows takes unless it is told to.",
    remedy="Nothing, unless the package will be unpacked on Windows.",
)
RELEASE_NAME_TOO_LONG = Code(
    name="REL-013",
    severity=Severity.ERROR,
    clause=_POLICY,
    title="A release's name leaves no room for a version and an extension.",
    remedy="Put the file in a folder with a shorter name: the folder is then the release.",
)
EMPTY_RELEASE = Code(
    name="REL-014",
    severity=Severity.ERROR,
    clause="preserve, from sources to bags",
    title="A release folder holds no file.",
    remedy="Add the release's files, or remove the folder.",
)
BAG_AS_SOURCE = Code(
    name="REL-015",
    severity=Severity.ERROR,
    clause="preserve, from sources to bags",
    title="A source is a bag already.",
    remedy="Use preserve validate on it, or give the folder that its originals lie in.",
)
SAME_NAME = Code(
    name="REL-016",
    severity=Severity.ERROR,
    clause="preserve, from sources to bags",
    title="Releases of two sources have the same name, so their packages would too.",
    remedy="Package the sources into two output folders, or rename a copy of one release.",
)
UNLISTABLE = Code(
    name="REL-017",
    severity=Severity.ERROR,
    clause="preserve, from sources to bags",
    title="A release folder cannot be listed, so nobody knows what it holds.",
    remedy="Make the folder readable, then run again.",
)
JUNK_KEPT = Code(
    name="REL-018",
    severity=Severity.NOTE,
    clause=_POLICY,
    title="A file that an operating system left behind is kept.",
    remedy="Nothing; --exclude-junk leaves such files out.",
)
JUNK_LEFT_OUT = Code(
    name="REL-019",
    severity=Severity.NOTE,
    clause="preserve: --exclude-junk",
    title="A file that an operating system left behind was left out.",
    remedy="Nothing; without --exclude-junk such files are kept.",
)
EMPTY_FOLDER = Code(
    name="REL-020",
    severity=Severity.NOTE,
    clause="RFC 8493 section 2.1.3",
    title="An empty folder is noted in PREMIS; a bag cannot hold it.",
    remedy="Nothing, unless a file should be in it.",
)
DIGEST_DIFFERS = Code(
    name="REL-021",
    severity=Severity.ERROR,
    clause="preserve, sender's checksums",
    title="A file differs from the digest that its sender stated.",
    remedy="Ask the sender for the file again, or for the right digest.",
)
NOT_A_CHECKSUM_LIST = Code(
    name="REL-022",
    severity=Severity.WARNING,
    clause="preserve, sender's checksums",
    title="A file is named like a checksum list and cannot be read as one.",
    remedy="Look at the file: what it states was not verified.",
)
ALGORITHM_NOT_TOLD = Code(
    name="REL-023",
    severity=Severity.WARNING,
    clause="preserve, sender's checksums",
    title="A checksum list does not tell which algorithm its digests are in.",
    remedy="Give a copy named after its algorithm, such as list.sha256, with --checksums.",
)
LISTED_FILE_ABSENT = Code(
    name="REL-024",
    severity=Severity.WARNING,
    clause="preserve, sender's checksums",
    title="A checksum list names a file that is not there.",
    remedy="Ask the sender whether a file is missing.",
)
LIKE_A_TAG_MANIFEST = Code(
    name="REL-025",
    severity=Severity.WARNING,
    clause="preserve, name policy",
    title="A release's name holds tagmanifest-, at which bagit-python fails in the bag's path.",
    remedy="Tell whoever receives the bag, or package a copy under another name.",
)
