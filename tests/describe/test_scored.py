"""Releases that were written without knowledge of the rules: accuracy must not fall."""

import json

import pytest

from bench import describe
from bench.describing import collection
from tests.describe import written

FLOOR: dict[str, float] = json.loads((collection.ROOT / describe.FLOOR).read_text(encoding="utf-8"))


@pytest.mark.parametrize("field", sorted(FLOOR))
def test_no_field_is_read_less_rightly_than_was_recorded(field: str) -> None:
    scores = [written.score("scored", name) for name in written.subjects("scored")]

    assert describe.accuracy(scores)[field] >= FLOOR[field]


def test_values_given_with_confidence_are_nearly_always_right() -> None:
    scores = [written.score("scored", name) for name in written.subjects("scored")]
    sure = [one.right for score in scores for one in score.given if one.confidence >= 0.9]

    assert sum(sure) >= 0.95 * len(sure)
