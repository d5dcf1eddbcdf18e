"""Names that differ from a manifest's by Unicode normalisation alone (RFC 8493 section 6.1.1.3)."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter

from preserve.bags.read.collected import Section
from preserve.bags.read.rows import Row
from preserve.bags.read.scope import Scope
from preserve.findings import Finding, names
from preserve.storage.names import composed, from_octets, to_octets
from preserve.storage.spills import Record, Spill

_SPELLINGS = 1_000
"""Spellings of one name that are looked at together; no name of a real file has as many."""

_key = itemgetter(0)


def tolerate(rows: Iterable[Row], scope: Scope, findings: Section) -> Iterator[Row]:
    """RFC 8493 section 6.1.1.3: take a name for its file when normalisation alone differs.

    Every row is given: those that are settled at once, then the others, of which a file's takes
    over the lines that a manifest has for it under another spelling.
    """
    with Spill() as unsettled:
        for row in rows:
            if row.octets.isascii() or _is_settled(scope, row):
                yield row
            else:
                unsettled.add(_normalised(row.octets), _packed(row))
        for _, records in groupby(unsettled, key=_key):
            spellings = map(_unpacked, records)
            together = list(islice(spellings, _SPELLINGS))
            findings.extend(_unite(scope, together))
            yield from (row for row in together if row.is_file or row.is_stated)
            yield from spellings


def _is_settled(scope: Scope, row: Row) -> bool:
    return scope.is_listed_everywhere(row) if row.is_file else not row.is_stated


def _unite(scope: Scope, together: list[Row]) -> Iterator[Finding]:
    files = [row for row in together if row.is_file]
    if len(files) != 1:
        return
    file = files[0]
    spellings = [file.octets] if file.is_stated else []
    for row in together:
        if row is not file and _moves(row, file):
            spellings.append(row.octets)
            yield from _move(scope, row, file)
    if spellings:
        file.spellings = spellings if file.octets in spellings else [*spellings, file.octets]


def _moves(row: Row, file: Row) -> bool:
    return any(file.lacks(line.source) for line in row.lines) or (
        row.fetch is not None and file.fetch is None
    )


def _move(scope: Scope, row: Row, file: Row) -> Iterator[Finding]:
    for line in [one for one in row.lines if file.lacks(one.source)]:
        row.lines.remove(line)
        file.lines.append(line)
        yield names.NORMALISATION_DIFFERS.at(
            f"{file.path}: is listed in another normalisation "
            f"({scope.manifests[line.source].name}, line {line.number})",
            path=file.path,
        )
    if file.fetch is None:
        row.fetch, file.fetch = None, row.fetch
    file.lines.sort()


def _normalised(octets: bytes) -> bytes:
    return to_octets(composed(from_octets(octets)))


def _packed(row: Row) -> bytes:
    import pickle  # noqa: PLC0415 - quick start-up

    return pickle.dumps(row)


def _unpacked(record: Record) -> Row:
    import pickle  # noqa: PLC0415 - quick start-up

    # Our own octets, from a file that nobody else can open.
    row: Row = pickle.loads(record[1])  # noqa: S301
    return row
