"""What the parts of one package can say differently: metadata, payload, bag-info."""

from preserve.findings.finding import Code, Severity

_AGREE = "preserve package: PREMIS describes the payload as it is"
_ONE = "preserve package: one identifier in PREMIS, Dublin Core and bag-info"
_WHOLE = "preserve package: what every package of preserve holds"
_DERIVED = "preserve package: dc.xml is derived from dcterms.xml by the dumb-down rule"

NOT_DESCRIBED = Code(
    name="XRF-001",
    severity=Severity.ERROR,
    clause=_AGREE,
    title="A file of a representation has no PREMIS object",
    remedy="Find out how the file came into the package.",
)
NOT_IN_PAYLOAD = Code(
    name="XRF-002",
    severity=Severity.ERROR,
    clause=_AGREE,
    title="A PREMIS object describes a file that the payload does not hold",
    remedy="Restore the file from another copy, or find out when it left the package.",
)
SIZE_DIFFERS = Code(
    name="XRF-003",
    severity=Severity.ERROR,
    clause=_AGREE,
    title="A file's size is not the one PREMIS records",
    remedy="Restore the file from another copy.",
)
DIGEST_DIFFERS = Code(
    name="XRF-004",
    severity=Severity.ERROR,
    clause=_AGREE,
    title="A file's digest is not the one PREMIS records",
    remedy="Restore the file from another copy, or find out when it changed.",
)
DESCRIBED_TWICE = Code(
    name="XRF-005",
    severity=Severity.ERROR,
    clause="preserve package: every file of a representation has exactly one PREMIS object",
    title="Two PREMIS objects describe one file",
    remedy="Keep one object for the file.",
)
NO_COMMON_DIGEST = Code(
    name="XRF-006",
    severity=Severity.NOTE,
    clause="preserve: what could not be compared is said",
    title="PREMIS and the manifests have no algorithm in common for a file",
    remedy="Nothing is wrong; the digests in PREMIS were not checked against the file.",
)
RECORD_IDENTIFIER_DIFFERS = Code(
    name="XRF-007",
    severity=Severity.ERROR,
    clause=_ONE,
    title="The Dublin Core record is not that of the PREMIS intellectual entity",
    remedy="Find out which package the record belongs to.",
)
BAG_IDENTIFIER_DIFFERS = Code(
    name="XRF-008",
    severity=Severity.ERROR,
    clause=_ONE,
    title="External-Identifier is not that of the PREMIS intellectual entity",
    remedy="Find out which package bag-info.txt belongs to.",
)
NOT_DERIVED = Code(
    name="XRF-009",
    severity=Severity.ERROR,
    clause=_DERIVED,
    title="dc.xml says what dcterms.xml does not",
    remedy="Derive dc.xml again; dcterms.xml is the record.",
)
LACKS_DERIVED = Code(
    name="XRF-010",
    severity=Severity.ERROR,
    clause=_DERIVED,
    title="dc.xml lacks what dcterms.xml says",
    remedy="Derive dc.xml again; dcterms.xml is the record.",
)
LACKS_PREMIS = Code(
    name="XRF-011",
    severity=Severity.ERROR,
    clause=_WHOLE,
    title="A package of preserve lacks its PREMIS record",
    remedy="Restore the record from another copy; without it the files' history is lost.",
)
LACKS_RECORD = Code(
    name="XRF-012",
    severity=Severity.ERROR,
    clause=_WHOLE,
    title="A package of preserve lacks its description, dcterms.xml",
    remedy="Restore the description from another copy.",
)
LACKS_SIMPLE = Code(
    name="XRF-013",
    severity=Severity.ERROR,
    clause=_WHOLE,
    title="A package of preserve lacks dc.xml",
    remedy="Restore the file from another copy; it is derived from dcterms.xml.",
)
LACKS_BAG_IDENTIFIER = Code(
    name="XRF-014",
    severity=Severity.ERROR,
    clause=_WHOLE,
    title="A package of preserve lacks External-Identifier in bag-info.txt",
    remedy="Restore bag-info.txt from another copy.",
)
LACKS_ENTITY = Code(
    name="XRF-015",
    severity=Severity.ERROR,
    clause=_WHOLE,
    title="The PREMIS record of a package of preserve lacks the intellectual entity",
    remedy="Restore the record from another copy.",
)
LACKS_ORIGINALS = Code(
    name="XRF-016",
    severity=Severity.ERROR,
    clause=_WHOLE,
    title="A package of preserve lacks originals: none is there, and none is described",
    remedy="Restore the package from another copy.",
)
RECORD_NOT_OF_BAG = Code(
    name="XRF-017",
    severity=Severity.ERROR,
    clause=_ONE,
    title="The Dublin Core record is not that of External-Identifier",
    remedy="Find out which package the record belongs to.",
)
MORE_OF_THE_SAME = Code(
    name="XRF-018",
    severity=Severity.NOTE,
    clause="preserve lists 1,000 findings of one code on what metadata alone names",
    title="More of the metadata differs in the same way than is listed",
    remedy="Mend what is listed and validate again.",
)
