"""What a person should look at in a description; none of it makes a package wrong."""

from preserve.findings.finding import Code, Severity

LEFT_EMPTY = Code(
    name="DES-001",
    severity=Severity.NOTE,
    clause="preserve, describing releases: nothing is invented",
    title="A term was left empty",
    remedy="Give it in metadata.csv, or write [none] there if the release does not say it.",
)
IN_DOUBT = Code(
    name="DES-002",
    severity=Severity.NOTE,
    clause="preserve, describing releases: evidence",
    title="A value should be looked at",
    remedy="Confirm or correct it in metadata.csv.",
)
NOT_READ = Code(
    name="DES-003",
    severity=Severity.WARNING,
    clause="preserve, describing releases: readers",
    title="The document was not read for its description",
    remedy="Give the release a row in metadata.csv.",
)
OTHER_DOCUMENT = Code(
    name="DES-004",
    severity=Severity.NOTE,
    clause="preserve, describing releases: the main document",
    title="Another document could be the one that the release is described from",
    remedy="Look at both; if the other one is the release, give its title in metadata.csv.",
)
