"""Numbers and sizes as they are typed."""

import argparse

import pytest

from preserve.cli import arguments, parsing
from preserve.errors import UsageError


@pytest.mark.parametrize(
    ("word", "octets"),
    [("1", 1), ("4096", 4096), ("256M", 256 << 20), ("2TiB", 2 << 40), ("1kb", 1024)],
)
def test_octets_are_read_with_their_prefix(word: str, octets: int) -> None:
    assert parsing.octets(word) == octets


@pytest.mark.parametrize("word", ["", "0", "-1", "1.5G", "M", "1 G", "\u0661", "1X"])
def test_what_is_no_size_is_refused(word: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="octets such as 256M"):
        parsing.octets(word)


@pytest.mark.parametrize("flag", ["--max-members", "--max-ratio"])
@pytest.mark.parametrize("word", ["0", "-1", "many", "1e6"])
def test_a_limit_is_a_number_from_1(flag: str, word: str) -> None:
    with pytest.raises(UsageError, match="a number from 1 is wanted"):
        arguments.parse(["validate", "bag", f"{flag}={word}"])


def test_profiles_may_be_several() -> None:
    options = arguments.parse(["validate", "b", "--profile", "a", "--profile", "c"]).options
    assert [str(one) for one in options.profile] == ["a", "c"]
