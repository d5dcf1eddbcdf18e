"""Tags of tag files: ``[bag.info]``, and ``[bag.tags."NAME"]`` for files of any other name."""

from collections.abc import Mapping
from typing import Any

from preserve.config import texts
from preserve.errors import UsageError
from preserve.model import tag_files

Tags = tuple[tuple[str, str], ...]
"""Labels and values, in their order; a label may repeat."""

_HOSTILE = frozenset('~%\\:*?"<>|')


def tags(table: Any, place: str) -> Tags:
    """Read a table of labels; a list gives a label several values.

    Raises UsageError for a label or a value that no tag file can hold.
    """
    if not isinstance(table, Mapping):
        raise UsageError(f"{place}: a table is wanted")
    found: list[tuple[str, str]] = []
    for label, value in table.items():
        if not tag_files.is_label(label):
            raise UsageError(f"{place}: {label!r} is no label of bag-info.txt")
        values = value if isinstance(value, list) else [value]
        found += [(label, texts.text(one, f"{place} {label}")) for one in values]
    return tuple(found)


def read(table: Any, place: str) -> tuple[tuple[str, Tags], ...]:
    """Read the tables of further tag files, sorted by their paths.

    Raises UsageError for a path that is not one of a tag file, or that another's excludes.
    """
    if not isinstance(table, Mapping):
        raise UsageError(f"{place}: a table of tables is wanted", remedy=_EXAMPLE)
    for path in table:
        _check_path(path, place)
    _check_apart(table, place)
    return tuple((path, tags(table[path], f'{place} "{path}"')) for path in sorted(table))


_EXAMPLE = 'Write [bag.tags."aptrust-info.txt"], and the labels below it.'


def _check_path(path: str, place: str) -> None:
    texts.text(path, f"{place}: a file's name")
    segments = path.split("/")
    if any(not _is_name(segment) for segment in segments) or _HOSTILE & set(path):
        raise UsageError(
            f"{place}: “{path}” is no name that every system can hold", remedy=_EXAMPLE
        )
    if segments[0].lower() == "data" or tag_files.is_standard(path.lower()):
        raise UsageError(
            f"{place}: {path} is written by preserve itself",
            remedy="Tags of bag-info.txt belong in [bag.info].",
        )


def _is_name(segment: str) -> bool:
    return bool(segment) and segment == segment.strip() and not segment.endswith(".")


def _check_apart(paths: Mapping[str, Any], place: str) -> None:
    known: set[str] = set()
    for path in sorted(paths, key=str.lower):
        lower = path.lower()
        if any(lower == one or lower.startswith(f"{one}/") for one in known):
            raise UsageError(f"{place}: {path} cannot stand beside another name of the table")
        known.add(lower)
