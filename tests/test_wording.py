"""Numbers and long words as a person reads them."""

import pytest

from preserve import wording


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 octets"),
        (1, "1 octet"),
        (999, "999 octets"),
        (1000, "1.0 kB"),
        (4_249, "4.2 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (12_345_678, "12.3 MB"),
        (4_500_000_000_000, "4.5 TB"),
        (123_456_000_000_000_000_000, "123,456.0 PB"),
    ],
)
def test_octets_are_written_in_decimal_units(number: int, text: str) -> None:
    assert wording.octets(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(-1, "0 s"), (59.4, "59 s"), (185, "3 min 05 s"), (7620, "2 h 07 min")],
)
def test_a_length_of_time_is_written_in_two_units_at_most(number: float, text: str) -> None:
    assert wording.seconds(number) == text


def test_a_number_agrees_with_its_noun() -> None:
    assert wording.count(1, "file") == "1 file"
    assert wording.count(20_000, "file") == "20,000 files"
    assert wording.count(0, "entry", "entries") == "0 entries"


def test_digests_are_shortened_and_nothing_else_is() -> None:
    digest = "3f1a" * 16
    assert wording.shorten(f"data/a.txt: {digest}") == "data/a.txt: 3f1a3f1a3f1a…"
    assert wording.shorten("urn:uuid:8a7b6c5d-1234") == "urn:uuid:8a7b6c5d-1234"


def test_a_long_text_is_cut_and_shows_it() -> None:
    assert wording.clip("abcdef", 6) == "abcdef"
    assert wording.clip("abcdefg", 6) == "abcde…"
    assert wording.clip("abcdefg", None) == "abcdefg"
