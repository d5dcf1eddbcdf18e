"""For each code of opening a package, something that raises exactly it."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from preserve.findings import Code, structure


def _archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bag/bagit.txt", "BagIt-Version: 1.0\n")


FIXTURES: Mapping[Code, Callable[[Path], object]] = {
    structure.PACKAGE_UNREADABLE: lambda path: None,
    structure.ARCHIVE_UNREAD: _archive,
    structure.NOT_A_PACKAGE: lambda path: path.write_text("a note\n"),
}
