"""Writing descriptions as a sheet to be corrected and handed back.

UTF-8 with a byte order mark (spreadsheets need it to see that it is UTF-8), commas, CRLF
(RFC 4180). Terms that have no column, such as hasPart, follow from the files and are left out.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from preserve.model import sheet as model
from preserve.model.description import Description, Value
from preserve.model.sheet import SheetEntry
from preserve.releases import sheet_text

CORE = ("title", "publisher", "issued", "language", "type")
"""The terms that always have a column to be filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    element: str
    language: str | None

    @property
    def heading(self) -> str:
        return f"{self.element}@{self.language}" if self.language else self.element


def write(entries: Iterable[SheetEntry], sink: BinaryIO) -> None:
    """Write one row a release, each value with its confidence and evidence.

    What read gives back has, for each term, the same values in the same order and language.
    """
    rows = list(entries)
    slots = [slot for column in model.COLUMNS for slot in _slots(column.name, rows)]
    text = io.TextIOWrapper(sink, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(_headings(slots))
        writer.writerows(_row(entry, slots) for entry in rows)
        text.flush()
    finally:
        text.detach()


def _slots(element: str, entries: Sequence[SheetEntry]) -> list[_Slot]:
    """Give the columns of a term: each release's values fit them from left to right."""
    languages: list[str | None] = []
    lacking = False
    for entry in entries:
        position = 0
        values = _values(entry.description, element)
        lacking = lacking or not values
        for value in values:
            try:
                position = languages.index(value.language, position) + 1
            except ValueError:
                languages.insert(position, value.language)
                position += 1
    if element in CORE and None not in languages and (lacking or not languages):
        languages.append(None)
    return [_Slot(element=element, language=language) for language in languages]


def _values(description: Description, element: str) -> list[Value]:
    return [value for value in description.values if value.element == element]


def _headings(slots: Iterable[_Slot]) -> list[str]:
    headings = [model.FILENAME, model.SHA512, model.CHECK]
    for slot in slots:
        headings += [
            slot.heading,
            f"{slot.heading}.{model.CONFIDENCE}",
            f"{slot.heading}.{model.EVIDENCE}",
        ]
    return headings


def _row(entry: SheetEntry, slots: Sequence[_Slot]) -> list[str]:
    check = "; ".join(f"{item.element}: {item.reason}" for item in entry.description.review)
    cells = [entry.filename, entry.sha512 or "", check]
    for value in _fitted(entry.description, slots):
        cells += ["", "", ""] if value is None else [value.text, *_support(value)]
    return [sheet_text.escape(cell) for cell in cells]


def _fitted(description: Description, slots: Sequence[_Slot]) -> Iterator[Value | None]:
    waiting = {column.name: _values(description, column.name) for column in model.COLUMNS}
    for slot in slots:
        queue = waiting[slot.element]
        fits = bool(queue) and queue[0].language == slot.language
        yield queue.pop(0) if fits else None


def _support(value: Value) -> tuple[str, str]:
    evidence = value.evidence
    quoted = f': "{evidence.text}"' if evidence.text else ""
    return f"{value.confidence:.2f}", f"{evidence.where}{quoted} ({evidence.rule})"
