"""RFC 8493 sections 3, 5 and 6: complete and valid bags, security, and practice."""

from preserve.findings import fetch, fixity, manifests, names, releases, structure
from preserve.findings import tag_manifests as tags
from preserve.findings.clauses.clause import Clause, Level

CLAUSES = (
    Clause(
        section="3",
        level=Level.MUST,
        rule="Every required element is there.",
        codes=(
            structure.NO_DECLARATION,
            structure.NO_PAYLOAD_FOLDER,
            structure.NO_PAYLOAD_MANIFEST,
        ),
    ),
    Clause(
        section="3",
        level=Level.MUST,
        rule="Every file in every tag manifest is there.",
        codes=(tags.MISSING_TAG_FILE,),
    ),
    Clause(
        section="3",
        level=Level.MUST,
        rule="Every file in every payload manifest is there.",
        codes=(
            manifests.MISSING_FILE,
            manifests.RENAMED,
            fetch.ABSENT_FILE,
            structure.FOLDER_UNREADABLE,
        ),
        severity_because="That a missing file was renamed is a note: it only explains the errors.",
    ),
    Clause(
        section="3",
        level=Level.MUST,
        rule="In 1.0, every payload file is in every payload manifest; before, in one.",
        codes=(manifests.UNLISTED_FILE, manifests.NOT_IN_EVERY_MANIFEST),
    ),
    Clause(
        section="3",
        level=Level.MUST,
        rule="Every element that is there conforms to BagIt 1.0.",
        beyond="All other clauses together; optional elements are judged like required ones.",
    ),
    Clause(
        section="3",
        level=Level.MUST,
        rule="A valid bag is complete, and every checksum of every manifest agrees with its file.",
        codes=(
            fixity.ALTERED,
            fixity.COULD_NOT_READ,
            fixity.CHANGED_WHILE_READ,
            manifests.UNKNOWN_ALGORITHM,
            structure.TAG_FILE_UNREADABLE,
        ),
    ),
    Clause(
        section="5.1",
        level=Level.MUST,
        rule="No path leads software to a file outside the bag.",
        codes=(names.UNSAFE_PATH,),
        beyond="Nor is any link in a bag followed, which is a rule of preserve's own.",
    ),
    Clause(
        section="5.1",
        level=Level.SHOULD,
        rule="Software is tested against such paths; on Windows, against drives and namespaces.",
        codes=(names.UNSAFE_PATH,),
        beyond="It binds makers of software: the tests of preserve attack the reader so, and paths "
        "that are absolute on Windows are refused everywhere.",
        severity_because="A path that leads out is an error, by the clause before.",
    ),
    Clause(
        section="5.3",
        level=Level.SHOULD,
        rule="A transfer is given up when it exceeds the length that fetch.txt states.",
        beyond="It binds software that fetches; preserve fetches nothing.",
    ),
    Clause(
        section="5.3",
        level=Level.SHOULD_NOT,
        rule="The length that fetch.txt states decides how much memory or room is set aside.",
        codes=(fetch.LENGTH_DIFFERS,),
        beyond="It binds software that fetches; preserve sets nothing aside by it, and only says "
        "where a file that is there has another length.",
    ),
    Clause(
        section="5.4",
        level=Level.SHOULD,
        rule="Organisations agree on more than checksums, such as signatures, against attackers.",
        codes=(manifests.ONLY_WEAK_ALGORITHMS,),
        beyond="It binds organisations.",
    ),
    Clause(
        section="6.1.1.3",
        level=Level.SHOULD,
        rule="Software discourages making bags whose names differ by case alone.",
        codes=(releases.CASE_TWINS,),
        severity_because="preserve refuses them, unless risky names are allowed.",
    ),
    Clause(
        section="6.1.1.3",
        level=Level.SHOULD,
        rule="Software prevents making bags whose names differ by normalisation alone.",
        codes=(releases.NORMALISATION_TWINS,),
        severity_because="preserve refuses them, unless risky names are allowed.",
    ),
    Clause(
        section="6.1.1.3",
        level=Level.SHOULD,
        rule="Names are compared under one normalisation.",
        codes=(names.NORMALISATION_DIFFERS,),
    ),
    Clause(
        section="6.1.1.3",
        level=Level.SHOULD,
        rule="Software warns of what differs by case or normalisation alone.",
        codes=(names.CASE_TWINS, names.NORMALISATION_TWINS),
    ),
    Clause(
        section="6.1.2",
        level=Level.SHOULD,
        rule="Path separators are translated between Windows and Unix.",
        codes=(names.BACKSLASH,),
        severity_because="A manifest must have the slash, by section 2.1.3; a path with "
        "backslashes is understood all the same.",
    ),
    Clause(
        section="6.1.2",
        level=Level.SHOULD,
        rule="Receivers are prepared for names of either system.",
        codes=(names.WINDOWS_NAME, releases.WINDOWS_NAME, releases.WINDOWS_LENGTH),
    ),
    Clause(
        section="6.1.3",
        level=Level.MUST,
        rule="Software that reads past an asterisk before a path, as md5sum writes it, warns that "
        "strict software will refuse the bag.",
        codes=(manifests.MD5SUM_ASTERISK,),
        severity_because="The clause itself asks for a warning.",
    ),
    Clause(
        section="6.1.3",
        level=Level.RECOMMENDED,
        rule="Such software offers to write valid manifests.",
        beyond="preserve never changes a bag.",
    ),
)
"""In the order of the RFC."""
