"""RFC 8493 sections 2 and 2.1: the bag, its declaration, its payload and payload manifests."""

from preserve.findings import manifests, names, releases
from preserve.findings import structure as codes
from preserve.findings.clauses.clause import Clause, Level

CLAUSES = (
    Clause(
        section="2",
        level=Level.MUST,
        rule="A bag is a folder that holds tag files, the payload folder and perhaps tag folders.",
        codes=(codes.NOT_A_PACKAGE, codes.FOLDER_OF_BAGS, codes.NOT_A_FILE),
    ),
    Clause(
        section="2.1.1",
        level=Level.MUST,
        rule="bagit.txt is exactly two lines: BagIt-Version, then Tag-File-Character-Encoding, "
        "each a label, a colon, one space and a value.",
        codes=(
            codes.NO_DECLARATION,
            codes.DECLARATION_LINES,
            codes.DECLARATION_SPACING,
            codes.DECLARATION_LABEL_CASE,
        ),
        severity_because="Labels in other letters are a warning: the RFC's own example in section "
        "4.1 writes BagIt-version.",
    ),
    Clause(
        section="2.1.1",
        level=Level.MUST,
        rule="The version is M.N in digits; that of the RFC is 1.0.",
        codes=(codes.VERSION_MALFORMED, codes.VERSION_UNKNOWN, codes.OLDER_VERSION),
        severity_because="An older version is no breach: the bag is judged by its own draft.",
    ),
    Clause(
        section="2.1.1",
        level=Level.SHOULD,
        rule="The declared encoding of the tag files is UTF-8.",
        codes=(codes.ENCODING_NOT_UTF8,),
    ),
    Clause(
        section="2.1.1",
        level=Level.MAY,
        rule="It may be another encoding that IANA has registered.",
        codes=(codes.ENCODING_UNKNOWN,),
        beyond="Of the registered encodings, those in use for tag files are known here; another "
        "makes the verdict unknown.",
    ),
    Clause(
        section="2.1.1",
        level=Level.MUST,
        rule="bagit.txt itself is UTF-8.",
        codes=(codes.DECLARATION_NOT_UTF8,),
    ),
    Clause(
        section="2.1.1",
        level=Level.MUST_NOT,
        rule="bagit.txt has no byte-order mark.",
        codes=(codes.DECLARATION_BOM,),
    ),
    Clause(
        section="2.1.2",
        level=Level.MUST,
        rule="The bag's folder holds a folder named data.",
        codes=(codes.NO_PAYLOAD_FOLDER,),
    ),
    Clause(
        section="2.1.3",
        level=Level.MUST,
        rule="There is at least one payload manifest.",
        codes=(codes.NO_PAYLOAD_MANIFEST,),
    ),
    Clause(
        section="2.1.3",
        level=Level.STATED,
        rule="Each payload manifest is in another algorithm.",
        codes=(manifests.SAME_ALGORITHM_TWICE,),
    ),
    Clause(
        section="2.1.3",
        level=Level.MUST,
        rule="Every payload manifest lists every payload file, and each once.",
        codes=(
            manifests.UNLISTED_FILE,
            manifests.NOT_IN_EVERY_MANIFEST,
            manifests.DUPLICATE_ENTRY,
            manifests.DUPLICATE_SAME_DIGEST,
        ),
        severity_because="A line repeated with the same checksum is a warning before 1.0, as the "
        "conformance suite has it.",
    ),
    Clause(
        section="2.1.3",
        level=Level.MUST,
        rule="A payload manifest is named manifest-algorithm.txt.",
        codes=(manifests.ALGORITHM_NAME, codes.NOT_A_FILE),
        beyond="A file under any other name is another tag file.",
    ),
    Clause(
        section="2.1.3",
        level=Level.MUST,
        rule="Each line is a hexadecimal checksum by that algorithm, and a path.",
        codes=(
            manifests.MALFORMED_LINE,
            manifests.DIGEST_FORM,
            manifests.BLANK_OR_COMMENT_LINE,
        ),
    ),
    Clause(
        section="2.1.3",
        level=Level.MAY,
        rule="The checksum is in lower or upper case.",
        beyond="A permission: both are read, and compared alike.",
    ),
    Clause(
        section="2.1.3",
        level=Level.MUST,
        rule="The slash separates the parts of a path.",
        codes=(names.BACKSLASH,),
    ),
    Clause(
        section="2.1.3",
        level=Level.STATED,
        rule="A path is that of a file, relative to the bag's folder.",
        codes=(names.ALIAS,),
        beyond="The conformance suite has the same ./ in valid bags and in bags to be warned of.",
    ),
    Clause(
        section="2.1.3",
        level=Level.MUST,
        rule="Spaces or tabs, and nothing else, separate the checksum from the path.",
        codes=(manifests.MALFORMED_LINE, manifests.DIGEST_FORM),
    ),
    Clause(
        section="2.1.3",
        level=Level.STATED,
        rule="A path may be of any length.",
        beyond="A permission: a line over the limit here leaves the verdict unknown, not invalid.",
    ),
    Clause(
        section="2.1.3",
        level=Level.MUST_NOT,
        rule="A payload manifest lists nothing outside the payload folder.",
        codes=(manifests.OUTSIDE_PAYLOAD, names.UNSAFE_PATH),
    ),
    Clause(
        section="2.1.3",
        level=Level.MUST,
        rule="Line feed, carriage return and percent sign are percent-encoded in a path, and no "
        "other character is.",
        codes=(names.RAW_PERCENT, manifests.MALFORMED_LINE, releases.PERCENT_SIGN),
        beyond="A raw line end in a path cannot be told from the end of its line.",
    ),
    Clause(
        section="2.1.3",
        level=Level.MUST_NOT,
        rule="A manifest lists no folder.",
        codes=(manifests.LISTS_FOLDER,),
    ),
)
"""In the order of the RFC."""
