"""Works out days and machines for a whole holding from the measured rates.

CPU seconds     = octets x CPU seconds an octet + files x CPU seconds a file
CPU time        = CPU seconds / (cores x efficiency)
storage time    = passes x (octets / bandwidth + files x seconds a file / readers)
time            = the longer of the two, because reading and digesting overlap
machines        = time / the time that is allowed, rounded up
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench import contenders
from bench.contenders import Contender
from bench.results import Measurement, Results
from bench.table import grid

DAY = 86_400
YEAR = 365
CREATE_WITHIN = 30
"""Days in which a holding is to be packaged."""
CORES = 8
TOTALS = (("1 TB", 10**12), ("100 TB", 10**14), ("10 PB", 10**16))
FILE_SIZES = (("1 MB", 10**6), ("50 kB", 50_000))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What a command costs in CPU seconds, how it uses the cores, how often it passes storage."""

    command: str
    an_octet: float
    a_file: float
    efficiency: float
    passes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """An assumption: octets a second of one path to storage, and what opening a file costs."""

    name: str
    bandwidth: float
    a_file: float
    readers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What an institution holds, and the cores of a machine."""

    octets: float
    file_size: float
    cores: int = CORES

    @property
    def files(self) -> float:
        """How many files there are."""
        return self.octets / self.file_size


STORAGES = (
    Storage(name="one spinning disk, 150 MB/s", bandwidth=150e6, a_file=0.010, readers=1),
    Storage(name="10 Gbit/s network", bandwidth=1.25e9, a_file=0.001, readers=8),
    Storage(name="NVMe, 3 GB/s", bandwidth=3e9, a_file=0.0001, readers=8),
)


def cpu_time(holding: Holding, rate: Rate) -> float:
    """Give the seconds that the cores of one machine need."""
    work = holding.octets * rate.an_octet + holding.files * rate.a_file
    return work / (holding.cores * rate.efficiency)


def storage_time(holding: Holding, rate: Rate, storage: Storage) -> float:
    """Give the seconds that one path to storage needs."""
    opening = holding.files * storage.a_file / storage.readers
    return rate.passes * (holding.octets / storage.bandwidth + opening)


def days(holding: Holding, rate: Rate, storage: Storage) -> float:
    """Give the days of one machine with one path to storage."""
    return max(cpu_time(holding, rate), storage_time(holding, rate, storage)) / DAY


def machines(needed: float, within: float) -> int:
    """Give how many machines do in time what takes one of them so many days."""
    return max(1, math.ceil(needed / within))


def bound(holding: Holding, rate: Rate, storage: Storage) -> str:
    """Tell which of the two decides."""
    slower = cpu_time(holding, rate) > storage_time(holding, rate, storage)
    return "CPU" if slower else "storage"


def rates(results: Results) -> tuple[Rate, Rate] | None:
    """Give what creating and validating cost, None unless A, B and C were measured."""
    create = _rate(results, "create", contenders.WHOLE, contenders.WHOLE, passes=3)
    judge = _rate(results, "validate", contenders.VALIDATE, contenders.VALIDATE_OWN, passes=1)
    return (create, judge) if create is not None and judge is not None else None


def _rate(
    results: Results, command: str, large: Contender, many: Contender, *, passes: int
) -> Rate | None:
    found = (
        results.find("A", large.name),
        results.find("B", large.name),
        results.find("C", many.name),
    )
    if any(one is None for one in found):
        return None
    a, b, c = (one for one in found if one is not None)
    an_octet = a.cpu / a.octets
    return Rate(
        command=command,
        an_octet=an_octet,
        a_file=max(0.0, (c.cpu - c.octets * an_octet) / c.files),
        efficiency=_efficiency(b, int(results.machine["cores"])),
        passes=passes,
    )


def _efficiency(measurement: Measurement, cores: int) -> float:
    return min(1.0, measurement.cpu / (measurement.wall * cores))


def page(results: Results) -> str:
    """Give the part of the page that is worked out."""
    found = rates(results)
    if found is None:
        return "A, B and C have not all been measured yet.\n"
    commits = {one.commit for one in results.of("A") + results.of("B") + results.of("C")}
    measured = f"Rates measured at commit {', '.join(sorted(commits))} on {_machine(results)}.\n\n"
    return f"{measured}{_rates(found)}\n{_storages()}\n" + "\n".join(
        _of_size(words, size, found) for words, size in FILE_SIZES
    )


def _machine(results: Results) -> str:
    return f"{results.machine['CPU']}, {results.machine['cores']} cores"


def _rates(found: Sequence[Rate]) -> str:
    columns = ("", "CPU seconds a GB", "CPU milliseconds a file", "Efficiency", "Passes")
    rows = [
        (
            one.command,
            f"{one.an_octet * 1e9:.2f}",
            f"{one.a_file * 1e3:.2f}",
            f"{one.efficiency:.2f}",
            str(one.passes),
        )
        for one in found
    ]
    return grid(columns, rows, right=(1, 2, 3, 4))


def _storages() -> str:
    columns = ("Storage (assumed)", "Octets a second", "Milliseconds to open a file", "Readers")
    rows = [
        (one.name, f"{one.bandwidth / 1e6:,.0f} MB", f"{one.a_file * 1e3:g}", str(one.readers))
        for one in STORAGES
    ]
    return grid(columns, rows, right=(1, 2, 3))


def _of_size(words: str, size: int, found: tuple[Rate, Rate]) -> str:
    columns = (
        "Holding",
        "Storage of each machine",
        "Create, one machine",
        f"Machines to create in {CREATE_WITHIN} days",
        "Validate, one machine",
        "Machines to validate all once a year",
    )
    rows = list(_rows(size, found))
    title = f"### Files of {words} on average, {CORES} cores a machine\n\n"
    return title + grid(columns, rows, right=(2, 3, 4, 5))


def _rows(size: int, found: tuple[Rate, Rate]) -> Iterator[Sequence[str]]:
    for words, octets in TOTALS:
        for storage in STORAGES:
            holding = Holding(octets=octets, file_size=size)
            yield words, storage.name, *estimate(holding, found, storage)


def estimate(
    holding: Holding, found: tuple[Rate, Rate], storage: Storage
) -> tuple[str, str, str, str]:
    """Give the days and machines for creating, and for validating once a year."""
    cells: list[str] = []
    for rate, within in zip(found, (CREATE_WITHIN, YEAR), strict=True):
        needed = days(holding, rate, storage)
        cells.append(f"{length(needed)} ({bound(holding, rate, storage)})")
        cells.append(f"{machines(needed, within):,}")
    return cells[0], cells[1], cells[2], cells[3]


def length(value: float) -> str:
    """Write a number of days."""
    if value < 1:
        return f"{value * 24:.1f} h"
    return f"{value:,.1f} days" if value < 100 else f"{value:,.0f} days"
