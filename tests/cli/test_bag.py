"""``preserve bag`` between what is typed and what the sequence reports."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from preserve.cli import arguments, bag, main
from preserve.config import Serialization, Settings
from preserve.errors import InterruptedRunError, LockedError, PreserveError, UsageError
from preserve.model.digests import Algorithm
from preserve.workflow import bag as sequence
from preserve.workflow.outcomes import BagOutcome, Notice
from preserve.workflow.run import BagOptions, SecondOpinion
from tests.cli import findings

Results = list[BagOutcome | Notice | PreserveError]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def giving(results: Results, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let the sequence give these results; the event tells that it was ended in order."""
    ended = threading.Event()

    def run(*given: Any, **wishes: Any) -> Iterator[BagOutcome | Notice]:
        try:
            for result in results:
                if isinstance(result, PreserveError):
                    raise result
                yield result
        finally:
            ended.set()

    monkeypatch.setattr(sequence, "run", run)
    return ended


def test_every_flag_reaches_the_sequence() -> None:
    words = (
        "bag a b --output o --metadata m.csv --checksums c1 --checksums c2 --second-opinion full "
        "--no-identify --no-verify --exclude-junk --allow-risky-names --trust-times --restart "
        "--dry-run --workers 3"
    )
    assert bag.bag_options(arguments.parse(words.split()).options) == BagOptions(
        sources=(Path("a"), Path("b")),
        output=Path("o"),
        sheet=Path("m.csv"),
        checksums=(Path("c1"), Path("c2")),
        verify=False,
        identify=False,
        second_opinion=SecondOpinion.FULL,
        exclude_junk=True,
        allow_risky_names=True,
        trust_times=True,
        restart=True,
        dry_run=True,
        workers=3,
    )


def test_without_flags_everything_is_checked() -> None:
    options = bag.bag_options(arguments.parse(["bag", "a", "--workers", "1"]).options)
    assert options == BagOptions(sources=(Path("a"),), output=Path("bags"))


def test_flags_stand_over_the_settings() -> None:
    words = "bag a --algorithm SHA-512 --algorithm md5 --algorithm sha512 --serialize tgz"
    settings = bag.bag_settings(arguments.parse(words.split()).options, Settings())
    assert settings.bag.algorithms == (Algorithm.SHA512, Algorithm.MD5)
    assert settings.bag.serialize is Serialization.TGZ


def test_an_unknown_algorithm_is_refused() -> None:
    with pytest.raises(UsageError, match="--algorithm: unknown algorithm crc32"):
        bag.bag_settings(arguments.parse(["bag", "a", "--algorithm", "crc32"]).options, Settings())


@pytest.mark.parametrize(
    ("results", "code"),
    [
        ([], 0),
        ([findings.created()], 0),
        ([findings.created(), findings.refused()], 1),
        ([findings.refused(), findings.failed(), findings.created()], 3),
        ([findings.created(), InterruptedRunError("interrupted")], 130),
        ([findings.refused(), LockedError("bags: is locked")], 3),
        ([LockedError("bags: is locked")], 3),
        ([UsageError("no")], 2),
    ],
)
def test_the_worst_release_decides_the_exit_code(
    results: Results, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    giving(results, monkeypatch)
    assert main.main(["bag", "a"]) == code


def test_a_run_that_ends_in_the_middle_still_has_its_sums(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    giving([findings.created(), InterruptedRunError("interrupted", remedy="Again.")], monkeypatch)
    assert main.main(["bag", "a", "--json"]) == 130
    out, err = capsys.readouterr()
    first, last = map(json.loads, out.splitlines())
    assert (first["type"], last["type"], last["exit_code"]) == ("bag", "summary", 130)
    assert json.loads(err) == {
        "type": "error",
        "exit_code": 130,
        "message": "interrupted",
        "details": [],
        "remedy": "Again.",
    }


def test_a_run_that_never_began_has_no_sums(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    giving([Notice(subject="x", message="is no release"), LockedError("is locked")], monkeypatch)
    assert main.main(["bag", "a"]) == 3
    out, err = capsys.readouterr()
    assert out == "note         x: is no release\n"
    assert err == "preserve: is locked\n"


def test_the_sequence_is_ended_in_order_when_nobody_reads_the_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = giving([findings.created(), findings.created("b")], monkeypatch)

    def closed(line: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr("sys.stdout.write", closed)
    monkeypatch.setattr("preserve.cli.console._abandon", lambda stream: None)
    assert main.main(["bag", "a"]) == 3
    assert ended.is_set()
    assert "cannot be written (Broken pipe)" in capsys.readouterr().err
