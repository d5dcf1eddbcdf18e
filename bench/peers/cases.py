"""The bags that validators are compared on, and what RFC 8493 wants said of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from preserve.findings import Code, Severity, manifests, names, structure
from preserve.findings.clauses import OWN_RULES
from tests.bags.builder import BagBuilder
from tests.bags.read import fixtures
from tests.validate import conformance

CONTESTED = (structure.DECLARATION_LABEL_CASE,)
"""The RFC's text and its own example differ."""

WARNINGS = (manifests.MD5SUM_ASTERISK, names.CASE_TWINS, names.NORMALISATION_TWINS)
"""RFC 8493 sections 6.1.1.3 and 6.1.3 ask for a warning; of other clauses none does."""


class Wanted(Enum):
    """What a validator should answer."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    """As invalid, as incomplete, or as what cannot be told."""
    EITHER = "either"
    """The RFC is silent or in two minds; a validator should only come to an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One bag; ``warning_wanted`` where the RFC or the conformance suite asks for one."""

    name: str
    bag: BagBuilder
    wanted: Wanted
    warning_wanted: bool

    def build(self, folder: Path) -> Path:
        """Make the bag in a new folder, beside a file that is no part of it."""
        folder.mkdir(parents=True)
        (folder / "secret.txt").write_bytes(conformance.SECRET)
        return self.bag.build(folder / "bag")


def cases() -> Iterator[Case]:
    """Give a bag for each code of the reader, then the sixty of the conformance suite.

    Bags whose fault is in the system that holds them (a file that cannot be read, or that
    changes meanwhile) are left out: no copy of such a bag has the fault.
    """
    for code, fixture in fixtures.FIXTURES.items():
        if fixture.unreadable is None and fixture.changing is None:
            yield _of_code(code, fixture)
    for case in conformance.cases():
        yield Case(
            name=case.name,
            bag=case.bag,
            wanted=Wanted.ACCEPTED if case.valid else Wanted.REJECTED,
            warning_wanted=bool(case.warnings),
        )


def _of_code(code: Code, fixture: fixtures.Fixture) -> Case:
    return Case(
        name=code.name,
        bag=fixture.bag,
        wanted=_wanted({code, *fixture.also}),
        warning_wanted=code in WARNINGS,
    )


def _wanted(codes: Iterable[Code]) -> Wanted:
    disputed = {*OWN_RULES, *CONTESTED}
    wrong = {one for one in codes if one.severity is Severity.ERROR or one in CONTESTED}
    if not wrong:
        return Wanted.ACCEPTED
    return Wanted.EITHER if wrong <= disputed else Wanted.REJECTED
