"""Whether a file's name and its content speak of different formats."""

from preserve import wording
from preserve.findings import Finding
from preserve.findings import formats as codes
from preserve.formats import signatures
from preserve.model.formats import Format

_MISMATCH = "extension mismatch"
_TEXT_ONLY = "match on text only"
_POSSIBILITIES = "possibilities based on extension"
_LONGEST = 100
_SIGNED = frozenset(extension for one in signatures.SIGNATURES for extension in one.extensions)
"""Extensions of formats that are known by a signature."""


def find(path: str, found: Format) -> Finding | None:
    """Give the conflict between the name of a file and its identified format, if there is one."""
    name = path.rpartition("/")[2]
    stem, _, extension = name.rpartition(".")
    if not stem or not found.warning:
        return None
    if found.puid is None:
        return _lacking(path, extension) if _POSSIBILITIES in found.warning else None
    if _MISMATCH not in found.warning:
        return None
    if _TEXT_ONLY in found.warning:
        # Any name may be given to plain text, but for one that promises a signature.
        return _lacking(path, extension) if extension.lower() in _SIGNED else None
    shown = f"{found.name or found.media_type} ({found.puid})"
    return codes.EXTENSION_MISMATCH.at(
        f"{path}: the content is {shown}, which .{wording.clip(extension, _LONGEST)} does not name",
        path=path,
        expected=f".{extension}",
        found=found.puid,
    )


def _lacking(path: str, extension: str) -> Finding:
    told = wording.clip(extension, _LONGEST)
    return codes.NO_SUCH_CONTENT.at(
        f"{path}: no signature of the formats that .{told} names was found",
        path=path,
        expected=f".{extension}",
    )
