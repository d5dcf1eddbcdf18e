"""The whole bench runs in small, without a network. No time it takes is judged."""

import shutil
from pathlib import Path

import pytest

from bench import __main__ as command
from bench import arguments, contenders, pages, payloads, places, results, table
from bench.places import Place
from bench.runs import RunError


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a small run of everything."""
    folder = tmp_path_factory.mktemp("bench")
    where = ["--work", str(folder / "work"), "--disk", str(folder / "disk")]
    kept = ["--rounds", "1", "--results", str(folder / "results.json")]
    assert command.main(["speed", "--small", *where, *kept]) == 0
    return folder


@pytest.mark.slow
def test_a_small_run_measures_everything(run: Path) -> None:
    found = results.read(run / "results.json")
    assert found.small
    assert set(found.subjects()) == {
        *("A", "B", "C", "A on disk", "B on disk", "C on disk", "releases", "start"),
        *("files-20", "files-60"),
    }
    assert [target.name for target, one in table.judged(found) if one is None] == []
    peaks = [one.peak for one in found.measurements.values() if one.subject == "files-60"]
    assert None not in peaks
    assert len(peaks) == 8


@pytest.mark.slow
def test_a_run_leaves_nothing_but_its_mark(run: Path) -> None:
    for name in ("work", "disk"):
        assert sorted(path.name for path in (run / name).iterdir()) == ["payloads", places.MARK]
        assert list((run / name / "payloads").iterdir()) == []


@pytest.mark.slow
def test_a_small_run_is_written_into_the_pages(run: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the chart needs matplotlib")
    for name in ("performance.md", "explanation/capacity.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(arguments.DOCS / name, tmp_path / name)
    pages.write(results.read(run / "results.json"), tmp_path)
    assert "From a small run" in (tmp_path / "performance.md").read_text()
    assert (tmp_path / pages.CHART).read_text().startswith("<?xml")


def test_only_what_a_target_needs_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--work", str(tmp_path / "work"), "--rounds", "1", "--targets", "start-help-peer"]
    assert command.main(["speed", "--small", *words]) == 0
    found = results.read(tmp_path / "work" / "results.json")
    assert list(found.measurements) == [("start", "help"), ("start", "bagit-python help")]
    assert len(found.measurements["start", "help"].timings) == 4
    printed = capsys.readouterr().out
    assert printed.startswith("**From a small run, which says nothing of speed")
    assert "bagit-utils" not in printed


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
