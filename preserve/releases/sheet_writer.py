"""Writing descriptions as a sheet to be corrected and handed back.

UTF-8 with a byte order mark (spreadsheets need it to see that it is UTF-8), commas, CRLF
(RFC 4180). Releases with something to check come first. Terms that have no column, such as
hasPart, follow from the files and are left out.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from preserve import wording
from preserve.model import sheet as model
from preserve.model.description import Description, ReviewItem, Value
from preserve.model.sheet import SheetEntry
from preserve.releases import sheet_text

CORE = ("title", "publisher", "issued", "language", "type")
"""The terms that always have a column to be filled in."""
_OTHERS = 3
"""Runners-up of a term that are shown."""
_LONGEST = 200
"""Characters of a runner-up that are shown."""


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
    rows = sorted(entries, key=lambda entry: not entry.description.review)
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
        lacking = lacking or (not values and (element in CORE or _is_asked(entry, element)))
        for value in values:
            try:
                position = languages.index(value.language, position) + 1
            except ValueError:
                languages.insert(position, value.language)
                position += 1
    if None not in languages and (lacking or (element in CORE and not languages)):
        languages.append(None)
    return [_Slot(element=element, language=language) for language in languages]


def _is_asked(entry: SheetEntry, element: str) -> bool:
    """Tell whether a person may want to fill in a term, since something was found for it."""
    asked = {one.element for one in entry.description.review}
    return element in asked | {one.element for one in entry.description.rivals}


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
    check = "; ".join(map(_question, entry.description.review))
    cells = [sheet_text.guard(entry.filename), entry.sha512 or "", sheet_text.escape(check)]
    others = {slot.element: _others(entry.description, slot.element) for slot in slots}
    for slot, value in zip(slots, _fitted(entry.description, slots), strict=True):
        is_told = value is not None or not entry.description.texts(slot.element)
        beside = others.pop(slot.element, "") if is_told else ""
        cells += _cells(value, beside)
    return cells


def _question(item: ReviewItem) -> str:
    is_of_a_term = item.element in model.COLUMN
    return f"{item.element}: {item.reason}" if is_of_a_term else item.reason


def _fitted(description: Description, slots: Sequence[_Slot]) -> Iterator[Value | None]:
    waiting = {column.name: _values(description, column.name) for column in model.COLUMNS}
    for slot in slots:
        queue = waiting[slot.element]
        fits = bool(queue) and queue[0].language == slot.language
        yield queue.pop(0) if fits else None


def _cells(value: Value | None, others: str) -> list[str]:
    """Give a value, its confidence, and its evidence with what else was found."""
    if value is None:
        return ["", "", sheet_text.escape(others)]
    evidence = value.evidence
    quoted = f': "{evidence.text}"' if evidence.text else ""
    told = f"{evidence.where}{quoted} ({evidence.rule})"
    told = f"{told}; {others}" if others else told
    return [sheet_text.guard(value.text), f"{value.confidence:.2f}", sheet_text.escape(told)]


def _others(description: Description, element: str) -> str:
    """Tell what else was found for a term, so that a person can pick it."""
    found = [one for one in description.rivals if one.element == element]
    told = [_other(one) for one in found[:_OTHERS]]
    more = len(found) - len(told)
    return f"or {', or '.join(told)}{f', or {more} more' if more else ''}" if told else ""


def _other(one: Value) -> str:
    text = wording.clip(one.text, _LONGEST)
    return f'"{text}" ({one.confidence:.2f}, {one.evidence.where}, {one.evidence.rule})'
