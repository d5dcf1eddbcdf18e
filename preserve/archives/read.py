"""Reading back an archive that preserve wrote, as a stream of members.

For checking what was written. It refuses what it does not expect, and sets no limits: it is no
reader for archives that strangers made.
"""

from collections.abc import Iterator
from pathlib import Path

from preserve.archives import tar_archive, zip_archive
from preserve.archives.members import ArchiveKind, Member


def members(path: Path, kind: ArchiveKind) -> Iterator[Member]:
    """Give the members in order; each is to be read before the next is asked for.

    Raises ReadError for an archive that is broken or is not as preserve writes it.
    """
    if kind is ArchiveKind.ZIP:
        return zip_archive.members(path)
    return tar_archive.members(path, compressed=kind is ArchiveKind.TGZ)
