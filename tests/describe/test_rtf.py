"""RTF is read in the code pages of its fonts, with what is printed above and below the page."""

import io

import pytest

from preserve.describe.lines import Document, Zone
from preserve.describe.readers import READERS, Source


def _read(text: str) -> Document:
    octets = b"{\\rtf1\\ansi\\ansicpg1252 " + text.encode("latin-1") + b"}"
    return READERS["RTF"](Source(name="a.rtf", stream=io.BytesIO(octets)))


def _texts(text: str) -> list[str]:
    return [one.text for one in _read(text).lines]


def _octets(text: str, encoding: str) -> str:
    return "".join(f"\\'{one:02x}" for one in text.encode(encoding))


@pytest.mark.parametrize(
    ("text", "charset", "encoding"),
    [
        ("Пресс-релиз", 204, "cp1251"),
        ("Basın açıklaması", 162, "cp1254"),
        ("بيان صحفي", 178, "cp1256"),
        ("新聞稿", 136, "big5"),
        ("Zpráva pro tisk", 238, "cp1250"),
    ],
)
def test_text_is_in_the_code_page_of_its_font(text: str, charset: int, encoding: str) -> None:
    fonts = f"{{\\fonttbl{{\\f0\\fcharset0 A;}}{{\\f1\\fcharset{charset} B;}}}}"

    assert _texts(f"{fonts}\\f1 {_octets(text, encoding)}\\par") == [text]


def test_text_without_a_code_page_of_its_own_is_in_the_documents() -> None:
    assert _texts(f"\\ansicpg1251 {_octets('Пресс-релиз', 'cp1251')}\\par") == ["Пресс-релиз"]


def test_unicode_replaces_what_stands_in_for_it() -> None:
    text = "\\u1055?\\u-10179?\\u-8704? \\uc2\\u1056\\'3f\\'3fA {\\uc0\\u1057}B\\par"

    assert _texts(text) == ["П😀 РA СB"]


def test_letters_have_weight_and_size() -> None:
    text = (
        "\\fs24\\b Bold\\par\\b0\\fs36 Large\\par\\fs24\\i Leaning\\i0\\par "
        "An ordinary paragraph, which is the longest of them all.\\par"
    )

    assert [(one.bold, one.italic, one.size) for one in _read(text).lines] == [
        (True, False, 1.0),
        (False, False, 1.5),
        (False, True, 1.0),
        (False, False, 1.0),
    ]


def test_the_look_ends_with_its_group() -> None:
    assert [one.bold for one in _read("{\\b Bold\\par}Not\\par").lines] == [True, False]


def test_headers_and_footers_have_their_zones() -> None:
    text = "{\\header Board of Mills\\par}{\\footer Kelda Quay 4\\par}Text\\par"

    assert [(one.text, one.zone) for one in _read(text).lines] == [
        ("Board of Mills", Zone.HEADER),
        ("Text", Zone.PAGE),
        ("Kelda Quay 4", Zone.FOOTER),
    ]


def test_what_is_no_text_of_the_page_is_left_out() -> None:
    text = (
        "{\\*\\generator Writer;}{\\info{\\author Somebody}}{\\pict\\pngblip 89504e47}"
        "{\\footnote aside}{\\v hidden}{\\deleted deleted}"
        "{\\object{\\objdata 00}{\\result shown}}kept\\par"
    )

    assert _texts(text) == ["shownkept"]


def test_binary_data_is_skipped() -> None:
    assert _texts("{\\pict\\bin5 }}{{\\}Text\\par") == ["Text"]


def test_a_date_that_changes_by_itself_is_left_out() -> None:
    field = "{\\field{\\*\\fldinst { %s }}{\\fldrslt {5 May 2020}}}\\par"

    assert _texts("The board of mills, " + field % "DATE") == ["The board of mills,"]
    assert _texts("The board of mills, " + field % "REF a") == ["The board of mills, 5 May 2020"]


def test_cells_are_columns_and_labels_stay_with_their_values() -> None:
    row = "\\trowd\\intbl {}\\cell {}\\cell\\row\\pard "

    lines = _read(row.format("Ministry", "Ministère") + row.format("of Roads", "des Routes")).lines
    assert [(one.text, one.column) for one in lines] == [
        ("Ministry", 0),
        ("of Roads", 0),
        ("Ministère", 1),
        ("des Routes", 1),
    ]
    assert _texts(row.format("Date:", "5 May 2020")) == ["Date: 5 May 2020"]


def test_headings_are_told_by_their_outline_level() -> None:
    styles = "{\\stylesheet{\\s1\\outlinelevel0 heading 1;}}"

    lines = _read(f"{styles}\\pard\\s1 Mills\\par\\pard Text\\par").lines

    assert [(one.text, one.level) for one in lines] == [("Mills", 1), ("Text", 0)]


def test_the_title_among_the_properties_is_a_weak_hint() -> None:
    (hint,) = _read("{\\info{\\title Mills grind again}{\\author A. B.}}Text\\par").hints

    assert (hint.key, hint.text, hint.trust < 0.7) == ("title", "Mills grind again", True)
