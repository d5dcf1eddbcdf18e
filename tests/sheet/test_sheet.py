"""The sheet is read as people write it, or refused with every reason."""

import os
import re
from pathlib import Path

import pytest

from preserve.errors import ReadError, UsageError
from preserve.findings import Code
from preserve.findings import sheet as codes
from preserve.model.sheet import Sheet
from preserve.releases import sheet

DIGEST = "ab" * 64


def _sheet(folder: Path, text: str | bytes, name: str = "metadata.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def _read(folder: Path, text: str | bytes) -> Sheet:
    return sheet.read(_sheet(folder, text))


def _cells(folder: Path, text: str) -> list[tuple[str, str | None, str]]:
    (row,) = _read(folder, text).rows
    return [(cell.element, cell.language, cell.text) for cell in row.cells]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_separator_mark_and_line_end_is_read(
    separator: str, mark: bytes, line_end: str, tmp_path: Path
) -> None:
    rows = [["filename", "title", "issued"], ["a.txt", "Ä, b; c", "2020"]]
    lines = [separator.join(f'"{cell}"' for cell in row) for row in rows]
    table = _read(tmp_path, mark + line_end.join(lines).encode())

    (row,) = table.rows
    assert [(cell.element, cell.text) for cell in row.cells] == [
        ("title", "Ä, b; c"),
        ("issued", "2020"),
    ]


def test_languages_repeated_columns_and_spellings_are_read(tmp_path: Path) -> None:
    text = (
        "filename,dc.title,dcterms.title@fr,subject,Subject,RightsHolder,check,title.confidence,"
        "title@fr.evidence\n"
        "a.txt,A,B,c,d,e,look,0.4,line 3\n"
    )

    assert _cells(tmp_path, text) == [
        ("title", None, "A"),
        ("title", "fr", "B"),
        ("subject", None, "c"),
        ("subject", None, "d"),
        ("rightsHolder", None, "e"),
    ]


def test_a_blank_cell_says_nothing_and_none_empties(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, "filename,title,publisher,issued\na.txt,,[none], \n").rows

    assert row.cells == ()
    assert [(cell.element, cell.column) for cell in row.emptied] == [("publisher", "publisher")]


def test_rows_are_found_by_name_whatever_their_order_and_normalisation(tmp_path: Path) -> None:
    table = _read(tmp_path, "title,filename\nA,cafe\u0301.txt\nB,folder/\nC,./b.txt\n")

    lines = {
        name: row.line for name in ("caf\u00e9.txt", "folder", "b.txt") if (row := table.row(name))
    }
    assert lines == {"caf\u00e9.txt": 2, "folder": 3, "b.txt": 4}
    assert table.row("a.txt") is None


def test_a_row_is_named_by_the_line_it_begins_on(tmp_path: Path) -> None:
    table = _read(tmp_path, 'filename,title\na.txt,"one\ntwo"\n\nb.txt,x\n')

    assert [(row.filename, row.line) for row in table.rows] == [("a.txt", 2), ("b.txt", 5)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("'=sum", "=sum"),
        ("'+1", "+1"),
        ("'-1", "-1"),
        ("'@a", "@a"),
        ("''a", "'a"),
        ("'\ta", "\ta"),
        ("'[none]", "[none]"),
        ("'Tis the season", "'Tis the season"),
        ("=sum", "=sum"),
    ],
)
def test_one_apostrophe_before_a_risky_cell_is_removed(
    cell: str, expected: str, tmp_path: Path
) -> None:
    assert _cells(tmp_path, f"filename,title\na.txt,{cell}\n") == [("title", None, expected)]


ROW_REMEDIES = {
    "line 2: filename is blank": "Give each row the name of its release.",
    "line 2: 3 cells under 2 columns": (
        "Put quotation marks around a value that holds the separator."
    ),
    "line 3: a has a row already, line 2": "Keep one row for each release.",
}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1: column filename is missing"),
        ("title\nA\n", "line 1: column filename is missing"),
        ("filename,titel\n", "line 1: unknown column titel (did you mean title?)"),
        ("filename,dc.publsher\n", "line 1: unknown column dc.publsher (did you mean publisher?)"),
        ("filename,colour\n", "line 1: unknown column colour"),
        ("filename,filename\n", "line 1: column filename stands twice"),
        (
            "filename,title@\n",
            "line 1: column title@: nothing is no language tag (BCP 47); write title@en, say",
        ),
        (
            "filename,title@f\n",
            "line 1: column title@f: f is no language tag (BCP 47); write title@en, say",
        ),
        (
            "filename,title@French\n",
            "line 1: column title@French: French is no language tag (BCP 47); write title@en, say",
        ),
        (
            "filename,issued@fr\n",
            "line 1: column issued@fr: issued is in no language; write issued",
        ),
        ("filename,title\n,A\n", "line 2: filename is blank"),
        ("filename,title\na,b,c\n", "line 2: 3 cells under 2 columns"),
        ("filename,title\na,b\na,c\n", "line 3: a has a row already, line 2"),
        ("filename,x1,y2\n", "line 1: unknown column x1; line 1: unknown column y2"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused_by_line(
    text: str, problem: str, tmp_path: Path
) -> None:
    path = _sheet(tmp_path, text)

    with pytest.raises(UsageError) as caught:
        sheet.read(path)

    assert caught.value.message == f"{path}: {problem}"
    in_heading = "Correct the heading; the columns are: filename, sha512, "
    assert caught.value.remedy.startswith(ROW_REMEDIES.get(problem, in_heading))


def test_a_sheet_that_is_not_utf_8_is_refused_by_line(tmp_path: Path) -> None:
    path = _sheet(tmp_path, b"filename,title\na.txt,\xe9t\xe9\n")

    with pytest.raises(UsageError, match=re.escape(f"{path} line 2: not UTF-8 (octet 0xe9)")):
        sheet.read(path)


def test_a_sheet_in_utf_16_is_refused(tmp_path: Path) -> None:
    path = _sheet(tmp_path, "filename,title\n".encode("utf-16"))

    with pytest.raises(UsageError, match="the sheet is UTF-16"):
        sheet.read(path)


def test_a_quotation_mark_left_open_is_refused(tmp_path: Path) -> None:
    path = _sheet(tmp_path, 'filename,title\na.txt,"A\n')

    with pytest.raises(UsageError, match="line 2: not well-formed CSV"):
        sheet.read(path)


def test_a_sheet_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="the sheet cannot be read"):
        sheet.read(tmp_path / "metadata.csv")


FIXTURES: dict[str, Code] = {
    "filename,title\nb.txt,A\n": codes.NO_SUCH_RELEASE,
    f"filename,sha512\na.txt,{DIGEST}\n": codes.OTHER_OCTETS,
    "filename,issued\na.txt,20 January 2020\n": codes.NO_DATE,
    "filename,language\na.txt,English\n": codes.NO_LANGUAGE,
    "filename,sha512\na.txt,abc\n": codes.NO_DIGEST,
    "filename,title\na.txt,A\x01\n": codes.NOT_IN_XML,
}
MESSAGES = {
    codes.NO_SUCH_RELEASE: "b.txt: no such release",
    codes.OTHER_OCTETS: "a.txt: sha512 differs from the row's",
    codes.NO_DATE: (
        'a.txt: column issued: "20 January 2020" is no date; write 2026-04-14, 2026-04 or 2026'
    ),
    codes.NO_LANGUAGE: (
        'a.txt: column language: "English" is no language tag; write en, fr or az-Latn'
    ),
    codes.NO_DIGEST: "a.txt: sha512 is no SHA-512",
    codes.NOT_IN_XML: "a.txt: column title: U+0001 cannot stand in XML",
}


@pytest.mark.parametrize("text", FIXTURES)
def test_a_fault_in_a_row_raises_exactly_its_code(text: str, tmp_path: Path) -> None:
    table = _read(tmp_path, text)
    known = {"a.txt": {"0" * 128}} if FIXTURES[text] is codes.OTHER_OCTETS else {"a.txt": None}

    (finding,) = (*sheet.check(table), *sheet.check_against(table, known))

    assert finding.code is FIXTURES[text]
    assert finding.message == f"metadata.csv line 2: {MESSAGES[finding.code]}"
    assert (finding.path, finding.line) == ("metadata.csv", 2)


def test_every_code_of_the_sheet_has_a_fixture() -> None:
    every = {code.name for code in vars(codes).values() if isinstance(code, Code)}

    assert {code.name for code in FIXTURES.values()} == every


@pytest.mark.parametrize(
    "date", ["2020", "2020-01", "2020-01-20", "2020-01-20T10:00Z", "2020-01~", "2020/2021", "202X"]
)
def test_w3cdtf_and_edtf_dates_are_taken(date: str, tmp_path: Path) -> None:
    assert sheet.check(_read(tmp_path, f"filename,issued\na.txt,{date}\n")) == ()


@pytest.mark.parametrize("date", ["2020-02-30", "20/01/2020", "2020-1-2", "soon", "2020-13"])
def test_what_is_no_date_is_found(date: str, tmp_path: Path) -> None:
    (finding,) = sheet.check(_read(tmp_path, f"filename,available\na.txt,{date}\n"))

    assert finding.code is codes.NO_DATE
    assert finding.found == date


def test_a_fifo_in_the_place_of_the_sheet_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "metadata.csv")
    with pytest.raises(UsageError, match="not a file"):
        sheet.read(tmp_path / "metadata.csv")
