"""Readers give the same lines whatever the encoding and the line ends."""

import io
from pathlib import Path

import pytest

from preserve import describe
from preserve.config import DescribeSettings
from preserve.describe import readers
from preserve.describe.lines import Document
from preserve.describe.readers import READERS, Source
from preserve.model.description import Description

RUSSIAN = """Управление речного транспорта

Пресс-релиз № 14
5 марта 2009 г.

Навигация начнётся раньше срока

Управление речного транспорта сообщает, что навигация откроется на десять дней раньше обычного.
Суда пойдут по новому расписанию.
"""
TURKISH = """Kıyı Eserleri Müdürlüğü

Basın bülteni
3 Şubat 2012

Fener kulesinin onarımı tamamlandı

Kıyı Eserleri Müdürlüğü, 1871 yılında yapılan fener kulesinin onarımını geçen ay tamamladı. Kule
nisan ayından itibaren her gün ziyarete açılacak.
"""


def _read(text: str, format_name: str = "plain text") -> Document:
    return READERS[format_name](Source(name="a", stream=io.BytesIO(text.encode())))


def _described(path: Path) -> Description:
    return describe.describe(path, name=path.name, settings=DescribeSettings())


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "iso8859-5"]
)
def test_a_russian_release_is_read_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(RUSSIAN.encode(encoding))

    description = _described(path)

    assert description.texts("title") == ("Навигация начнётся раньше срока",)
    assert description.texts("issued") == ("2009-03-05",)
    assert description.texts("language") == ("ru",)
    assert description.texts("identifier") == ("14",)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1254", "utf-16"])
def test_a_turkish_release_is_read_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TURKISH.encode(encoding))

    description = _described(path)

    assert description.texts("title") == ("Fener kulesinin onarımı tamamlandı",)
    assert description.texts("publisher") == ("Kıyı Eserleri Müdürlüğü",)
    assert description.texts("issued") == ("2012-02-03",)


def test_a_guessed_encoding_is_put_before_a_person(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(RUSSIAN.encode("cp1251"))

    (item,) = _described(path).review

    assert item.element == "*"
    assert item.reason.startswith("the encoding was guessed (cp1251)")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(line_end: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TURKISH.replace("\n", line_end).encode())

    description = _described(path)

    assert description.texts("title") == ("Fener kulesinin onarımı tamamlandı",)
    assert description.values[0].evidence.where == "a.txt line 6"


def test_decomposed_letters_are_composed_in_the_record(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Museum of Cafe\u0301s\n\nPress release\n\nA cafe\u0301 opens in the old mill\n"
    )

    assert "A café opens in the old mill" in _described(path).texts("title")


def test_characters_that_xml_cannot_hold_are_not_in_values(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Board of Mills\n\nPress release\n\nThe old\x0b mill\x1b grinds\x02 again\n")

    assert _described(path).texts("title") == ("The old mill grinds again",)


def test_emphasis_over_several_lines_is_one_passage() -> None:
    document = _read("**Permanent Mission of\nthe Islands**\n\nplain")

    assert [(one.text, one.bold, one.joined) for one in document.lines] == [
        ("Permanent Mission of", True, False),
        ("the Islands", True, True),
        ("plain", False, False),
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    document = _read(
        "Ministry of Roads          Ministère des Routes\nand Bridges               et des Ponts\n"
    )

    assert [(one.text, one.column) for one in document.lines] == [
        ("Ministry of Roads", 0),
        ("and Bridges", 0),
        ("Ministère des Routes", 1),
        ("et des Ponts", 1),
    ]


def test_an_underlined_line_is_a_heading_in_plain_text_too() -> None:
    document = _read("New bridge opens\n================\n\nText.")

    assert [(one.text, one.level) for one in document.lines] == [
        ("New bridge opens", 1),
        ("Text.", 0),
    ]


def test_markdown_gives_headings_emphasis_lists_and_rules() -> None:
    document = _read(
        "# Board\n\n**Bold  \nname**\n\n*leaning*\n\n---\n\n- item\n\n"
        "| a | b |\n|---|---|\n| c | d |\n",
        "Markdown",
    )

    assert [
        (one.text, one.level, one.bold, one.italic, one.listed, one.rule, one.column)
        for one in document.lines
    ] == [
        ("Board", 1, False, False, False, False, 0),
        ("Bold", 0, True, False, False, False, 0),
        ("name", 0, True, False, False, False, 0),
        ("leaning", 0, False, True, False, False, 0),
        ("---", 0, False, False, False, True, 0),
        ("item", 0, False, False, True, False, 0),
        ("a", 0, False, False, False, False, 0),
        ("b", 0, False, False, False, False, 1),
        ("c", 0, False, False, False, False, 0),
        ("d", 0, False, False, False, False, 1),
    ]
    assert [one.number for one in document.lines][:5] == [1, 3, 4, 6, 8]


def test_front_matter_gives_hints_with_their_lines() -> None:
    document = _read("---\ntitle: 'A: b'\ntags:\n  - one\n  - two # note\n---\n\n# A\n", "Markdown")

    assert [(hint.key, hint.text, hint.number) for hint in document.hints] == [
        ("title", "A: b", 2),
        ("tags", "one", 4),
        ("tags", "two", 5),
    ]
    assert document.lines[0].number == 8


@pytest.mark.parametrize(
    ("name", "octets", "expected"),
    [
        ("a.txt", b"words", "plain text"),
        ("a.md", b"words", "Markdown"),
        ("a", b"words", "plain text"),
        ("a.2020", b"words", "plain text"),
        ("a.txt", b"%PDF-1.4", "PDF"),
        ("a.txt", b" <!DOCTYPE html>", "HTML"),
        ("a.txt", b"a\x00b", "binary"),
        ("a.docx", b"PK\x03\x04", "DOCX"),
        ("a.txt", b"PK\x03\x04", "ZIP"),
        ("a.eml", b"From: a", "e-mail"),
        ("a.csv", b"a,b", "CSV"),
        ("a.png", b"\x89PNG", "PNG"),
    ],
)
def test_a_format_is_recognised_by_octets_before_the_extension(
    name: str, octets: bytes, expected: str
) -> None:
    assert readers.recognise(name, octets) == expected


@pytest.mark.parametrize("name", ["a.doc"])
def test_a_format_without_a_reader_leaves_every_term_empty(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"Ministry of Roads\n\nPress release\n\n5 May 2020\n")

    description = _described(path)

    assert description.values == ()
    (item,) = description.review
    assert item.element == "*"
    assert item.reason.startswith("no reader for this format yet (")
    assert item.reason.endswith("): give the row in metadata.csv")


def test_an_empty_file_leaves_every_term_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()

    description = _described(path)

    assert description.values == ()
    assert [item.reason for item in description.review] == [
        "the document is empty: give the row in metadata.csv"
    ]
