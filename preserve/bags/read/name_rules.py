"""Rules for the names that stand in a bag (RFC 8493 section 6.1)."""

import re
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Self

from preserve.findings import Finding
from preserve.findings import names as codes
from preserve.storage import names
from preserve.storage.spills import Spill

# The octets of C0, DEL and C1; marks that turn the reading order; line and paragraph ends.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_WINDOWS_CHARACTERS = re.compile(r'[<>:"\\|?*\x00-\x1f]')
_WINDOWS_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
# Any name that a rule below may have something to say about, and some more.
_NOT_PLAIN = re.compile(
    rb"[^\n!-~ ]|[<>:\"\\|?*]|[. ]\n"
    rb"|^(?:\.|(?:con|prn|aux|nul|com[0-9]|lpt[0-9])[.\n]|(?:(?:eh)?thumbs|desktop)\.)",
    re.IGNORECASE | re.MULTILINE,
)
_TWINS = 20
"""Names alike that one finding states in full."""

_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})


def are_plain(siblings: list[bytes]) -> bool:
    """Tell that all names are of ASCII letters and the like, and no rule of one name is broken."""
    together = b"\n".join(siblings) + b"\n"
    return not _NOT_PLAIN.search(together) and together.count(b"\n") == len(siblings)


def are_no_twins(siblings: list[bytes]) -> bool:
    """Tell that plain names differ by more than case."""
    return len(set(map(bytes.lower, siblings))) == len(siblings)


def check_name(path: str) -> Iterator[Finding]:
    """Give what is to be known of the last segment of a path."""
    name = path.rpartition("/")[2]
    if not names.is_utf8(name):
        yield codes.NOT_UTF8.at(f"{path}: the name is not UTF-8", path=path)
    if _CONTROL.search(name):
        yield codes.CONTROL_CHARACTER.at(
            f"{path}: the name holds characters that control how it is shown", path=path
        )
    elif reason := windows_reason(name):
        yield codes.WINDOWS_NAME.at(f"{path}: {reason}", path=path)
    if name.lower() in _SYSTEM_FILES or name.startswith("._"):
        yield codes.SYSTEM_FILE.at(f"{path}: is left behind by an operating system", path=path)


def windows_reason(name: str) -> str | None:
    """Say why Windows cannot hold a name, None if it can."""
    if found := _WINDOWS_CHARACTERS.search(name):
        return f"Windows has no {found.group()} in names"
    if _WINDOWS_DEVICES.fullmatch(name):
        return "Windows keeps this name for a device"
    if name.endswith((".", " ")):
        return "Windows drops the full stop or space at the end"
    return None


class Siblings:
    """The names of each folder, to find those that differ by case or normalisation alone."""

    __slots__ = ("_spill",)

    def __init__(self) -> None:
        """Start with none."""
        self._spill = Spill()

    def add(self, path: bytes) -> None:
        """Add a path in the bag; those of a folder come in the order of their octets."""
        parent, slash, name = path.rpartition(b"/")
        self._spill.add(parent + slash + _folded(name), path)

    def add_plain(self, paths: list[bytes]) -> None:
        """Add paths whose names are plain."""
        parents = [path.rpartition(b"/") for path in paths]
        self._spill.extend(
            [
                (parent + slash + name.lower(), path)
                for (parent, slash, name), path in zip(parents, paths, strict=True)
            ]
        )

    def check_twins(self) -> Iterator[Finding]:
        """RFC 8493 section 6.1.1.3: tell of names that differ by case or normalisation alone."""
        for _, records in groupby(self._spill, key=itemgetter(0)):
            paths = (names.from_octets(octets) for _, octets in records)
            group = list(islice(paths, _TWINS))
            if len(group) > 1:
                yield _twins(group, more=sum(1 for _ in paths))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._spill.close()


def _folded(name: bytes) -> bytes:
    if name.isascii():
        return name.lower()
    folded = names.composed(names.from_octets(name)).casefold()
    return names.to_octets(names.composed(folded))


def _twins(group: list[str], *, more: int) -> Finding:
    normalised = set(map(names.composed, group))
    code = codes.NORMALISATION_TWINS if len(normalised) < len(group) else codes.CASE_TWINS
    kind = "normalisation" if code is codes.NORMALISATION_TWINS else "case"
    others = ", ".join(group[1:]) + (f" and {more} more" if more else "")
    return code.at(f"{group[0]}: differs by {kind} alone from {others}", path=group[0])
