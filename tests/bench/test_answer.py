"""An institution puts in its own figures, and is told all that the answer rests on."""

from pathlib import Path

import pytest

from bench import __main__ as command
from bench import answer, results
from tests.bench import measured
from tests.bench.measured import measurement


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Give the file of results that hold releases too, 40 a second."""
    found = measured.of_capacity()
    releases = measurement("releases", "whole job", [10.0], files=400)
    path = tmp_path / "results.json"
    results.write(found.joined(measured.results(releases)), path)
    return path


def _asked(kept: Path, words: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert command.main(["capacity", "--results", str(kept), *words.split()]) == 0
    return capsys.readouterr().out


def test_every_input_is_repeated_and_defaults_are_marked(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = _asked(kept, "--octets 40T --cores 16 --bandwidth 400M", capsys).splitlines()
    assert lines[:7] == [
        "holding            40 TB, 40,000,000 files",
        "size of a file     1 MB (default)",
        "cores of a machine 16",
        "storage            400 MB a second",
        "to open a file     10 ms (default)",
        "readers at once    1 (default)",
        "measured on        a processor, 2 cores",
    ]
    assert "efficiency 0.75, measured and assumed to stay so" in lines[7]
    assert "passes over storage 3, assumed" in lines[7]


def test_storage_that_is_too_slow_is_not_mended_by_machines(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "--octets 86.4T --bandwidth 100M --milliseconds-a-file 0 --days 15"
    text = _asked(kept, words, capsys)
    assert "create: 30.0 days on one machine (storage is the limit; " in text
    assert "  in 15 days, each machine with such storage of its own: 2 machines\n" in text
    assert "all on this one storage: no number of machines is enough. The storage alone " in text
    assert "takes 30.0 days, so that more machines do not help." in text
    assert "validate: 10.0 days on one machine (storage is the limit; " in text
    assert "  in 15 days, all on this one storage: 1 machine\n" in text


def test_without_days_a_month_and_a_year_are_allowed(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = _asked(kept, "--octets 1T", capsys)
    assert text.count("in 30 days, ") == 2
    assert text.count("in 365 days, ") == 2


def test_releases_are_reckoned_by_what_was_measured_of_them(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = _asked(kept, "--releases 6912000 --days 1", capsys)
    assert text.startswith("releases of one small file each: 6,912,000\n  create: 2.0 days at 40.0")
    assert text.endswith("  in 1 day: 2 machines\n")
    assert "if every file were a release" in _asked(kept, "--octets 1T", capsys)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--octets 40TB", "40TB: not a size above 0, such as 40T (decimal; K M G T P)"),
        ("--octets 0", "0: not a size above 0, such as 40T"),
        ("--octets 1T --cores 0", "0: not a whole number from 1 on"),
        ("--octets 1T --readers x", "x: not a whole number from 1 on"),
        ("--octets 1T --days 0", "0: not a number above 0, such as 30"),
        ("--octets 1T --milliseconds-a-file nan", "nan: not a number from 0 on"),
    ],
)
def test_what_is_wrong_is_refused_with_the_right_form(
    words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        command.main(["capacity", *words.split()])
    assert refused.value.code == 2
    assert said in capsys.readouterr().err


def test_results_that_are_not_there_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "nothere.json"
    words = ["capacity", "--octets", "1T", "--results", str(path)]
    assert command.main(words) == 1
    assert capsys.readouterr().err == f"{path}: No such file or directory\n"
    for content in ("{", "[]", "{}"):
        path.write_text(content)
        assert command.main(words) == 1
        assert "holds no results" in capsys.readouterr().err


def test_without_a_holding_or_its_measurements_there_is_no_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["capacity"]) == 1
    assert "--octets 40T, --releases 500000" in capsys.readouterr().err
    path = tmp_path / "results.json"
    results.write(measured.results(measurement("A", "cp -r", [1.0])), path)
    for words, said in (("--octets 1T", "A, B and C"), ("--releases 5", "the releases have not")):
        assert command.main(["capacity", "--results", str(path), *words.split()]) == 1
        assert said in capsys.readouterr().err


def test_help_tells_the_defaults_that_are_used(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["capacity", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    for name, words in (
        ("file_size", "on average (default: 1M)"),
        ("cores", "of a machine (default: 8)"),
        ("bandwidth", "octets a second (default: 150M)"),
        ("milliseconds_a_file", "to open a file (default: 10)"),
        ("readers", "files opened at once (default: 1)"),
    ):
        assert words in said
        told = words.partition("default: ")[2].rstrip(")")
        assert float(told.replace("M", "e6")) == answer.DEFAULTS[name]
