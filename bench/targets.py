"""The targets, as a table: what is measured, against what, and what is wanted of the ratio."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from bench.results import Measurement, Results

MIB = 1 << 20
DISK = " on disk"

Reading = Callable[[Measurement], float]


def seconds(measurement: Measurement) -> float:
    """Read the median wall time."""
    return measurement.wall


def seconds_a_file(measurement: Measurement) -> float:
    """Read the median wall time that one file takes."""
    return measurement.wall / measurement.files


def files_a_second(measurement: Measurement) -> float:
    """Read how many files are done in a second."""
    return measurement.files / measurement.wall


def mebibytes(measurement: Measurement) -> float:
    """Read the peak of memory. Raises ValueError where it was not sampled."""
    if measurement.peak is None:
        raise ValueError(f"{measurement.key}: memory was not sampled")
    return measurement.peak / MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One contender on one subject, or the quicker of several."""

    subject: str
    contenders: tuple[str, ...]

    def pick(self, results: Results) -> Measurement | None:
        """Give the measurement with the least median, None unless all were made."""
        found = [results.find(self.subject, name) for name in self.contenders]
        made = [one for one in found if one is not None]
        return min(made, key=seconds) if len(made) == len(found) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A sum of terms."""

    words: str
    terms: tuple[Term, ...]
    reading: Reading = seconds


class Sense(Enum):
    """Which way is better."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``above`` divided by ``below`` (by 1 where there is none), and what it should be."""

    name: str
    words: str
    above: Quantity
    below: Quantity | None
    sense: Sense
    wanted: float
    unit: str

    @property
    def wish(self) -> str:
        """Tell what is wanted."""
        return f"{self.sense.value} {self.wanted:g} {self.unit}"

    @property
    def terms(self) -> tuple[Term, ...]:
        """Give all that has to be measured."""
        return self.above.terms + (self.below.terms if self.below is not None else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was found of a target; ``least`` and ``most`` are of the single rounds."""

    target: Target
    above: float
    below: float
    value: float
    least: float
    most: float
    rounds: int

    @property
    def met(self) -> bool:
        """Tell whether the target is reached, by the medians."""
        if self.target.sense is Sense.AT_LEAST:
            return self.value >= self.target.wanted
        return self.value <= self.target.wanted


def judge(target: Target, results: Results) -> Judgement | None:
    """Give what was found, None where something was not measured, or not in the same run."""
    above = _picked(target.above, results)
    below = _picked(target.below, results) if target.below is not None else []
    if above is None or below is None or len({one.run for one in (*above, *below)}) != 1:
        return None
    rounds = min(len(one.timings) for one in (*above, *below))
    singles = [
        _total(target.above, above, number) / _total(target.below, below, number)
        for number in range(rounds)
    ]
    upper, lower = _total(target.above, above), _total(target.below, below)
    return Judgement(
        target=target,
        above=upper,
        below=lower,
        value=upper / lower,
        least=min(singles),
        most=max(singles),
        rounds=rounds,
    )


def _picked(quantity: Quantity, results: Results) -> list[Measurement] | None:
    found = [term.pick(results) for term in quantity.terms]
    made = [one for one in found if one is not None]
    return made if len(made) == len(found) else None


def _total(
    quantity: Quantity | None, measurements: Sequence[Measurement], number: int | None = None
) -> float:
    """Add up the medians, or the readings of one round; 1 where there is no quantity."""
    if quantity is None:
        return 1.0
    return sum(quantity.reading(_only(one, number)) for one in measurements)


def _only(measurement: Measurement, number: int | None) -> Measurement:
    if number is None:
        return measurement
    return measurement.round(number)
