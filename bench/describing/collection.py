"""Releases with the truth beside them, and what describing says of each."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preserve.config import Settings
from preserve.model.description import Description
from preserve.workflow import describe
from preserve.workflow.describe import Described

ROOT = Path(__file__).resolve().parents[2] / "tests" / "describe" / "collection"
HALVES = ("development", "scored")
"""The first is for whoever writes rules; the second was written without knowing them."""

Truth = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One release and the truth about it."""

    half: str
    name: str
    path: Path
    truth: Truth

    @property
    def main(self) -> Path:
        """The file that its description is read from, by the truth."""
        main = self.truth.get("main")
        return self.path / main if main else self.path


def subjects(half: str, *, root: Path = ROOT) -> list[Subject]:
    """Give the releases of a half, sorted by name; each must have its truth, and the reverse."""
    folder, truths = root / half, root / "truth" / half
    names = sorted(path.name for path in folder.iterdir())
    told = sorted(path.name.removesuffix(".json") for path in truths.iterdir())
    if names != told:
        raise FileNotFoundError(f"{half}: without its other side: {sorted({*names} ^ {*told})}")
    return [
        Subject(
            half=half,
            name=name,
            path=folder / name,
            truth=json.loads((truths / f"{name}.json").read_text(encoding="utf-8")),
        )
        for name in names
    ]


def described(half: str, *, root: Path = ROOT) -> Iterator[tuple[str, Description | None]]:
    """Describe the releases of a half as the command does; None where that failed."""
    for outcome in describe.run([root / half], Settings()):
        if isinstance(outcome, Described):
            yield outcome.release, outcome.description
