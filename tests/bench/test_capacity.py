"""Days and machines follow from the rates by the formula that the page gives."""

import pytest

from bench import arguments, capacity
from bench.capacity import Holding, Rate, Storage
from tests.bench import measured
from tests.bench.measured import measurement

RATE = Rate(command="create", an_octet=2e-9, a_file=0.001, efficiency=0.5, passes=3)
DISK = Storage(name="disk", bandwidth=100e6, a_file=0.01, readers=2)


def test_cpu_time_is_octets_and_files_over_the_cores_that_are_used() -> None:
    holding = Holding(octets=1e12, file_size=1e6, cores=4)
    # 2,000 s for the octets and 1,000 s for a million files, on 4 cores half used.
    assert capacity.cpu_time(holding, RATE) == pytest.approx(1_500)


def test_storage_time_is_each_pass_over_octets_and_files() -> None:
    holding = Holding(octets=1e12, file_size=1e6)
    # 10,000 s for the octets and 5,000 s to open a million files with two readers, three times.
    assert capacity.storage_time(holding, RATE, DISK) == pytest.approx(45_000)


def test_the_slower_of_cpu_and_storage_decides() -> None:
    holding = Holding(octets=1e12, file_size=1e6, cores=4)
    quick = Storage(name="quick", bandwidth=1e12, a_file=0, readers=1)
    assert capacity.days(holding, RATE, DISK) == pytest.approx(45_000 / 86_400)
    assert capacity.bound(holding, RATE, DISK) == "storage"
    assert capacity.days(holding, RATE, quick) == pytest.approx(1_500 / 86_400)
    assert capacity.bound(holding, RATE, quick) == "CPU"


@pytest.mark.parametrize(
    ("needed", "within", "machines"), [(0.1, 365, 1), (365, 365, 1), (366, 365, 2), (90, 30, 3)]
)
def test_machines_are_rounded_up_and_never_none(
    needed: float, within: float, machines: int
) -> None:
    assert capacity.machines(needed, within) == machines


def test_rates_are_taken_from_what_was_measured() -> None:
    found = capacity.rates(measured.of_capacity())
    assert found is not None
    create, judge = found
    assert create.an_octet == pytest.approx(2e-9)
    assert create.a_file == pytest.approx(0.001)
    assert create.efficiency == pytest.approx(0.75)
    assert judge.a_file == pytest.approx(0.0002)
    # No more than all cores can be used, whatever the clock said.
    assert judge.efficiency == 1.0


def test_without_all_payloads_nothing_is_worked_out() -> None:
    found = measured.results(measurement("A", "whole job", [1.0]))
    assert capacity.rates(found) is None
    assert capacity.page(found) == "A, B and C have not all been measured yet.\n"


def test_the_page_has_a_row_for_each_holding_and_storage() -> None:
    text = capacity.page(measured.of_capacity())
    for words, _ in capacity.TOTALS:
        rows = [line for line in text.splitlines() if line.startswith(f"| {words} |")]
        assert len(rows) == len(capacity.STORAGES) * len(capacity.FILE_SIZES)


@pytest.mark.parametrize(
    ("text", "octets"), [("5", 5), ("20M", 20e6), ("1.5t", 1.5e12), ("10P", 10e15)]
)
def test_sizes_are_decimal(text: str, octets: float) -> None:
    assert arguments.size(text) == octets


@pytest.mark.parametrize("text", ["", "M", "5X", "-1", "0", "40TB", "infT", "1e400"])
def test_a_size_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        arguments.size(text)
