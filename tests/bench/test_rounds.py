"""Contenders take turns."""

from bench import contenders, rounds
from bench.contenders import Contender, Ground
from bench.runs import Timing, Work


def _contender(name: str, most_rounds: int | None = None) -> Contender:
    def work(_: Ground) -> Work:
        raise AssertionError

    return Contender(
        name=name, title=name, work=work, reads=contenders.source, most_rounds=most_rounds
    )


def test_every_contender_has_its_turn_before_any_has_another() -> None:
    turns = rounds.schedule([_contender("a"), _contender("b")], 3)
    assert [(number, one.name) for number, one in turns] == [
        (0, "a"),
        (0, "b"),
        (1, "a"),
        (1, "b"),
        (2, "a"),
        (2, "b"),
    ]


def test_a_contender_that_has_had_its_rounds_is_left_out() -> None:
    turns = rounds.schedule([_contender("a"), _contender("once", 1), _contender("b")], 2)
    assert [one.name for _, one in turns] == ["a", "once", "b", "a", "b"]


def test_timings_are_kept_in_the_order_of_the_rounds() -> None:
    turns = iter(range(6))

    def turn(contender: Contender, number: int) -> Timing:
        return Timing(wall=next(turns), cpu=number)

    found = rounds.play([_contender("a"), _contender("b")], 3, turn=turn)
    assert [one.wall for one in found["a"]] == [0, 2, 4]
    assert [one.wall for one in found["b"]] == [1, 3, 5]
    assert [one.cpu for one in found["b"]] == [0, 1, 2]
