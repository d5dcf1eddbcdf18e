"""The time, true or fixed."""

from datetime import UTC, datetime

import pytest

from preserve.errors import UsageError
from preserve.workflow.clock import Clock


def test_a_number_of_seconds_fixes_the_time() -> None:
    clock = Clock.from_environment({"SOURCE_DATE_EPOCH": "1763769600"})
    assert clock.now() == datetime(2025, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize("environment", [{}, {"SOURCE_DATE_EPOCH": ""}])
def test_without_one_the_time_is_true_and_in_whole_seconds(environment: dict[str, str]) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    now = Clock.from_environment(environment).now()
    assert before <= now <= datetime.now(UTC)
    assert now.microsecond == 0


@pytest.mark.parametrize("value", ["-1", "1.5", "٣", "5 ", "5\n", "now", "9" * 30])
def test_anything_else_is_refused_with_an_example(value: str) -> None:
    with pytest.raises(UsageError) as caught:
        Clock.from_environment({"SOURCE_DATE_EPOCH": value})
    assert "SOURCE_DATE_EPOCH" in caught.value.message
    assert caught.value.remedy
