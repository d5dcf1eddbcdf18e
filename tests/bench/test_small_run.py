"""The whole bench runs in small, without a network. No time it takes is judged."""

import shutil
from pathlib import Path

import pytest

from bench import __main__ as command
from bench import arguments, contenders, pages, payloads, places, results
from bench.places import Place
from bench.runs import RunError


@pytest.mark.slow
def test_a_small_run_measures_everything_and_writes_the_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs, work = tmp_path / "docs", tmp_path / "work"
    (docs / "explanation").mkdir(parents=True)
    for name in ("performance.md", "explanation/capacity.md"):
        shutil.copy(arguments.DOCS / name, docs / name)
    words = ["--work", str(work), "--disk", str(tmp_path / "disk"), "--rounds", "1"]
    code = command.main(["speed", "--small", *words, "--results", str(tmp_path / "results.json")])
    told = capsys.readouterr()
    assert code == 0, told.err
    assert "not measured" not in told.out

    found = results.read(tmp_path / "results.json")
    assert found.small
    assert set(found.subjects()) == {
        *("A", "B", "C", "A on disk", "B on disk", "C on disk", "releases", "start"),
        *("files-20", "files-60"),
    }
    peaks = [one.peak for one in found.measurements.values() if one.subject == "files-60"]
    assert None not in peaks
    assert len(peaks) == 8
    left = sorted(path.name for path in work.iterdir())
    assert left == ["payloads", places.MARK]
    assert list((work / "payloads").iterdir()) == []

    pytest.importorskip("matplotlib", reason="the chart needs matplotlib")
    pages.write(found, docs)
    assert "From a small run" in (docs / "performance.md").read_text()
    assert (docs / pages.CHART).read_text().startswith("<?xml")


def test_only_what_a_target_needs_is_measured(tmp_path: Path) -> None:
    words = ["--work", str(tmp_path / "work"), "--rounds", "1", "--targets", "start-help-peer"]
    assert command.main(["speed", "--small", *words]) == 0
    found = results.read(tmp_path / "work" / "results.json")
    assert list(found.measurements) == [("start", "help"), ("start", "bagit-python help")]
    assert len(found.measurements["start", "help"].timings) == 4


def test_a_folder_that_holds_something_else_is_not_worked_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "outputs").mkdir()
    assert command.main(["speed", "--small", "--work", str(tmp_path)]) == 1
    assert "was not made by the bench" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["outputs"]


def test_an_output_that_is_there_is_not_written_into(tmp_path: Path) -> None:
    place = Place(folder=tmp_path / "work", programs={})
    place.open()
    payload = payloads.SMALL["B"]
    ground = place.ground(payload, readers=())
    (tmp_path / "work" / "outputs" / "one").mkdir(parents=True)
    with pytest.raises(RunError, match="is there already"):
        place.turn(contenders.LEAN, ground, output=tmp_path / "work" / "outputs" / "one")


def test_targets_are_listed_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["targets"]) == 0
    assert "validate-C               at least 10 x as quick" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["--payloads", "D"], ["--targets", "none"], ["--rounds", "0"], ["--sizes", "x"]]
)
def test_what_there_is_not_cannot_be_asked_for(words: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as refused:
        command.main(["speed", "--work", str(tmp_path), *words])
    assert refused.value.code == 2
