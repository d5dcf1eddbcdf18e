"""What was measured, kept as JSON so that every page can be written again without a run."""

import dataclasses
import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.runs import RunError, Timing

_PEERS = "peers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The timings of one contender on one subject, and the run that they belong to."""

    subject: str
    """A payload, or a payload and the place where it lay."""
    contender: str
    title: str
    files: int
    octets: int
    timings: tuple[Timing, ...]
    run: str
    """When the run began; only what was measured in one run may be compared."""
    commit: str
    file_system: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells measurements apart."""
        return self.subject, self.contender

    def round(self, number: int) -> "Measurement":
        """Give one round alone."""
        return dataclasses.replace(self, timings=self.timings[number : number + 1])

    @property
    def walls(self) -> list[float]:
        """Seconds, in the order of the rounds."""
        return [one.wall for one in self.timings]

    @property
    def wall(self) -> float:
        """The median."""
        return statistics.median(self.walls)

    @property
    def cpu(self) -> float:
        """The median of the CPU seconds."""
        return statistics.median(one.cpu for one in self.timings)

    @property
    def peak(self) -> int | None:
        """The highest peak of all rounds."""
        return max((one.peak for one in self.timings if one.peak is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All measurements, and the machine they were made on."""

    small: bool
    sizes: tuple[int, ...]
    """Files of the payloads for memory and growth, ascending."""
    machine: dict[str, str]
    measurements: dict[tuple[str, str], Measurement] = field(default_factory=dict)

    def find(self, subject: str, contender: str) -> Measurement | None:
        """Give one measurement, None where it was not made."""
        return self.measurements.get((subject, contender))

    def of(self, subject: str) -> list[Measurement]:
        """Give all measurements of one subject, in the order in which they were made."""
        return [one for one in self.measurements.values() if one.subject == subject]

    def subjects(self) -> list[str]:
        """Give the subjects, in the order in which they were measured."""
        return list(dict.fromkeys(subject for subject, _ in self.measurements))

    def joined(self, later: "Results") -> "Results":
        """Give these results with the later ones in the place of those they repeat."""
        if self.small != later.small or self.machine.get("CPU") != later.machine.get("CPU"):
            return later
        sizes = tuple(sorted({*self.sizes, *later.sizes}))
        measurements = {**self.measurements, **later.measurements}
        machine = {**later.machine, **self._peers(later)}
        return dataclasses.replace(later, sizes=sizes, measurements=measurements, machine=machine)

    def _peers(self, later: "Results") -> dict[str, str]:
        """Give the peers of both, because the measurements of both are kept."""
        told = [one.machine[_PEERS] for one in (self, later) if _PEERS in one.machine]
        names = dict.fromkeys(name for one in told for name in one.split(", "))
        return {_PEERS: ", ".join(names)} if names else {}


def gathered(
    measurements: Iterable[Measurement],
    *,
    small: bool,
    sizes: Sequence[int],
    machine: dict[str, str],
) -> Results:
    """Put measurements together."""
    return Results(
        small=small,
        sizes=tuple(sorted(sizes)),
        machine=machine,
        measurements={one.key: one for one in measurements},
    )


def write(results: Results, path: Path) -> None:
    """Write the results as JSON."""
    content = {
        "small": results.small,
        "sizes": results.sizes,
        "machine": results.machine,
        "measurements": [dataclasses.asdict(one) for one in results.measurements.values()],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(_rounded(content), indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Results:
    """Read what ``write`` wrote. Raises RunError when it is not there, or is something else."""
    try:
        return _results(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise RunError(f"{path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(f"{path}: holds no results of `python -m bench speed`") from error


def _results(content: Any) -> Results:
    measurements = [
        Measurement(**{**one, "timings": tuple(Timing(**timing) for timing in one["timings"])})
        for one in content["measurements"]
    ]
    return gathered(
        measurements,
        small=content["small"],
        sizes=content["sizes"],
        machine=content["machine"],
    )


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(one) for one in value]
    return value
