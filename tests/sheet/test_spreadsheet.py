"""LibreOffice of default settings opens the sheet and saves it, and not a value is changed."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from preserve.model import sheet as model
from preserve.model.description import Description, Evidence, Origin, ReviewItem, Value
from preserve.model.sheet import Form, SheetEntry, SheetRow
from preserve.releases import sheet, sheet_writer
from tests.sheet.test_round_trip import CONVERTED, KEPT

OFFICE = shutil.which("soffice")
NASTY = (
    *CONVERTED,
    *(text for text in KEPT if text),
    "=1+1",
    "+1",
    "-1",
    "@a",
    "'quoted",
    "'007",
    "[none]",
    "two\nlines",
    'He said "no", and left; twice.',
    "بيان صحفي: ٢٠ يناير ٢٠٢٠",
    "Xəbər – ёж, ß, œ",
    "word " * 6_000 + "end",
)
DATES = ("2026", "2026-11", "2026-11-22", "2026-11-22T10:00Z", "2026-11~", "2026/2027")
FILTER = "Text - txt - csv (StarCalc)"
BOOKS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8"}
SEPARATORS = {"comma": "44", "semicolon": "59", "tab": "9"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (Debian: libreoffice-calc) is absent"),
]


def _entry(filename: str, text: str, date: str) -> SheetEntry:
    evidence = Evidence(origin=Origin.DOCUMENT, where="a.txt line 2", text=text, rule="=rule")
    values = [
        Value(element=column.name, text=text.strip() or text, evidence=evidence, confidence=0.5)
        for column in model.COLUMNS
        if column.form in {Form.TEXT, Form.PLAIN}
    ]
    values += [
        Value(element="issued", text=date, evidence=evidence),
        Value(element="language", text="az-Latn", evidence=evidence),
    ]
    review = (ReviewItem(element="title", reason=text),)
    return SheetEntry(
        filename=filename,
        sha512="12345e6789" * 12 + "12345678",
        description=Description(values=tuple(values), review=review),
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sheet of every text, under names that are as dangerous."""
    names = [*(text for text in CONVERTED if "/" not in text), "=a.txt", "'b.txt", "ç.txt"]
    entries = [
        _entry(
            names[number] if number < len(names) else f"{number}.txt",
            text,
            DATES[number % len(DATES)],
        )
        for number, text in enumerate(NASTY)
    ]
    sink = io.BytesIO()
    sheet_writer.write(entries, sink)
    path = tmp_path_factory.mktemp("sheet") / "review.csv"
    path.write_bytes(sink.getvalue())
    return path


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


def _convert(path: Path, form: str, *, folder: Path, profile: Path, opened: str) -> Path:
    """Have a file opened by one filter and saved in another form."""
    assert OFFICE is not None
    words = [OFFICE, "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    words += [f"--infilter={opened}", "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{form.partition(':')[0]}"


def _csv(separator: str, *, eager: bool = False) -> str:
    """The filter for text in UTF-8; an eager one looks for dates and numbers of every kind."""
    return f"{FILTER}:{SEPARATORS[separator]},34,76,1,,1033,false,{str(eager).lower()}"


def _told(path: Path) -> list[tuple[object, ...]]:
    return [_row(one) for one in sheet.read(path).rows]


def _row(row: SheetRow) -> tuple[object, ...]:
    cells = [(one.element, one.language, one.text) for one in row.cells]
    return row.filename, row.sha512, cells, row.emptied


@pytest.mark.parametrize("eager", [False, True])
@pytest.mark.parametrize(("form", "opened"), BOOKS.items())
def test_a_sheet_kept_as_a_workbook_and_saved_says_the_same(
    form: str, opened: str, eager: bool, written: Path, profile: Path, tmp_path: Path
) -> None:
    book = _convert(
        written, form, folder=tmp_path, profile=profile, opened=_csv("comma", eager=eager)
    )
    again = _convert(book, f"csv:{_csv('comma')}", folder=tmp_path, profile=profile, opened=opened)
    assert _told(again) == _told(written)
    assert sheet.check(sheet.read(again)) == ()


@pytest.mark.parametrize("eager", [False, True])
@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_sheet_saved_with_a_separator_and_opened_again_says_the_same(
    separator: str, eager: bool, written: Path, profile: Path, tmp_path: Path
) -> None:
    saved = f"csv:{_csv(separator)}"
    first, second = tmp_path / "one", tmp_path / "two"
    once = _convert(
        written, saved, folder=first, profile=profile, opened=_csv("comma", eager=eager)
    )
    again = _convert(
        once, saved, folder=second, profile=profile, opened=_csv(separator, eager=eager)
    )
    assert _told(once) == _told(written)
    assert _told(again) == _told(written)
