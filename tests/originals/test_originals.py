"""Every sample is a sound file of its format, and its name survives every system."""

import csv
import email
import email.policy
import io
import re
import unicodedata
import zipfile
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree

from tests.originals import pdf, word

ORIGINALS = pdf.ORIGINALS
SHEET = ORIGINALS / "metadata.csv"
RELEASES = {
    "Résumé of the guarantees.txt",
    "checking-without-preserve.html",
    "correction-of-a-title.eml",
    "first-version.txt",
    "getting-originals-back.pdf",
    "names-kept-as-received",
    "not-done-yet.docx",
    "what-a-package-holds.md",
}
FILES = sorted(path for path in ORIGINALS.rglob("*") if path.is_file())
TEXTS = [path for path in FILES if path.suffix in {".txt", ".md", ".html"}]
_HOSTILE_TO_WINDOWS = re.compile(
    r'[<>:"\\|?*\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE
)


def test_the_folder_holds_the_releases_and_the_sheet_and_nothing_else() -> None:
    assert {path.name for path in ORIGINALS.iterdir()} == RELEASES | {SHEET.name}


def test_the_release_with_attachments_holds_a_text_a_translation_and_a_table() -> None:
    folder = ORIGINALS / "names-kept-as-received"
    assert sorted(path.name for path in folder.iterdir()) == [
        "name-rules.csv",
        "release.fr.txt",
        "release.txt",
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_name_is_one_that_the_name_policy_admits_without_a_word(path: Path) -> None:
    for name in path.relative_to(ORIGINALS).parts:
        assert unicodedata.is_normalized("NFC", name)
        assert "%" not in name
        assert name == name.strip()
        assert name.isprintable()
        assert not _HOSTILE_TO_WINDOWS.search(name)


def test_no_two_names_are_equal_when_folded() -> None:
    paths = [str(path.relative_to(ORIGINALS)) for path in FILES]
    assert len({unicodedata.normalize("NFC", path).casefold() for path in paths}) == len(paths)


def test_one_name_has_a_space_and_a_letter_outside_ascii() -> None:
    assert [name for name in RELEASES if " " in name and not name.isascii()] == [
        "Résumé of the guarantees.txt"
    ]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_text_is_utf_8_with_line_feeds_and_an_end(path: Path) -> None:
    octets = path.read_bytes()
    assert octets.decode("utf-8")
    assert b"\r" not in octets
    assert octets.endswith(b"\n")
    assert not octets.endswith(b"\n\n")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_text_names_its_issuer_and_its_date(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "preserve project" in text or "projet preserve" in text
    assert re.search(r"22 [Nn]ovemb(er|re) 2026|November 22, 2026", text)


def test_the_page_of_html_closes_every_element_and_loads_nothing() -> None:
    page = _Page()
    page.feed((ORIGINALS / "checking-without-preserve.html").read_text(encoding="utf-8"))
    assert page.open_elements == []
    assert page.headline == "A package can be checked without preserve"
    assert page.addresses == []


def test_the_message_is_a_whole_rfc_5322_message() -> None:
    octets = (ORIGINALS / "correction-of-a-title.eml").read_bytes()
    message = email.message_from_bytes(octets, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    assert message["Subject"] == "Correction: title of the release first-version.txt"
    assert message["Date"].datetime.isoformat() == "2026-11-22T12:00:00+00:00"
    assert "preserve publishes its first version" in message.get_content()
    assert octets.count(b"\n") == octets.count(b"\r\n")


def test_the_pdf_is_the_one_that_its_maker_makes() -> None:
    assert pdf.FILE.read_bytes() == pdf.build()


def test_the_cross_reference_table_of_the_pdf_points_at_its_objects() -> None:
    octets = pdf.FILE.read_bytes()
    start = int(octets.rsplit(b"startxref\n", 1)[1].split()[0])
    assert octets[start:].startswith(b"xref\n0 8\n")
    offsets = re.findall(rb"^(\d{10}) 00000 n $", octets[start:], re.MULTILINE)
    for number, offset in enumerate(offsets, start=1):
        assert octets[int(offset) :].startswith(b"%d 0 obj\n" % number)
    assert len(offsets) == 7


def test_the_text_of_the_pdf_can_be_read_out_of_it() -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="the PDF reader is not installed")
    document = pdfium.PdfDocument(pdf.FILE)
    text = document[0].get_textpage().get_text_range()
    assert text.split() == " ".join(line.text for line in pdf.lines()).split()
    document.close()


def test_the_docx_is_the_one_that_its_maker_makes() -> None:
    assert word.FILE.read_bytes() == word.build()


def test_the_docx_holds_its_paragraphs_and_its_title() -> None:
    with zipfile.ZipFile(io.BytesIO(word.FILE.read_bytes())) as archive:
        assert archive.testzip() is None
        body = etree.fromstring(archive.read("word/document.xml"))
        core = etree.fromstring(archive.read("docProps/core.xml"))
    texts = [element.text for element in body.iter("{*}t")]
    assert texts == [text for _, text in word.PARAGRAPHS]
    assert core.findtext("{*}title") == word.TITLE


def test_the_sheet_names_releases_that_are_there() -> None:
    names = [row["filename"] for row in _rows()]
    assert len(set(names)) == len(names)
    assert set(names) <= RELEASES


def test_the_sheet_corrects_one_title_and_keeps_the_rest_of_what_that_document_says() -> None:
    row = next(row for row in _rows() if row["filename"] == "first-version.txt")
    document = (ORIGINALS / "first-version.txt").read_text(encoding="utf-8")
    assert row["title@en"] == "preserve publishes its first version"
    assert row["title@en"].upper() in document
    assert {value for column, value in row.items() if column not in {"filename", "title@en"}} == {
        ""
    }


def _rows() -> list[dict[str, str]]:
    return list(csv.DictReader(SHEET.read_text(encoding="utf-8").splitlines()))


class _Page(HTMLParser):
    """What a page says: its open elements, its headline, the addresses it would load."""

    def __init__(self) -> None:
        super().__init__()
        self.open_elements: list[str] = []
        self.addresses: list[str] = []
        self.headline = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag not in {"meta", "br"}:
            self.open_elements.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open_elements.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open_elements[-1:] == ["h1"]:
            self.headline += data
