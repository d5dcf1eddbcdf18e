"""Whether the files that are there are the files that are listed (RFC 8493 section 3)."""

import unicodedata
from collections.abc import Iterator, Sequence

from preserve.bags.read.collected import Findings
from preserve.bags.read.index import Listing, PathIndex
from preserve.bags.read.manifest_names import ManifestKind, parse
from preserve.bags.read.open_bag import OpenBag
from preserve.errors import ReadError
from preserve.findings import Code, Finding, fixity, manifests, names, tag_manifests
from preserve.storage.folders import EntryKind


def tolerate_normalisation(
    index: PathIndex, listings: Sequence[Listing], findings: Findings
) -> None:
    """RFC 8493 section 6.1.1.3: take a name for its file when normalisation alone differs."""
    absent = [one for one in index.absent_numbers() if not index.path(one).isascii()]
    if not absent:
        return
    present = _by_normalised_name(index)
    for listing in listings:
        for old in absent:
            new = present.get(unicodedata.normalize("NFC", index.path(old)))
            if new is None or not listing.lists(old) or listing.lists(new):
                continue
            findings.append(_normalisation_differs(index.path(new), listing, listing.line(old)))
            listing.move(old, new)


def _by_normalised_name(index: PathIndex) -> dict[str, int | None]:
    """Give the file for each normalised name; None where several have it."""
    found: dict[str, int | None] = {}
    for number in index.present_numbers():
        path = index.path(number)
        if not path.isascii():
            name = unicodedata.normalize("NFC", path)
            found[name] = None if name in found else number
    return found


def _normalisation_differs(path: str, listing: Listing, line: int) -> Finding:
    return names.NORMALISATION_DIFFERS.at(
        f"{path}: {listing.name} writes the name in another normalisation",
        path=path,
        line=line,
    )


def check_absent(
    bag: OpenBag,
    index: PathIndex,
    *,
    listings: Sequence[Listing],
    to_fetch: frozenset[int],
    code: Code,
) -> Iterator[Finding]:
    """RFC 8493 section 3: every file in every manifest MUST be present."""
    for number in index.absent_numbers():
        lister = next((one for one in listings if one.lists(number)), None)
        if lister is not None and number not in to_fetch:
            yield from _absent(bag, index.path(number), lister, lister.line(number), code)


def _absent(bag: OpenBag, path: str, lister: Listing, line: int, code: Code) -> Iterator[Finding]:
    where = f"({lister.name}, line {line})"
    if bag.contents.is_unread(path):
        yield fixity.COULD_NOT_READ.at(f"{path}: its folder cannot be read {where}", path=path)
        return
    try:
        kind = bag.folder.kind(path)
    except (OSError, ReadError):
        # The folder was listed and did not hold it; the system will not even look for it.
        kind = None
    if kind is EntryKind.FOLDER:
        yield manifests.LISTS_FOLDER.at(f"{path}: is a folder {where}", path=path)
    elif kind not in {EntryKind.LINK, EntryKind.SPECIAL}:
        yield code.at(f"{path}: is missing {where}", path=path)


def check_payload_listed(
    bag: OpenBag, index: PathIndex, listings: Sequence[Listing]
) -> Iterator[Finding]:
    """RFC 8493 section 3: every payload file MUST be listed in every payload manifest.

    Before 1.0, in at least one.
    """
    if not listings:
        return
    for number in index.present_numbers():
        lacking = [one.name for one in listings if not one.lists(number)]
        path = index.path(number)
        if len(lacking) == len(listings):
            yield manifests.UNLISTED_FILE.at(f"{path}: is in no payload manifest", path=path)
        elif lacking and bag.rules.lists_everywhere:
            yield manifests.NOT_IN_EVERY_MANIFEST.at(
                f"{path}: is not in {', '.join(lacking)}", path=path
            )


def check_tags_listed(
    bag: OpenBag, index: PathIndex, listings: Sequence[Listing]
) -> Iterator[Finding]:
    """RFC 8493 section 2.2.1: what each tag manifest MUST and SHOULD list."""
    if not listings:
        yield tag_manifests.NO_TAG_MANIFEST.at("tagmanifest-….txt: there is none")
        return
    for number in index.present_numbers():
        path = index.path(number)
        lacking = [one.name for one in listings if not one.lists(number)]
        code = _not_listed_code(bag, path, in_none=len(lacking) == len(listings))
        if lacking and code is not None:
            yield code.at(f"{path}: is not in {', '.join(lacking)}", path=path)


def _not_listed_code(bag: OpenBag, path: str, *, in_none: bool) -> Code | None:
    manifest = parse(path)
    if manifest is not None and manifest.kind is ManifestKind.TAG:
        return None
    if not bag.rules.binds_tag_manifests:
        return tag_manifests.UNLISTED_TAG_FILE if in_none else None
    if manifest is not None:
        return tag_manifests.MANIFEST_NOT_LISTED
    return tag_manifests.UNLISTED_TAG_FILE if in_none else tag_manifests.LISTS_DIFFER
