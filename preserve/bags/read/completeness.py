"""Whether the files that are there are the files that are listed (RFC 8493 section 3)."""

from collections.abc import Iterator

from preserve.bags.read.manifest_names import ManifestKind, parse
from preserve.bags.read.rows import Row
from preserve.bags.read.scope import Scope
from preserve.findings import Code, Finding, fixity, manifests, tag_manifests
from preserve.storage.folders import EntryKind


def check_payload_present(scope: Scope, row: Row) -> Iterator[Finding]:
    """RFC 8493 section 3: every file in every payload manifest MUST be present.

    One that fetch.txt names is not missing but still to be fetched, if its place is free.
    """
    if row.fetch is None or row.kind is not None or scope.bag.contents.is_unread(row.path):
        yield from _check_present(scope, row, manifests.MISSING_FILE)


def check_tag_present(scope: Scope, row: Row) -> Iterator[Finding]:
    """RFC 8493 section 3: every file in every tag manifest MUST be present."""
    yield from _check_present(scope, row, tag_manifests.MISSING_TAG_FILE)


def _check_present(scope: Scope, row: Row, code: Code) -> Iterator[Finding]:
    if row.is_file or not row.lines:
        return
    path, line = row.path, row.lines[0]
    where = f"({scope.manifests[line.source].name}, line {line.number})"
    if scope.bag.contents.is_unread(path):
        yield fixity.COULD_NOT_READ.at(f"{path}: its folder cannot be read {where}", path=path)
    elif row.kind is EntryKind.FOLDER:
        yield manifests.LISTS_FOLDER.at(f"{path}: is a folder {where}", path=path)
    elif row.kind is None:
        yield code.at(f"{path}: is missing {where}", path=path)


def check_payload_listed(scope: Scope, row: Row) -> Iterator[Finding]:
    """RFC 8493 section 3: every payload file MUST be listed in every payload manifest.

    Before 1.0, in at least one.
    """
    if not row.is_file or not scope.is_complete or not scope.manifests:
        return
    path = row.path
    if not row.lines:
        yield manifests.UNLISTED_FILE.at(f"{path}: is in no payload manifest", path=path)
    elif scope.bag.rules.lists_everywhere and (lacking := scope.lacking(row)):
        yield manifests.NOT_IN_EVERY_MANIFEST.at(f"{path}: is not in {lacking}", path=path)


def check_tag_listed(scope: Scope, row: Row) -> Iterator[Finding]:
    """RFC 8493 section 2.2.1: what each tag manifest MUST and SHOULD list."""
    if not row.is_file or not scope.is_complete:
        return
    if lacking := scope.lacking(row):
        code = _not_listed_code(scope, row)
        if code is not None:
            yield code.at(f"{row.path}: is not in {lacking}", path=row.path)


def _not_listed_code(scope: Scope, row: Row) -> Code | None:
    manifest = parse(row.path)
    if manifest is not None and manifest.kind is ManifestKind.TAG:
        return None
    if not scope.bag.rules.binds_tag_manifests:
        return None if row.lines else tag_manifests.UNLISTED_TAG_FILE
    if manifest is not None:
        return tag_manifests.MANIFEST_NOT_LISTED
    return tag_manifests.LISTS_DIFFER if row.lines else tag_manifests.UNLISTED_TAG_FILE
