"""Bags below what is none itself: a folder of bags, or a bag one folder deeper than was named."""

from itertools import islice

from preserve.bags.read import declaration
from preserve.bags.read.contents import PAYLOAD
from preserve.bags.read.tree import Tree
from preserve.storage.folders import EntryKind

_GLANCE = 10_000
"""Entries that are looked at."""


def bag_within(tree: Tree) -> str | None:
    """Name a bag in a tree that is none itself, as far as a glance tells.

    Only what has neither declaration nor payload folder is looked into: anything else is a bag
    with faults. Nothing is said of folders that cannot be listed.
    """
    if tree.kind(declaration.NAME) is not None or tree.kind(PAYLOAD) is not None:
        return None
    for entry in islice(tree.entries(_pass_over), _GLANCE):
        folder, _, name = entry.path.rpartition("/")
        if name == declaration.NAME and entry.kind is EntryKind.FILE:
            return folder
    return None


def _pass_over(path: str, reason: str) -> None:
    """Leave it to the reading of the bag to tell of folders that cannot be listed."""
