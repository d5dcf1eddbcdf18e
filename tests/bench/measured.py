"""Results made up for tests of what is done with them."""

from collections.abc import Sequence

from bench import wanted
from bench.results import Measurement, Results, gathered
from bench.runs import Timing

MACHINE = {"CPU": "a processor", "cores": "2"}


def measurement(
    subject: str,
    contender: str,
    walls: Sequence[float],
    *,
    cpu: float = 1.0,
    peak: int | None = None,
    files: int = 10,
    octets: int = 1000,
    run: str = "2026-01-01T00:00:00Z",
) -> Measurement:
    """Give one measurement; every round has the same CPU time and peak."""
    return Measurement(
        subject=subject,
        contender=contender,
        title=f"title of {contender}",
        files=files,
        octets=octets,
        timings=tuple(Timing(wall=wall, cpu=cpu, peak=peak) for wall in walls),
        run=run,
        commit="abc",
        file_system="tmpfs",
    )


def results(*measurements: Measurement) -> Results:
    """Put them together as of a full run."""
    return gathered(measurements, small=False, sizes=wanted.SIZES, machine=dict(MACHINE))


def everything() -> Results:
    """Give a result for all that any target needs."""
    terms = {
        (term.subject, name)
        for target in wanted.targets()
        for term in target.terms
        for name in term.contenders
    }
    made = [
        measurement(subject, name, [1.0, 2.0, 3.0], peak=1 << 20) for subject, name in sorted(terms)
    ]
    return results(*made)


def of_capacity() -> Results:
    """Give results with rates that are easy to reckon with: 2 CPU seconds a GB, 1 ms a file."""
    return results(
        measurement("A", "whole job", [9.0], cpu=4.0, files=1, octets=2_000_000_000),
        measurement("A", "validate", [9.0], cpu=2.0, files=1, octets=2_000_000_000),
        measurement("B", "whole job", [10.0], cpu=15.0),
        measurement("B", "validate", [10.0], cpu=25.0),
        measurement("C", "whole job", [9.0], cpu=50.4, files=50_000, octets=200_000_000),
        measurement("C", "validate own", [9.0], cpu=10.2, files=50_000, octets=200_000_000),
    )
