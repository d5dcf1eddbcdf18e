"""The objects of --json: exact keys, octets kept, one line each, in ASCII."""

import json
from pathlib import Path
from typing import Any

import pytest

from preserve.cli import json_lines
from preserve.cli.console import Console, Form
from preserve.cli.json_lines import JsonLines
from preserve.cli.tally import Tally
from preserve.errors import ReadError
from preserve.findings import Verdict
from preserve.workflow.outcomes import BagOutcome, BagStatus, Notice
from tests.cli import findings

FINDING = {
    "code": "TST-001",
    "severity": "error",
    "message": "data/a.txt: differs",
    "path": "data/a.txt",
    "line": 3,
    "clause": "clause 1",
    "expected": "x",
    "found": "y",
    "excused": False,
}


def reported(capsys: pytest.CaptureFixture[str]) -> Any:
    out, err = capsys.readouterr()
    assert out.endswith("\n")
    assert out.count("\n") == 1
    assert out.isascii()
    assert not err
    return json.loads(out)


@pytest.fixture
def reporter() -> JsonLines:
    return JsonLines(Console(form=Form.JSON))


def test_a_finding_has_these_fields() -> None:
    finding = findings.BROKEN.at(
        "data/a.txt: differs", path="data/a.txt", line=3, expected="x", found="y"
    )
    assert json_lines.finding(finding) == FINDING


def test_a_bag_has_these_fields(reporter: JsonLines, capsys: pytest.CaptureFixture[str]) -> None:
    finding = findings.BROKEN.at(
        "data/a.txt: differs", path="data/a.txt", line=3, expected="x", found="y"
    )
    reporter.bag(findings.created(findings=(finding,)))
    assert reported(capsys) == {
        "type": "bag",
        "release": "a.txt",
        "path": "bags/a.txt",
        "archive": None,
        "identifier": "urn:uuid:00000000-0000-5000-8000-000000000000",
        "status": "created",
        "version": 1,
        "replaces": None,
        "verified": True,
        "files": 1,
        "octets": 4200,
        "findings": [FINDING],
        "not_checked": ["viruses"],
        "review": [{"element": "creator", "reason": "the document does not say"}],
        "message": "",
        "remedy": "",
    }


def test_a_verdict_has_these_fields(
    reporter: JsonLines, capsys: pytest.CaptureFixture[str]
) -> None:
    reporter.verdict(findings.verdict(Verdict.VALID))
    assert reported(capsys) == {
        "type": "verdict",
        "path": "bags/a.txt",
        "verdict": "valid",
        "files": None,
        "octets": None,
        "not_checked": ["viruses"],
        "findings": [],
        "message": "",
        "remedy": "",
    }


def test_a_verdict_that_cannot_be_given_says_why(
    reporter: JsonLines, capsys: pytest.CaptureFixture[str]
) -> None:
    reporter.verdict(findings.verdict(Verdict.UNKNOWN), ReadError("is away", remedy="Mount it."))
    fields = reported(capsys)
    assert (fields["message"], fields["remedy"]) == ("is away", "Mount it.")


def test_a_notice_has_these_fields(reporter: JsonLines, capsys: pytest.CaptureFixture[str]) -> None:
    reporter.notice(Notice(subject=".hidden", message="is no release"))
    assert reported(capsys) == {"type": "notice", "subject": ".hidden", "message": "is no release"}


def test_the_summary_of_bags_counts_every_status_even_those_that_did_not_occur(
    reporter: JsonLines, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally.of_bags()
    for outcome in (findings.created(), findings.refused(), findings.failed()):
        tally.add_bag(outcome)
    reporter.summary(tally)
    assert reported(capsys) == {
        "type": "summary",
        "command": "bag",
        "counts": {
            "releases": 3,
            "created": 1,
            "new-version": 0,
            "unchanged": 0,
            "refused": 1,
            "failed": 1,
            "planned": 0,
            "files": 1,
            "octets": 4200,
            "errors": 1,
            "warnings": 0,
            "notes": 0,
            "review": 1,
        },
        "exit_code": 3,
    }


def test_the_summary_of_verdicts_counts_every_verdict(
    reporter: JsonLines, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally.of_verdicts(named=1)
    tally.add_verdict(findings.verdict(Verdict.INVALID, findings.BROKEN.at("broken")))
    reporter.summary(tally)
    assert reported(capsys) == {
        "type": "summary",
        "command": "validate",
        "counts": {
            "packages": 1,
            "valid": 0,
            "complete": 0,
            "incomplete": 0,
            "invalid": 1,
            "unknown": 0,
            "not_judged": 0,
            "errors": 1,
            "warnings": 0,
            "notes": 0,
        },
        "exit_code": 1,
    }


@pytest.mark.parametrize(
    "name",
    ["\x1b[31m", "a\nb", "\u202e", "\u2028", "caf\udcc3", "\U0001f4dc", '"}{"'],
)
def test_a_hostile_name_stays_on_its_line_and_comes_back_whole(
    name: str, reporter: JsonLines, capsys: pytest.CaptureFixture[str]
) -> None:
    reporter.bag(BagOutcome(release=name, status=BagStatus.PLANNED, path=Path("bags") / name))
    fields = reported(capsys)
    assert (fields["release"], fields["path"]) == (name, f"bags/{name}")
