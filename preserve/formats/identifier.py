"""What every identifier of file formats offers."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from preserve.model.formats import Format, IdentifierTool

EMPTY = Format(puid=None, name="", warning="empty file")
"""What is said of a file without octets, whatever its name suggests."""


class Identifier(Protocol):
    """Recognises the formats of files."""

    def tool(self) -> IdentifierTool:
        """Name the program and its signatures; raises ToolError when it does not work."""

    def identify(self, folder: Path, paths: Iterable[str]) -> Iterator[tuple[str, Format]]:
        """Give the format of each file below ``folder``, in the order of ``paths``.

        ``puid`` None is an answer: the format is not known. Raises ToolError when a file could
        not be looked at or the program failed: nothing is known then, and nothing may be said.
        """

    def close(self) -> None:
        """End whatever runs; it starts again when asked again."""
