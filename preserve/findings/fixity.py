"""What comparing files with their manifests can show."""

from preserve.findings.finding import Code, Severity

ALTERED = Code(
    name="FIX-001",
    severity=Severity.ERROR,
    clause="RFC 8493 section 3",
    title="A file has not the checksum that a manifest states",
    remedy="Replace the file by an intact copy; keep the altered one until the cause is known.",
)
COULD_NOT_READ = Code(
    name="FIX-002",
    severity=Severity.ERROR,
    clause="RFC 8493 section 3",
    title="A file cannot be read, so it cannot be told whether it is intact",
    remedy="Mend what keeps it from being read: permissions, the medium or the archive.",
)
CHANGED_WHILE_READ = Code(
    name="FIX-003",
    severity=Severity.ERROR,
    clause="RFC 8493 section 3",
    title="A file changed while it was read, so it cannot be told whether it is intact",
    remedy="Find what is writing to the bag, stop it, then validate again.",
)
