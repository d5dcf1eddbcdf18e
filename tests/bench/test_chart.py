"""The chart shows medians, and the same results give the same picture."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bench import chart
from tests.bench import measured
from tests.bench.measured import measurement


def test_a_picture_is_described_in_words_with_its_figures() -> None:
    found = measured.results(
        measurement("B", "create", [1.0, 2.0, 9.0]),
        measurement("B", "bagit-python create 1", [6.0]),
        measurement("B", "bagit-python create 2", [5.0]),
        measurement("B", "cp -r", [0.5]),
    )
    assert chart.alternative(found) == (
        "Bar chart of median seconds. create B: preserve, same work 2.00 s, "
        "cp -r + bagit-python 5.00 s, cp -r alone 0.50 s."
    )


def test_the_same_results_give_the_same_picture(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the chart needs matplotlib")
    found = measured.everything()
    assert chart.draw(found, tmp_path / "one.svg")
    assert chart.draw(found, tmp_path / "two.svg")
    octets = (tmp_path / "one.svg").read_bytes()
    assert octets == (tmp_path / "two.svg").read_bytes()
    texts = [one.text for one in ET.fromstring(octets).iter("{http://www.w3.org/2000/svg}text")]
    assert {f"{row} {name}" for row in ("create", "validate") for name in "ABC"} <= set(texts)


def test_nothing_measured_makes_no_picture(tmp_path: Path) -> None:
    assert not chart.draw(measured.results(), tmp_path / "none.svg")
    assert list(tmp_path.iterdir()) == []
