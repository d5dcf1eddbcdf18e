"""Rules for the names that stand in a bag (RFC 8493 section 6.1)."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from preserve.findings import Finding
from preserve.findings import names as codes
from preserve.storage import names

# The octets of C0, DEL and C1; marks that turn the reading order; line and paragraph ends.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_WINDOWS_CHARACTERS = re.compile(r'[<>:"\\|?*\x00-\x1f]')
_WINDOWS_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})


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


def check_twins(paths: Iterable[str]) -> Iterator[Finding]:
    """RFC 8493 section 6.1.1.3: tell of names that differ by case or normalisation alone."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        groups[_folded(path.rpartition("/")[2])].append(path)
    for group in groups.values():
        if len(group) > 1:
            yield _twins(group)


def _folded(name: str) -> str:
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _twins(group: list[str]) -> Finding:
    normalised = {unicodedata.normalize("NFC", path) for path in group}
    code = codes.NORMALISATION_TWINS if len(normalised) < len(group) else codes.CASE_TWINS
    kind = "normalisation" if code is codes.NORMALISATION_TWINS else "case"
    others = ", ".join(group[1:])
    return code.at(f"{group[0]}: differs by {kind} alone from {others}", path=group[0])
