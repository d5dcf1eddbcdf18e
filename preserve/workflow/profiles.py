"""BagIt profiles that the operator names: loaded once, and every bag checked by each."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from preserve.bags.profiles import checking, loading
from preserve.bags.profiles.profile import BAG_INFO, Loaded, Profile
from preserve.bags.read.tags import read_tags
from preserve.bags.read.tree import Tree
from preserve.errors import ReadError
from preserve.findings import Finding, structure
from preserve.findings import profiles as codes
from preserve.model.bags import BagFacts, Tag
from preserve.storage.folders import EntryKind

_OF_MISSING = (codes.PAYLOAD_FILE_MISSING, codes.PAYLOAD_FILE_TO_COME)


def load_all(paths: Iterable[Path]) -> tuple[Loaded, ...]:
    """Load the profiles in the order they were named; one named twice is loaded once.

    Raises ReadError or UsageError for one that cannot be used.
    """
    return tuple(loading.load(path) for path in dict.fromkeys(paths))


def check(loaded: Iterable[Loaded], tree: Tree, facts: BagFacts) -> tuple[Finding, ...]:
    """Check a bag that was read by every profile; each finding says by which.

    First comes what is doubtful about a profile, for the judgement rests on how it was read.
    A tag file that a profile rules on is opened through ``tree``; one that cannot be read is a
    finding. A payload file that is there is never said to be missing, read or not.
    """
    found: list[Finding] = []
    for one in loaded:
        found += one.findings
        tags = _other_tags(one.profile, tree, facts, found)
        found += (
            finding
            for finding in checking.check(one.profile, facts, other_tags=tags)
            if not (finding.code in _OF_MISSING and _is_there(tree, finding.path))
        )
    return tuple(found)


def _other_tags(
    profile: Profile, tree: Tree, facts: BagFacts, found: list[Finding]
) -> Mapping[str, tuple[Tag, ...] | None]:
    tags: dict[str, tuple[Tag, ...] | None] = {}
    there = set(facts.tag_files)
    for path in profile.tags:
        if path == BAG_INFO or path not in there:
            continue
        tags[path] = None
        try:
            tags[path] = read_tags(tree, path)
        except (OSError, ReadError) as error:
            reason = error.strerror if isinstance(error, OSError) else error.message
            message = f"{path}: cannot be read ({reason})"
            found.append(structure.TAG_FILE_UNREADABLE.at(message, path=path))
    return tags


def _is_there(tree: Tree, path: str | None) -> bool:
    """Tell whether a file stands under a path, or in it where it is a folder's (``data/a/``)."""
    if path is None:
        return False
    if not path.endswith("/"):
        return tree.kind(path) is EntryKind.FILE
    if tree.kind(path.rstrip("/")) is not EntryKind.FOLDER:
        return False
    entries = tree.entries(lambda *_: None)
    return any(one.kind is EntryKind.FILE and one.path.startswith(path) for one in entries)
