"""Findings in the order they were made, in bounded memory however many there are.

A package may be wrong in a million places, and none is left out of the report. Those that do
not fit in memory go to a temporary file that has no name.
"""

import marshal
import os
import tempfile
import weakref
from collections.abc import Collection, Iterable, Iterator
from typing import BinaryIO

from preserve.findings import Code, Finding

HELD = 5_000
"""Findings that one log holds in memory."""

_Row = tuple[int, str, str | None, int | None, str | None, str | None, bool]


class FindingLog(Collection[Finding]):
    """A collection that grows at its end and is read from its beginning, as often as wanted."""

    __slots__ = ("__weakref__", "_codes", "_count", "_file", "_held", "_room")

    def __init__(self, findings: Iterable[Finding] = (), *, room: int = HELD) -> None:
        """Start with these; ``room`` is how many stay in memory."""
        self._codes: dict[Code, int] = {}
        self._count = 0
        self._file: BinaryIO | None = None
        self._held: list[Finding] = []
        self._room = room
        self.extend(findings)

    def append(self, finding: Finding) -> None:
        """Add one. Raises OSError when there is no room for temporary files."""
        self._held.append(finding)
        self._count += 1
        if len(self._held) > self._room:
            self._write()

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add several."""
        for finding in findings:
            self.append(finding)

    def settled(self) -> Collection[Finding]:
        """Give the findings as they are to be handed on: a tuple, if they all are in memory."""
        return self if self._file is not None else tuple(self._held)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Finding]:
        if self._file is not None:
            yield from self._written(self._file)
        yield from self._held

    def __contains__(self, finding: object) -> bool:
        return any(one == finding for one in self)

    def _write(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="preserve-")  # noqa: SIM115
            weakref.finalize(self, self._file.close)
        rows = [self._row(one) for one in self._held]
        self._file.seek(0, os.SEEK_END)
        marshal.dump(rows, self._file)
        self._file.flush()
        self._held.clear()

    def _row(self, one: Finding) -> _Row:
        number = self._codes.setdefault(one.code, len(self._codes))
        return number, one.message, one.path, one.line, one.expected, one.found, one.excused

    def _written(self, file: BinaryIO) -> Iterator[Finding]:
        codes = tuple(self._codes)
        position, end = 0, file.seek(0, os.SEEK_END)
        while position < end:
            # Each block is looked for anew, so that two readers do not disturb each other.
            file.seek(position)
            # Our own octets, from a file that nobody else can open.
            rows: list[_Row] = marshal.load(file)  # noqa: S302
            position = file.tell()
            for number, message, path, line, expected, found, excused in rows:
                yield Finding(
                    code=codes[number],
                    message=message,
                    path=path,
                    line=line,
                    expected=expected,
                    found=found,
                    excused=excused,
                )
