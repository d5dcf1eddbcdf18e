"""Every hostile package is told by its very codes, and nothing else is said of it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.hostile import archives, documents, entries, paths, texts
from tests.hostile.cases import Case
from tests.hostile.judging import Judge

CASES: Mapping[str, Case] = {
    **paths.CASES,
    **entries.CASES,
    **texts.CASES,
    **documents.CASES,
    **archives.CASES,
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_package_is_told_by_its_codes(name: str, judge: Judge, yard: Path) -> None:
    case = CASES[name]
    judged = judge(case.make(yard), *case.options)
    assert (judged.verdict, sorted(judged.found, key=str)) == (
        case.verdict,
        sorted(case.found, key=str),
    )
