"""ODT is read in the order of reading, with what is printed above and below the page."""

import io

from preserve.describe import readers
from preserve.describe.lines import Document, Zone
from preserve.describe.readers import READERS, Source
from tests.describe import office_writer


def _read(octets: bytes) -> Document:
    return READERS["ODT"](Source(name="a.odt", stream=io.BytesIO(octets)))


def _texts(text: str) -> list[str]:
    return [one.text for one in _read(office_writer.odf(text)).lines]


def test_looks_are_inherited_and_sizes_may_be_parts_of_the_parents() -> None:
    styles = (
        '<style:default-style style:family="paragraph"><style:text-properties '
        'fo:font-size="12pt"/></style:default-style>'
        '<style:style style:name="Base" style:family="paragraph"><style:text-properties '
        'fo:font-weight="bold" fo:font-size="14pt"/></style:style>'
    )
    automatic = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Base">'
        '<style:text-properties fo:font-size="150%"/></style:style>'
        '<style:style style:name="T1" style:family="text"><style:text-properties '
        'fo:font-weight="normal" fo:font-style="italic"/></style:style>'
    )
    text = (
        '<text:p text:style-name="P1">Large</text:p>'
        '<text:p text:style-name="Base">Bold</text:p>'
        '<text:p text:style-name="Base"><text:span text:style-name="T1">leaning</text:span>'
        "</text:p>"
        "<text:p>An ordinary paragraph, which is the longest of them all.</text:p>"
    )

    lines = _read(office_writer.odf(text, automatic=automatic, styles=styles)).lines

    assert [(one.bold, one.italic, one.size) for one in lines] == [
        (True, False, 1.75),
        (True, False, 1.17),
        (False, True, 1.17),
        (False, False, 1.0),
    ]


def test_headings_and_lists_are_told() -> None:
    text = (
        '<text:h text:outline-level="2">Mills</text:h><text:list><text:list-item>'
        "<text:p>one</text:p></text:list-item></text:list>"
    )

    lines = _read(office_writer.odf(text)).lines

    assert [(one.text, one.level, one.listed) for one in lines] == [
        ("Mills", 2, False),
        ("one", 0, True),
    ]


def test_deletions_notes_and_dates_that_change_are_left_out() -> None:
    text = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>The mill<text:note><text:note-body><text:p>aside</text:p></text:note-body>"
        "</text:note> grinds again <text:date>5 May 2020</text:date></text:p>"
        '<text:p>Kelda, <text:date text:fixed="true">6 May 2020</text:date></text:p>'
    )

    assert _texts(text) == ["The mill grinds again", "Kelda, 6 May 2020"]


def test_blanks_tabs_and_line_breaks_are_elements() -> None:
    text = (
        "<text:p>one \n  two<text:s text:c='3'/>three<text:line-break/>four</text:p>"
        "<text:p>No. 12<text:tab/>5 May</text:p>"
    )

    assert _texts(text) == ["one two three", "four", "No. 12", "5 May"]


def test_a_text_box_is_read_before_its_paragraph_and_a_low_one_as_a_footer() -> None:
    box = "<draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    text = (
        "<draw:frame text:anchor-type='page' svg:y='26cm'>"
        + box.format("Kelda Quay 4")
        + "<text:p><draw:frame>"
        + box.format("Board of Mills")
        + "Text</text:p>"
    )

    lines = _read(office_writer.odf(text)).lines

    assert [(one.text, one.zone) for one in lines] == [
        ("Board of Mills", Zone.PAGE),
        ("Text", Zone.PAGE),
        ("Kelda Quay 4", Zone.FOOTER),
    ]


def test_the_header_of_the_first_master_page_stands_first() -> None:
    automatic = (
        '<style:style style:name="P1" style:family="paragraph" style:master-page-name="First"/>'
    )
    master = (
        '<style:master-page style:name="Standard"><style:header><text:p>Later</text:p>'
        '</style:header></style:master-page><style:master-page style:name="First">'
        "<style:header><text:p>Board of Mills</text:p></style:header></style:master-page>"
    )
    octets = office_writer.odf(
        '<text:p text:style-name="P1">Text</text:p>', automatic=automatic, master=master
    )

    assert [(one.text, one.zone) for one in _read(octets).lines] == [
        ("Board of Mills", Zone.HEADER),
        ("Text", Zone.PAGE),
    ]


def test_a_document_is_recognised_by_what_it_holds() -> None:
    octets = office_writer.odf("<text:p>Text</text:p>")

    assert readers.recognise("a", octets) == "ODT"


def test_an_encrypted_document_is_named_as_such() -> None:
    octets = office_writer.packed(
        {
            "content.xml": b"\x00\x01",
            "META-INF/manifest.xml": f"<manifest:manifest {office_writer.ODF}>"
            "<manifest:encryption-data/></manifest:manifest>",
        }
    )

    assert _read(octets).wordless == "the ODT is not read: it is encrypted and needs a password"
