"""Patterns mean what a regular expression of the same meaning says, and take little effort."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.bags.profiles import patterns

LETTERS = st.text("ab/*", max_size=8)
PATHS = st.text("ab/", max_size=12)


@given(pattern=LETTERS, path=PATHS)
def test_a_pattern_matches_what_the_like_regular_expression_matches(
    pattern: str, path: str
) -> None:
    like = ".*".join(map(re.escape, pattern.split("*")))
    expected = re.fullmatch(like, path, re.DOTALL) is not None
    assert patterns.compiled([pattern]).match(path) is expected


@given(several=st.lists(LETTERS, max_size=4), path=PATHS)
def test_several_patterns_match_what_one_of_them_matches(several: list[str], path: str) -> None:
    one_by_one = any(patterns.compiled([one]).match(path) for one in several)
    assert patterns.compiled(several).match(path) is one_by_one


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*", "data/a\nb", True),
        ("data/*", "data/", True),
        ("data/*", "a/data/b", False),
        ("data/a*a", "data/a", False),
        ("data/?", "data/a", False),
    ],
)
def test_a_pattern_is_matched_from_its_beginning_to_its_end(
    pattern: str, path: str, fits: bool
) -> None:
    assert patterns.compiled([pattern]).match(path) is fits


def test_a_pattern_of_many_asterisks_ends_at_the_first_part_that_is_not_there() -> None:
    # A backtracking matcher would try every way to place 1,000 asterisks in 10,000 letters.
    assert not patterns.compiled(["*a" * 1_000 + "*b*"]).match("a" * 10_000)
