"""A rate that is kept."""

import pytest

from preserve.fixity.throttle import Throttle


class Time:
    """Time that passes by waiting alone."""

    def __init__(self) -> None:
        self.now = 0.0

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds

    def clock(self) -> float:
        """Tell the time."""
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def throttle(time: Time) -> Throttle:
    return Throttle(1_000, wait=time.wait, clock=time.clock)


def test_octets_take_as_long_as_the_rate_says(throttle: Throttle, time: Time) -> None:
    for _ in range(30):
        throttle.spend(500)
    assert time.now == pytest.approx(15)


def test_what_reading_took_itself_is_no_reason_to_wait_longer(
    throttle: Throttle, time: Time
) -> None:
    for _ in range(10):
        time.now += 0.3
        throttle.spend(500)
    assert time.now == pytest.approx(10 * 0.5)


def test_slow_reading_saves_up_no_more_than_a_second(throttle: Throttle, time: Time) -> None:
    throttle.spend(0)
    time.now += 100
    throttle.spend(5_000)
    assert time.now == pytest.approx(104)
