"""An archive in a test's folder, opened and taken apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from preserve.archives.reading.archive import Archive
from preserve.archives.reading.limits import Limits
from preserve.archives.reading.opening import open_archive


@contextmanager
def opened(
    built: bytes, folder: Path, *, name: str = "bag.zip", **limits: int
) -> Iterator[Archive]:
    """Write the archive, and open it."""
    path = folder / name
    path.write_bytes(built)
    with open_archive(path, limits=Limits(**limits), keep=lambda _: True) as archive:
        yield archive


def codes(archive: Archive) -> list[str]:
    """Give the names of the codes found, in order."""
    return [one.code.name for one in archive.findings()]


def paths(archive: Archive) -> list[str]:
    """Give what is in the bag, folders with a slash at the end."""
    return [f"{one.path}/" if one.kind.value == "folder" else one.path for one in archive.entries()]


def read(archive: Archive, path: str) -> bytes:
    """Give a file's octets."""
    member = archive.find(path)
    assert member is not None
    return b"".join(archive.octets(member))
