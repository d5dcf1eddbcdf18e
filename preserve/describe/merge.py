"""Puts together what the sheet, the document and the settings say, in that order.

A cell of a column without a language (``title``) takes the place of all the document's values of
its term; one with a language (``title@fr``) of those in that language. ``[none]`` likewise
removes. For type, the term of the DCMI Type Vocabulary and the genre are replaced apart. Where a
column stands several times, a blank one among others keeps the document's value of its place.
A cell that says what the document says is no correction: the value keeps its evidence.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from preserve.config import DescribeSettings
from preserve.model import notations, sheet
from preserve.model.description import (
    Description,
    Evidence,
    Origin,
    Question,
    ReviewItem,
    Scheme,
    Value,
)
from preserve.model.sheet import Cell, Form, SheetRow

_CORE = ("title", "publisher", "issued", "language")
_WHOLE = "*"


def merge(
    document: Description, *, row: SheetRow | None, settings: DescribeSettings
) -> Description:
    """Give the description that is to be recorded."""
    merged = _with_row(document, row) if row is not None else document
    values = [*merged.values, *_configured(merged.values, row, settings=settings)]
    return replace(merged, values=tuple(_in_order(values)))


def _with_row(document: Description, row: SheetRow) -> Description:
    given: list[Value] = []
    for cell in row.cells:
        read = _as_read(cell, document, given)
        given.append(read or _value(row, cell, document=document))
    kept = [
        value
        for value in document.values
        if value not in given and (_is_left(value, document, row) or not _is_replaced(value, row))
    ]
    named = {cell.element for cell in (*row.cells, *row.emptied)}
    review = tuple(item for item in document.review if not _is_settled(item, named))
    return replace(document, values=(*given, *kept), review=review)


def _as_read(cell: Cell, document: Description, given: Sequence[Value]) -> Value | None:
    """Give the value of the document that a cell repeats; None where it says something else.

    One in the language of the column goes before one in another; none is given twice.
    """
    same = [
        value
        for value in document.values
        if value.element == cell.element and value.text == cell.text and value not in given
        if cell.language in {None, value.language}
    ]
    return min(same, key=lambda value: value.language != cell.language, default=None)


def _is_left(value: Value, document: Description, row: SheetRow) -> bool:
    """Tell whether a blank cell stands in the place of a value, beside others of its column."""
    for language in (None, value.language):
        group = [
            one
            for one in document.values
            if one.element == value.element and language in {None, one.language}
        ]
        if (value.element, language, group.index(value)) in row.blank:
            return True
    return False


def _is_settled(item: ReviewItem, named: AbstractSet[str]) -> bool:
    """Tell whether a row answers a question; who titles a release has looked at it."""
    if item.element != _WHOLE:
        return item.element in named
    wanted = _CORE if item.question is Question.VALUE else ("title",)
    return all(one in named for one in wanted)


def _value(row: SheetRow, cell: Cell, *, document: Description) -> Value:
    scheme = sheet.scheme_of(cell.element, cell.text)
    return Value(
        element=cell.element,
        text=cell.text,
        language=None if scheme else cell.language or _inherited(cell, document),
        scheme=scheme,
        evidence=Evidence(
            origin=Origin.CSV,
            where=f"{row.sheet} line {row.line}",
            text=cell.text,
            rule=f"column {cell.column}",
        ),
    )


def _inherited(cell: Cell, document: Description) -> str | None:
    """Give the one language of the values that a cell takes the place of.

    A corrected title stays in the language that the title was in. Where there was none, a
    runner-up that was picked is in its own.
    """
    if sheet.COLUMN[cell.element].form is not Form.TEXT:
        return None
    replaced = [one for one in document.values if one.element == cell.element]
    picked = [
        one
        for one in document.runners_up
        if one.element == cell.element and one.text == cell.text and not replaced
    ]
    languages = {one.language for one in (*replaced, *picked)}
    return languages.pop() if len(languages) == 1 else None


def _is_replaced(value: Value, row: SheetRow) -> bool:
    for cell in row.emptied:
        if cell.element == value.element and cell.language in {None, value.language}:
            return True
    return any(_takes_place(cell, value) for cell in row.cells)


def _takes_place(cell: Cell, value: Value) -> bool:
    if cell.element != value.element or cell.language not in {None, value.language}:
        return False
    if value.element != "type":
        return True
    return (value.scheme is Scheme.DCMI_TYPE) == (cell.text in notations.DCMI_TYPES)


def _configured(
    values: Sequence[Value], row: SheetRow | None, *, settings: DescribeSettings
) -> Iterator[Value]:
    """Give the genre of the settings where nothing else names one, and the genre's URI."""
    emptied = row is not None and any(cell.element == "type" for cell in row.emptied)
    genres = [
        value.text
        for value in values
        if value.element == "type" and value.scheme is not Scheme.DCMI_TYPE
    ]
    if settings.genre and not genres and not emptied:
        genres = [settings.genre]
        yield _setting("genre", settings.genre, scheme=None)
    named = [genre.casefold() for genre in genres]
    if (
        settings.genre_uri
        and settings.genre.casefold() in named
        and settings.genre_uri not in genres
    ):
        yield _setting("genre_uri", settings.genre_uri, scheme=Scheme.URI)


def _setting(key: str, text: str, *, scheme: Scheme | None) -> Value:
    return Value(
        element="type",
        text=text,
        scheme=scheme,
        evidence=Evidence(
            origin=Origin.CONFIG, where=f"[describe] {key}", text=text, rule="configured"
        ),
    )


def _in_order(values: Sequence[Value]) -> list[Value]:
    """Sort by the order of the record; values of one term keep theirs, Text before the genre."""
    order = {column.name: index for index, column in enumerate(sheet.COLUMNS)}

    def place(value: Value) -> tuple[int, str, bool]:
        known = value.element in order
        return (
            order.get(value.element, len(order)),
            "" if known else value.element,
            value.element == "type" and value.scheme is not Scheme.DCMI_TYPE,
        )

    return sorted(values, key=place)
