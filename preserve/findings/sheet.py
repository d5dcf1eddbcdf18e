"""What can be wrong with the rows of a metadata sheet that can be read."""

from preserve.findings.finding import Code, Severity

NO_SUCH_RELEASE = Code(
    name="SHE-001",
    severity=Severity.ERROR,
    clause="preserve, the metadata sheet: filename",
    title="A row is about a release that is not there",
    remedy="Correct the filename, or remove the row.",
)
OTHER_OCTETS = Code(
    name="SHE-002",
    severity=Severity.ERROR,
    clause="preserve, the metadata sheet: sha512",
    title="A row was written for other octets",
    remedy="Check the row against the release, then correct or empty its sha512.",
)
NO_DATE = Code(
    name="SHE-003",
    severity=Severity.ERROR,
    clause="W3C NOTE-datetime; ISO 8601-2 (EDTF)",
    title="A cell of a date column holds no date",
    remedy="Write the date as 2026-04-14, 2026-04 or 2026, or as EDTF such as 2026-04~; "
    "in a spreadsheet, put an apostrophe before it.",
)
NO_LANGUAGE = Code(
    name="SHE-004",
    severity=Severity.ERROR,
    clause="BCP 47 (RFC 5646 section 2.1)",
    title="A cell of the language column holds no language tag",
    remedy="Write a BCP 47 tag such as en, fr or az-Latn, not the name of the language.",
)
NO_DIGEST = Code(
    name="SHE-005",
    severity=Severity.ERROR,
    clause="preserve, the metadata sheet: sha512",
    title="A cell of the sha512 column holds no SHA-512 digest",
    remedy="Write the 128 hexadecimal digits, or leave the cell blank.",
)
NOT_IN_XML = Code(
    name="SHE-006",
    severity=Severity.ERROR,
    clause="XML 1.0 section 2.2 (Char)",
    title="A cell holds a character that XML cannot hold",
    remedy="Remove the control character from the cell.",
)
