"""Describe, correct, hand back: what a person wrote stands in the package."""

import csv
import io
import json
from pathlib import Path

import pytest

from preserve.cli import main
from preserve.releases import sheet_text

RELEASE = """\
The preserve project

Press release
No. 12/20

22 November 2026

{title}

The plan was published today, in full and for everybody to read. It says what is kept, for how
long, and how anybody can check that nothing of it was changed.
"""
_DCTERMS = "data/metadata/descriptive/dcterms.xml"
_PREMIS = "data/metadata/preservation/premis.xml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two releases and the sheet that describing them gave."""
    (tmp_path / "originals").mkdir()
    for name, title in (("a.txt", "The plan is published"), ("b.txt", "The plan is kept")):
        path = tmp_path / "originals" / name
        path.write_text(RELEASE.format(title=title), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763769600")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert main.main(["describe", "originals", "--csv", "review.csv", "-q"]) == 0
    return tmp_path


def _correct(path: Path, *, filename: str, cells: dict[str, str]) -> None:
    """Change cells of one row, as a spreadsheet would: the whole file is written anew."""
    text = path.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in rows:
        if row["filename"] == filename:
            assert row.keys() >= cells.keys()
            row.update(cells)
    sink = io.StringIO(newline="")
    writer = csv.DictWriter(sink, rows[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(sink.getvalue(), encoding="utf-8")


def _values(capsys: pytest.CaptureFixture[str], *words: str) -> list[list[dict[str, object]]]:
    """Give the values of each release as JSON tells them."""
    capsys.readouterr()
    assert main.main(["describe", "originals", "--json", *words]) == 0
    lines = map(json.loads, capsys.readouterr().out.splitlines())
    return [one["values"] for one in lines if one["type"] == "description"]


def _told(values: list[dict[str, object]]) -> list[tuple[object, ...]]:
    return [(one["element"], one["value"], one["language"]) for one in values]


def test_corrections_stand_in_the_package_and_name_the_sheet(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = {"title@en": "The plan, in full", "identifier": "[none]"}
    _correct(folder / "review.csv", filename="a.txt", cells=cells)

    first, second = _values(capsys, "--metadata", "review.csv")
    by_element = {str(one["element"]): one for one in first}
    assert by_element["title"]["value"] == "The plan, in full"
    assert by_element["title"]["language"] == "en"
    assert by_element["title"]["evidence"] == {
        "origin": "csv",
        "where": "review.csv line 2",
        "text": "The plan, in full",
        "rule": "column title@en",
    }
    assert "identifier" not in by_element
    assert ("identifier", "12/20", None) in _told(second)

    assert main.main(["bag", "originals", "--metadata", "review.csv", "-q"]) == 0
    record = (folder / "bags" / "a.txt" / _DCTERMS).read_text(encoding="utf-8")
    assert '<dcterms:title xml:lang="en">The plan, in full</dcterms:title>' in record
    assert "The plan is published" not in record
    assert "12/20" not in record
    premis = (folder / "bags" / "a.txt" / _PREMIS).read_text(encoding="utf-8")
    assert "The sheet review.csv gives, in place of what was read:" in premis
    other = (folder / "bags" / "b.txt" / _DCTERMS).read_text(encoding="utf-8")
    assert "12/20" in other
    capsys.readouterr()
    assert main.main(["validate", "bags/a.txt", "bags/b.txt", "-q"]) == 0


def test_a_sheet_that_is_handed_back_untouched_gives_what_was_described(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = _values(capsys)
    handed_back = _values(capsys, "--metadata", "review.csv")
    assert [_told(one) for one in handed_back] == [_told(one) for one in plain]


def test_a_number_that_looks_like_a_date_is_guarded_in_the_sheet(folder: Path) -> None:
    path = folder / "review.csv"
    (_, headings), (_, first), _ = sheet_text.records(sheet_text.decode(path), path)
    row = dict(zip(headings, first, strict=True))
    assert (row["identifier"], row["issued"]) == ("'12/20", "'2026-11-22")


def test_what_a_person_types_without_the_guard_is_taken_as_well(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = {"identifier": "13/20", "issued": "2026-11-23"}
    _correct(folder / "review.csv", filename="b.txt", cells=cells)
    _, second = _values(capsys, "--metadata", "review.csv")
    assert {("identifier", "13/20", None), ("issued", "2026-11-23", None)} <= set(_told(second))


def test_a_date_that_a_spreadsheet_wrote_its_own_way_is_refused_by_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _correct(folder / "review.csv", filename="b.txt", cells={"issued": "23/11/2026"})
    assert main.main(["bag", "originals", "--metadata", "review.csv"]) == 2
    assert 'review.csv line 3: b.txt: column issued: "23/11/2026" is no date' in (
        capsys.readouterr().err
    )
    assert not (folder / "bags").exists()
