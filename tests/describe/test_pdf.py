"""PDF is read from where its letters are printed."""

import io
from pathlib import Path

import pytest

from preserve import describe
from preserve.config import DescribeSettings
from preserve.describe.lines import Document, Zone
from preserve.describe.readers import READERS, Source, pdf
from preserve.describe.readers.pdf import direction, letters
from tests.describe import pdf_writer, written
from tests.describe.pdf_writer import Words, words

PROSE = [
    "The harbour board will dredge the inner basin before the winter storms begin",
    "and after the last ferry of the season has left.",
]


def _read(octets: bytes, path: Path) -> Document:
    path.write_bytes(octets)
    with path.open("rb") as stream:
        return pdf.read(Source(name=path.name, stream=stream))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.pdf"


def _texts(document: Document) -> list[str]:
    return [one.text for one in document.lines]


def test_lines_have_their_page_place_size_and_weight(path: Path) -> None:
    page = [
        words("Harbour Board", 70, 780, bold=True),
        words("The basin will be dredged", 70, 720, size=22),
        words(PROSE[0], 70, 680),
        words(PROSE[1], 70, 667),
    ]

    document = _read(pdf_writer.write([page]), path)

    assert [(one.text, one.page, one.number, one.bold, one.size) for one in document.lines] == [
        ("Harbour Board", 1, 1, True, 1.0),
        ("The basin will be dredged", 1, 2, False, 2.0),
        (PROSE[0], 1, 3, False, 1.0),
        (PROSE[1], 1, 4, False, 1.0),
    ]


def test_a_paragraph_is_a_block_and_its_broken_lines_are_joined(path: Path) -> None:
    page = [
        words(PROSE[0], 70, 680),
        words(PROSE[1], 70, 667),
        words("Dredging takes six weeks.", 70, 640),
    ]

    document = _read(pdf_writer.write([page]), path)

    assert [(one.block, one.joined) for one in document.lines] == [
        (1, False),
        (1, True),
        (2, False),
    ]


def test_an_indented_line_begins_a_paragraph(path: Path) -> None:
    page = [
        words(PROSE[0], 70, 680),
        words("and after the last ferry of the season has left the harbour for the year.", 70, 667),
        words("Dredging takes six weeks, and the spoil is put behind the outer wall as", 90, 654),
        words("before.", 70, 641),
    ]

    document = _read(pdf_writer.write([page]), path)

    assert [one.block for one in document.lines] == [1, 1, 2, 2]


def test_a_letterhead_in_two_columns_is_read_left_then_right(path: Path) -> None:
    page = [
        words("Ministry of Roads", 70, 780),
        words("Ministère des Routes", 350, 780),
        words("and Bridges", 70, 767),
        words("et des Ponts", 350, 767),
        words(PROSE[0], 70, 700),
    ]

    document = _read(pdf_writer.write([page]), path)

    assert [(one.text, one.column, one.block) for one in document.lines] == [
        ("Ministry of Roads", 0, 1),
        ("and Bridges", 0, 1),
        ("Ministère des Routes", 1, 2),
        ("et des Ponts", 1, 2),
        (PROSE[0], 0, 3),
    ]


def test_columns_whose_lines_are_not_level_are_columns_all_the_same(path: Path) -> None:
    page = [
        words("Ministry of Roads", 70, 780),
        words("Ministère des Routes", 350, 775),
        words("and Bridges", 70, 767),
        words("et des Ponts", 350, 762),
    ]

    document = _read(pdf_writer.write([page]), path)

    assert _texts(document) == [
        "Ministry of Roads",
        "and Bridges",
        "Ministère des Routes",
        "et des Ponts",
    ]


def test_a_label_stays_with_what_is_set_beside_it(path: Path) -> None:
    page = [
        words("Date:", 70, 780),
        words("5 May 2020", 150, 780),
        words("Subject:", 70, 767),
        words("Dredging", 150, 767),
    ]

    document = _read(pdf_writer.write([page]), path)

    assert _texts(document) == ["Date: 5 May 2020", "Subject: Dredging"]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Kelda", "5 May 2020", ["Kelda, 5 May 2020"]),
        ("Press release 3/2022", "5 May 2020", ["Press release 3/2022", "5 May 2020"]),
        (
            "Ministry of Roads",
            "Ministère des Routes",
            ["Ministry of Roads", "Ministère des Routes"],
        ),
    ],
)
def test_a_place_stays_with_the_date_across_a_gap(
    left: str, right: str, expected: list[str], path: Path
) -> None:
    page = [words(left, 70, 700), words(right, 400, 700)]

    assert _texts(_read(pdf_writer.write([page]), path)) == expected


def test_items_of_a_list_are_told_whatever_the_gap_behind_their_sign(path: Path) -> None:
    page = [words("\u2022", 70, 700 - 13 * line) for line in range(4)]
    page += [words(f"Item the number {line}", 95, 700 - 13 * line) for line in range(4)]

    document = _read(pdf_writer.write([page]), path)

    assert [(one.text, one.listed) for one in document.lines] == [
        (f"Item the number {line}", True) for line in range(4)
    ]


def test_the_order_of_the_file_does_not_count(path: Path) -> None:
    page = [
        words(PROSE[0], 70, 680),
        words("Board", 120, 780),
        words("Harbour", 70, 780),
    ]

    document = _read(pdf_writer.write([page]), path)

    assert _texts(document) == ["Harbour Board", PROSE[0]]


def test_what_runs_through_the_pages_is_told_apart_once(path: Path) -> None:
    def page(number: int) -> list[Words]:
        body = [words(f"{PROSE[number - 1]} {line}", 70, 700 - 13 * line) for line in range(20)]
        header = words("Harbour Board of Kelda", 70, 810)
        return [header, *body, words(f"Page {number} of 2", 280, 30)]

    document = _read(pdf_writer.write([page(1), page(2)]), path)

    assert [one.text for one in document.lines if one.zone is Zone.HEADER] == [
        "Harbour Board of Kelda"
    ]
    assert not any("Page" in text for text in _texts(document))
    assert _texts(document).count("Harbour Board of Kelda") == 1


def test_small_letters_at_the_foot_of_a_page_are_a_footer(path: Path) -> None:
    page = [words(PROSE[0], 70, 700), words("Kelda Quay 4, tel. 555 01 20", 70, 40, size=8)]

    document = _read(pdf_writer.write([page]), path)

    assert [one.zone for one in document.lines] == [Zone.PAGE, Zone.FOOTER]


def test_the_mark_of_a_footnote_is_left_out_and_a_raised_ending_is_not(path: Path) -> None:
    page = [
        words("Loss of the Meridian Clock", 70, 700, size=20),
        words("1", 307, 707, size=9),
        words("3", 70, 670),
        words("rd", 76.1, 674, size=7),
        words("April 2021", 86, 670),
    ]

    document = _read(pdf_writer.write([page]), path)

    assert _texts(document) == ["Loss of the Meridian Clock", "3rd April 2021"]


def test_what_is_written_across_the_page_is_left_out(path: Path) -> None:
    across = Words(text="DRAFT", x=200, y=300, size=80, turned=True)

    document = _read(pdf_writer.write([[words(PROSE[0], 70, 700), across]]), path)

    assert _texts(document) == [PROSE[0]]


def test_of_many_pages_the_first_and_the_last_are_read(path: Path) -> None:
    pages = [[words(f"Page the number {number}", 70, 700)] for number in range(1, 5001)]

    document = _read(pdf_writer.write(pages), path)

    assert {one.page for one in document.lines} <= {1, 2, 5000}
    assert document.lines[0].page == 1


def test_a_word_broken_at_the_end_of_a_line_is_joined(path: Path) -> None:
    page = [
        words("The board will dredge the well-known inner basin and an extraor-", 70, 700),
        words("dinary meeting follows.", 70, 687),
    ]

    document = _read(pdf_writer.write([page]), path)

    assert _texts(document) == [
        "The board will dredge the well-known inner basin and an extraordinary",
        "meeting follows.",
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("an extraor-", "dinary day", ("an extraordinary", "day")),
        ("a well-", "known day", ("a well-known", "day")),
        ("from 1990-", "2000 on", None),
        ("Baden-", "Baden", None),
        ("a dash -", "and more", None),
    ],
)
def test_a_hyphen_stays_where_the_document_has_it_elsewhere(
    first: str, second: str, expected: tuple[str, str] | None
) -> None:
    assert letters.joined(first, second, words={"well-known"}) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("ﬁnance oﬃce", "finance office"),
        ("ﻫﻴﺌﺔ ﺍﻟﻤﻴﺎﻩ", "هيئة المياه"),
        ("10 m² ½ №", "10 m² ½ №"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_ligatures_and_presentation_forms_alone_are_made_plain(printed: str, expected: str) -> None:
    assert letters.plain(printed) == expected


@pytest.mark.parametrize(
    "logical",
    [
        "هيئة المياه الوطنية",
        "بيان صحفي رقم 12/2020",
        "شركة Aqua Nova Ltd نفذت المشروع",
        "افتتاح محطة (الإسكندرية) اليوم",
        "بطاقة 50,000 متر",
        "۲۰ دی ۱۳۹۸",
    ],
)
def test_a_line_read_from_the_right_comes_out_as_it_is_read(logical: str) -> None:
    assert direction.read(_printed(logical), leftwards=True) == logical


def _printed(logical: str) -> str:
    """Print a line from the right: figures and foreign words run from the left in it."""
    words = logical.split(" ")
    runs: list[str] = []
    for word in words:
        leftward = direction.is_rtl(word) and not word[0].isdigit()
        shape = word[::-1].translate(str.maketrans("()", ")(")) if leftward else word
        if runs and not leftward and word.isascii() and word.isalpha() and runs[-1].isascii():
            runs[-1] = f"{runs[-1]} {shape}"
        else:
            runs.append(shape)
    return " ".join(reversed(runs))


@pytest.mark.parametrize("name", ["ar-mawani.pdf", "fa-tasfieh.pdf"])
def test_pdf_from_the_right_says_what_was_written(name: str) -> None:
    truth = written.subjects("development")[name].truth
    with written.subjects("development")[name].path.open("rb") as stream:
        texts = _texts(pdf.read(Source(name=name, stream=stream)))

    assert truth["title"] in texts
    assert truth["publisher"][0]["value"] in texts
    assert truth["description"] in " ".join(texts)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Microsoft Word - release.doc", ()),
        ("release_final.pdf", ()),
        ("Untitled 1", ()),
        ("Dredging of the basin", ("Dredging of the basin",)),
    ],
)
def test_a_title_that_a_program_made_is_no_hint(
    title: str, expected: tuple[str, ...], path: Path
) -> None:
    document = _read(pdf_writer.write([[words(PROSE[0], 70, 700)]], title=title), path)

    assert tuple(hint.text for hint in document.hints if hint.key == "title") == expected


def test_the_title_among_the_properties_is_never_given_alone(path: Path) -> None:
    page = [words(PROSE[0] + ".", 70, 700), words(PROSE[1], 70, 687)]
    path.write_bytes(pdf_writer.write([page], title="Dredging of the basin"))

    description = describe.describe(path, name="a.pdf", settings=DescribeSettings())

    assert description.texts("title") == ()
    assert [one.text for one in description.runners_up if one.element == "title"] == [
        "Dredging of the basin"
    ]


def test_pdf_without_letters_is_left_to_a_person(path: Path) -> None:
    path.write_bytes(pdf_writer.of_streams([pdf_writer.contents(b"0 0 m 500 500 l S")]))

    description = describe.describe(path, name="a.pdf", settings=DescribeSettings())

    assert description.values == ()
    assert [item.reason for item in description.review] == [
        "no text layer: run again with --ocr, or give the row in metadata.csv"
    ]


def test_letters_without_a_meaning_are_left_to_a_person(path: Path) -> None:
    octets = written.subjects("development")["ru-arkhiv.pdf"].path.read_bytes()

    document = _read(octets.replace(b"/ToUnicode", b"/XoUnicode"), path)

    assert document.wordless == "the PDF does not tell which letters its shapes are"
    assert document.lines == ()


def test_a_scan_with_a_stamp_has_no_text_layer(path: Path) -> None:
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
    )
    shown = b"q 595 0 0 842 0 0 cm /X Do Q BT /F 9 Tf 70 20 Td (Scanned by Scanner) Tj ET"

    document = _read(pdf_writer.of_streams([pdf_writer.contents(shown)], extra=[picture]), path)

    assert document.wordless == "no text layer"


def test_a_page_whose_corner_is_elsewhere_is_read_alike(path: Path) -> None:
    page = [words(PROSE[0], 70, 1700), words("Kelda Quay 4, tel. 555 01 20", 70, 1040, size=8)]
    octets = pdf_writer.write([page]).replace(b"[0 0 595 842]", b"[0 1000 595 1842]")

    document = _read(octets, path)

    assert [one.zone for one in document.lines] == [Zone.PAGE, Zone.FOOTER]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_alike(turn: int, path: Path) -> None:
    page = [words("Harbour Board", 70, 780), words(PROSE[0], 70, 680), words(PROSE[1], 70, 667)]
    octets = pdf_writer.write([page]).replace(b"/MediaBox", b"/Rotate %d /MediaBox" % turn)

    assert _texts(_read(octets, path)) == ["Harbour Board", *PROSE]


@pytest.mark.parametrize(
    ("matrix", "lines"),
    [
        (b"0 1 -1 0", [(100, 70), (200, 70), (213, 70)]),
        (b"0 -1 1 0", [(500, 770), (400, 770), (387, 770)]),
        (b"-1 0 0 -1", [(500, 70), (500, 170), (500, 183)]),
    ],
)
def test_a_page_that_is_written_turned_is_read_upright(
    matrix: bytes, lines: list[tuple[int, int]], path: Path
) -> None:
    texts = ["Harbour Board", *PROSE]
    shown = b"".join(
        b"BT /F 11 Tf %s %d %d Tm (%s) Tj ET\n" % (matrix, x, y, text.encode())
        for (x, y), text in zip(lines, texts, strict=True)
    )

    document = _read(pdf_writer.of_streams([pdf_writer.contents(shown)]), path)

    assert [(one.text, one.block) for one in document.lines] == [
        ("Harbour Board", 1),
        (PROSE[0], 2),
        (PROSE[1], 2),
    ]


def test_a_stream_that_is_no_file_is_read_too() -> None:
    octets = pdf_writer.write([[words(PROSE[0], 70, 700)]])

    document = READERS["PDF"](Source(name="a", stream=io.BytesIO(octets)))

    assert _texts(document) == [PROSE[0]]
