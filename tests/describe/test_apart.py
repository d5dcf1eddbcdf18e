"""A reader in a process apart costs a document at most its own description."""

import os
import random
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from preserve import describe
from preserve.config import DescribeSettings
from preserve.describe.lines import Document
from preserve.describe.readers import Source, pdf
from preserve.describe.readers.apart import ReaderApart
from tests.describe import pdf_writer, written
from tests.describe.pdf_writer import words

_ANSWERING = """
import os, sys, time
from preserve.storage import child_process
def answer(request):
    if request.get("strict") and request["path"].startswith("/proc/"):
        return {"unopened": True}
    with open(request["path"], "rb") as stream:
        told = stream.read().decode()
    if told == "crash":
        os.kill(os.getpid(), 11)
    if told == "hang":
        time.sleep(60)
    if told == "fail":
        raise ValueError("this document is not to be borne")
    line = {"text": told, "number": 1, "block": 1, "zone": "page"}
    return {"lines": [line]}
child_process.serve(answer)
"""


@pytest.fixture
def reader() -> Iterator[ReaderApart]:
    one = ReaderApart(
        "", name="the reader", command=[sys.executable, "-c", _ANSWERING], patience=3.0
    )
    yield one
    one.close()


def _asked(reader: ReaderApart, told: str, path: Path) -> Document:
    path.write_text(told)
    with path.open("rb") as stream:
        return reader.ask(Source(name="a", stream=stream))[0]


def test_lines_come_over_as_they_were_read(reader: ReaderApart, tmp_path: Path) -> None:
    (line,) = _asked(reader, "words", tmp_path / "a").lines

    assert (line.text, line.number, line.size) == ("words", 1, 1.0)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("crash", "not read: the reader: it was killed by signal 11 (Segmentation fault)"),
        ("hang", "not read: the reader: no answer within 3 seconds"),
        (
            "fail",
            (
                "not read: the reader: it ended with status 1: "
                "ValueError: this document is not to be borne"
            ),
        ),
    ],
)
def test_after_a_document_that_ends_the_process_the_next_is_read(
    told: str, reason: str, reader: ReaderApart, tmp_path: Path
) -> None:
    assert _asked(reader, told, tmp_path / "a").wordless == reason
    assert [one.text for one in _asked(reader, "words", tmp_path / "a").lines] == ["words"]


def test_the_document_is_read_by_its_handle_not_by_its_name(
    reader: ReaderApart, tmp_path: Path
) -> None:
    (tmp_path / "a").write_text("first")
    with (tmp_path / "a").open("rb") as stream:
        os.replace(_other(tmp_path), tmp_path / "a")
        document, _ = reader.ask(Source(name="a", stream=stream))

    assert [one.text for one in document.lines] == ["first"]


def test_where_a_handle_cannot_be_opened_by_another_process_a_copy_is_read(
    reader: ReaderApart, tmp_path: Path
) -> None:
    (tmp_path / "a").write_text("words")
    with (tmp_path / "a").open("rb") as stream:
        document, _ = reader.ask(Source(name="a", stream=stream), strict=True)

    assert [one.text for one in document.lines] == ["words"]


def _other(folder: Path) -> Path:
    (folder / "b").write_text("second")
    return folder / "b"


def _described(octets: bytes, path: Path) -> tuple[str, ...]:
    path.write_bytes(octets)
    description = describe.describe(path, name="a.pdf", settings=DescribeSettings())
    return tuple(item.reason for item in description.review if item.element == "*")


def _is_still_read(path: Path) -> bool:
    path.write_bytes(pdf_writer.write([[words("Mills grind again", 70, 700)]]))
    with path.open("rb") as stream:
        document = pdf.read(Source(name="a.pdf", stream=stream))
    return [one.text for one in document.lines] == ["Mills grind again"]


def test_a_broken_pdf_is_named(tmp_path: Path) -> None:
    assert _described(b"%PDF-1.4\nnothing", tmp_path / "a.pdf") == (
        "the PDF is broken and cannot be read: give the row in metadata.csv",
    )


def test_an_encrypted_pdf_is_named() -> None:
    path = Path(__file__).parent / "documents" / "encrypted.pdf"

    description = describe.describe(path, name="a.pdf", settings=DescribeSettings())

    assert [item.reason for item in description.review] == [
        "the PDF is encrypted and needs a password: give the row in metadata.csv"
    ]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_pdf_that_is_cut_short_is_read_in_part_or_named(part: float, tmp_path: Path) -> None:
    octets = written.subjects("development")["fr-bibliotheques.pdf"].path.read_bytes()
    path = tmp_path / "a.pdf"
    path.write_bytes(octets[: int(part * len(octets))])

    with path.open("rb") as stream:
        document = pdf.read(Source(name="a.pdf", stream=stream))

    assert bool(document.wordless) == (not document.lines)


def test_a_pdf_with_wrong_octets_is_read_or_named(tmp_path: Path) -> None:
    octets = written.subjects("development")["en-lighthouses.pdf"].path.read_bytes()
    chance = random.Random(5)
    for _ in range(40):
        spoiled = bytearray(octets)
        for _ in range(chance.choice([1, 20, 400])):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        path = tmp_path / "a.pdf"
        path.write_bytes(spoiled)
        with path.open("rb") as stream:
            document = pdf.read(Source(name="a.pdf", stream=stream))
        assert bool(document.wordless) == (not document.lines)


def _tree_that_loops() -> bytes:
    return pdf_writer.assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 9 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 9 >>",
        ]
    )


def _form_that_shows_itself() -> bytes:
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length 6 "
        b"/Resources << /XObject << /X 5 0 R >> >> >>\nstream\n/X Do \nendstream"
    )
    return pdf_writer.of_streams([pdf_writer.contents(b"/X Do " * 1000)], extra=[form])


def _page_of_many_letters() -> bytes:
    shown = b"BT /F 1 Tf 10 800 Td (" + b"word " * 100 + b") Tj ET\n"
    return pdf_writer.of_streams([pdf_writer.contents(shown * 2000)])


def _contents_that_grow(size: int) -> bytes:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(size >> 20))
    packed += packer.flush()
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
    return pdf_writer.of_streams([stream % (len(packed), packed)])


@pytest.mark.parametrize(
    "octets",
    [
        _tree_that_loops(),
        _form_that_shows_itself(),
        _page_of_many_letters(),
        b"%PDF-1.7\n" + b"1 0 obj << /A [" * 100_000,
        b"%PDF-1.7\nstartxref\n9\n%%EOF",
        b"%PDF-1.4\n" + b"[" * 2_000_000,
    ],
    ids=["tree", "form", "letters", "objects", "table", "depth"],
)
def test_no_pdf_stops_the_next_from_being_read(octets: bytes, tmp_path: Path) -> None:
    _described(octets, tmp_path / "a.pdf")

    assert _is_still_read(tmp_path / "b.pdf")


@pytest.mark.slow
def test_contents_that_grow_when_unpacked_are_bounded(tmp_path: Path) -> None:
    _described(_contents_that_grow(1536 << 20), tmp_path / "a.pdf")

    assert _is_still_read(tmp_path / "b.pdf")
