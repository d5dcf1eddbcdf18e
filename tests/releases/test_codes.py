"""Every kind of finding on releases has a source that raises it."""

from pathlib import Path

import pytest

from preserve.findings import Code
from preserve.findings import releases as codes
from tests.releases.fixtures import FIXTURES

ALL = [one for one in vars(codes).values() if isinstance(one, Code)]


def test_every_code_has_a_fixture() -> None:
    assert set(FIXTURES) == set(ALL)
    assert len({one.name for one in ALL}) == len(ALL)


@pytest.mark.parametrize("code", FIXTURES, ids=lambda code: code.name)
def test_a_fixture_raises_its_code_alone(code: Code, tmp_path: Path) -> None:
    found = FIXTURES[code](tmp_path)
    assert {finding.code for finding in found} == {code}
    assert all(finding.path for finding in found)
