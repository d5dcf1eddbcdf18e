"""What stands in a bag: its files by number, and what is wrong with what stands there."""

from collections.abc import Iterator
from dataclasses import dataclass

from preserve.bags.read import name_rules
from preserve.bags.read.collected import Findings
from preserve.bags.read.index import PathIndex
from preserve.findings import Finding, structure
from preserve.storage.folders import Entry, EntryKind, Folder

PAYLOAD = "data"
PAYLOAD_PREFIX = "data/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The files of a bag; ``unlisted_folders`` could not be read, so more may stand in them."""

    payload: PathIndex
    tags: PathIndex
    root: tuple[Entry, ...]
    """What stands directly in the bag's folder."""
    unread_folders: frozenset[str]

    def is_unread(self, path: str) -> bool:
        """Tell whether the path is in a folder that could not be listed."""
        while path and self.unread_folders:
            path = path.rpartition("/")[0]
            if path in self.unread_folders:
                return True
        return False


def survey(folder: Folder, findings: Findings) -> Contents:
    """Look at everything in the bag in the order of the octets, following no link."""
    payload, tags = PathIndex(), PathIndex()
    root: tuple[Entry, ...] = ()
    unread: list[str] = []
    pending = [Entry(path="", kind=EntryKind.FOLDER)]
    while pending:
        entry = pending.pop()
        if entry.kind is EntryKind.FILE:
            index = payload if entry.path.startswith(PAYLOAD_PREFIX) else tags
            index.add_present(entry.path)
        if entry.kind is not EntryKind.FOLDER:
            continue
        entries = _listed(folder, entry.path, unread, findings)
        pending.extend(reversed(entries))
        root = root if entry.path else tuple(entries)
    return Contents(payload=payload, tags=tags, root=root, unread_folders=frozenset(unread))


def check_payload_folder(contents: Contents) -> Iterator[Finding]:
    """RFC 8493 section 2.1.2: the base directory MUST contain a sub-directory named data."""
    found = next((one.kind for one in contents.root if one.path == PAYLOAD), None)
    if found is EntryKind.FOLDER or "" in contents.unread_folders:
        return
    yield structure.NO_PAYLOAD_FOLDER.at(
        "data: there is no such folder" if found is None else f"data: is a {found.value}",
        path=PAYLOAD,
        expected="folder",
        found=found.value if found else None,
    )


def check_tag_names(contents: Contents, info_name: str) -> Iterator[Finding]:
    """RFC 8493 sections 2.1 and 2.2: the names that BagIt defines are files."""
    for entry in contents.root:
        if entry.kind is EntryKind.FOLDER and _is_defined(entry.path, info_name):
            yield structure.NOT_A_FILE.at(f"{entry.path}: is a folder", path=entry.path)


def _is_defined(name: str, info_name: str) -> bool:
    if name in {"bagit.txt", "fetch.txt", info_name}:
        return True
    return name.startswith(("manifest-", "tagmanifest-")) and name.endswith(".txt")


def _listed(folder: Folder, below: str, unread: list[str], findings: Findings) -> list[Entry]:
    try:
        entries = folder.list(below)
    except OSError as error:
        unread.append(below)
        findings.append(
            structure.FOLDER_UNREADABLE.at(
                f"{below or '.'}: cannot be listed ({error.strerror})", path=below or None
            )
        )
        return []
    findings.extend(_entry_findings(below, entries))
    return entries


def _entry_findings(below: str, entries: list[Entry]) -> Iterator[Finding]:
    if below not in {"", PAYLOAD} and not entries:
        yield structure.EMPTY_FOLDER.at(f"{below}: is empty", path=below)
    for entry in entries:
        yield from _check_kind(entry)
        yield from name_rules.check_name(entry.path)
    yield from name_rules.check_twins(entry.path for entry in entries)


def _check_kind(entry: Entry) -> Iterator[Finding]:
    # RFC 8493 section 5.1: nothing outside the bag is to be read; we follow no link at all.
    if entry.kind is EntryKind.LINK:
        yield structure.LINK.at(f"{entry.path}: is a symbolic link", path=entry.path)
    elif entry.kind is EntryKind.SPECIAL:
        yield structure.SPECIAL_FILE.at(f"{entry.path}: is a special file", path=entry.path)
