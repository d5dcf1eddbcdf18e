"""Ratios are of medians, of one run, and every target can be measured."""

import pytest

from bench import payloads, subjects, table, targets, wanted
from bench.results import Results
from bench.targets import Judgement, Quantity, Sense, Target, Term
from tests.bench.measured import everything, measurement, results


def _target(
    *above: Term, below: tuple[Term, ...] = (), sense: Sense = Sense.AT_LEAST, wanted: float = 2
) -> Target:
    return Target(
        name="target",
        words="words",
        above=Quantity(words="above", terms=above),
        below=Quantity(words="below", terms=below) if below else None,
        sense=sense,
        wanted=wanted,
        unit="x",
    )


def _term(*names: str, subject: str = "C") -> Term:
    return Term(subject=subject, contenders=names)


def _judged(target: Target, found: Results) -> Judgement:
    judgement = targets.judge(target, found)
    assert judgement is not None
    return judgement


def test_a_ratio_is_that_of_the_medians_and_its_spread_that_of_the_rounds() -> None:
    found = results(
        measurement("C", "peer", [10.0, 12.0, 50.0]), measurement("C", "ours", [5.0, 3.0, 4.0])
    )
    judgement = _judged(_target(_term("peer"), below=(_term("ours"),)), found)
    assert (judgement.above, judgement.below, judgement.value) == (12.0, 4.0, 3.0)
    assert (judgement.least, judgement.most) == (2.0, 12.5)
    assert judgement.rounds == 3


def test_the_quicker_setting_of_a_peer_counts() -> None:
    found = results(
        measurement("C", "peer 1", [9.0]),
        measurement("C", "peer 2", [6.0]),
        measurement("C", "ours", [3.0]),
    )
    judgement = _judged(_target(_term("peer 1", "peer 2"), below=(_term("ours"),)), found)
    assert judgement.value == 2.0


def test_a_bound_of_several_parts_is_their_sum() -> None:
    found = results(
        measurement("C", "ours", [9.0]),
        measurement("C", "identify", [4.0]),
        measurement("C", "create", [2.0]),
    )
    target = _target(_term("ours"), below=(_term("identify"), _term("create")))
    assert _judged(target, found).value == 1.5


@pytest.mark.parametrize(
    ("sense", "wall", "met"),
    [
        (Sense.AT_LEAST, 2.0, True),
        (Sense.AT_LEAST, 1.99, False),
        (Sense.AT_MOST, 2.0, True),
        (Sense.AT_MOST, 2.01, False),
    ],
)
def test_a_target_is_met_when_it_is_just_reached(sense: Sense, wall: float, *, met: bool) -> None:
    target = _target(_term("ours"), sense=sense)
    assert _judged(target, results(measurement("C", "ours", [wall]))).met is met


def test_a_target_of_which_a_part_is_missing_is_not_measured() -> None:
    target = _target(_term("peer 1", "peer 2"), below=(_term("ours"),))
    found = results(measurement("C", "peer 1", [1.0]), measurement("C", "ours", [1.0]))
    assert targets.judge(target, found) is None


def test_what_was_measured_in_two_runs_is_not_compared() -> None:
    found = results(
        measurement("C", "peer", [4.0], run="one"), measurement("C", "ours", [1.0], run="another")
    )
    assert targets.judge(_target(_term("peer"), below=(_term("ours"),)), found) is None


def test_readings_are_per_file_per_second_and_in_mebibytes() -> None:
    one = measurement("C", "ours", [2.0], files=100, peak=3 << 20)
    assert targets.seconds_a_file(one) == 0.02
    assert targets.files_a_second(one) == 50.0
    assert targets.mebibytes(one) == 3.0
    with pytest.raises(ValueError, match="was not sampled"):
        targets.mebibytes(measurement("C", "ours", [2.0]))


def test_every_target_is_measured_by_a_full_run() -> None:
    measured = {
        (subject.name, one.name)
        for subject in subjects.subjects(payloads.FULL, disk=True, peers=True)
        for one in subject.contenders
    }
    measured |= {(f"files-{size}", one.name) for size in wanted.SIZES for one in subjects.GROWING}
    needed = {
        (term.subject, name)
        for target in wanted.targets()
        for term in target.terms
        for name in term.contenders
    }
    assert needed - measured == set()


def test_every_target_has_a_name_of_its_own_and_is_judged() -> None:
    names = [one.name for one in wanted.targets()]
    assert len(set(names)) == len(names)
    assert [target.name for target, found in table.judged(everything()) if found is None] == []


def test_the_wanted_ratios_are_those_that_were_agreed() -> None:
    wishes = {one.name: (one.sense, one.wanted) for one in wanted.targets()}
    assert wishes["validate-C"] == (Sense.AT_LEAST, 10.0)
    assert wishes["validate-A-limit"] == wishes["validate-B-limit"] == (Sense.AT_MOST, 1.1)
    assert wishes["create-C"] == wishes["create-C-disk"] == (Sense.AT_LEAST, 4.0)
    assert wishes["create-A"] == (Sense.AT_LEAST, 1.5)
    assert wishes["create-B-disk"] == (Sense.AT_LEAST, 1.3)
    assert wishes["whole-C"] == (Sense.AT_MOST, 1.25)
    assert wishes["releases"] == (Sense.AT_LEAST, 60.0)
    assert wishes["peak-whole-job"] == (Sense.AT_MOST, 500.0)
    assert wishes["growth-validate-own"] == (Sense.AT_MOST, 1.15)
    assert wishes["start-help"] == (Sense.AT_MOST, 0.15)
