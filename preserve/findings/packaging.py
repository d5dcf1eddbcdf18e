"""Findings of ``preserve bag`` on a release and what stands in the output already (PKG)."""

from preserve.findings.finding import Code, Severity

NAME_TAKEN = Code(
    name="PKG-001",
    severity=Severity.ERROR,
    clause="preserve: a package is never overwritten",
    title="The package's name is taken by something that is no package of this release",
    remedy="Move what stands there, or choose another --output.",
)
EARLIER_VERSION = Code(
    name="PKG-002",
    severity=Severity.NOTE,
    clause="preserve: equal inputs make one package",
    title="The release, its sheet and the settings are again those of an earlier version",
    remedy="If a correction was meant to hold, give its sheet or settings again.",
)
TIMES_TRUSTED = Code(
    name="PKG-003",
    severity=Severity.NOTE,
    clause="preserve: --trust-times",
    title="The originals were not read: their sizes, times and inodes were taken for proof",
    remedy="Run without --trust-times to compare their content.",
)
NOT_WHOLE = Code(
    name="PKG-005",
    severity=Severity.ERROR,
    clause="preserve: what stands is looked at before it is taken for the package",
    title="The package that stands was made from this release, and is not whole any more",
    remedy="Find out what happened to it (preserve validate lists all); put a copy in its place.",
)
NO_JOURNAL = Code(
    name="PKG-004",
    severity=Severity.WARNING,
    clause="preserve: every package is entered in the journal",
    title="The package stands, and its line in the journal could not be written",
    remedy="Run again when the output can be written: the line is then added.",
)
