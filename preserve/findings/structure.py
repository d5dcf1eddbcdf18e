"""What can be wrong with a bag's structure, its declaration and its text tag files."""

from preserve.findings.finding import Code, Severity

NO_DECLARATION = Code(
    name="BAG-001",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.1",
    title="There is no bagit.txt, so this does not declare itself a bag",
    remedy="Check that the folder is the bag itself; ask the sender for the missing bagit.txt.",
)
DECLARATION_LINES = Code(
    name="BAG-002",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.1",
    title="bagit.txt is not exactly two lines: BagIt-Version, then Tag-File-Character-Encoding",
    remedy="Write the two lines, in this order, and nothing else.",
)
DECLARATION_SPACING = Code(
    name="BAG-003",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.1",
    title="A line of bagit.txt has not the form “Label: value” with one space after the colon",
    remedy="Write one space after the colon, none before it, and none at the end.",
)
DECLARATION_LABEL_CASE = Code(
    name="BAG-004",
    severity=Severity.WARNING,
    clause="RFC 8493 sections 2.1.1 and 4.1, which differ",
    title="A label of bagit.txt is written in other letters than section 2.1.1 does",
    remedy="Write BagIt-Version and Tag-File-Character-Encoding: some tools know no others.",
)
VERSION_MALFORMED = Code(
    name="BAG-005",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.1",
    title="The BagIt version has not the form M.N in ASCII digits",
    remedy="Write the version the bag was made to, such as 1.0.",
)
VERSION_UNKNOWN = Code(
    name="BAG-006",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.1",
    title="The bag declares a version of BagIt whose rules are not known here",
    remedy="It was judged by what all versions ask; ask the sender which rules it was made to.",
)
ENCODING_UNKNOWN = Code(
    name="BAG-007",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.1",
    title="The declared encoding of the tag files is not one that can be read here",
    remedy="The other tag files were not read; ask the sender for the encoding's registered name.",
)
DECLARATION_BOM = Code(
    name="BAG-008",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.1",
    title="bagit.txt begins with a byte-order mark",
    remedy="Save bagit.txt as UTF-8 without a byte-order mark.",
)
DECLARATION_NOT_UTF8 = Code(
    name="BAG-009",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.1",
    title="bagit.txt is not UTF-8",
    remedy="Save bagit.txt as UTF-8.",
)
NO_PAYLOAD_FOLDER = Code(
    name="BAG-010",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.2",
    title="There is no folder named data",
    remedy="The payload belongs in data/; an empty payload needs the empty folder too.",
)
NO_PAYLOAD_MANIFEST = Code(
    name="BAG-011",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.3",
    title="There is no payload manifest, so nothing tells what the payload should be",
    remedy="Ask the sender for manifest-sha512.txt; a manifest made now proves nothing older.",
)
LINK = Code(
    name="BAG-012",
    severity=Severity.ERROR,
    clause="RFC 8493 section 5.1; preserve follows no link in a bag",
    title="The bag holds a symbolic link, which may lead anywhere",
    remedy="Put the file itself in the place of the link.",
)
SPECIAL_FILE = Code(
    name="BAG-013",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.1.2: a payload is octet streams",
    title="The bag holds a FIFO, a socket or a device, which is no stream of octets to keep",
    remedy="Remove it; it has no content that a bag can hold.",
)
FOLDER_UNREADABLE = Code(
    name="BAG-014",
    severity=Severity.ERROR,
    clause="RFC 8493 section 3",
    title="A folder cannot be listed, so it cannot be told what is in it",
    remedy="Mend the permissions or the medium, then validate again.",
)
EMPTY_FOLDER = Code(
    name="BAG-015",
    severity=Severity.NOTE,
    clause="RFC 8493 section 2.1.3",
    title="A folder is empty; manifests list files alone, so nothing protects it",
    remedy="Nothing, unless the folder itself means something: then record it elsewhere.",
)
TAG_FILE_UNREADABLE = Code(
    name="BAG-016",
    severity=Severity.ERROR,
    clause="RFC 8493 section 3",
    title="A tag file that the rules need cannot be read",
    remedy="Mend what keeps it from being read: permissions, the medium or the archive.",
)
OLDER_VERSION = Code(
    name="BAG-017",
    severity=Severity.NOTE,
    clause="RFC 8493 section 2.1.1",
    title="The bag was made to a draft before BagIt 1.0 and was judged by that draft's rules",
    remedy="Nothing; new bags should be BagIt 1.0.",
)
NOT_A_FILE = Code(
    name="BAG-018",
    severity=Severity.ERROR,
    clause="RFC 8493 sections 2.1 and 2.2",
    title="A folder stands under the name of a tag file that BagIt defines",
    remedy="Give the folder another name.",
)
TEXT_ENCODING = Code(
    name="BAG-019",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.3",
    title="A text tag file is not in the encoding that bagit.txt declares",
    remedy="Save it in the declared encoding, or declare the one it is in.",
)
TEXT_BOM = Code(
    name="BAG-020",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2.3",
    title="A text tag file begins with a byte-order mark that its encoding does not need",
    remedy="Save it without a byte-order mark.",
)
TEXT_UNTERMINATED = Code(
    name="BAG-021",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.3; the conformance suite holds such bags valid",
    title="The last line of a text tag file is not ended, so it may have been cut short",
    remedy="End every line with LF, CR or CRLF.",
)
TEXT_LINE_TOO_LONG = Code(
    name="BAG-022",
    severity=Severity.ERROR,
    clause="preserve reads lines of up to 1,048,576 characters; RFC 8493 sets no limit",
    title="A line of a text tag file is longer than can be read here",
    remedy="Look at the line: no path that a file system can hold is as long.",
)
PACKAGE_UNREADABLE = Code(
    name="BAG-023",
    severity=Severity.ERROR,
    clause="preserve cannot judge what it cannot open",
    title="The package cannot be opened",
    remedy="Check the path, the permissions and the medium.",
)
UNKNOWN_ARCHIVE = Code(
    name="BAG-024",
    severity=Severity.ERROR,
    clause="preserve reads zip, tar, tar.gz, tar.bz2 and tar.xz",
    title="An archive is of a form that cannot be validated here",
    remedy="Extract it, then validate the folder.",
)
NOT_A_PACKAGE = Code(
    name="BAG-025",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2: a bag is a directory",
    title="This is neither a bag (a folder or an archive) nor a metadata document",
    remedy="Name a bag, or a Dublin Core or PREMIS document; if it should be one, fetch it anew.",
)
MORE_OF_THE_SAME = Code(
    name="BAG-026",
    severity=Severity.NOTE,
    clause="preserve lists 1,000 findings of one code on the lines of one tag file",
    title="More lines of a tag file have the same fault than are listed",
    remedy="Mend those that are listed and validate again.",
)
FOLDER_OF_BAGS = Code(
    name="BAG-027",
    severity=Severity.ERROR,
    clause="RFC 8493 section 2: a bag is a directory with bagit.txt in it",
    title="This holds bags in folders, and is no bag itself",
    remedy="Name each bag in it (preserve validate FOLDER/*); extract an archive of several.",
)
ENCODING_NOT_UTF8 = Code(
    name="BAG-028",
    severity=Severity.WARNING,
    clause="RFC 8493 section 2.1.1: UTF-8 by preference; others for older bags",
    title="A bag of 1.0 has its tag files in another encoding than UTF-8",
    remedy="Nothing for this bag: it was read in its encoding. New bags should be in UTF-8.",
)
NO_ROOM = Code(
    name="BAG-029",
    severity=Severity.ERROR,
    clause="preserve sorts what memory should not hold in temporary files",
    title="Temporary files cannot be written, so the package cannot be judged",
    remedy="Make room in the folder for temporary files, or name another as TMPDIR.",
)
