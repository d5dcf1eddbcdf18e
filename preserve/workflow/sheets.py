"""The metadata sheets of a run: the one that was named, and those beside the releases."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from preserve.errors import UsageError
from preserve.findings import Finding, Severity
from preserve.model.sheet import Sheet, SheetRow
from preserve.releases import sheet
from preserve.releases.discovery import Discovery

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """Every sheet that was read, with the releases it may speak of."""

    named: tuple[Path, Sheet] | None
    own: tuple[tuple[Path, Sheet, tuple[str, ...]], ...]

    def row(self, release: str) -> SheetRow | None:
        """Give the row of a release: the named sheet goes before the source's own."""
        found = self.named[1].row(release) if self.named else None
        if found is not None:
            return found
        return next((table.row(release) for _, table, names in self.own if release in names), None)


def read(found: Discovery, metadata: Path | None) -> Sheets:
    """Read the sheet that was named, and ``metadata.csv`` of each source.

    Raises UsageError for a sheet that cannot be used at all, ReadError for one that cannot be
    read.
    """
    own = [
        (one.path, sheet.read(one.path), one.releases)
        for one in found.sheets
        if metadata is None or not _same(one.path, metadata)
    ]
    named = (metadata, sheet.read(metadata)) if metadata is not None else None
    return Sheets(named=named, own=tuple(own))


def check(found: Discovery, sheets: Sheets) -> Iterator[tuple[Path, tuple[Finding, ...]]]:
    """Give what is wrong with the rows of each sheet that has anything wrong."""
    everything = [*(one.name for one in found.releases), *(one.name for one in found.refused)]
    tables: list[tuple[Path, Sheet, Iterable[str]]] = [*sheets.own]
    if sheets.named is not None:
        tables.insert(0, (*sheets.named, everything))
    for path, table, releases in tables:
        unknown: Mapping[str, None] = dict.fromkeys(releases)
        findings = (*sheet.check(table), *sheet.check_against(table, unknown))
        if findings:
            yield path, findings


def refuse_wrong(found: Discovery, sheets: Sheets) -> None:
    """Raise UsageError for rows that cannot be right, before anything is written.

    A row that fits no release is as wrong as a column that is not known: the release it was
    meant for would be described without it.
    """
    wrong = [
        finding.message
        for _, findings in check(found, sheets)
        for finding in findings
        if finding.severity is Severity.ERROR
    ]
    if wrong:
        more = len(wrong) - _MOST_NAMED
        tail = f"; and {more} more" if more > 0 else ""
        raise UsageError(
            "; ".join(wrong[:_MOST_NAMED]) + tail,
            remedy="Correct the sheet; nothing was packaged.",
        )


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
