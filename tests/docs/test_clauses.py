"""Every clause of RFC 8493 is enforced or says why not, and the page says where."""

import re
from itertools import pairwise

import pytest

from preserve.findings import Code, manifests
from preserve.findings.clauses import CLAUSES, OWN_RULES, Clause
from tests.docs import clauses, codes, raising

AREAS = {"BAG", "MAN", "TAG", "INF", "FET", "FIX", "NAM"}
BAG_CODES = sorted(
    {one for one in codes.codes() if one.name.partition("-")[0] in AREAS}, key=lambda one: one.name
)
NAMED = {code for clause in CLAUSES for code in clause.codes}
_SECTION = re.compile(r"RFC 8493 sections? ([0-9.]+)(?: and ([0-9.]+))?")


def _cites(code: Code, section: str) -> bool:
    """Tell whether the code's own source is the section, or one that the section is part of."""
    cited = [one for found in _SECTION.findall(code.clause) for one in found if one]
    return not cited or any(f"{section}.".startswith(f"{one}.") for one in cited)


def _key(section: str) -> tuple[int, ...]:
    return tuple(int(one) for one in section.split("."))


def test_the_page_of_clauses_is_not_stale() -> None:
    current = clauses.FILE.read_text(encoding="utf-8")
    assert current == clauses.page(), "run: python -m tests.docs.clauses"


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda one: f"{one.section} {one.rule[:40]}")
def test_a_clause_has_codes_or_says_why_not(clause: Clause) -> None:
    assert clause.codes or clause.beyond
    assert len(clause.codes) == len(set(clause.codes))


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda one: f"{one.section} {one.rule[:40]}")
def test_a_breach_is_as_severe_as_its_level_or_the_clause_says_why_not(clause: Clause) -> None:
    assert bool(clause.departing) == bool(clause.severity_because)


@pytest.mark.parametrize("code", BAG_CODES, ids=lambda one: one.name)
def test_a_code_about_bags_is_of_the_rfc_or_a_rule_of_our_own(code: Code) -> None:
    assert (code in NAMED) != (code in OWN_RULES)


@pytest.mark.parametrize("code", BAG_CODES, ids=lambda one: one.name)
def test_a_code_stands_with_a_clause_of_a_section_that_it_cites(code: Code) -> None:
    standing = {clause.section for clause in CLAUSES if code in clause.codes}
    assert code in OWN_RULES or any(_cites(code, section) for section in standing)


def test_clauses_stand_in_the_order_of_the_rfc() -> None:
    sections = [_key(clause.section) for clause in CLAUSES]
    assert all(one <= other for one, other in pairwise(sections))


def test_every_code_is_raised_by_a_function() -> None:
    places = raising.places()
    assert [code.name for code in sorted(codes.codes(), key=str) if code not in places] == []


_HEAD = "from preserve.findings import manifests as m\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("def f():\n    return m.LISTS_FOLDER.at('')\n", "x.f"),
        ("class C:\n    def f(self):\n        return m.LISTS_FOLDER\n", "x.C.f"),
        ("def f():\n    def g():\n        return m.LISTS_FOLDER\n    return g\n", "x.f"),
        ("T = {1: m.LISTS_FOLDER}\n\n\ndef f():\n    return T[1]\n", "x.f"),
        ("T: M = (R(code=m.LISTS_FOLDER),)\n\n\ndef f():\n    return T\n", "x.f"),
    ],
)
def test_a_code_that_a_function_gives_is_raised_there(text: str, place: str) -> None:
    assert list(raising.uses(_HEAD + text, "x")) == [(place, manifests.LISTS_FOLDER)]


@pytest.mark.parametrize(
    "text",
    [
        "def f(one):\n    return one in {m.LISTS_FOLDER}\n",
        "def f(one):\n    return one is m.LISTS_FOLDER\n",
        "T = (m.LISTS_FOLDER,)\n\n\ndef f(one):\n    return one in T\n",
        "T = frozenset({m.LISTS_FOLDER})\n\n\ndef f(one):\n    return one in T\n",
        "T = {1: m.LISTS_FOLDER}\n",
    ],
)
def test_a_code_that_is_looked_for_is_not_raised(text: str) -> None:
    assert list(raising.uses(_HEAD + text, "x")) == []
