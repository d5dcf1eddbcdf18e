"""Append-only journals: JSON Lines, each line on the disk before the next step begins."""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from preserve.storage import names, operations
from preserve.storage.folders import Folder

FORMAT_VERSION = 1
_LONGEST_LINE = 1 << 20


def new_run() -> str:
    """Give a name that no other run has: a UUID of chance (RFC 9562 section 5.4)."""
    # The module uuid looks at the platform first, which a small bag is judged within.
    octets = bytearray(os.urandom(16))
    octets[6] = octets[6] & 0x0F | 0x40
    octets[8] = octets[8] & 0x3F | 0x80
    parts = (octets[:4], octets[4:6], octets[6:8], octets[8:10], octets[10:])
    return "-".join(part.hex() for part in parts)


class Journal:
    """An open journal; one object for a run."""

    def __init__(self, handle: int, *, run: str) -> None:
        """Take a handle opened for appending."""
        self._handle = handle
        self.run = run
        with self._alone():
            self._mend_torn_line()

    @classmethod
    def open(cls, folder: Folder, path: str, *, run: str) -> Self:
        """Open or create the journal at ``path`` below ``folder``."""
        parent, _, name = path.rpartition("/")
        with folder.subfolder(parent) as below:
            handle = operations.open_to_append(names.to_octets(name), at=below.handle())
            operations.flush(below.handle())
        return cls(handle, run=run)

    def append(self, *, subject: str, step: str, outcome: str, **facts: Any) -> None:
        """Write one line and bring it to the disk."""
        line = {
            "version": FORMAT_VERSION,
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "run": self.run,
            "subject": subject,
            "step": step,
            "outcome": outcome,
            **facts,
        }
        with self._alone():
            self._mend_torn_line()
            operations.write(self._handle, json.dumps(line).encode() + b"\n")
        operations.flush(self._handle)

    def close(self) -> None:
        """Let the handle go."""
        os.close(self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other runs from writing meanwhile, where the file system has locks."""
        with suppress(OSError):
            fcntl.flock(self._handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            with suppress(OSError):
                fcntl.flock(self._handle, fcntl.LOCK_UN)

    def _mend_torn_line(self) -> None:
        # Of a run that was killed, or found no room: also while this one has the journal open.
        size = os.fstat(self._handle).st_size
        if size and os.pread(self._handle, 1, size - 1) != b"\n":
            operations.write(self._handle, b"\n")


def lines(path: Path) -> Iterator[Mapping[str, Any]]:
    """Give the whole lines of a journal; a line torn by a crash is passed over."""
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        return
    with stream:
        while octets := stream.readline(_LONGEST_LINE):
            line = _parse(octets)
            if line is not None:
                yield line


def lines_from(path: Path, offset: int) -> Iterator[tuple[int, int, Mapping[str, Any]]]:
    """Give the whole lines from a place on, each with where it begins and ends.

    A line without its end is not given: it may still be written. One that is longer than any that
    preserve writes is passed over.
    """
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        return
    with stream:
        stream.seek(offset)
        begin = offset
        while octets := stream.readline(_LONGEST_LINE):
            offset += len(octets)
            if not octets.endswith(b"\n"):
                continue
            line = _parse(octets) if offset - begin == len(octets) else None
            if line is not None:
                yield begin, offset, line
            begin = offset


def _parse(octets: bytes) -> Mapping[str, Any] | None:
    try:
        line = json.loads(octets)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None
