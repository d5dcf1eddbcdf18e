"""What ``--lenient`` forgives, and nothing else."""

import re
from pathlib import Path

import pytest

from preserve.findings import Code, Severity, Verdict, leniency, structure
from preserve.workflow.validate import STRICT, Terms, validate
from tests.bags.read.fixtures import FIXTURES
from tests.docs import pages

LENIENT = Terms(lenient=True)
# It only counts what another code says.
MORE = structure.MORE_OF_THE_SAME
PAGE = pages.DOCS / "reference" / "leniency.md"


@pytest.mark.parametrize("code", leniency.FORGIVEN, ids=lambda code: code.name)
def test_a_forgiven_breach_is_an_error_strictly_and_a_warning_leniently(
    code: Code, tmp_path: Path
) -> None:
    bag = FIXTURES[code].bag.build(tmp_path / "bag")
    assert validate(bag, terms=STRICT).verdict is Verdict.INVALID
    lenient = validate(bag, terms=LENIENT)
    severities = {one.severity for one in lenient.findings if one.code is code}
    assert severities == {Severity.WARNING}
    assert lenient.verdict is Verdict.VALID


@pytest.mark.parametrize(
    "code",
    [one for one in FIXTURES if one not in {*leniency.FORGIVEN, MORE}],
    ids=lambda code: code.name,
)
def test_what_is_not_on_the_list_is_not_forgiven(code: Code, tmp_path: Path) -> None:
    fixture = FIXTURES[code]
    if fixture.unreadable or fixture.changing:
        pytest.skip("the file system has to play along")
    bag = fixture.bag.build(tmp_path / "bag")
    assert validate(bag, terms=LENIENT).verdict is validate(bag).verdict


def test_the_page_lists_the_codes_that_are_forgiven() -> None:
    listed = re.findall(
        r"^\| \[([A-Z]{3}-[0-9]{3})\]", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed) == sorted(code.name for code in leniency.FORGIVEN)
