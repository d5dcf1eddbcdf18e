"""A bag while it is read: what every rule may look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from preserve.bags.read import text
from preserve.bags.read.collected import Findings
from preserve.bags.read.contents import Contents
from preserve.bags.read.versions import Rules
from preserve.errors import ReadError
from preserve.findings import structure
from preserve.storage.folders import EntryKind, Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBag:
    """An open folder, what stands in it, and the rules it is to be judged by."""

    folder: Folder
    contents: Contents
    rules: Rules
    codec: str
    """The encoding of the text tag files."""

    def root_files(self) -> tuple[str, ...]:
        """Give the names of the tag files that stand directly in the bag's folder."""
        return tuple(one.path for one in self.contents.root if one.kind is EntryKind.FILE)

    def lines(self, name: str, findings: Findings) -> Iterator[tuple[int, str]]:
        """Give the numbered lines of a text tag file; what is wrong goes to ``findings``."""
        with readable(name, findings), self.folder.open_file(name) as handle:
            yield from text.lines(handle, name=name, codec=self.codec, findings=findings)


@contextmanager
def readable(name: str, findings: Findings) -> Iterator[None]:
    """Turn a failure to read a tag file into a finding."""
    try:
        yield
    except (OSError, ReadError) as error:
        reason = error.strerror if isinstance(error, OSError) else error.message
        findings.append(
            structure.TAG_FILE_UNREADABLE.at(f"{name}: cannot be read ({reason})", path=name)
        )
