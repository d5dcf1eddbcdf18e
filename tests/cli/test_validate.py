"""``preserve validate``, from bags on disk to the exit code."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from preserve.cli import main, validate
from preserve.cli.progress import Unseen
from preserve.findings import Verdict, VerdictReport
from preserve.workflow import many as workflow
from tests.bags.builder import BagBuilder, append
from tests.cli import commands

FETCHED = b"https://example.org/scan.tif 4 data/scan.tif\n"


@pytest.fixture
def bags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a bag for each verdict, and stand beside them."""
    BagBuilder().build(tmp_path / "valid")
    BagBuilder(edits={"bag-info.txt": append(b"Payload-Oxum: 1.1\n")}).build(tmp_path / "invalid")
    BagBuilder(absent={"data/scan.tif": b"scan"}, fetch=FETCHED).build(tmp_path / "incomplete")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "verdicts", "code"),
    [
        (["valid"], ["valid"], 0),
        (["invalid"], ["invalid"], 1),
        (["incomplete"], ["incomplete"], 1),
        (["nowhere"], ["unknown"], 3),
        (["valid", "invalid"], ["valid", "invalid"], 1),
        (["invalid", "nowhere", "valid"], ["invalid", "unknown", "valid"], 3),
        (
            ["valid", "--workers", "1", "incomplete", "nowhere"],
            ["valid", "incomplete", "unknown"],
            3,
        ),
    ],
)
def test_the_worst_verdict_decides_the_exit_code(
    words: list[str],
    verdicts: list[str],
    code: int,
    bags: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main.main(["validate", *words, "--json"]) == code
    *reports, summary = map(json.loads, capsys.readouterr().out.splitlines())
    assert [report["type"] for report in reports] == ["verdict"] * len(verdicts)
    assert [report["verdict"] for report in reports] == verdicts
    assert summary["type"] == "summary"
    assert summary["exit_code"] == code
    assert summary["counts"]["packages"] == len(verdicts)


def test_every_finding_in_json_has_exactly_the_public_fields(
    bags: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main.main(["validate", "invalid", "--json"])
    report = json.loads(capsys.readouterr().out.splitlines()[0])
    assert report["findings"]
    for finding in report["findings"]:
        assert list(finding) == [
            "code",
            "severity",
            "message",
            "path",
            "line",
            "clause",
            "expected",
            "found",
            "excused",
        ]


def test_the_whole_is_announced_where_somebody_watches(bags: Path) -> None:
    seen: list[tuple[str, object]] = []

    class Watcher(Unseen):
        watched = True

        def begin(self, subject: str, step: str) -> None:
            seen.append((subject, step))

        def expect(self, octets: int) -> None:
            seen.append(("octets", octets))

    size = sum(path.lstat().st_size for path in (bags / "valid").rglob("*") if path.is_file())
    validate.announce([Path("valid")], Watcher())
    assert seen == [("valid", "validating"), ("octets", size)]
    seen.clear()
    validate.announce([Path("nowhere"), Path("valid")], Watcher())
    assert seen == [("2 bags", "validating"), ("octets", 0), ("octets", size)]
    seen.clear()
    validate.announce([Path("valid")], Unseen())
    assert seen == []


def test_text_names_the_bag_and_quiet_is_silent_about_a_sound_one(
    bags: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["validate", "valid", "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main.main(["validate", "valid"]) == 0
    assert capsys.readouterr().out.startswith("valid        valid  (2 files, 65 octets)\n")


@pytest.mark.parametrize("command", ["bag", "validate"])
def test_the_address_of_a_profile_is_refused(
    command: str, bags: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main([command, "valid", "--profile", "HTTPS://example.org/p.json"]) == 2
    assert "preserve fetches no profile; download it and name the file" in capsys.readouterr().err


def test_an_interrupted_run_says_that_there_is_no_report_and_how_much_was_not_judged(
    bags: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken_off(*_: object, **__: object) -> Iterator[VerdictReport]:
        yield VerdictReport(path="valid", verdict=Verdict.VALID, findings=())
        raise KeyboardInterrupt

    monkeypatch.setattr(workflow, "validate_many", broken_off)
    words = ["validate", "valid", "invalid", "incomplete", "--report", "report.html"]
    assert main.main(words) == 130
    assert capsys.readouterr().out == (
        "valid        valid\n"
        "note         report.html: no report was written\n"
        "\n"
        "1 package: 1 valid, 2 not judged.\n"
    )
    assert not (bags / "report.html").exists()


def test_a_run_that_is_interrupted_at_once_says_that_nothing_was_judged(
    bags: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken_off(*_: object, **__: object) -> Iterator[VerdictReport]:
        yield from ()
        raise KeyboardInterrupt

    monkeypatch.setattr(workflow, "validate_many", broken_off)
    assert main.main(["validate", "valid", "invalid"]) == 130
    out, err = capsys.readouterr()
    assert out == "\n0 packages: 2 not judged.\n"
    assert err == "preserve: interrupted; the rest was not looked at\n"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_run_ends_soon_and_says_what_it_had_found(workers: str, bags: Path) -> None:
    endless = BagBuilder().build(bags / "endless")
    with open(endless / "data" / "release.txt", "r+b") as stream:
        stream.truncate(1 << 36)
    worker = subprocess.Popen(
        [*commands.COMMAND, "validate", "valid", "endless", "--json", f"--workers={workers}"],
        cwd=bags,
        env=commands.environment(bags),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert json.loads(worker.stdout.readline())["verdict"] == "valid"
    os.kill(worker.pid, signal.SIGINT)
    out, err = worker.communicate(timeout=30)
    assert worker.returncode == 130
    summary = json.loads(out)
    counts = summary["counts"]
    assert (counts["packages"], counts["not_judged"], summary["exit_code"]) == (1, 1, 130)
    assert json.loads(err) == {
        "type": "error",
        "exit_code": 130,
        "message": "interrupted; the rest was not looked at",
        "details": [],
        "remedy": "",
    }
