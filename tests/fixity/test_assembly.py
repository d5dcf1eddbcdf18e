"""A line of stations, each in a thread of its own."""

import os
import time
from pathlib import Path

import pytest

from preserve.fixity.assembly import BUFFER_SIZE, Line


def _run(path: Path, *stations: object) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        with Line(stations) as line:  # type: ignore[arg-type]
            while octets := line.fill(handle):
                line.hand_on(octets)
    finally:
        os.close(handle)


def test_every_station_takes_every_octet_in_order_whatever_its_pace(tmp_path: Path) -> None:
    octets = os.urandom(20 * BUFFER_SIZE + 17)
    (tmp_path / "f").write_bytes(octets)
    quick, slow = bytearray(), bytearray()

    def at_leisure(part: memoryview) -> None:
        time.sleep(0.002)
        slow.extend(part)

    _run(tmp_path / "f", quick.extend, at_leisure)
    assert quick == octets
    assert slow == octets


def test_a_station_that_fails_ends_the_line_with_its_error(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(bytes(40 * BUFFER_SIZE))
    count = 0

    def fail(_: memoryview) -> None:
        nonlocal count
        count += 1
        if count > 3:
            raise ValueError("the third was the last")

    with pytest.raises(ValueError, match="third"):
        _run(tmp_path / "f", lambda part: None, fail)


def _fail_after_one(line: Line, handle: int) -> None:
    line.hand_on(line.fill(handle))
    raise KeyError


def test_an_error_of_the_reader_ends_the_threads(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(bytes(BUFFER_SIZE))
    handle = os.open(tmp_path / "f", os.O_RDONLY)
    try:
        with pytest.raises(KeyError), Line([lambda part: None]) as line:
            _fail_after_one(line, handle)
    finally:
        os.close(handle)
