"""For each code of opening a package, something that raises exactly it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from preserve.findings import Code, structure
from tests.bags.builder import BagBuilder

FIXTURES: Mapping[Code, Callable[[Path], object]] = {
    structure.PACKAGE_UNREADABLE: lambda path: None,
    structure.UNKNOWN_ARCHIVE: lambda path: path.write_bytes(b"7z\xbc\xaf\x27\x1c\0\4"),
    structure.FOLDER_OF_BAGS: lambda path: BagBuilder().build(path / "a-bag"),
    structure.NOT_A_PACKAGE: lambda path: path.write_text("a note\n"),
}
