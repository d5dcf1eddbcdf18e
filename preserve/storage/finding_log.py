"""Findings in the order they were made, in bounded memory however many there are.

A package may be wrong in a million places, and none is left out of the report. Those that do
not fit in memory go to a temporary file that has no name.
"""

import marshal
import os
import tempfile
import weakref
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Self

from preserve.findings import Code, Finding

HELD = 5_000
"""Findings that one log holds in memory."""

_Row = tuple[int, str, str | None, int | None, str | None, str | None, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What another process needs, beside the open temporary file, to go on with a log."""

    codes: tuple[Code, ...]
    count: int
    held: tuple[Finding, ...]


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

    @classmethod
    def taken_over(cls, contents: Contents, handle: int) -> Self:
        """Go on with another process's log, whose temporary file is open under ``handle``."""
        log = cls(contents.held)
        log._codes = {code: number for number, code in enumerate(contents.codes)}
        log._count = contents.count
        log._kept(os.fdopen(handle, "r+b"))
        return log

    def handed_over(self) -> tuple[Contents, int] | None:
        """Give what ``taken_over`` needs; None where all findings are in memory."""
        if self._file is None:
            return None
        contents = Contents(codes=tuple(self._codes), count=self._count, held=tuple(self._held))
        return contents, self._file.fileno()

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
        file = self._file or self._kept(tempfile.TemporaryFile(prefix="preserve-"))  # noqa: SIM115
        rows = [self._row(one) for one in self._held]
        file.seek(0, os.SEEK_END)
        marshal.dump(rows, file)
        file.flush()
        self._held.clear()

    def _kept(self, file: BinaryIO) -> BinaryIO:
        self._file = file
        weakref.finalize(self, file.close)
        return file

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
