"""The report that a person reads: what is wrong, where, and what to do, and nothing forged."""

from dataclasses import replace

import pytest

from preserve.cli import text
from preserve.cli.console import Console, Form, Loudness
from preserve.cli.tally import Tally
from preserve.cli.text import Text
from preserve.errors import ReadError
from preserve.findings import Code, Finding, Severity, Verdict, manifests
from preserve.workflow.outcomes import BagOutcome, BagStatus, Notice
from tests.cli import findings

DIGEST = "3f1a" * 16
OTHER = "9c0e" * 16


def reporter(loudness: Loudness = Loudness.NORMAL) -> Text:
    return Text(Console(form=Form.TEXT, loudness=loudness))


def test_a_created_bag_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    reporter().bag(findings.created())
    assert capsys.readouterr().out == "created      bags/a.txt  (1 file, 4.2 kB, verified)\n"


def test_a_bag_that_was_not_read_back_is_not_called_verified(
    capsys: pytest.CaptureFixture[str],
) -> None:
    reporter().bag(BagOutcome(release="a", status=BagStatus.CREATED))
    assert capsys.readouterr().out == "created      a  (not verified)\n"


def test_a_failure_says_why_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    reporter().bag(findings.failed())
    assert capsys.readouterr().out == (
        "failed       c.txt\n  c.txt: cannot be read (Input/output error)\n  Look at the disk.\n"
    )


def test_findings_stand_errors_first_and_those_of_one_code_together(
    capsys: pytest.CaptureFixture[str],
) -> None:
    reporter().verdict(
        findings.verdict(
            Verdict.INVALID,
            findings.NOTED.at("a note"),
            findings.BROKEN.at("data/b: differs", path="data/b"),
            findings.DOUBTFUL.at("a doubt"),
            findings.BROKEN.at("data/a: differs", path="data/a"),
        )
    )
    assert capsys.readouterr().out == (
        "invalid      bags/a.txt  (2 errors, 1 warning, 1 note)\n"
        "  error: data/b: differs [TST-001, clause 1]\n"
        "  error: data/a: differs [TST-001, clause 1]\n"
        "  warning: a doubt [TST-002, clause 2]\n"
        "  note: a note [TST-003, clause 3]\n"
    )


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (findings.BROKEN.at("is broken"), "is broken"),
        (findings.BROKEN.at("data/a: differs", path="data/a"), "data/a: differs"),
        (findings.BROKEN.at("differs", path="data/a"), "data/a: differs"),
        (
            findings.BROKEN.at("data/a: listed twice", path="data/a", line=3),
            "data/a:3: listed twice",
        ),
        (findings.BROKEN.at("data/a:3: listed", path="data/a", line=3), "data/a:3: listed"),
        (findings.BROKEN.at("data/a line 3: listed", path="data/a", line=3), "data/a:3: listed"),
        (findings.BROKEN.at("a.txt: is broken"), "is broken"),
        (findings.BROKEN.at("a.txt: is broken", path="a.txt"), "is broken"),
        (findings.BROKEN.at("a.txt: is broken", path="a.txt", line=2), "line 2: is broken"),
        (
            findings.BROKEN.at("size differs", path="data/a", expected="1", found="2"),
            "data/a: size differs (expected 1, found 2)",
        ),
        (
            findings.BROKEN.at("size differs (manifest 17, file 21)", expected="17", found="21"),
            "size differs (manifest 17, file 21)",
        ),
        (
            findings.BROKEN.at("data/1.txt: size differs", expected="1", found="2"),
            "data/1.txt: size differs (expected 1, found 2)",
        ),
        (
            findings.BROKEN.at("sha256 differs (file 9c0e9c…)", expected=DIGEST, found=OTHER),
            "sha256 differs (file 9c0e9c…) (expected 3f1a3f1a3f1a…)",
        ),
        (
            findings.BROKEN.at("sha256 differs", expected=DIGEST, found=OTHER),
            "sha256 differs (expected 3f1a3f1a3f1a…, found 9c0e9c0e9c0e…)",
        ),
    ],
)
def test_a_finding_names_its_place_and_its_facts_once(finding: Finding, line: str) -> None:
    written = text.finding(finding, subject="a.txt", shorten=True)
    assert written == f"{line} [TST-001, clause 1]"


@pytest.mark.parametrize("message", ["sha256 differs", "sha256 differs (file 9c0e9c…)"])
def test_digests_are_whole_when_everything_is_asked_for(message: str) -> None:
    finding = findings.BROKEN.at(message, expected=DIGEST, found=OTHER)
    assert text.finding(finding, subject="a", shorten=False) == (
        f"{message} (expected {DIGEST}, found {OTHER}) [TST-001, clause 1]"
    )


def many() -> tuple[Finding, ...]:
    return tuple(findings.BROKEN.at(f"{number}: is broken") for number in range(100))


def test_a_flood_of_one_code_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    reporter().verdict(findings.verdict(Verdict.INVALID, *many()))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + text.LISTED + 1
    assert lines[-1] == "  error: 80 more of TST-001 (-v lists them all)"


def test_verbose_cuts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    reporter(Loudness.VERBOSE).verdict(findings.verdict(Verdict.INVALID, *many()))
    assert len(capsys.readouterr().out.splitlines()) == 1 + 100 + len(["not checked: viruses"])


def test_verbose_says_everything_of_a_bag(capsys: pytest.CaptureFixture[str]) -> None:
    reporter(Loudness.VERBOSE).bag(findings.created())
    assert capsys.readouterr().out == (
        "created      bags/a.txt  (1 file, 4.2 kB, verified)\n"
        "  release: a.txt\n"
        "  identifier: urn:uuid:00000000-0000-5000-8000-000000000000\n"
        "  not checked: viruses\n"
        "  review: creator: the document does not say\n"
    )


def test_quiet_writes_only_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    quiet, tally = reporter(Loudness.QUIET), Tally.of_bags()
    quiet.notice(Notice(subject=".hidden", message="is no release"))
    for outcome in (findings.created(), findings.refused()):
        tally.add_bag(outcome)
        quiet.bag(outcome)
    quiet.verdict(findings.verdict(Verdict.VALID, findings.DOUBTFUL.at("a doubt")))
    quiet.verdict(
        findings.verdict(
            Verdict.INVALID, findings.DOUBTFUL.at("a doubt"), findings.BROKEN.at("broken")
        )
    )
    quiet.summary(tally)
    assert capsys.readouterr().out == (
        "refused      b.txt  (1 error)\n"
        "  error: is broken [TST-001, clause 1]\n"
        "invalid      bags/a.txt  (1 error, 1 warning)\n"
        "  error: broken [TST-001, clause 1]\n"
    )


def test_a_verdict_that_cannot_be_given_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    reporter().verdict(
        findings.verdict(Verdict.UNKNOWN), ReadError("bags/a.txt: is away", remedy="Mount it.")
    )
    assert capsys.readouterr().out == (
        "unknown      bags/a.txt\n  bags/a.txt: is away\n  Mount it.\n"
    )


@pytest.mark.parametrize("name", ["\x1b]0;x\x07", "a\nvalid  b", "\u202etxt", "\u2028", "\x9b1m"])
def test_a_hostile_name_cannot_leave_its_line(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reporter().bag(findings.refused(name))
    lines = capsys.readouterr().out.split("\n")
    assert len(lines) == 3
    assert all(character.isprintable() for line in lines for character in line)


def test_the_summary_names_what_needs_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally.of_bags()
    for outcome in (findings.created(), findings.created("d.txt"), findings.refused()):
        tally.add_bag(outcome)
    tally.add_bag(findings.failed())
    reporter().summary(tally)
    assert capsys.readouterr().out == (
        "\n"
        "4 releases: 2 created, 1 refused, 1 failed, 2 files of 8.4 kB, 1 error, "
        "2 questions for a person.\n"
        "What to do:\n"
        "  TST-001 (1 error in 1 release): A thing is broken. Mend it.\n"
        "Needs a person:\n"
        "  review  a.txt: creator: the document does not say\n"
        "  review  d.txt: creator: the document does not say\n"
        "  refused  b.txt: is broken\n"
        "  failed  c.txt: cannot be read (Input/output error)\n"
        "Not checked:\n"
        "  viruses: 2 releases\n"
    )


def test_the_summary_of_one_subject_does_not_repeat_its_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tally = Tally.of_bags()
    tally.add_bag(findings.failed())
    reporter().summary(tally)
    assert capsys.readouterr().out == "\n1 release: 1 failed.\n"


def test_a_long_list_of_subjects_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally.of_bags()
    for number in range(25):
        tally.add_bag(findings.failed(f"{number}.txt"))
    reporter().summary(tally)
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "  failed  5 more (-v names them all)"
    assert len([line for line in lines if line.startswith("  failed  ")]) == 21


MENDED_LAST = Code(
    name="XRF-900", severity=Severity.ERROR, clause="clause 4", title="Differs", remedy="Compare."
)


def test_of_several_errors_the_one_to_mend_first_is_named_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    reporter().verdict(
        findings.verdict(
            Verdict.INVALID,
            findings.DOUBTFUL.at("a doubt"),
            MENDED_LAST.at("data/a: differs from PREMIS", path="data/a"),
            manifests.MALFORMED_LINE.at("no path", path="manifest-md5.txt", line=3),
        )
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == f"  first: manifest-md5.txt:3: {manifests.MALFORMED_LINE.remedy} [MAN-001]"
    assert [line.split("[")[1][:7] for line in lines[2:]] == ["MAN-001", "XRF-900", "TST-002"]


def test_errors_of_one_kind_need_no_first(capsys: pytest.CaptureFixture[str]) -> None:
    reporter().verdict(
        findings.verdict(Verdict.INVALID, findings.DOUBTFUL.at("a doubt"), *many()[:2])
    )
    assert "first:" not in capsys.readouterr().out


def test_an_excused_finding_is_told_as_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    excused = replace(findings.BROKEN.at("is broken"), excused=True)
    reporter().verdict(findings.verdict(Verdict.VALID, excused))
    assert capsys.readouterr().out == (
        "valid        bags/a.txt  (1 warning)\n  warning: is broken [TST-001, clause 1]\n"
    )


def test_of_many_packages_each_code_is_told_once_with_how_often_it_was_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tally = Tally.of_verdicts(named=3)
    for found in (
        findings.verdict(Verdict.VALID, findings.DOUBTFUL.at("a doubt")),
        findings.verdict(Verdict.VALID, findings.DOUBTFUL.at("a doubt")),
        findings.verdict(Verdict.INVALID, *many()),
    ):
        tally.add_verdict(found)
    reporter().summary(tally)
    assert capsys.readouterr().out == (
        "\n"
        "3 packages: 2 valid, 1 invalid, 100 errors, 2 warnings.\n"
        "What to do:\n"
        "  TST-001 (100 errors in 1 package): A thing is broken. Mend it.\n"
        "  TST-002 (2 warnings in 2 packages): A thing is doubtful. Look at it.\n"
        "Needs a person:\n"
        "  invalid  bags/a.txt: 0: is broken (and 99 more)\n"
        "Not checked:\n"
        "  viruses: 3 packages\n"
    )


def test_many_sound_packages_are_summed_up_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tally = Tally.of_verdicts(named=2)
    for _ in range(2):
        tally.add_verdict(replace(findings.verdict(Verdict.VALID), not_checked=()))
    reporter().summary(tally)
    assert capsys.readouterr().out == "\n2 packages: 2 valid.\n"


def test_a_verdict_says_how_much_was_judged(capsys: pytest.CaptureFixture[str]) -> None:
    found = findings.verdict(Verdict.VALID, findings.DOUBTFUL.at("a doubt"))
    reporter().verdict(replace(found, files=12, octets=3_400_000))
    (line, _) = capsys.readouterr().out.splitlines()
    assert line == "valid        bags/a.txt  (12 files, 3.4 MB, 1 warning)"


def test_what_to_do_begins_with_what_to_mend_first(capsys: pytest.CaptureFixture[str]) -> None:
    tally = Tally.of_verdicts(named=1)
    tally.add_verdict(
        findings.verdict(
            Verdict.INVALID,
            MENDED_LAST.at("differs"),
            manifests.MALFORMED_LINE.at("no path"),
        )
    )
    reporter().summary(tally)
    _, _, heading, first, last, *_ = capsys.readouterr().out.splitlines()
    assert heading == "What to do:"
    assert (first[:9], last[:9]) == ("  MAN-001", "  XRF-900")
