"""Interleaved rounds: every contender once, in the same order, then all again.

What changes on the machine meanwhile then meets all of them alike.
"""

from collections.abc import Callable, Iterator, Sequence

from bench.contenders import Contender
from bench.runs import Timing


def schedule(contenders: Sequence[Contender], rounds: int) -> Iterator[tuple[int, Contender]]:
    """Give each turn: A B C, A B C, … without those that have had their rounds."""
    for number in range(rounds):
        for contender in contenders:
            if contender.most_rounds is None or number < contender.most_rounds:
                yield number, contender


def play(
    contenders: Sequence[Contender],
    rounds: int,
    *,
    turn: Callable[[Contender, int], Timing],
) -> dict[str, list[Timing]]:
    """Give each contender's timings, in the order of the rounds."""
    timings: dict[str, list[Timing]] = {one.name: [] for one in contenders}
    for number, contender in schedule(contenders, rounds):
        timings[contender.name].append(turn(contender, number))
    return timings
