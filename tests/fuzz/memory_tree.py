"""A bag in memory, for a reader that is to be asked many thousand times a second."""

import io
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO

from preserve.bags.read.tree import FileReading, Form, OnOctets
from preserve.errors import ReadError
from preserve.findings import Finding
from preserve.fixity import digests
from preserve.model.digests import Algorithm
from preserve.storage.folders import Entry, EntryKind
from preserve.storage.walks import Files


class MemoryTree:
    """Files by path, and the folders that they are in."""

    form = Form.FOLDER
    in_order = True

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Take the files; ``data`` is there even when it is empty."""
        self._files = files
        self._folders = {"data"}
        for path in files:
            while path := path.rpartition("/")[0]:
                self._folders.add(path)

    def entries(self, unread: Callable[[str, str], None]) -> Iterator[Entry]:
        """Give everything, sorted by octets; see ``Tree``."""
        named = [*((path, EntryKind.FILE) for path in self._files)]
        named += [(f"{path}/", EntryKind.FOLDER) for path in self._folders]
        for path, kind in sorted(named, key=lambda one: one[0].encode("utf-8", "surrogateescape")):
            yield Entry(path=path.rstrip("/"), kind=kind)

    def listing(self, unread: Callable[[str, str], None]) -> Iterator[Entry | Files]:
        """Give the same, each by itself."""
        return self.entries(unread)

    def kind(self, path: str) -> EntryKind | None:
        """Tell what stands under a path; None when nothing does."""
        if path in self._files:
            return EntryKind.FILE
        return EntryKind.FOLDER if path in self._folders else None

    def size(self, path: str) -> int:
        """Give a file's octets. Raises ReadError."""
        return len(self._octets(path))

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        """Open a file at its beginning. Raises ReadError."""
        yield io.BytesIO(self._octets(path))

    def readings(
        self,
        paths: Iterable[str],
        algorithms: tuple[Algorithm, ...],
        *,
        workers: int,
        on_octets: OnOctets | None,
    ) -> Generator[FileReading]:
        """Read each file once."""
        for path in paths:
            digested = digests.digest_octets(self._octets(path), algorithms)
            yield FileReading(path=path, digested=digested)

    def batches(self, algorithms: tuple[Algorithm, ...], *, workers: int) -> None:
        """Give nothing: what is in memory is read at once."""

    def findings(self) -> tuple[Finding, ...]:
        """Give nothing: memory has no form of its own to be wrong in."""
        return ()

    def not_checked(self) -> tuple[str, ...]:
        """Give nothing, likewise."""
        return ()

    def is_whole(self) -> bool:
        """Tell that memory has no end that it could lack."""
        return True

    def close(self) -> None:
        """Let nothing go."""

    def _octets(self, path: str) -> bytes:
        if path not in self._files:
            raise ReadError(f"{path}: not a file")
        return self._files[path]
