"""The sixty cases of the conformance suite get the verdicts that it wants."""

from pathlib import Path

import pytest

from preserve.findings import Severity, Verdict
from preserve.workflow.validate import validate
from tests.validate.conformance import SECRET, Case, cases

_CASES = tuple(cases())


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name)
def test_a_case_of_the_conformance_suite_is_judged_rightly(case: Case, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(SECRET)
    report = validate(case.bag.build(tmp_path / "bag"))
    assert report.verdict is (Verdict.VALID if case.valid else Verdict.INVALID)
    warned = {one.code.name for one in report.findings if one.severity is Severity.WARNING}
    assert warned >= case.warnings


def test_there_are_sixty_cases_and_no_name_twice() -> None:
    names = {case.name for case in _CASES}
    assert len(_CASES) == len(names) == 60
