"""Reading the metadata sheet, and holding it against the releases.

A sheet that cannot be used at all is a UsageError; what is wrong with single cells, and rows
that fit no release, are findings.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from preserve.errors import UsageError
from preserve.findings import sheet as codes
from preserve.findings.finding import Code, Finding
from preserve.model import dates, notations
from preserve.model import sheet as model
from preserve.model.sheet import Cell, Form, Sheet, SheetRow
from preserve.releases import sheet_heading, sheet_text
from preserve.releases.sheet_heading import Headings

_COLUMNS_REMEDY = "Correct the heading; the columns are: " + ", ".join(
    [model.FILENAME, model.SHA512, *model.COLUMN]
)
_TWICE_REMEDY = "Keep one row for each release."
_CELLS_REMEDY = "Put quotation marks around a value that holds the separator."
_BLANK_REMEDY = "Give each row the name of its release."
_MOST_PROBLEMS = 20
_LONGEST_CITED = 60
_Problem = tuple[str, str]
"""What is wrong, and what to do about it."""
_DIGEST = re.compile(r"[0-9a-fA-F]{128}")


def read(path: Path) -> Sheet:
    """Read a sheet whole.

    Raises ReadError when the file cannot be read, and UsageError, naming every line that is to
    blame, when it is not UTF-8, not CSV, has an unknown column, or has two rows for one release.
    """
    text = sheet_text.decode(path)
    records = sheet_text.records(text, path)
    _, first = next(records, (1, []))
    headings = sheet_heading.read(first)
    _refuse(path, [(f"line 1: {problem}", _COLUMNS_REMEDY) for problem in headings.problems])
    problems: list[_Problem] = []
    rows: dict[str, SheetRow] = {}
    for line, record in records:
        row = _row(headings, record, sheet=path.name, line=line)
        if isinstance(row, SheetRow):
            before = rows.setdefault(row.filename, row)
            if before is not row:
                twice = f"line {line}: {row.filename} has a row already, line {before.line}"
                problems.append((twice, _TWICE_REMEDY))
        elif row:
            message, remedy = row
            problems.append((f"line {line}: {message}", remedy))
    _refuse(path, problems)
    return Sheet(name=path.name, rows=tuple(rows.values()))


def check(sheet: Sheet) -> tuple[Finding, ...]:
    """Find the cells whose values cannot be what their column says."""
    return tuple(finding for row in sheet.rows for finding in _check_row(row))


def check_against(
    sheet: Sheet, releases: Mapping[str, Collection[str] | None]
) -> tuple[Finding, ...]:
    """Find the rows about no release, and those written for other octets.

    ``releases`` gives, by top-level name, the sha512 of every file; None where not known yet. A
    row's sha512 is that of one file of its release: of the file itself, or of a folder's main
    document.
    """
    matched = {row.line: name for name in releases if (row := sheet.row(name)) is not None}
    findings: list[Finding] = []
    for row in sheet.rows:
        name = matched.get(row.line)
        if name is None:
            findings.append(
                _at(codes.NO_SUCH_RELEASE, row, message=f"{row.filename}: no such release")
            )
            continue
        digests = releases[name]
        if row.sha512 and digests is not None and row.sha512 not in digests:
            findings.append(_other_octets(row, digests))
    return tuple(findings)


def _row(
    headings: Headings, record: list[str], *, sheet: str, line: int
) -> SheetRow | _Problem | None:
    if not any(cell.strip() for cell in record):
        return None
    if any(cell.strip() for cell in record[headings.width :]):
        return f"{len(record)} cells under {headings.width} columns", _CELLS_REMEDY
    cells = [*record, *([""] * (headings.width - len(record)))]
    filename = _filename(cells[headings.filename or 0])
    if not filename:
        return f"{model.FILENAME} is blank", _BLANK_REMEDY
    stated = cells[headings.sha512] if headings.sha512 is not None else ""
    digest = sheet_text.unescape(stated.strip()).lower()
    found = list(_cells(headings, cells))
    return SheetRow(
        filename=filename,
        sheet=sheet,
        line=line,
        sha512=digest or None,
        cells=tuple(cell for cell, raw in found if raw.lower() != model.NONE),
        emptied=tuple(cell for cell, raw in found if raw.lower() == model.NONE),
        blank=frozenset(_blank(headings, cells)),
    )


def _blank(headings: Headings, cells: list[str]) -> Iterator[tuple[str, str | None, int]]:
    """Give the blank cells of headings that stand several times, with their places."""
    seen: Counter[tuple[str, str | None]] = Counter()
    several = Counter((one.column.name, one.language) for one in headings.values)
    for heading in headings.values:
        key = (heading.column.name, heading.language)
        if several[key] > 1 and not cells[heading.position].strip():
            yield *key, seen[key]
        seen[key] += 1


def _filename(cell: str) -> str:
    # A folder may be written with the slash that shells put behind it.
    return sheet_text.unescape(cell.strip()).removeprefix("./").rstrip("/")


def _cells(headings: Headings, cells: list[str]) -> Iterator[tuple[Cell, str]]:
    for heading in headings.values:
        raw = cells[heading.position]
        if not raw.strip():
            continue
        text = sheet_text.unescape(raw)
        if heading.column.form is not Form.TEXT:
            text = text.strip()
        cell = Cell(
            element=heading.column.name,
            language=heading.language,
            text=text,
            column=heading.written,
        )
        yield cell, raw.strip()


def _refuse(path: Path, problems: list[_Problem]) -> None:
    if not problems:
        return
    shown = "; ".join(message for message, _ in problems[:_MOST_PROBLEMS])
    more = len(problems) - _MOST_PROBLEMS
    raise UsageError(
        f"{path}: {shown}" + (f"; and {more} more" if more > 0 else ""),
        remedy=" ".join(dict.fromkeys(remedy for _, remedy in problems)),
    )


def _check_row(row: SheetRow) -> Iterable[Finding]:
    if row.sha512 and not _DIGEST.fullmatch(row.sha512):
        yield _at(
            codes.NO_DIGEST, row, message=f"{row.filename}: sha512 is no SHA-512", found=row.sha512
        )
    for cell in row.cells:
        fault = _fault(cell)
        if fault is not None:
            code, what = fault
            message = f"{row.filename}: column {cell.column}: {what}"
            yield _at(code, row, message=message, found=cell.text)


def _fault(cell: Cell) -> tuple[Code, str] | None:
    outside = notations.outside_xml(cell.text)
    if outside is not None:
        return codes.NOT_IN_XML, f"U+{ord(outside):04X} cannot stand in XML"
    form = model.COLUMN[cell.element].form
    if form is Form.DATE and not (dates.is_w3cdtf(cell.text) or dates.is_edtf(cell.text)):
        return codes.NO_DATE, f"{_cited(cell)} is no date; write 2026-04-14, 2026-04 or 2026"
    if form is Form.LANGUAGE and not notations.names_language(cell.text):
        return codes.NO_LANGUAGE, f"{_cited(cell)} is no language tag; write en, fr or az-Latn"
    return None


def _cited(cell: Cell) -> str:
    text = cell.text
    return f'"{text}"' if len(text) <= _LONGEST_CITED else f'"{text[:_LONGEST_CITED]}…"'


def _other_octets(row: SheetRow, digests: Collection[str]) -> Finding:
    found = min(digests, default="no file")
    return _at(
        codes.OTHER_OCTETS,
        row,
        message=f"{row.filename}: sha512 differs from the row's",
        expected=row.sha512,
        found=found if len(digests) < 2 else f"{len(digests)} files, none with it",
    )


def _at(
    code: Code,
    row: SheetRow,
    *,
    message: str,
    expected: str | None = None,
    found: str | None = None,
) -> Finding:
    return code.at(
        f"{row.sheet} line {row.line}: {message}",
        path=row.sheet,
        line=row.line,
        expected=expected,
        found=found,
    )
