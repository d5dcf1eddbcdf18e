"""Of several subjects the worst one speaks for all."""

import itertools

import pytest

from preserve.cli import tally
from preserve.cli.tally import Tally
from preserve.findings import Verdict
from preserve.model.description import ReviewItem
from tests.cli import findings


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [(0, 1, 1), (1, 3, 3), (3, 4, 4), (1, 4, 4), (4, 2, 2), (4, 130, 130), (0, 0, 0)],
)
def test_four_over_three_over_one(one: int, other: int, both: int) -> None:
    assert tally.worse(one, other) == both
    assert tally.worse(other, one) == both


def test_the_order_of_subjects_does_not_matter() -> None:
    for order in itertools.permutations(
        [findings.created(), findings.refused(), findings.failed()]
    ):
        sums = Tally.of_bags()
        for outcome in order:
            sums.add_bag(outcome)
        assert sums.exit_code == 3


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (Verdict.VALID, 0),
        (Verdict.COMPLETE, 0),
        (Verdict.INCOMPLETE, 1),
        (Verdict.INVALID, 1),
        (Verdict.UNKNOWN, 3),
    ],
)
def test_each_verdict_has_its_exit_code(verdict: Verdict, code: int) -> None:
    sums = Tally.of_verdicts(named=1)
    sums.add_verdict(findings.verdict(verdict))
    assert sums.exit_code == code


def test_warnings_and_notes_leave_the_exit_code_clean() -> None:
    sums = Tally.of_verdicts(named=1)
    sums.add_verdict(
        findings.verdict(Verdict.VALID, findings.DOUBTFUL.at("x"), findings.NOTED.at("y"))
    )
    assert sums.exit_code == 0
    assert (sums.counts["warnings"], sums.counts["notes"]) == (1, 1)


def test_a_question_about_everything_names_no_element() -> None:
    assert tally.question(ReviewItem(element="title", reason="is missing")) == "title: is missing"
    assert tally.question(ReviewItem(element="*", reason="no reader")) == "no reader"


def test_the_first_error_speaks_for_a_subject_and_says_how_many_more_there_are() -> None:
    found = [
        findings.NOTED.at("a note"),
        findings.BROKEN.at("the first"),
        findings.BROKEN.at("the second"),
    ]
    assert tally.first_error(found) == "the first (and 1 more)"
    assert tally.first_error(found[:1]) == "a note"
    assert tally.first_error([]) == ""
