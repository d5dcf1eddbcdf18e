"""The sixty cases of the conformance suite get its verdicts, for the right reasons."""

from pathlib import Path

import pytest

from preserve.findings import Severity, Verdict
from preserve.workflow.validate import validate
from tests.validate.conformance import SECRET, Case, cases

_CASES = tuple(cases())

_TRAVERSAL = "out-of-scope-file-paths-using"
_ERRORS = {
    "0.97/invalid/baginfo-missing-encoding": {"BAG-002"},
    "0.97/invalid/bom-in-bagit.txt": {"BAG-008"},
    "0.97/invalid/corrupt-data-file": {"FIX-001"},
    # The octet that was changed is one of Payload-Oxum.
    "0.97/invalid/corrupt-tag-file": {"FIX-001", "INF-006"},
    "0.97/invalid/extra-file-in-bag": {"MAN-010"},
    "0.97/invalid/invalid-version-number": {"BAG-005"},
    "0.97/invalid/missing-baginfo": {"TAG-004"},
    "0.97/invalid/missing-bagit.txt": {"BAG-001", "TAG-004"},
    "0.97/invalid/same-filename-listed-twice-with-different-hashes": {"MAN-004"},
    # It stands for a folder of Windows by a name in percent signs, which lies outside data/.
    f"0.97/windows-only/{_TRAVERSAL}-shortcut": {"MAN-006"},
    f"0.97/windows-only/{_TRAVERSAL}-shortcut-for-fetch": {"FET-004"},
    "1.0/invalid/bagit-with-invalid-whitespace": {"BAG-003"},
    "1.0/invalid/notAllManifestsListAllFiles": {"MAN-011"},
    "1.0/invalid/same-filename-listed-twice-with-different-hashes": {"MAN-004"},
    "1.0/invalid/same-filename-listed-twice-with-the-same-hash": {"MAN-004"},
}
"""Why a case is invalid; where nothing is said, a path leads outside the bag."""


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name)
def test_a_case_of_the_conformance_suite_is_judged_rightly(case: Case, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(SECRET)
    report = validate(case.bag.build(tmp_path / "bag"))
    assert report.verdict is (Verdict.VALID if case.valid else Verdict.INVALID)
    warned = {one.code.name for one in report.findings if one.severity is Severity.WARNING}
    assert warned >= case.warnings
    errors = {one.code.name for one in report.findings if one.severity is Severity.ERROR}
    assert errors == (set() if case.valid else _ERRORS.get(case.name, {"NAM-001"}))


def test_there_are_sixty_cases_and_no_name_twice() -> None:
    names = {case.name for case in _CASES}
    assert len(_CASES) == len(names) == 60
