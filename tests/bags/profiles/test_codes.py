"""Each code is raised by its fixture alone, with what was expected and found."""

from pathlib import Path

import pytest

from preserve.findings import Code, Severity
from preserve.findings import profiles as codes
from tests.bags.profiles import texts
from tests.bags.profiles.fixtures import FIXTURES
from tests.bags.profiles.texts import Bag, profile


@pytest.mark.parametrize("code", FIXTURES, ids=lambda code: code.name)
def test_one_mistake_raises_the_code_of_that_mistake_and_no_other(
    code: Code, tmp_path: Path
) -> None:
    assert texts.codes(FIXTURES[code](tmp_path)) == [code.name]


def test_every_code_of_profiles_has_a_fixture() -> None:
    assert {one for one in vars(codes).values() if isinstance(one, Code)} == set(FIXTURES)


def test_a_good_bag_raises_nothing(tmp_path: Path) -> None:
    assert texts.load(tmp_path, profile()).findings == ()
    assert texts.judge(tmp_path, profile(), Bag()) == ()


@pytest.mark.parametrize("code", FIXTURES, ids=lambda code: code.name)
def test_a_breach_by_a_bag_names_the_profile_and_the_place_of_the_rule(
    code: Code, tmp_path: Path
) -> None:
    (finding,) = FIXTURES[code](tmp_path)
    if code.name < "PRO-020":
        assert finding.severity is Severity.WARNING
        assert finding.message.startswith("profile.json: /")
    elif code not in {codes.PROFILE_NOT_NAMED, codes.TAG_CASE}:
        assert f"{texts.IDENTIFIER} /" in finding.message
