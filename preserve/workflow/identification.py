"""Identifying the formats of a release's files; what each is stays in order, few in memory."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from preserve.errors import ToolError
from preserve.model.formats import Format, IdentifierTool
from preserve.model.releases import StagedRelease
from preserve.model.series import Series
from preserve.storage.rows import Rows
from preserve.workflow.run import Run

_Row = tuple[str, str | None, str, str, str, str, str]
_MOST_KEPT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Formats by path, and what found them; both None when identification did not run."""

    formats: Mapping[str, Format] | None = None
    media_types: tuple[str, ...] = ()
    """Of all files, sorted."""
    tool: IdentifierTool | None = None
    when: datetime | None = None
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

    def __getitem__(self, path: str) -> Format:
        """Give the format of a file; raises KeyError."""
        for rows in (self._left, iter(self._rows)):
            self._left = rows
            for row in rows:
                if row[0] == path:
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


def identify(run: Run, staged: StagedRelease, paths: Series[str]) -> Identified:
    """Identify every file's format from its copy; a tool that fails leaves it not checked."""
    if run.identifier is None:
        return Identified(not_checked=("format identification (--no-identify)",))
    rows: Rows[_Row] = Rows()
    media_types: set[str] = set()
    try:
        for path, found in run.identifier.identify(staged.content, paths):
            rows.add(_row(path, found))
            media_types.add(found.media_type)
        tool = run.identifier.tool()
    except ToolError as error:
        return Identified(not_checked=(f"format identification ({error.message})",))
    return Identified(
        formats=Formats(rows),
        media_types=tuple(sorted(media_types - {""})),
        tool=tool,
        when=run.clock.now(),
    )


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
