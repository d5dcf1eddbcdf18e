"""Comparing what was read with what manifests state (RFC 8493 section 3)."""

from collections.abc import Iterator

from preserve.bags.read.rows import Row
from preserve.bags.read.scope import Scope
from preserve.findings import Finding
from preserve.findings import fixity as codes


def matches(scope: Scope, row: Row) -> bool:
    """Tell whether nothing that was read contradicts a manifest."""
    found = row.digested.digests if row.digested is not None else None
    if not found:
        return True
    for line in row.lines:
        algorithm = scope.manifests[line.source].algorithm
        if line.stated and algorithm is not None and found[algorithm] != line.stated.hex():
            return False
    return True


def check_digests(scope: Scope, row: Row) -> Iterator[Finding]:
    """RFC 8493 section 3: every checksum in every manifest MUST be verified."""
    if matches(scope, row) or row.digested is None:
        return
    for manifest, algorithm, stated in scope.stated_digests(row):
        found = row.digested.digests[algorithm]
        if found != (listed := stated.hex()):
            yield codes.ALTERED.at(
                f"{row.path}: {algorithm} differs ({manifest.name} {_short(listed)}, "
                f"file {_short(found)})",
                path=row.path,
                expected=listed,
                found=found,
            )


def _short(digest: str) -> str:
    return f"{digest[:8]}…"
