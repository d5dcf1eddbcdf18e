"""Every code has a case that raises it, a name of its own, and a line in the documentation."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from preserve import findings
from preserve.findings import Code

TABLES = (
    "tests.archives.reading.fixtures",
    "tests.bags.profiles.fixtures",
    "tests.bags.read.fixtures",
    "tests.describe.test_findings",
    "tests.metadata.fixtures",
    "tests.releases.fixtures",
    "tests.schemas.fixtures",
    "tests.sheet.test_sheet",
    "tests.validate.fixtures",
    "tests.validate.test_room",
    "tests.workflow.fixtures",
)
PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "findings.md"


def all_codes() -> Iterator[Code]:
    for module in pkgutil.iter_modules(findings.__path__):
        loaded = importlib.import_module(f"preserve.findings.{module.name}")
        yield from (one for one in vars(loaded).values() if isinstance(one, Code))


def with_case() -> set[Code]:
    found: set[Code] = set()
    for name in TABLES:
        table: Mapping[object, object] = importlib.import_module(name).FIXTURES
        found |= {one for one in (*table, *table.values()) if isinstance(one, Code)}
    return found


CODES = sorted(set(all_codes()), key=lambda code: code.name)


def test_no_two_codes_share_a_name() -> None:
    names = [code.name for code in CODES]
    assert len(names) == len(set(names))


def test_every_code_has_a_case_that_raises_it() -> None:
    assert [code.name for code in CODES if code not in with_case()] == []


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_a_code_is_named_explained_and_documented(code: Code) -> None:
    assert re.fullmatch(r"[A-Z]{3}-[0-9]{3}", code.name)
    assert code.clause
    assert code.title
    assert code.remedy
    assert code.name in PAGE.read_text(encoding="utf-8")
