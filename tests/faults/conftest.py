"""A small release, and what an undisturbed run makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from preserve.config import DescribeSettings
from preserve.describe import document
from preserve.metadata.schemas import catalogue, compiling
from preserve.metadata.schemas.kinds import Kind
from tests.faults import injection, trees
from tests.faults.injection import Ended, Fault

EPOCH = "1763769600"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Originals, an output, and the command that packages the one into the other."""

    root: Path
    options: tuple[str, ...] = ()

    @property
    def originals(self) -> Path:
        return self.root / "originals"

    @property
    def output(self) -> Path:
        return self.root / "bags"

    def run(self, fault: Fault | None = None, *, options: Sequence[str] = ()) -> Ended:
        command = ["bag", str(self.originals), "--output", str(self.output), "--workers", "1"]
        return injection.run([*command, *self.options, *options], self.root, fault)


QUICK = ("--no-identify", "--second-opinion", "none")


def make_case(root: Path, *options: str) -> Case:
    root.mkdir(parents=True, exist_ok=True)
    case = Case(root=root, options=options or QUICK)
    release = case.originals / "release"
    (release / "annex").mkdir(parents=True)
    (release / "release.txt").write_text(
        "The preserve project\n\nPress release\n\n2 November 2026\n\n"
        "A release that is killed and packaged all the same\n\n"
        "The project has packaged a release whose packaging was killed at every step.\n",
        encoding="utf-8",
    )
    (release / "annex" / "table.csv").write_bytes(b"a,b\n1,2\n")
    (release / "empty").write_bytes(b"")
    return case


@pytest.fixture(scope="session", autouse=True)
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Load what every run loads, so that the runs, forked from here, need not."""
    case = make_case(tmp_path_factory.mktemp("warm"))
    text = case.originals / "release" / "release.txt"
    described = document.describe(text, name="release.txt", settings=DescribeSettings())
    assert described.texts("language") == ("en",)
    for kind in Kind:
        compiling.compiled(catalogue.default().in_use(kind))


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return make_case(tmp_path / "case")


@pytest.fixture
def undisturbed(tmp_path: Path) -> trees.Tree:
    case = make_case(tmp_path / "undisturbed")
    assert case.run().exit_code == 0
    return trees.packages(case.output)
