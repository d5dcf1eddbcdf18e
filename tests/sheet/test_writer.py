"""What is written as a sheet is read back as it was."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve.model import sheet as model
from preserve.model.description import Description, Evidence, Origin, ReviewItem, Value
from preserve.model.sheet import Form, SheetEntry
from preserve.releases import sheet, sheet_writer

FOUND = Evidence(origin=Origin.DOCUMENT, where="a.txt line 2", text="=words", rule="headline")
_LANGUAGES = st.sampled_from([None, "en", "fr", "az-Latn", "x-own"])
_TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n\r"),
    min_size=1,
    max_size=40,
).filter(lambda text: bool(text.strip())) | st.sampled_from(
    ["[none]", "'=a", "=1+1", "'", "''", "a\r\nb", 'a"b', "a,b;c\td", "-", "@x", "\ufeffa"]
)


def _value(element: str, text: str, language: str | None = None) -> Value:
    return Value(
        element=element,
        text=text,
        language=language,
        scheme=model.scheme_of(element, text),
        confidence=0.876,
        evidence=FOUND,
    )


@st.composite
def _values(draw: st.DrawFn) -> Value:
    column = draw(st.sampled_from(model.COLUMNS))
    text = draw(_TEXTS)
    if column.form is not Form.TEXT:
        return _value(column.name, text.strip())
    return _value(column.name, text, draw(_LANGUAGES))


def _written(entries: list[SheetEntry]) -> bytes:
    sink = io.BytesIO()
    sheet_writer.write(entries, sink)
    return sink.getvalue()


def _rows(octets: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig"), newline="")))


@settings(deadline=None)
@given(st.lists(st.lists(_values(), max_size=8), min_size=1, max_size=4))
def test_whatever_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, releases: list[list[Value]]
) -> None:
    entries = [
        SheetEntry(
            filename=f"={number}.txt",
            sha512="ab" * 64,
            description=Description(values=tuple(values)),
        )
        for number, values in enumerate(releases)
    ]
    path = tmp_path_factory.mktemp("sheet") / "review.csv"
    path.write_bytes(_written(entries))

    table = sheet.read(path)

    for entry in entries:
        row = table.row(entry.filename)
        assert row is not None
        assert row.sha512 == entry.sha512
        assert row.emptied == ()
        for column in model.COLUMNS:
            told = [(one.text, one.language) for one in row.cells if one.element == column.name]
            assert told == [
                (value.text, value.language)
                for value in entry.description.values
                if value.element == column.name
            ]


def test_values_stand_with_their_confidence_evidence_and_check() -> None:
    description = Description(
        values=(_value("title", "=A", "en"), _value("publisher", "B", "en")),
        review=(ReviewItem(element="issued", reason="left empty"),),
    )
    octets = _written([SheetEntry(filename="a.txt", sha512=None, description=description)])

    assert octets.startswith(b"\xef\xbb\xbffilename,sha512,check,title@en,title@en.confidence,")
    assert octets.count(b"\r\n") == 2
    assert _rows(octets) == [
        {
            "filename": "a.txt",
            "sha512": "",
            "check": "issued: left empty",
            "title@en": "'=A",
            "title@en.confidence": "0.88",
            "title@en.evidence": 'a.txt line 2: "=words" (headline)',
            "publisher@en": "B",
            "publisher@en.confidence": "0.88",
            "publisher@en.evidence": 'a.txt line 2: "=words" (headline)',
            **{
                f"{name}{support}": ""
                for name in ("issued", "language", "type")
                for support in ("", ".confidence", ".evidence")
            },
        }
    ]


def test_a_release_without_a_title_has_a_column_to_fill_in() -> None:
    octets = _written(
        [
            SheetEntry(
                filename="a.txt",
                sha512=None,
                description=Description(values=(_value("title", "A", "en"),)),
            ),
            SheetEntry(filename="b.pdf", sha512=None, description=Description(values=())),
        ]
    )

    assert {"title@en", "title"} <= set(_rows(octets)[1])


def test_the_sink_stays_open() -> None:
    sink = io.BytesIO()
    sheet_writer.write([], sink)

    assert not sink.closed


def test_a_sheet_written_of_no_release_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_bytes(_written([]))

    assert sheet.read(path).rows == ()
