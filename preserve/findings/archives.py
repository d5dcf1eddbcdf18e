"""What can be wrong with an archive that holds a bag, and with its members."""

from preserve.findings.finding import Code, Severity

_ZIP = "APPNOTE.TXT"
_TAR = "POSIX.1-2024 pax, section ustar Interchange Format"

NO_END_RECORD = Code(
    name="ARC-001",
    severity=Severity.ERROR,
    clause=f"{_ZIP} section 4.3.16",
    title="A ZIP has no end record, so its members cannot be known: it may be cut short",
    remedy="Ask for the archive again, and compare its size with the sender's.",
)
SEVERAL_END_RECORDS = Code(
    name="ARC-002",
    severity=Severity.ERROR,
    clause=f"{_ZIP} sections 4.3.1 and 4.3.16: one end record",
    title="A ZIP can be read by two end records, so tools may see different archives in it",
    remedy="Treat the archive with suspicion; ask for one made anew.",
)
DIRECTORY_DAMAGED = Code(
    name="ARC-003",
    severity=Severity.ERROR,
    clause=f"{_ZIP} sections 4.3.12 to 4.3.16",
    title="The central directory of a ZIP is not where or what its end record says",
    remedy="Ask for the archive again; a repaired one is not the one that was sent.",
)
MEMBERS_MISCOUNTED = Code(
    name="ARC-004",
    severity=Severity.ERROR,
    clause=f"{_ZIP} section 4.4.22",
    title="A ZIP has not as many members as its end record says",
    remedy="Ask for the archive again, and with which software it was made.",
)
SEVERAL_DISKS = Code(
    name="ARC-005",
    severity=Severity.ERROR,
    clause="preserve reads archives in one part",
    title="An archive is one part of several, so what it holds cannot be told",
    remedy="Join the parts to one archive, then validate again.",
)
UNACCOUNTED_OCTETS = Code(
    name="ARC-006",
    severity=Severity.ERROR,
    clause=f"{_ZIP} section 4.3.6, which leaves no room between the records",
    title="A ZIP has octets that belong to no member, before or between the members",
    remedy="Treat the archive with suspicion: something is in it that no listing shows.",
)
OVERLAP = Code(
    name="ARC-007",
    severity=Severity.ERROR,
    clause=f"{_ZIP} section 4.3.6",
    title="Members of a ZIP share octets, which no honest archive does",
    remedy="Treat the archive with suspicion: it may be made to expand without end.",
)
HEADERS_DIFFER = Code(
    name="ARC-008",
    severity=Severity.ERROR,
    clause=f"{_ZIP} sections 4.3.7, 4.3.9 and 4.3.12",
    title="A member's own header says other than the central directory does",
    remedy="Treat the archive with suspicion: tools will extract different things from it.",
)
MEMBER_MALFORMED = Code(
    name="ARC-009",
    severity=Severity.ERROR,
    clause=f"{_ZIP} section 4.4; {_TAR}",
    title="A member's header says what cannot be, so the member was left out",
    remedy="Ask for the archive again, and with which software it was made.",
)
OCTETS_AFTER_END = Code(
    name="ARC-010",
    severity=Severity.ERROR,
    clause=f"{_ZIP} section 4.3.6; {_TAR}; RFC 1952 section 2.2",
    title="Octets follow the end of an archive, which some tools read and others do not",
    remedy="Look at what follows; ask for an archive that ends where it ends.",
)
CUT_SHORT = Code(
    name="ARC-011",
    severity=Severity.ERROR,
    clause=f"{_TAR}; RFC 1952 section 2.2",
    title="An archive ends in the middle of what it holds",
    remedy="Ask for the archive again, and compare its size with the sender's.",
)
NO_END_BLOCKS = Code(
    name="ARC-012",
    severity=Severity.WARNING,
    clause=_TAR,
    title="A tar does not end with two empty blocks, so it may have been cut short",
    remedy="Compare its size with the sender's; the manifests tell whether a payload file lacks.",
)
TAR_HEADER_DAMAGED = Code(
    name="ARC-013",
    severity=Severity.ERROR,
    clause=_TAR,
    title="A header of a tar is damaged, so nothing from there on can be found",
    remedy="Ask for the archive again; a repaired one is not the one that was sent.",
)
COMPRESSION_DAMAGED = Code(
    name="ARC-014",
    severity=Severity.ERROR,
    clause="RFC 1952 section 2.3.1; the bzip2 and xz formats",
    title="The compressed octets are damaged, so what follows them cannot be read",
    remedy="Ask for the archive again; keep the damaged one until the cause is known.",
)
MEMBER_DAMAGED = Code(
    name="ARC-015",
    severity=Severity.ERROR,
    clause=f"{_ZIP} sections 4.4.7 to 4.4.9",
    title="A member's octets have not the size or the CRC-32 that the archive states",
    remedy="Ask for the archive again; keep the damaged one until the cause is known.",
)
UNSAFE_NAME = Code(
    name="ARC-016",
    severity=Severity.ERROR,
    clause="RFC 8493 section 5.1",
    title="A member's name could lead outside the folder that an archive is extracted to",
    remedy="Treat the archive with suspicion, and extract it with no other tool.",
)
DUPLICATE_MEMBER = Code(
    name="ARC-017",
    severity=Severity.ERROR,
    clause="preserve reads no archive of which tools see different contents",
    title="An archive holds several members of one name; the first was read",
    remedy="Find out which one is meant; ask for an archive that holds it alone.",
)
FILE_AND_FOLDER = Code(
    name="ARC-018",
    severity=Severity.ERROR,
    clause="preserve reads no archive of which tools see different contents",
    title="A name is that of a file or link and of a folder; the former was left out",
    remedy="Ask for an archive that can be extracted.",
)
HARD_LINK = Code(
    name="ARC-019",
    severity=Severity.ERROR,
    clause="RFC 8493 section 5.1; preserve follows no link in a bag",
    title="A member is a hard link, which has no octets of its own and was left out",
    remedy="Make the archive without hard links (GNU tar: --hard-dereference).",
)
SPARSE = Code(
    name="ARC-020",
    severity=Severity.ERROR,
    clause="preserve reads members that are stored whole",
    title="A member is stored as a sparse file, so it was not read",
    remedy="Make the archive without sparse members (GNU tar: without --sparse).",
)
UNKNOWN_KIND = Code(
    name="ARC-021",
    severity=Severity.ERROR,
    clause=_TAR,
    title="A member is of a kind that is not known here, so it was left out",
    remedy="Make the archive with ordinary files and folders alone.",
)
ENCRYPTED = Code(
    name="ARC-022",
    severity=Severity.ERROR,
    clause="preserve reads what needs no secret",
    title="A member is encrypted, so it was not read",
    remedy="Ask for the archive without encryption.",
)
UNKNOWN_METHOD = Code(
    name="ARC-023",
    severity=Severity.ERROR,
    clause="preserve reads members that are stored, or by deflate, bzip2 or LZMA",
    title="A member is compressed by a method that is not known here, so it was not read",
    remedy="Ask for the archive with members that are stored or deflated.",
)
NO_TOP_FOLDER = Code(
    name="ARC-024",
    severity=Severity.ERROR,
    clause="BagIt 0.97 (draft-kunze-bagit-14) section 4",
    title="The bag lies at the top of the archive instead of in one folder there",
    remedy="Archive the bag's folder, not what is in it.",
)
BESIDE_TOP_FOLDER = Code(
    name="ARC-025",
    severity=Severity.ERROR,
    clause="BagIt 0.97 (draft-kunze-bagit-14) section 4",
    title="Something stands beside the bag's folder in the archive, and was not read",
    remedy="Archive one bag's folder alone; systems add such folders as __MACOSX by themselves.",
)
TOP_FOLDER_NAME = Code(
    name="ARC-026",
    severity=Severity.WARNING,
    clause="BagIt 0.97 (draft-kunze-bagit-14) section 4",
    title="The bag's folder in the archive is not named as the archive is",
    remedy="Nothing, if the name still tells which bag it is.",
)
NAME_ENCODING = Code(
    name="ARC-027",
    severity=Severity.WARNING,
    clause=f"{_ZIP} section 4.4.4 and appendix D",
    title="A member's name is not ASCII and does not say how it is encoded, so it was guessed",
    remedy="Look whether the manifests know the file; ask for names marked as UTF-8.",
)
BACKSLASHES = Code(
    name="ARC-028",
    severity=Severity.WARNING,
    clause=f"{_ZIP} section 4.4.17.1: all slashes MUST be forward slashes",
    title="A member's name has backslashes, which were read as slashes",
    remedy="Nothing; other tools may extract files whose names hold backslashes.",
)
TOO_MANY_MEMBERS = Code(
    name="ARC-029",
    severity=Severity.ERROR,
    clause="preserve reads up to --max-members members",
    title="An archive has more members than are read here",
    remedy="If the sender is trusted, raise --max-members.",
)
TOO_MANY_OCTETS = Code(
    name="ARC-030",
    severity=Severity.ERROR,
    clause="preserve reads up to --max-octets octets of one archive",
    title="An archive expands to more octets than are read here",
    remedy="If the sender is trusted, raise --max-octets.",
)
TOO_LARGE_A_RATIO = Code(
    name="ARC-031",
    severity=Severity.ERROR,
    clause="preserve reads up to --max-ratio octets for one, beyond the first GiB",
    title="An archive expands to so many times its size that it may be made to do harm",
    remedy="If the sender is trusted, raise --max-ratio.",
)
TOO_MUCH_MEMORY = Code(
    name="ARC-032",
    severity=Severity.ERROR,
    clause="preserve decompresses LZMA in up to --max-memory octets",
    title="Reading an archive would take more memory than is given here",
    remedy="If the sender is trusted, raise --max-memory.",
)
NAMES_TOO_LONG = Code(
    name="ARC-033",
    severity=Severity.ERROR,
    clause="preserve reads names of up to 65,536 octets and 4,096 segments",
    title="Names in an archive are longer than are read here",
    remedy="Look at the names: no file system could hold them.",
)
CHANGED_WHILE_READ = Code(
    name="ARC-034",
    severity=Severity.ERROR,
    clause="RFC 8493 section 3",
    title="An archive changed while it was read, so nothing can be told of it",
    remedy="Find what is writing to the archive, stop it, then validate again.",
)
COULD_NOT_READ = Code(
    name="ARC-035",
    severity=Severity.ERROR,
    clause="RFC 8493 section 3",
    title="An archive cannot be read to its end, so nothing can be told of the rest",
    remedy="Mend the medium, then validate again.",
)
MORE_OF_THE_SAME = Code(
    name="ARC-036",
    severity=Severity.NOTE,
    clause="preserve lists 1,000 findings of one code on the members of one archive",
    title="More members of an archive have the same fault than are listed",
    remedy="Mend those that are listed and validate again.",
)
TWO_FORMS = Code(
    name="ARC-037",
    severity=Severity.ERROR,
    clause="preserve reads no archive of which tools see different contents",
    title="An archive can be read as two forms, with other contents in each",
    remedy="Treat the archive with suspicion; ask for one that is of one form alone.",
)
OF_GNU_TAR = Code(
    name="ARC-038",
    severity=Severity.WARNING,
    clause="GNU tar manual, sections Basic Tar Format and GNU Extensions to the Archive Format",
    title="A tar has a volume's label or a folder's list of files, which were not read",
    remedy="Nothing; other tools may make a file of it. Archive without --label or --incremental.",
)
PADDED = Code(
    name="ARC-039",
    severity=Severity.WARNING,
    clause=f"{_ZIP} section 4.3.6",
    title="Zeros follow the end record of a ZIP",
    remedy="Nothing, if the sender's copy has them too: a medium may have padded it.",
)
