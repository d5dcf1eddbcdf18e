"""DOCX is read in the order of reading, with what is printed above and below the page."""

import io

import pytest

from preserve.describe import readers
from preserve.describe.lines import Document, Zone
from preserve.describe.readers import READERS, Source
from tests.describe import office_writer
from tests.describe.office_writer import paragraph, run

_SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'


def _read(octets: bytes) -> Document:
    return READERS["DOCX"](Source(name="a.docx", stream=io.BytesIO(octets)))


def _texts(octets: bytes) -> list[str]:
    return [one.text for one in _read(octets).lines]


def test_paragraphs_have_level_weight_and_size_of_style_and_run() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/>'
        '<w:rPr><w:b/><w:sz w:val="33"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="X"><w:basedOn w:val="berschrift1"/>'
        '<w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    )
    body = (
        paragraph(run("First"), properties='<w:pStyle w:val="berschrift1"/>')
        + paragraph(run("Second"), properties='<w:pStyle w:val="X"/>')
        + paragraph(run("An ordinary paragraph, which is the longest of them all."))
        + paragraph(run("bold", "<w:b/>"), run(" and not"))
        + paragraph(run("leaning", "<w:i/>"))
    )

    lines = _read(office_writer.word(body, styles=styles)).lines

    assert [(one.level, one.bold, one.italic, one.size) for one in lines] == [
        (1, True, False, 1.5),
        (1, False, False, 1.5),
        (0, False, False, 1.0),
        (0, False, False, 1.0),
        (0, False, True, 1.0),
    ]


def test_the_header_of_the_first_page_stands_first() -> None:
    octets = office_writer.word(
        paragraph(run("Text")) + _SECTION, header=paragraph(run("Board of Mills"))
    )

    assert [(one.text, one.zone) for one in _read(octets).lines] == [
        ("Board of Mills", Zone.HEADER),
        ("Text", Zone.PAGE),
    ]


def test_the_default_header_is_not_that_of_a_title_page() -> None:
    section = _SECTION.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
    octets = office_writer.word(paragraph(run("Text")) + section, header=paragraph(run("Later")))

    assert [one.text for one in _read(octets).lines] == ["Text"]


def test_what_was_deleted_or_hidden_is_left_out() -> None:
    body = paragraph(
        run("kept"),
        "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>",
        f"<w:ins>{run(' added')}</w:ins>",
        run(" hidden", "<w:vanish/>"),
        f"<w:moveFrom>{run(' gone')}</w:moveFrom>",
    )

    assert _texts(office_writer.word(body)) == ["kept added"]


def _field(instruction: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (_field(' DATE \\@ "d MMMM yyyy" ', "5 May 2020"), ["Issued by the board of mills"]),
        (
            _field(" CREATEDATE ", "5 May 2020"),
            ["Issued by the board of mills 5 May 2020"],
        ),
        (
            f'<w:fldSimple w:instr=" SAVEDATE ">{run("5 May 2020")}</w:fldSimple>',
            ["Issued by the board of mills"],
        ),
        (_field(" REF a ", "5 May 2020"), ["Issued by the board of mills 5 May 2020"]),
    ],
)
def test_a_date_that_changes_by_itself_is_left_out(field: str, expected: list[str]) -> None:
    body = paragraph(run("Issued by the board of mills "), field)

    assert _texts(office_writer.word(body)) == expected


def test_what_is_left_of_a_line_of_such_a_date_is_left_out_too() -> None:
    body = paragraph(run("Kelda, "), _field(" DATE ", "5 May 2020")) + paragraph(run("Text"))

    assert _texts(office_writer.word(body)) == ["Text"]


def test_a_text_box_is_read_once_and_before_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph(run('Board of Mills'))}</w:txbxContent>"
    body = paragraph(
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
        run("Text"),
    )

    assert _texts(office_writer.word(body)) == ["Board of Mills", "Text"]


def _table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_letterhead_in_a_table_is_read_column_by_column() -> None:
    body = _table(("Ministry", "Ministère"), ("of Roads", "des Routes"))

    lines = _read(office_writer.word(body)).lines

    assert [(one.text, one.column) for one in lines] == [
        ("Ministry", 0),
        ("of Roads", 0),
        ("Ministère", 1),
        ("des Routes", 1),
    ]


def test_labels_in_a_table_stay_with_their_values() -> None:
    body = _table(("Date:", "5 May 2020"), ("Subject:", "Mills"))

    assert _texts(office_writer.word(body)) == ["Date: 5 May 2020", "Subject: Mills"]


def test_a_tab_within_a_line_is_a_gap_between_columns() -> None:
    body = paragraph(run("No. 12"), "<w:r><w:tab/></w:r>", run("5 May 2020"))

    lines = _read(office_writer.word(body)).lines

    assert [(one.text, one.column) for one in lines] == [("No. 12", 0), ("5 May 2020", 1)]


def test_short_lines_of_one_shape_are_one_block_until_something_parts_them() -> None:
    body = (
        paragraph(run("Ministry of Roads"))
        + paragraph(run("and Bridges"))
        + paragraph()
        + paragraph(run("Press release"))
        + paragraph(run("Below"), properties='<w:spacing w:before="240"/>')
    )

    assert [one.block for one in _read(office_writer.word(body)).lines] == [1, 1, 2, 3]


def test_the_strict_edition_is_read_as_well() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f"<w:body>{paragraph(run('Text'))}</w:body>"
    document = f'<w:document xmlns:w="{strict}">{body}</w:document>'
    octets = office_writer.packed({"word/document.xml": document})

    assert [one.text for one in _read(octets).lines] == ["Text"]


def test_the_properties_are_weak_hints_and_the_author_is_none() -> None:
    core = (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Mills grind again</dc:title>'
        "<dc:creator>python-docx</dc:creator><keywords>mills; grain</keywords></c>"
    )

    hints = _read(office_writer.word(paragraph(run("Text")), core=core)).hints

    assert [(one.key, one.text) for one in hints] == [
        ("title", "Mills grind again"),
        ("keywords", "mills"),
        ("keywords", "grain"),
    ]
    assert all(one.trust < 0.7 for one in hints)


def test_a_document_is_recognised_by_what_it_holds() -> None:
    octets = office_writer.word(paragraph(run("Text")))

    assert readers.recognise("a.doc", octets) == "DOCX"
    assert readers.recognise("a.docx", b"\xd0\xcf\x11\xe0") == "DOCX"
    assert readers.recognise("a.doc", b"\xd0\xcf\x11\xe0") == "DOC"
