"""Paths as manifests and fetch.txt write them: decoded once, then checked, then looked up."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from preserve.bags.read.versions import COMMON_RULES, Rules

_ENCODED = re.compile(r"%(?:0[AaDd]|25)")
_LINE_ENDS = re.compile("%0[AaDd]")
_RAW_PERCENT = re.compile(r"%(?!0[AaDd]|25)")
_DRIVE = re.compile(r"[A-Za-z]:")
_DECODED = {"%0a": "\n", "%0d": "\r", "%25": "%"}


class Oddity(Enum):
    """A way in which a path that can be used is not written as it should be."""

    ALIAS = "alias"
    RAW_PERCENT = "raw percent sign"
    BACKSLASH = "backslash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a written path is to be understood; ``refused`` says why it is not, if so."""

    path: str
    refused: str | None = None
    oddities: tuple[Oddity, ...] = ()


def understand(written: str, rules: Rules, *, holds: Callable[[str], bool]) -> Reading:
    """Understand a path; ``holds`` tells whether a file stands in the bag under a path.

    It is decoded before it is checked, and never again afterwards.
    """
    path, oddities = _decode(written, rules, holds)
    if not holds(path):
        if refused := _refusal(path):
            return Reading(path=path, refused=refused)
        path, more = _plain(path, holds)
        oddities += more
    return Reading(path=path, oddities=oddities)


def _decode(
    written: str, rules: Rules, holds: Callable[[str], bool]
) -> tuple[str, tuple[Oddity, ...]]:
    if "%" not in written:
        return written, ()
    if not rules.encodes_percent:
        return _decode_draft(written, rules, holds), ()
    # RFC 8493 section 2.1.3: LF, CR and the percent sign MUST be encoded, and nothing else.
    path = _ENCODED.sub(lambda found: _DECODED[found.group().lower()], written)
    if not holds(path) and holds(written):
        return written, (Oddity.RAW_PERCENT,)
    return path, (Oddity.RAW_PERCENT,) if _RAW_PERCENT.search(written) else ()


def _decode_draft(written: str, rules: Rules, holds: Callable[[str], bool]) -> str:
    # The drafts encode line ends alone, so a percent sign may stand for itself: the name as
    # written comes first.
    if holds(written):
        return written
    encoded = _ENCODED if rules is COMMON_RULES else _LINE_ENDS
    return encoded.sub(lambda found: _DECODED[found.group().lower()], written)


def _refusal(path: str) -> str | None:
    # RFC 8493 section 5.1.
    if "\0" in path:
        return "holds a NUL character"
    if path.startswith("/"):
        return "is absolute"
    if path.startswith("~"):
        return "begins with ~, which stands for a home folder"
    if _DRIVE.match(path) or path.startswith("\\"):
        return "is absolute on Windows"
    if ".." in re.split(r"[/\\]", path):
        return "leads upwards by .."
    return None


def _plain(path: str, holds: Callable[[str], bool]) -> tuple[str, tuple[Oddity, ...]]:
    oddities: tuple[Oddity, ...] = ()
    segments = [one for one in path.split("/") if one not in {"", "."}]
    plain = "/".join(segments)
    if plain != path:
        oddities += (Oddity.ALIAS,)
    if "\\" in plain and not holds(plain):
        slashed = plain.replace("\\", "/")
        if holds(slashed) or slashed.startswith("data/"):
            return slashed, (*oddities, Oddity.BACKSLASH)
    return plain, oddities
