"""Killed at any file operation, a run harms nothing, and the next one finishes the work."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import trees
from tests.faults.conftest import Case, make_case
from tests.faults.injection import Fault

PARTS = 4
FORMS: dict[str, tuple[str, ...]] = {"folder": (), "zip": ("--serialize", "zip")}


def leaves_no_harm(case: Case, before: trees.Tree, whole: trees.Tree) -> None:
    assert trees.snapshot(case.originals, times=True) == before
    assert trees.packages(case.output) in ({}, whole)


def finishes(case: Case, before: trees.Tree, whole: trees.Tree) -> None:
    again = case.run()
    assert again.exit_code == 0, again.stderr
    assert trees.snapshot(case.originals, times=True) == before
    assert trees.packages(case.output) == whole
    assert sorted(path.name for path in (case.output).glob(".*")) == [".preserve"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_kill_at_every_file_operation_loses_nothing(
    tmp_path: Path, part: int, form: str, record_property: Callable[[str, object], None]
) -> None:
    options = ("--no-identify", "--second-opinion", "none", *FORMS[form])
    model = make_case(tmp_path / "model", *options)
    counted = model.run()
    assert counted.exit_code == 0, counted.stderr
    whole = trees.packages(model.output)
    points = range(1 + part, len(counted.operations) + 1, PARTS)
    assert len(points) > 20
    for point in points:
        case = make_case(tmp_path / str(point), *options)
        before = trees.snapshot(case.originals, times=True)
        ended = case.run(Fault(at=point, kill=signal.SIGKILL))
        assert ended.exit_code == -signal.SIGKILL, (point, ended.stderr)
        leaves_no_harm(case, before, whole)
        finishes(case, before, whole)
    record_property("points", len(points))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("part", range(2))
def test_a_signal_at_any_file_operation_stops_the_run_in_order(
    tmp_path: Path, number: signal.Signals, part: int
) -> None:
    model = make_case(tmp_path / "model")
    counted = model.run()
    whole = trees.packages(model.output)
    for point in range(1 + part, len(counted.operations) + 1, 4):
        case = make_case(tmp_path / str(point))
        before = trees.snapshot(case.originals, times=True)
        ended = case.run(Fault(at=point, kill=number))
        finished = trees.packages(case.output) == whole
        assert ended.exit_code in ({0, 130} if finished else {130}), (point, ended.stderr)
        assert "Traceback" not in ended.stderr
        leaves_no_harm(case, before, whole)
        finishes(case, before, whole)


def test_a_run_killed_with_all_its_helpers_is_finished_by_the_next(tmp_path: Path) -> None:
    options = ("--second-opinion", "full")
    model = make_case(tmp_path / "model", *options)
    counted = model.run()
    assert counted.exit_code == 0, counted.stderr
    whole = trees.packages(model.output)
    for point in range(1, len(counted.operations) + 1, 12):
        case = make_case(tmp_path / str(point), *options)
        before = trees.snapshot(case.originals, times=True)
        case.run(Fault(at=point, kill=signal.SIGKILL))
        leaves_no_harm(case, before, whole)
        finishes(case, before, whole)


def test_what_was_copied_before_a_kill_is_not_read_again(tmp_path: Path) -> None:
    case = make_case(tmp_path / "case")
    last_copy = max(
        number
        for number, operation in enumerate(case_operations(tmp_path), 1)
        if operation[0] == "set_times"
    )
    case.run(Fault(at=last_copy + 2, kill=signal.SIGKILL))
    again = case.run()
    assert again.exit_code == 0
    originals = str(case.originals)
    assert [
        one for one in again.operations if one[0] == "read" and one[1].startswith(originals)
    ] == []


def test_a_stage_for_other_options_is_started_over(tmp_path: Path) -> None:
    case = make_case(tmp_path / "case")
    case.run(Fault(at=60, kill=signal.SIGKILL))
    assert list(case.output.glob(".release.partial-*"))
    ended = case.run(options=["--algorithm", "sha384"])
    assert ended.exit_code == 0, ended.stderr
    assert list(case.output.glob(".*partial*")) == []
    assert (case.output / "release" / "manifest-sha384.txt").is_file()


def case_operations(tmp_path: Path) -> tuple[tuple[str, ...], ...]:
    return make_case(tmp_path / "counted").run().operations
