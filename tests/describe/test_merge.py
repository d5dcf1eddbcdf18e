"""The sheet goes before the document, the document before the settings."""

import pytest

from preserve.config import DescribeSettings
from preserve.describe import merge
from preserve.model import sheet
from preserve.model.description import (
    Description,
    Evidence,
    Origin,
    Question,
    ReviewItem,
    Scheme,
    Value,
)
from preserve.model.sheet import Cell, SheetRow

SETTINGS = DescribeSettings()
FOUND = Evidence(origin=Origin.DOCUMENT, where="a.txt line 1", text="words", rule="headline")


def _value(element: str, text: str, language: str | None = None) -> Value:
    return Value(
        element=element,
        text=text,
        language=language,
        scheme=sheet.scheme_of(element, text),
        confidence=0.9,
        evidence=FOUND,
    )


DOCUMENT = Description(
    values=(
        _value("title", "Found", "en"),
        _value("publisher", "Board", "en"),
        _value("publisher", "Régie", "fr"),
        _value("type", "Text"),
        _value("type", "statement"),
    ),
    review=(ReviewItem(element="issued", reason="left empty"), ReviewItem(element="*", reason="x")),
)


def _cell(column: str, text: str) -> Cell:
    element, _, language = column.partition("@")
    return Cell(element=element, language=language or None, text=text, column=column)


def _row(cells: dict[str, str], *emptied: str) -> SheetRow:
    return SheetRow(
        filename="a.txt",
        sheet="metadata.csv",
        line=3,
        cells=tuple(_cell(column, text) for column, text in cells.items()),
        emptied=tuple(_cell(column, sheet.NONE) for column in emptied),
    )


def _said(description: Description, element: str) -> list[tuple[str, str | None]]:
    return [(one.text, one.language) for one in description.values if one.element == element]


def test_without_a_row_the_document_speaks() -> None:
    assert merge.merge(DOCUMENT, row=None, settings=SETTINGS) == DOCUMENT


def test_a_cell_takes_the_place_of_the_value_and_keeps_its_language() -> None:
    merged = merge.merge(DOCUMENT, row=_row({"title": "Right"}), settings=SETTINGS)

    assert _said(merged, "title") == [("Right", "en")]
    (title,) = (value for value in merged.values if value.element == "title")
    assert title.confidence == 1.0
    assert title.evidence == Evidence(
        origin=Origin.CSV, where="metadata.csv line 3", text="Right", rule="column title"
    )


def test_a_cell_that_says_what_the_document_says_keeps_its_evidence() -> None:
    row = SheetRow(
        filename="a",
        sheet="s.csv",
        line=2,
        cells=(Cell(element="title", language=None, text="Found", column="title"),),
    )

    merged = merge.merge(DOCUMENT, row=row, settings=SETTINGS)

    title = next(one for one in merged.values if one.element == "title")
    assert title.evidence == FOUND
    assert title.confidence == 0.9


def test_a_cell_repeats_the_value_of_its_own_language_before_another() -> None:
    document = Description(values=(_value("title", "Oslo", "en"), _value("title", "Oslo")))
    row = SheetRow(
        filename="a",
        sheet="s.csv",
        line=2,
        cells=(
            Cell(element="title", language=None, text="Oslo", column="title"),
            Cell(element="title", language="en", text="Oslo", column="title@en"),
        ),
    )

    merged = merge.merge(document, row=row, settings=SETTINGS)

    assert [one.language for one in merged.values] == [None, "en"]
    assert all(one.evidence == FOUND for one in merged.values)


def test_a_blank_cell_of_several_keeps_the_value_of_its_place() -> None:
    row = SheetRow(
        filename="a",
        sheet="s.csv",
        line=2,
        cells=(Cell(element="publisher", language=None, text="Agency", column="publisher"),),
        blank=frozenset({("publisher", None, 1)}),
    )

    merged = merge.merge(DOCUMENT, row=row, settings=SETTINGS)

    assert merged.texts("publisher") == ("Agency", "Régie")


def test_a_cell_in_a_language_takes_the_place_of_that_language_alone() -> None:
    merged = merge.merge(DOCUMENT, row=_row({"publisher@fr": "Office"}), settings=SETTINGS)

    assert _said(merged, "publisher") == [("Office", "fr"), ("Board", "en")]


def test_a_cell_without_a_language_takes_the_place_of_all() -> None:
    merged = merge.merge(DOCUMENT, row=_row({"publisher": "Office"}), settings=SETTINGS)

    assert _said(merged, "publisher") == [("Office", None)]


def test_none_leaves_an_element_empty() -> None:
    merged = merge.merge(DOCUMENT, row=_row({}, "publisher", "issued"), settings=SETTINGS)

    assert _said(merged, "publisher") == []
    assert [item.element for item in merged.review] == ["*"]


def test_none_in_a_language_empties_that_language_alone() -> None:
    merged = merge.merge(DOCUMENT, row=_row({}, "publisher@fr"), settings=SETTINGS)

    assert _said(merged, "publisher") == [("Board", "en")]


def test_a_genre_from_the_sheet_leaves_the_dcmi_type() -> None:
    merged = merge.merge(DOCUMENT, row=_row({"type": "press release"}), settings=SETTINGS)

    assert merged.texts("type") == ("Text", "press release")


def test_a_given_term_needs_no_review_any_more() -> None:
    merged = merge.merge(DOCUMENT, row=_row({"issued": "2020-01"}), settings=SETTINGS)

    assert [item.element for item in merged.review] == ["*"]
    (issued,) = (value for value in merged.values if value.element == "issued")
    assert issued.scheme is Scheme.W3CDTF


def test_a_row_with_every_core_term_settles_the_whole() -> None:
    cells = {"title": "a", "publisher": "b", "issued": "2020", "language": "en"}
    merged = merge.merge(DOCUMENT, row=_row(cells), settings=SETTINGS)

    assert merged.review == ()


@pytest.mark.parametrize("question", [Question.DOCUMENT, Question.CHOICE])
def test_a_title_settles_which_document_speaks_and_that_none_could(question: Question) -> None:
    asked = Description(values=(), review=(ReviewItem(element="*", reason="x", question=question),))

    assert merge.merge(asked, row=_row({"title": "a"}), settings=SETTINGS).review == ()
    assert merge.merge(asked, row=_row({"issued": "2020"}), settings=SETTINGS).review != ()


def test_a_title_does_not_settle_a_doubt_about_every_value() -> None:
    merged = merge.merge(DOCUMENT, row=_row({"title": "a"}), settings=SETTINGS)

    assert [item.element for item in merged.review] == ["issued", "*"]


def test_an_edtf_date_has_no_scheme() -> None:
    merged = merge.merge(DOCUMENT, row=_row({"issued": "2020-01~"}), settings=SETTINGS)

    (issued,) = (value for value in merged.values if value.element == "issued")
    assert issued.scheme is None


@pytest.mark.parametrize(
    ("values", "genre", "uri", "expected"),
    [
        ((), "press release", "", ("press release",)),
        (("statement",), "press release", "", ("statement",)),
        (
            ("press release",),
            "Press release",
            "https://a.example/p",
            ("press release", "https://a.example/p"),
        ),
        (("statement",), "press release", "https://a.example/p", ("statement",)),
        ((), "press release", "https://a.example/p", ("press release", "https://a.example/p")),
        ((), "", "https://a.example/p", ()),
    ],
)
def test_the_configured_genre_fills_in_and_its_uri_goes_with_it(
    values: tuple[str, ...], genre: str, uri: str, expected: tuple[str, ...]
) -> None:
    document = Description(values=tuple(_value("type", text) for text in values))
    settings = DescribeSettings(genre=genre, genre_uri=uri)

    merged = merge.merge(document, row=None, settings=settings)

    assert merged.texts("type") == expected
    added = [one.evidence.where for one in merged.values if one.evidence.origin is Origin.CONFIG]
    assert set(added) <= {"[describe] genre", "[describe] genre_uri"}


def test_none_for_the_type_keeps_the_configured_genre_away() -> None:
    settings = DescribeSettings(genre="press release")

    merged = merge.merge(DOCUMENT, row=_row({}, "type"), settings=settings)

    assert merged.texts("type") == ()
