"""Answers for one holding: how long, how many machines, and all that the answer rests on."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from bench import capacity, contenders
from bench.capacity import CREATE_WITHIN, DAY, YEAR, Holding, Rate, Storage
from bench.results import Results
from bench.runs import RunError

DEFAULTS: dict[str, float] = {
    "file_size": 10**6,
    "cores": capacity.CORES,
    "bandwidth": 150 * 10**6,
    "milliseconds_a_file": 10.0,
    "readers": 1,
}
"""What is assumed where nothing is said: one spinning disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked; None where nothing was said."""

    octets: float | None
    releases: int | None
    days: float | None
    given: dict[str, float | None]
    """By the names of ``DEFAULTS``."""

    def value(self, name: str) -> float:
        """Give what was said, else the default."""
        said = self.given[name]
        return DEFAULTS[name] if said is None else said

    def default(self, name: str) -> str:
        """Mark a default."""
        return " (default)" if self.given[name] is None else ""

    @property
    def holding(self) -> Holding:
        """The holding, and the cores of a machine."""
        return Holding(
            octets=self.octets or 0.0,
            file_size=self.value("file_size"),
            cores=int(self.value("cores")),
        )

    @property
    def storage(self) -> Storage:
        """The one path to storage."""
        return Storage(
            name="given",
            bandwidth=self.value("bandwidth"),
            a_file=self.value("milliseconds_a_file") / 1e3,
            readers=int(self.value("readers")),
        )


def asked(parsed: argparse.Namespace) -> Question:
    """Read the question from the command line. Raises RunError when there is none."""
    if parsed.octets is None and parsed.releases is None:
        raise RunError("say how much there is: --octets 40T, --releases 500000, or both")
    return Question(
        octets=parsed.octets,
        releases=parsed.releases,
        days=parsed.days,
        given={name: getattr(parsed, name) for name in DEFAULTS},
    )


def answer(question: Question, results: Results) -> str:
    """Give the answer. Raises RunError when what it needs was not measured."""
    lines: list[str] = []
    if question.octets is not None:
        found = capacity.rates(results)
        if found is None:
            raise RunError("A, B and C have not all been measured yet")
        lines += [*_inputs(question), *_rates(found, results), ""]
        for rate, within in zip(found, (CREATE_WITHIN, YEAR), strict=True):
            lines += _machines(question, rate, question.days or within)
        lines.append("")
    return "\n".join((*lines, *_releases(question, results))).rstrip("\n") + "\n"


def _inputs(question: Question) -> Iterator[str]:
    storage, holding = question.storage, question.holding
    yield f"holding            {decimal(holding.octets)}, {holding.files:,.0f} files"
    yield f"size of a file     {decimal(holding.file_size)}{question.default('file_size')}"
    yield f"cores of a machine {holding.cores}{question.default('cores')}"
    yield f"storage            {decimal(storage.bandwidth)} a second{question.default('bandwidth')}"
    opening = f"{storage.a_file * 1e3:g} ms{question.default('milliseconds_a_file')}"
    yield f"to open a file     {opening}"
    yield f"readers at once    {storage.readers}{question.default('readers')}"


def _rates(found: tuple[Rate, Rate], results: Results) -> Iterator[str]:
    yield f"measured on        {results.machine['CPU']}, {results.machine['cores']} cores"
    for one in found:
        yield (
            f"{one.command:18} {one.an_octet * 1e9:.2f} CPU seconds a GB and "
            f"{one.a_file * 1e3:.2f} CPU milliseconds a file, measured; efficiency "
            f"{one.efficiency:.2f}, measured and assumed to stay so with other cores; "
            f"passes over storage {one.passes}, assumed"
        )


def _machines(question: Question, rate: Rate, within: float) -> Iterator[str]:
    holding, storage = question.holding, question.storage
    cpu = capacity.cpu_time(holding, rate) / DAY
    reading = capacity.storage_time(holding, rate, storage) / DAY
    needed = capacity.days(holding, rate, storage)
    wanted = _within(within)
    yield (
        f"{rate.command}: {capacity.length(needed)} on one machine "
        f"({capacity.bound(holding, rate, storage)} is the limit; "
        f"CPU {capacity.length(cpu)}, storage {capacity.length(reading)})"
    )
    own = capacity.machines(needed, within)
    yield f"  {wanted}, each machine with such storage of its own: {count(own)}"
    if reading > within:
        yield (
            f"  {wanted}, all on this one storage: no number of machines is enough. The storage "
            f"alone takes {capacity.length(reading)}, so that more machines do not help."
        )
    else:
        shared = capacity.machines(cpu, within)
        yield f"  {wanted}, all on this one storage: {count(shared)}"


def _releases(question: Question, results: Results) -> Iterator[str]:
    measured = results.find("releases", contenders.WHOLE.name)
    if measured is None:
        if question.releases is not None:
            raise RunError("the releases have not been measured yet")
        return
    number = question.releases or question.holding.files
    rate = measured.files / measured.wall
    needed = number / rate / DAY
    within = question.days or CREATE_WITHIN
    said = "" if question.releases is not None else ", if every file were a release of its own"
    yield f"releases of one small file each: {number:,.0f}{said}"
    yield (
        f"  create: {capacity.length(needed)} at {rate:.1f} a second, measured with texts of 2 KB "
        f"in memory on {results.machine['cores']} cores; assumed to be no quicker with more "
        "cores, and no slower with other storage or larger files"
    )
    yield f"  {_within(within)}: {count(capacity.machines(needed, within))}"


def _within(days: float) -> str:
    return "in 1 day" if days == 1 else f"in {days:g} days"


def count(machines: int) -> str:
    """Write a number of machines."""
    return f"{machines:,} machine{'s' if machines != 1 else ''}"


def decimal(octets: float) -> str:
    """Write a size in decimal units."""
    for unit in ("octets", "kB", "MB", "GB", "TB"):
        if octets < 1000:
            return f"{octets:g} {unit}"
        octets /= 1000
    return f"{octets:g} PB"
