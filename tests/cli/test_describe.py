"""``preserve describe``, from releases on disk to the report and the sheet."""

import json
import re
from pathlib import Path

import pytest

from preserve.cli import descriptions, main
from preserve.cli.tally import Tally
from preserve.findings import Code, Finding
from preserve.model.description import Description, Evidence, Origin, ReviewItem, Value
from preserve.workflow.describe import Described, SheetOutcome
from tests.cli import findings

RELEASE = """\
The preserve project

Press release

22 November 2026

The plan is published

The plan was published today, in full and for everybody to read.
"""

EVIDENCE = Evidence(origin=Origin.DOCUMENT, where="a.txt line 7", text="The  plan", rule="headline")
VALUE = Value(element="title", text="The plan", language="en", confidence=0.97, evidence=EVIDENCE)


def described(*found: Finding, exit_code: int = 0) -> Described:
    return Described(
        release="a.txt",
        source=Path("originals/a.txt"),
        description=Description(
            values=(VALUE,), review=(ReviewItem(element="creator", reason="is not said"),)
        ),
        sha512="00",
        findings=found,
        exit_code=exit_code,
    )


FAILED = Described(
    release="b.txt", source=Path("b.txt"), message="b.txt: cannot be read", exit_code=3
)


@pytest.fixture
def originals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "originals"
    folder.mkdir()
    (folder / "a.txt").write_text(RELEASE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_description_has_these_fields() -> None:
    assert descriptions.description(described()) == {
        "type": "description",
        "source": "originals/a.txt",
        "release": "a.txt",
        "sha512": "00",
        "values": [
            {
                "element": "title",
                "value": "The plan",
                "language": "en",
                "confidence": 0.97,
                "evidence": {
                    "origin": "document",
                    "where": "a.txt line 7",
                    "text": "The  plan",
                    "rule": "headline",
                },
            }
        ],
        "review": [{"element": "creator", "reason": "is not said"}],
        "findings": [],
        "message": "",
        "remedy": "",
    }


def test_a_release_that_cannot_be_described_says_why() -> None:
    fields = descriptions.description(FAILED)
    assert (fields["values"], fields["review"]) == ([], [])
    assert fields["message"] == "b.txt: cannot be read"


def test_a_value_is_shown_with_its_evidence() -> None:
    assert list(descriptions.lines(VALUE, clip=True)) == [
        "title (en): The plan",
        '  0.97, a.txt line 7: "The  plan", headline',
    ]


def test_a_long_value_is_cut_unless_everything_is_asked_for() -> None:
    long = Value(element="description", text="a" * 300, evidence=EVIDENCE)
    assert next(descriptions.lines(long, clip=True)) == f"description: {'a' * 199}…"
    assert next(descriptions.lines(long, clip=False)) == f"description: {'a' * 300}"


def test_the_sums_count_values_questions_and_failures() -> None:
    tally = Tally.of_descriptions()
    descriptions.add(tally, described())
    descriptions.add(tally, FAILED)
    assert dict(tally.counts) == {
        "releases": 2,
        "described": 1,
        "refused": 0,
        "failed": 1,
        "values": 1,
        "errors": 0,
        "warnings": 0,
        "notes": 0,
        "review": 1,
    }
    assert tally.exit_code == 3
    assert [(one.kind, one.subject, one.reason) for one in tally.attention] == [
        ("review", "a.txt", "creator: is not said"),
        ("failed", "b.txt", "b.txt: cannot be read"),
    ]


@pytest.mark.parametrize(
    ("found", "code"),
    [(findings.NOTED, 0), (findings.DOUBTFUL, 0), (findings.BROKEN, 1)],
)
def test_a_wrong_row_of_the_sheet_is_no_success(found: Code, code: int) -> None:
    tally = Tally.of_descriptions()
    outcome = SheetOutcome(path=Path("m.csv"), findings=(found.at("m.csv: row", line=2),))
    descriptions.add_sheet(tally, outcome)
    assert tally.exit_code == code


def test_a_wrong_row_of_the_sheet_is_told_with_its_line(
    originals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (originals.parent / "m.csv").write_text("filename,title\nc.txt,The plan\n", encoding="utf-8")
    words = ["describe", "originals", "--metadata", "m.csv"]
    assert main.main([*words, "--json"]) == 1
    sheet = json.loads(capsys.readouterr().out.splitlines()[0])
    assert list(sheet) == ["type", "path", "findings"]
    assert (sheet["type"], sheet["path"]) == ("sheet", "m.csv")
    assert [(one["code"], one["line"]) for one in sheet["findings"]] == [("SHE-001", 2)]
    assert main.main([*words, "-q"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == "sheet        m.csv  (1 error)"


def test_describing_writes_nothing(originals: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["describe", "originals"]) == 0
    out = capsys.readouterr().out
    assert "  title (en): The plan is published\n" in out
    assert sorted(path.name for path in originals.parent.rglob("*")) == ["a.txt", "originals"]


def test_every_release_is_one_object_and_the_sums_come_last(
    originals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (originals / "b.txt").write_text(RELEASE, encoding="utf-8")
    assert main.main(["describe", "originals", "--json"]) == 0
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["type"] for one in objects] == ["description", "description", "summary"]
    assert [one["source"] for one in objects[:2]] == ["originals/a.txt", "originals/b.txt"]


def test_the_sheet_is_new_whole_and_read_back_as_written(
    originals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["describe", "originals", "--csv", "review.csv"]) == 0
    assert "note         review.csv: the sheet to correct" in capsys.readouterr().out
    assert sorted(path.name for path in originals.parent.iterdir()) == ["originals", "review.csv"]
    sheet = originals.parent / "review.csv"
    for written, origin in (("The plan is published", "document"), ("The plan is out", "csv")):
        text = sheet.read_text(encoding="utf-8")
        sheet.write_text(text.replace("The plan is published", written), encoding="utf-8")
        assert main.main(["describe", "originals", "--metadata", "review.csv", "--json"]) == 0
        fields = json.loads(capsys.readouterr().out.splitlines()[0])
        title = next(one for one in fields["values"] if one["element"] == "title")
        # What was left as it was read is no correction, and keeps its evidence.
        assert (title["value"], title["evidence"]["origin"]) == (written, origin)


def test_a_sheet_that_is_there_is_never_overwritten(
    originals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = originals.parent / "review.csv"
    sheet.write_text("corrections", encoding="utf-8")
    assert main.main(["describe", "originals", "--csv", "review.csv"]) == 2
    assert capsys.readouterr().err.startswith("preserve: review.csv: is there already")
    assert sheet.read_text(encoding="utf-8") == "corrections"


def test_a_sheet_that_cannot_be_written_is_told(
    originals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["describe", "originals", "--csv", "nowhere/review.csv"]) == 3
    assert "nowhere/review.csv: cannot be written" in capsys.readouterr().err


def test_the_report_is_a_new_page_with_the_text_and_the_evidence(
    originals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["describe", "originals", "--report", "review.html"]) == 0
    assert "note         review.html: the report was written" in capsys.readouterr().out
    made = (originals.parent / "review.html").read_text(encoding="utf-8")
    assert "<title>Descriptions to review: 1 release</title>" in made
    assert re.search(r'<mark data-of="[0-9 ]+">The plan is published</mark>', made)
    assert sorted(one.name for one in originals.parent.iterdir()) == ["originals", "review.html"]


def test_a_report_that_is_there_is_never_overwritten(
    originals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = originals.parent / "review.html"
    report.write_text("dear", encoding="utf-8")
    assert main.main(["describe", "originals", "--report", "review.html"]) == 2
    assert capsys.readouterr().err.startswith("preserve: review.html: is there already")
    assert report.read_text(encoding="utf-8") == "dear"


@pytest.mark.parametrize("report", ["originals/review.html", "originals/folder/review.html"])
def test_a_report_among_the_originals_is_refused(
    report: str, originals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (originals / "folder").mkdir()
    before = sorted(one.name for one in originals.parent.rglob("*"))
    assert main.main(["describe", "originals", "--report", report]) == 2
    assert f"{report}: the report would lie among the originals" in capsys.readouterr().err
    assert sorted(one.name for one in originals.parent.rglob("*")) == before


def test_the_report_tells_what_was_refused_and_what_failed() -> None:
    wrong = findings.BROKEN.at("a.txt: is broken")
    reviewed = described(wrong, exit_code=1).reviewed
    assert (reviewed.problem, reviewed.remedy) == ("a.txt: is broken", findings.BROKEN.remedy)
    assert FAILED.reviewed.problem == "b.txt: cannot be read"


def test_the_sheet_holds_nothing_of_the_text() -> None:
    entry = described().entry
    assert entry is not None
    assert entry.description.excerpts == ()


def test_a_source_that_is_not_there_is_told(
    originals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["describe", "nowhere"]) == 2
    assert capsys.readouterr().err.startswith("preserve: nowhere: not there\n")
