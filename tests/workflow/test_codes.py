"""Each code of ``preserve bag`` is raised by its case, and no other with it."""

from pathlib import Path

import pytest

from preserve.findings import Code
from tests.workflow.fixtures import FIXTURES


@pytest.mark.parametrize("code", FIXTURES, ids=lambda code: code.name)
def test_a_case_raises_exactly_its_code(tmp_path: Path, code: Code) -> None:
    outcome = FIXTURES[code](tmp_path)
    assert [finding.code for finding in outcome.findings] == [code]
