"""Identifying the formats of a release's files; what each is stays in order, few in memory."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from preserve import wording
from preserve.errors import ToolError
from preserve.findings import Finding
from preserve.formats import conflicts
from preserve.model.formats import Format, IdentifierTool
from preserve.storage.rows import Rows
from preserve.workflow.run import Run

_Row = tuple[str, str | None, str, str, str, str, str]
_MOST_KEPT = 1000
_MOST_FINDINGS = 1000
"""Findings on one release; PREMIS states the doubt of every file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Formats by path, and what found them; both None when identification did not run."""

    formats: Mapping[str, Format] | None = None
    media_types: tuple[str, ...] = ()
    """Of all files, sorted."""
    tool: IdentifierTool | None = None
    when: datetime | None = None
    findings: tuple[Finding, ...] = ()
    """Where the name of a file and its content disagree."""
    not_checked: tuple[str, ...] = ()


class Formats(Mapping[str, Format]):
    """The formats of files by path, for a reader that asks in the order of the paths.

    Asking for each in turn goes through the rows once. Asking for one that came before begins
    again, and for one that is not there goes to the end.
    """

    def __init__(self, rows: Rows[_Row]) -> None:
        """Take the rows, sorted as the files are."""
        self._rows = rows
        self._made: dict[tuple[str | None, ...], Format] = {}
        self._left: Iterator[_Row] = iter(())
        self._last: _Row | None = None
        """What was asked for last, which is often asked for again."""

    def __getitem__(self, path: str) -> Format:
        """Give the format of a file; raises KeyError."""
        if self._last is not None and self._last[0] == path:
            return self._format(self._last)
        for rows in (self._left, iter(self._rows)):
            self._left = rows
            for row in rows:
                if row[0] == path:
                    self._last = row
                    return self._format(row)
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        """Give the paths in order."""
        return (row[0] for row in self._rows)

    def __len__(self) -> int:
        """Tell how many files there are."""
        return len(self._rows)

    def _format(self, row: _Row) -> Format:
        values = row[1:]
        found = self._made.get(values)
        if found is None:
            puid, name, version, media_type, basis, warning = values
            found = Format(
                puid=puid,
                name=name,
                version=version,
                media_type=media_type,
                basis=basis,
                warning=warning,
            )
            if len(self._made) < _MOST_KEPT:
                self._made[values] = found
        return found


def identify(run: Run, folder: Path, paths: Iterable[str]) -> Identified:
    """Identify the format of every file below a folder; a tool that fails leaves it not checked."""
    if run.identifier is None:
        return Identified(not_checked=("format identification (--no-identify)",))
    rows: Rows[_Row] = Rows()
    media_types: set[str] = set()
    doubts = _Doubts()
    try:
        for path, found in run.identifier.identify(folder, paths):
            rows.add(_row(path, found))
            media_types.add(found.media_type)
            doubts.add(conflicts.find(path, found))
        tool = run.identifier.tool()
    except ToolError as error:
        return Identified(not_checked=(f"format identification ({error.message})",))
    return Identified(
        formats=Formats(rows),
        media_types=tuple(sorted(media_types - {""})),
        tool=tool,
        when=run.clock.now(),
        findings=doubts.findings(),
    )


class _Doubts:
    """Conflicts between names and contents, as many as can be listed."""

    def __init__(self) -> None:
        self._listed: list[Finding] = []
        self._last: Finding | None = None
        self._more = 0

    def add(self, one: Finding | None) -> None:
        if one is None:
            return
        if len(self._listed) < _MOST_FINDINGS:
            self._listed.append(one)
        else:
            self._last = one
            self._more += 1

    def findings(self) -> tuple[Finding, ...]:
        if self._last is None:
            return tuple(self._listed)
        rest = f"{wording.count(self._more, 'more file')} of this release with such a conflict"
        return (*self._listed, self._last.code.at(f"{rest}; PREMIS states each"))


class Later:
    """Identification of the files of a release when what was found is asked for."""

    def __init__(self, run: Run, folder: Path, paths: Iterable[str]) -> None:
        """Take what is to be identified."""
        self._asked = run, folder, paths

    def copied(self, files: int) -> None:
        """Be told that files were copied."""

    def result(self) -> Identified:
        """Identify every file."""
        return identify(*self._asked)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Meanwhile:
    """Identification of the files of a release by a thread, each once it was copied.

    What it waits for, another process does; so one core copies while another identifies.
    """

    def __init__(self, run: Run, folder: Path, paths: Iterable[str]) -> None:
        """Begin; ``paths`` come in the order in which the files are copied."""
        self._found: Future[Identified] = Future()
        self._more = threading.Condition()
        self._copied = 0
        self._is_stopped = False
        arguments = (run, folder, self._as_copied(paths))
        self._thread = threading.Thread(target=self._identify, args=arguments, daemon=True)
        self._thread.start()

    def copied(self, files: int) -> None:
        """Say that so many files more were copied."""
        with self._more:
            self._copied += files
            self._more.notify()

    def result(self) -> Identified:
        """Wait for what was found; raises what identifying raised."""
        return self._found.result()

    def close(self) -> None:
        """Identify no more."""
        with self._more:
            self._is_stopped = True
            self._more.notify()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _identify(self, run: Run, folder: Path, paths: Iterable[str]) -> None:
        try:
            self._found.set_result(identify(run, folder, paths))
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is wanted
            self._found.set_exception(error)

    def _as_copied(self, paths: Iterable[str]) -> Iterator[str]:
        left = 0
        for path in paths:
            if not left:
                left = self._wait()
            if self._is_stopped:
                return
            left -= 1
            yield path

    def _wait(self) -> int:
        with self._more:
            self._more.wait_for(lambda: self._copied or self._is_stopped)
            copied, self._copied = self._copied, 0
        return copied


Identifying = Later | Meanwhile
"""Identification, now or later."""


def _row(path: str, found: Format) -> _Row:
    return (
        path,
        found.puid,
        found.name,
        found.version,
        found.media_type,
        found.basis,
        found.warning,
    )
