"""Letters of scanned pages are recognised where that is asked for, and believed less."""

import shutil
from pathlib import Path

import pytest

from preserve import describe
from preserve.config import DescribeSettings
from preserve.describe.readers import ocr
from preserve.model.description import Description
from tests.describe import pdf_writer

_FAKE = """#!/bin/sh
case "$1" in
--version) echo "tesseract 9.8.7" >&1; exit;;
--list-langs) printf 'List of available languages (2):\\neng\\nfra\\n'; exit;;
esac
cat > "{picture}"
cat "{table}"
"""
_PAGE = (
    ((1, 1, 1), "Harbour Board of Kelda", 40),
    ((2, 1, 1), "Press release", 30),
    ((2, 1, 2), "5 May 2020", 30),
    ((3, 1, 1), "Basin to be dredged before winter", 60),
    ((4, 1, 1), "The Harbour Board of Kelda will dredge the inner basin before the winter", 30),
    ((4, 1, 2), "storms begin. The work takes six weeks and costs two million crowns.", 31),
)


def _table(*, sure: float = 97.0) -> str:
    rows = ["level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext"]
    for (block, paragraph, line), text, height in _PAGE:
        rows.append(f"4\t1\t{block}\t{paragraph}\t{line}\t0\t0\t0\t9\t{height}\t-1\t")
        rows += [
            f"5\t1\t{block}\t{paragraph}\t{line}\t{at}\t0\t0\t9\t{height}\t{sure}\t{word}"
            for at, word in enumerate(text.split(), start=1)
        ]
    return "\n".join(rows) + "\n"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page with a drawing and no letters."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_writer.of_streams([pdf_writer.contents(b"9 w 0 0 m 500 500 l S")]))
    return path


@pytest.fixture(autouse=True)
def _unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    ocr._version.cache_clear()
    ocr._installed.cache_clear()


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, *, table: str) -> Path:
    programs, picture = folder / "programs", folder / "picture"
    programs.mkdir()
    (folder / "table").write_text(table)
    program = programs / "tesseract"
    program.write_text(_FAKE.format(picture=picture, table=folder / "table"))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    return picture


def _described(scan: Path, *languages: str) -> Description:
    settings = DescribeSettings(languages=languages, ocr=True)
    return describe.describe(scan, name="a.pdf", settings=settings)


def _asked(description: Description) -> list[str]:
    return [item.reason for item in description.review if item.element == "*"]


def test_what_is_recognised_is_believed_less_and_put_before_a_person(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = _install(tmp_path, monkeypatch, table=_table())

    description = _described(scan, "en")

    assert description.texts("title") == ("Basin to be dredged before winter",)
    assert description.texts("publisher") == ("Harbour Board of Kelda",)
    assert description.texts("issued") == ("2020-05-05",)
    assert all(value.confidence <= 0.8 for value in description.values)
    assert all("OCR (tesseract 9.8.7, eng)" in value.evidence.rule for value in description.values)
    assert _asked(description) == [
        "read by OCR (tesseract 9.8.7, eng), 97% sure: look at the letters"
    ]
    assert picture.read_bytes().startswith(b"P5 2479 3508 255\n")


def test_letters_that_are_hardly_sure_give_no_values(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, table=_table(sure=55.0))

    description = _described(scan, "en")

    assert description.values == ()
    assert "title" in {value.element for value in description.runners_up}


def test_a_language_without_a_pack_is_named(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, table=_table())

    (reason,) = _asked(_described(scan, "en", "az"))
    assert reason.startswith("read by OCR (tesseract 9.8.7, eng), without a pack for az, ")
    assert _asked(_described(scan, "az")) == [
        "no text layer; tesseract has no pack for az: give the row in metadata.csv"
    ]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("level\n", "no text layer; OCR found no letters: give the row in metadata.csv"),
        (
            "h\n5\t1\t1\t1\t1\t1\t0\t0\t9\tx\t90\tword\n",
            (
                "no text layer; OCR failed (invalid literal for int() with base 10: 'x'): "
                "give the row in metadata.csv"
            ),
        ),
    ],
)
def test_what_cannot_be_recognised_is_named(
    table: str, reason: str, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, table=table)

    assert _asked(_described(scan, "en")) == [reason]


def test_without_tesseract_it_is_said_what_to_install(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert _asked(_described(scan, "en")) == [
        (
            "no text layer; it is to be read by OCR, but tesseract is not installed "
            "(Debian: tesseract-ocr, with tesseract-ocr-… for each language): "
            "give the row in metadata.csv"
        )
    ]


def test_nothing_is_recognised_unless_it_is_asked_for(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = _install(tmp_path, monkeypatch, table=_table())

    description = describe.describe(scan, name="a.pdf", settings=DescribeSettings())

    assert _asked(description) == [
        "no text layer: run again with --ocr, or give the row in metadata.csv"
    ]
    assert not picture.exists()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scanned_page_is_read_by_tesseract() -> None:
    path = Path(__file__).parent / "documents" / "scanned.pdf"

    description = _described(path, "en")

    assert description.texts("title") == ("Basin to be dredged before winter",)
    assert description.texts("issued") == ("2020-05-05",)
