"""Describing, writing the sheet, reading it and merging it loses nothing."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve.config import DescribeSettings
from preserve.describe import merge
from preserve.model import sheet as model
from preserve.model.description import Description, Evidence, Origin, ReviewItem, Value
from preserve.model.sheet import Form, SheetEntry, SheetRow
from preserve.releases import conversions, sheet, sheet_text, sheet_writer

EVIDENCE = Evidence(origin=Origin.DOCUMENT, where="a.txt line 2", text="words", rule="headline")
CONVERTED = (
    "007",
    "0.50",
    "1,234",
    "12/20",
    "03/04",
    "12/2020",
    "2020-01-02",
    "2026-11",
    "2026-11-22T10:00Z",
    "20.01.2020",
    "1-2",
    "1 1/2",
    "50%",
    "$5",
    "(5)",
    "10:30",
    "5 pm",
    "1E5",
    "12345678901234567890",
    "TRUE",
    "falsch",
    "May 2020",
    "20 January 2020",
    "14 août 2018",
    "3 марта 2009",
    "MAR1",
    "Dec-20",
)
KEPT = (
    "2026",
    "0",
    "The plan",
    "COVID-19 plan",
    "No. 5 of 2015",
    "Major 2020",
    "en",
    "2 plans for 3 bridges",
    "مؤسسة 2020",
    "",
)
_TEXTS = st.sampled_from([*CONVERTED, "[none]", "'=a", "=1", "'007", "''", "a\nb", 'a"b', "-"]) | (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(
        lambda text: bool(text.strip())
    )
)


@st.composite
def _values(draw: st.DrawFn) -> Value:
    column = draw(st.sampled_from(model.COLUMNS))
    is_words = column.form is Form.TEXT
    text = draw(_TEXTS)
    text = text if is_words else text.strip()
    scheme = model.scheme_of(column.name, text)
    language = draw(st.sampled_from([None, "en", "fr"])) if is_words and not scheme else None
    return Value(
        element=column.name, text=text, language=language, scheme=scheme, evidence=EVIDENCE
    )


def _row(path: Path, *descriptions: Description) -> SheetRow:
    """Write a sheet of these, read it, and give the row of the first."""
    sink = io.BytesIO()
    entries = [
        SheetEntry(filename=f"{number}/{number}", sha512=None, description=one)
        for number, one in enumerate(descriptions, start=1)
    ]
    sheet_writer.write(entries, sink)
    path.write_bytes(sink.getvalue())
    row = sheet.read(path).row("1/1")
    assert row is not None
    return row


def _told(description: Description) -> list[tuple[object, ...]]:
    return [(one.element, one.text, one.language, one.scheme) for one in description.values]


@settings(deadline=None)
@given(st.lists(_values(), max_size=8), st.lists(_values(), max_size=8))
def test_a_sheet_that_is_handed_back_untouched_changes_no_value(
    tmp_path_factory: pytest.TempPathFactory, values: list[Value], others: list[Value]
) -> None:
    chosen = DescribeSettings(genre="press release", genre_uri="https://example.org/genre")
    described = merge.merge(Description(values=tuple(values)), row=None, settings=chosen)
    path = tmp_path_factory.mktemp("sheet") / "review.csv"
    row = _row(path, described, Description(values=tuple(others)))
    again = merge.merge(Description(values=tuple(values)), row=row, settings=chosen)
    assert _told(again) == _told(described)


@pytest.mark.parametrize("text", CONVERTED)
def test_what_a_spreadsheet_would_save_otherwise_is_guarded_and_comes_back(text: str) -> None:
    assert sheet_text.guard(text) == f"'{text}"
    assert sheet_text.unescape(sheet_text.guard(text)) == text


@pytest.mark.parametrize("text", KEPT)
def test_what_a_spreadsheet_keeps_is_written_as_it_is(text: str) -> None:
    assert not conversions.changes(text)
    assert sheet_text.guard(text) == text


DESCRIBED = Description(
    values=(
        Value(element="title", text="Right", language="en", evidence=EVIDENCE),
        Value(element="title", text="Juste", language="fr", evidence=EVIDENCE),
        Value(element="publisher", text="A phone number", evidence=EVIDENCE),
    ),
    runners_up=(
        Value(element="spatial", text="Baku", language="en", confidence=0.5, evidence=EVIDENCE),
        Value(element="title", text="Other", language="en", confidence=0.6, evidence=EVIDENCE),
    ),
)


def _rows(path: Path) -> list[dict[str, str]]:
    text = sheet_text.decode(path)
    (_, headings), *rows = sheet_text.records(text, path)
    return [dict(zip(headings, row, strict=True)) for _, row in rows]


def test_none_removes_a_wrong_value_and_only_it(tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    _row(path, DESCRIBED)
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("A phone number,", "[none],", 1), encoding="utf-8")
    (row,) = sheet.read(path).rows
    merged = merge.merge(DESCRIBED, row=row, settings=DescribeSettings())
    assert merged.texts("publisher") == ()
    assert merged.texts("title") == ("Right", "Juste")


def test_what_else_was_found_stands_beside_the_value(tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    _row(path, DESCRIBED)
    (row,) = _rows(path)
    assert row["title@en.evidence"] == (
        'a.txt line 2: "words" (headline); or "Other" (0.60, a.txt line 2, headline)'
    )
    assert row["title@fr.evidence"] == 'a.txt line 2: "words" (headline)'


def test_a_term_of_which_nothing_was_sure_has_a_cell_to_pick_it_in(tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    _row(path, DESCRIBED)
    (row,) = _rows(path)
    assert (row["spatial"], row["spatial.confidence"]) == ("", "")
    assert row["spatial.evidence"] == 'or "Baku" (0.50, a.txt line 2, headline)'


def test_a_runner_up_that_is_picked_keeps_its_language(tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_text("filename,spatial\n1,Baku\n", encoding="utf-8")
    (row,) = sheet.read(path).rows
    merged = merge.merge(DESCRIBED, row=row, settings=DescribeSettings())
    (place,) = (one for one in merged.values if one.element == "spatial")
    assert (place.text, place.language) == ("Baku", "en")


def test_releases_with_something_to_check_come_first(tmp_path: Path) -> None:
    asked = replace(DESCRIBED, review=(ReviewItem(element="*", reason="look at the letters"),))
    path = tmp_path / "review.csv"
    _row(path, DESCRIBED, asked, DESCRIBED, asked)
    assert [(row["filename"], row["check"]) for row in _rows(path)] == [
        ("'2/2", "look at the letters"),
        ("'4/4", "look at the letters"),
        ("'1/1", ""),
        ("'3/3", ""),
    ]
