"""What stands in a bag, sorted, and what is wrong with what stands there."""

from collections.abc import Iterator

from preserve.bags.read import name_rules
from preserve.bags.read.collected import Findings, Part, Section
from preserve.bags.read.rows import FILE, MARKS
from preserve.bags.read.tree import Tree
from preserve.findings import Finding, structure
from preserve.storage import names
from preserve.storage.folders import Entry, EntryKind
from preserve.storage.spills import Spill
from preserve.storage.walks import Files

PAYLOAD = "data"
PAYLOAD_PREFIX = "data/"

_TAG_FILES = frozenset({"bagit.txt", "bag-info.txt", "package-info.txt", "fetch.txt"})


class Standing:
    """What stands on one side of a bag: in the payload, or outside it."""

    __slots__ = ("files", "others")

    def __init__(self) -> None:
        """Start with nothing."""
        self.files = Spill()
        self.others = Spill()
        """Folders, links and special files."""

    def add(self, entry: Entry, octets: bytes) -> None:
        """Keep what stands under one path, whose octets are given."""
        if entry.kind is EntryKind.FILE:
            self.files.add(octets, FILE)
        else:
            self.others.add(octets, MARKS[entry.kind])

    def add_files(self, paths: list[bytes]) -> None:
        """Keep files, by the octets of their paths."""
        self.files.extend([(octets, FILE) for octets in paths])

    def paths(self) -> Iterator[str]:
        """Give the files, sorted by octets."""
        return (names.from_octets(octets) for octets, _ in self.files)

    def close(self) -> None:
        """Let memory and temporary files go."""
        self.files.close()
        self.others.close()


class Contents:
    """Everything in a bag; more may stand in ``unread_folders``, which could not be listed."""

    __slots__ = ("defined", "payload", "tags", "unread_folders")

    def __init__(self) -> None:
        """Start with nothing."""
        self.payload = Standing()
        self.tags = Standing()
        self.defined: dict[str, EntryKind] = {}
        """What stands directly in the bag under names that BagIt defines."""
        self.unread_folders: set[str] = set()

    def add(self, entry: Entry, octets: bytes) -> None:
        """Keep what stands under one path, whose octets are given."""
        if entry.path.startswith(PAYLOAD_PREFIX):
            self.payload.add(entry, octets)
            return
        self.tags.add(entry, octets)
        if is_defined(entry.path):
            self.defined[entry.path] = entry.kind

    def holds(self, name: str) -> bool:
        """Tell whether a tag file that BagIt defines is there, and is a file."""
        return self.defined.get(name) is EntryKind.FILE

    def is_unread(self, path: str) -> bool:
        """Tell whether the path is in a folder that could not be listed."""
        if not self.unread_folders:
            return False
        # A listed path may have any number of segments, and no unread folder is as deep.
        longest = max(map(len, self.unread_folders))
        above = path[: longest + 1] if len(path) > longest else path.rpartition("/")[0]
        while above not in self.unread_folders:
            if not above:
                return False
            above = above.rpartition("/")[0]
        return True

    def close(self) -> None:
        """Let memory and temporary files go."""
        self.payload.close()
        self.tags.close()


def is_defined(name: str) -> bool:
    """Tell whether BagIt defines what stands under a name directly in the bag."""
    if "/" in name:
        return False
    manifest = name.startswith(("manifest-", "tagmanifest-")) and name.endswith(".txt")
    return manifest or name == PAYLOAD or name in _TAG_FILES


def survey(tree: Tree, contents: Contents, findings: Findings) -> None:
    """Look at everything in the bag in the order of the octets, following no link."""
    found = findings.under(Part.CONTENTS)

    def keep_unread(path: str, reason: str) -> None:
        contents.unread_folders.add(path)
        message = f"{path or '.'}: cannot be listed ({reason})"
        found.append(structure.FOLDER_UNREADABLE.at(message, path=path or None))

    with name_rules.Siblings() as siblings:
        survey_of = _Survey(contents, found, siblings)
        for one in tree.listing(keep_unread):
            if isinstance(one, Entry):
                survey_of.see(one)
            elif not survey_of.see_plain(one):
                for octets in one.paths():
                    survey_of.see(Entry(path=names.from_octets(octets), kind=EntryKind.FILE))
        survey_of.end()
        findings.under(Part.TWINS).extend(siblings.check_twins())


class _Survey:
    """A look at one entry after the other."""

    __slots__ = ("_before", "_contents", "_found", "_siblings")

    def __init__(self, contents: Contents, found: Section, siblings: name_rules.Siblings) -> None:
        self._contents = contents
        self._found = found
        self._siblings = siblings
        self._before: Entry | None = None

    def see(self, entry: Entry) -> None:
        octets = names.to_octets(entry.path)
        self._contents.add(entry, octets)
        self._siblings.add(octets)
        self._found.extend(_check_empty(self._contents, self._before, entry.path))
        self._found.extend(_check_kind(entry))
        self._found.extend(name_rules.check_name(entry.path))
        self._before = entry

    def see_plain(self, files: Files) -> bool:
        """See payload files of one folder at once; tell whether no rule is about any name."""
        is_payload = files.folder == PAYLOAD or files.folder.startswith(PAYLOAD_PREFIX)
        if not (is_payload and name_rules.are_plain(files.names)):
            return False
        paths = files.paths()
        self._found.extend(_check_empty(self._contents, self._before, names.from_octets(paths[0])))
        self._contents.payload.add_files(paths)
        if not (files.are_all and name_rules.are_no_twins(files.names)):
            self._siblings.add_plain(paths)
        self._before = None
        return True

    def end(self) -> None:
        self._found.extend(_check_empty(self._contents, self._before, ""))


def _check_empty(contents: Contents, before: Entry | None, following: str) -> Iterator[Finding]:
    """Tell of a folder after which nothing in it follows."""
    if before is None or before.kind is not EntryKind.FOLDER or before.path == PAYLOAD:
        return
    path = before.path
    if not following.startswith(f"{path}/") and path not in contents.unread_folders:
        yield structure.EMPTY_FOLDER.at(f"{path}: is empty", path=path)


def _check_kind(entry: Entry) -> Iterator[Finding]:
    # RFC 8493 section 5.1: nothing outside the bag is to be read; we follow no link at all.
    if entry.kind is EntryKind.LINK:
        yield structure.LINK.at(f"{entry.path}: is a symbolic link", path=entry.path)
    elif entry.kind is EntryKind.SPECIAL:
        yield structure.SPECIAL_FILE.at(f"{entry.path}: is a special file", path=entry.path)


def check_payload_folder(contents: Contents) -> Iterator[Finding]:
    """RFC 8493 section 2.1.2: the base directory MUST contain a sub-directory named data."""
    found = contents.defined.get(PAYLOAD)
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
    elsewhere = {PAYLOAD, "bag-info.txt", "package-info.txt"} - {info_name}
    for name, kind in contents.defined.items():
        if kind is EntryKind.FOLDER and name not in elsewhere:
            yield structure.NOT_A_FILE.at(f"{name}: is a folder", path=name)
