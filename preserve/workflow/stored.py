"""What a stored package says of itself, as far as recognising it needs."""

from preserve.archives import read
from preserve.archives.members import ArchiveKind
from preserve.config import Serialization
from preserve.errors import ReadError
from preserve.storage.folders import Folder

_NAME = "bag-info.txt"
_LONGEST = 1 << 20


def bag_info(output: Folder, entry: str, form: Serialization) -> dict[str, list[str]]:
    """Give the tags of a stored package's bag-info.txt, empty where it has none to read.

    It is read only to recognise packages that preserve wrote; judging is the validator's work.
    """
    try:
        octets = _read(output, entry, form)
        text = octets.decode("utf-8")
    except (OSError, ReadError, UnicodeDecodeError):
        return {}
    tags: dict[str, list[str]] = {}
    for line in text.replace("\n ", " ").split("\n"):
        label, colon, value = line.partition(": ")
        if colon:
            tags.setdefault(label, []).append(value)
    return tags


def _read(output: Folder, entry: str, form: Serialization) -> bytes:
    if form is Serialization.NONE:
        return output.read(f"{entry}/{_NAME}", limit=_LONGEST)
    # The members end with their iterator, so it is held while the first is read.
    members = read.members(output.path / entry, ArchiveKind(form))
    first = next(members, None)
    # They are in octet order, so that bag-info.txt comes first.
    if first is None or first.path.partition("/")[2] != _NAME:
        return b""
    return first.stream.read(_LONGEST)
