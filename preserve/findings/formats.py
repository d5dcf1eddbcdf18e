"""What the format of a file was found to be, against what its name says (FMT)."""

from preserve.findings.finding import Code, Severity

EXTENSION_MISMATCH = Code(
    name="FMT-001",
    severity=Severity.WARNING,
    clause="PRONOM: signature and extension of a format",
    title="A file's extension is not one of the format that its content shows",
    remedy="Nothing needs to be renamed: the original is kept, and PREMIS states its format. "
    "Ask its sender if it is not what it should be.",
)
NO_SUCH_CONTENT = Code(
    name="FMT-002",
    severity=Severity.WARNING,
    clause="PRONOM: signature and extension of a format",
    title="A file's extension names a format whose signature its content lacks",
    remedy="Open a copy: it may be damaged, cut short, or another thing under that name.",
)
