"""A bag while it is read: what every rule may look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from preserve.bags.read import text
from preserve.bags.read.collected import Section
from preserve.bags.read.contents import Contents
from preserve.bags.read.tree import Tree
from preserve.bags.read.versions import Rules
from preserve.errors import ReadError
from preserve.findings import structure
from preserve.storage.folders import EntryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBag:
    """What holds the bag, what stands in it, and the rules it is to be judged by."""

    tree: Tree
    contents: Contents
    rules: Rules
    codec: str | None
    """The encoding of the text tag files; None: not known, so that they are not read."""

    def holds(self, path: str) -> bool:
        """Tell whether a file is in the bag under that path, which may be any text."""
        return self.tree.kind(path) is EntryKind.FILE

    def lines(self, name: str, findings: Section) -> Iterator[tuple[int, str]]:
        """Give the numbered lines of a text tag file; what is wrong goes to ``findings``."""
        if self.codec is None:
            findings.leave_unread(name)
            return
        with readable(name, findings), self.tree.open(name) as stream:
            yield from text.lines(stream, name=name, codec=self.codec, findings=findings)

    def passages(self, name: str, findings: Section) -> Iterator[tuple[int, str]]:
        """Give the same, many lines at once; see ``text.passages``."""
        if self.codec is None:
            findings.leave_unread(name)
            return
        with readable(name, findings), self.tree.open(name) as stream:
            yield from text.passages(stream, name=name, codec=self.codec, findings=findings)

    def lines_of(
        self, passage: str, first: int, *, name: str, findings: Section
    ) -> Iterator[tuple[int, str]]:
        """Give the numbered lines of a passage."""
        codec = self.codec or "utf-8"
        return text.lines_of(passage, first, name=name, codec=codec, findings=findings)


@contextmanager
def readable(name: str, findings: Section) -> Iterator[None]:
    """Turn a failure to read a tag file into a finding."""
    try:
        yield
    except (OSError, ReadError) as error:
        reason = error.strerror if isinstance(error, OSError) else error.message
        findings.cut_short(
            name, structure.TAG_FILE_UNREADABLE.at(f"{name}: cannot be read ({reason})", path=name)
        )
