"""RFC 8493 sections 2.3 and 2.4: the form of text tag files, and checksum algorithms."""

from preserve.findings import manifests, structure
from preserve.findings.clauses.clause import Clause, Level

CLAUSES = (
    Clause(
        section="2.3",
        level=Level.MUST,
        rule="Each line of a text tag file is ended by LF, CR or CRLF.",
        beyond="Whatever does not end a line is part of it; the line's own rule then tells.",
    ),
    Clause(
        section="2.3",
        level=Level.RECOMMENDED,
        rule="So is the last line.",
        codes=(structure.TEXT_UNTERMINATED,),
    ),
    Clause(
        section="2.3",
        level=Level.MUST,
        rule="The names of text tag files end in .txt.",
        beyond="The RFC gives each its name; a file under any other is another tag file.",
    ),
    Clause(
        section="2.3",
        level=Level.MUST,
        rule="Text tag files other than bagit.txt are in the declared encoding.",
        codes=(structure.TEXT_ENCODING,),
    ),
    Clause(
        section="2.3",
        level=Level.MUST_NOT,
        rule="They begin with a byte-order mark that the encoding does not need; UTF-8 needs none.",
        codes=(structure.TEXT_BOM,),
    ),
    Clause(
        section="2.3",
        level=Level.RECOMMENDED,
        rule="They are UTF-8.",
        beyond="See the encoding that bagit.txt declares, section 2.1.1.",
    ),
    Clause(
        section="2.4",
        level=Level.MUST,
        rule="A checksum is encoded as the manifest's form wants it.",
        codes=(manifests.DIGEST_FORM,),
    ),
    Clause(
        section="2.4",
        level=Level.SHOULD,
        rule="The algorithm is one that IANA has registered for named information; MD5 and SHA-1 "
        "are allowed for the sake of older bags.",
        codes=(
            manifests.WEAK_ALGORITHM,
            manifests.ONLY_WEAK_ALGORITHMS,
            manifests.UNKNOWN_ALGORITHM,
        ),
        severity_because="A weak algorithm beside a strong one does no harm, so it is a note; one "
        "that nobody here can compute leaves the verdict unknown, so it is an error.",
    ),
    Clause(
        section="2.4",
        level=Level.MUST,
        rule="In a manifest's name, the algorithm is in lower case, without punctuation.",
        codes=(manifests.ALGORITHM_NAME,),
    ),
    Clause(
        section="2.4",
        level=Level.MUST,
        rule="Software knows SHA-256 and SHA-512.",
        beyond="It binds software: preserve writes both, and reads both.",
    ),
    Clause(
        section="2.4",
        level=Level.SHOULD,
        rule="Software makes bags with SHA-512 unless told otherwise.",
        codes=(manifests.NO_SHA512,),
        severity_because="It binds software that makes bags; a bag without SHA-512 breaches "
        "nothing, so it is a note.",
    ),
    Clause(
        section="2.4",
        level=Level.SHOULD,
        rule="Software knows MD5 and SHA-1, for the sake of older bags.",
        beyond="It binds software: preserve reads both, and calls them weak.",
    ),
)
"""In the order of the RFC."""
