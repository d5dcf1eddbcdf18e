"""No document of a word processor can make describing crash, hang, or take unbounded memory."""

import io
import random
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve.describe.readers import READERS, Source, parts
from preserve.describe.readers.flow import MOST_PARAGRAPHS
from tests.describe import office_writer, written
from tests.describe.office_writer import paragraph, run

SAMPLES = {
    "DOCX": "en-waterways.docx",
    "ODT": "en-tapestries.odt",
    "RTF": "ru-tsapli.rtf",
}


def _read(format_name: str, octets: bytes) -> tuple[str, int]:
    document = READERS[format_name](Source(name="a", stream=io.BytesIO(octets)))
    return document.wordless, len(document.lines)


def _sample(format_name: str) -> bytes:
    return written.subjects("development")[SAMPLES[format_name]].path.read_bytes()


@pytest.mark.parametrize("format_name", sorted(SAMPLES))
@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_document_that_is_cut_short_is_read_in_part_or_named(
    format_name: str, part: float
) -> None:
    octets = _sample(format_name)

    wordless, lines = _read(format_name, octets[: int(part * len(octets))])

    assert bool(wordless) == (lines == 0)


@pytest.mark.parametrize("format_name", sorted(SAMPLES))
def test_a_document_with_wrong_octets_is_read_or_named(format_name: str) -> None:
    octets = _sample(format_name)
    chance = random.Random(14)
    for _ in range(60):
        spoiled = bytearray(octets)
        for _ in range(chance.choice([1, 20, 400])):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)

        wordless, lines = _read(format_name, bytes(spoiled))

        assert bool(wordless) == (lines == 0)


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(sorted(SAMPLES)))
def test_any_octets_are_read_or_named(octets: bytes, format_name: str) -> None:
    start = {"RTF": b"{\\rtf1 ", "DOCX": b"PK\x03\x04", "ODT": b"PK\x03\x04"}[format_name]

    wordless, lines = _read(format_name, start + octets)

    assert bool(wordless) == (lines == 0)


@pytest.mark.parametrize(
    ("format_name", "name"), [("DOCX", "word/document.xml"), ("ODT", "content.xml")]
)
@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_a_document_type_is_refused(format_name: str, name: str, prologue: str) -> None:
    octets = office_writer.packed({name: f"{prologue}<a>word</a>"})

    wordless, lines = _read(format_name, octets)

    assert wordless == (
        f"the {format_name} is not read: {name} in it declares a document type, which is not read"
    )
    assert lines == 0


def test_entities_are_not_multiplied() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE a [<!ENTITY e0 "word">{entities}]><a>&e11;</a>'

    wordless, lines = _read("DOCX", office_writer.packed({"word/document.xml": bomb}))

    assert wordless.startswith("the DOCX is not read: word/document.xml in it ")
    assert lines == 0


def _bomb(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("word/document.xml", "w") as stream:
            start = f'<w:document xmlns:w="{office_writer.W}"><w:body>'
            stream.write((start + paragraph(run("Mills grind again"))).encode())
            for _ in range(size >> 20):
                stream.write(b" " * (1 << 20))
            stream.write(b"</w:body></w:document>")
        archive.writestr("word/media/image.png", b"\x00" * (8 << 20))
    return out.getvalue()


def test_of_a_part_that_grows_when_unpacked_only_the_beginning_is_read() -> None:
    octets = _bomb(64 << 20)
    tracemalloc.start()

    document = READERS["DOCX"](Source(name="a", stream=io.BytesIO(octets)))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one.text for one in document.lines] == ["Mills grind again"]
    assert not document.whole
    assert peak < 4 * parts.LONGEST_PART


def test_a_list_of_very_many_parts_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(40_000):
            archive.writestr(f"{number:0100}", b"")

    assert _read("ODT", out.getvalue()) == (
        "the ODT is not read: it has more parts than a document can have",
        0,
    )


def test_a_part_of_very_many_elements_is_refused() -> None:
    octets = office_writer.word("<w:p/>" * (parts.MOST_TAGS + 1))

    assert _read("DOCX", octets) == (
        "the DOCX is not read: word/document.xml in it has more elements than a release has",
        0,
    )


def test_of_very_many_paragraphs_only_the_first_are_read() -> None:
    octets = office_writer.word(paragraph(run("word")) * (2 * MOST_PARAGRAPHS))

    document = READERS["DOCX"](Source(name="a", stream=io.BytesIO(octets)))

    assert len(document.lines) == MOST_PARAGRAPHS
    assert not document.whole


@pytest.mark.parametrize("depth", [30, 200, 5000])
def test_tables_within_tables_end(depth: int) -> None:
    inner = paragraph(run("word"))
    for _ in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"

    wordless, lines = _read("DOCX", office_writer.word(inner + paragraph(run("last"))))

    assert bool(wordless) == (lines == 0)


@pytest.mark.parametrize("depth", [30, 200, 5000])
def test_passages_within_passages_end(depth: int) -> None:
    inner = "<text:span>" * depth + "word" + "</text:span>" * depth

    wordless, lines = _read("ODT", office_writer.odf(f"<text:p>{inner}</text:p><text:p>a</text:p>"))

    assert bool(wordless) == (lines == 0)


def test_styles_based_on_each_other_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{other}"/></w:style>'
        for name, other in (("A", "B"), ("B", "A"))
    )
    body = paragraph(run("word"), properties='<w:pStyle w:val="A"/>')

    assert _read("DOCX", office_writer.word(body, styles=styles)) == ("", 1)


@pytest.mark.parametrize(
    "content",
    [
        b"{" * 3_000_000,
        b"}" * 3_000_000,
        b"{}" * 1_500_000,
        b"\\par" * 700_000,
        b"\\u1\\uc9999999" * 200_000,
        b"\\'" * 1_000_000,
        b"\\bin99999999999 " * 10,
        b"a" * 3_000_000,
        b"{\\fonttbl" + b"{\\f1\\fcharset204 a;}" * 100_000,
        b"{\\field{\\*\\fldinst" * 300,
        b"\\cell\\row" * 200_000,
    ],
    ids=range(11),
)
def test_no_rtf_makes_reading_hang(content: bytes) -> None:
    wordless, lines = _read("RTF", b"{\\rtf1 " + content)

    assert bool(wordless) == (lines == 0)


def test_a_link_to_another_part_of_the_disk_is_no_part(tmp_path: Path) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="b/officeDocument" Target="../../../etc/passwd"/>'
        "</Relationships>"
    )

    wordless, lines = _read("DOCX", office_writer.packed({"_rels/.rels": rels}))

    assert wordless == "the DOCX is not read: it has no text"
    assert lines == 0
