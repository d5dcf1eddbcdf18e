"""Packaging releases within a test, and looking at what came of it."""

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from preserve.config import Settings
from preserve.findings import Verdict
from preserve.storage import journals
from preserve.workflow import bag, validate
from preserve.workflow.clock import Clock
from preserve.workflow.outcomes import BagOutcome, Notice, Silence
from preserve.workflow.run import BagOptions, SecondOpinion

__all__ = ["Settings"]

FIXED = Clock.from_environment({"SOURCE_DATE_EPOCH": "1763769600"})
QUICK: dict[str, Any] = {"identify": False, "second_opinion": SecondOpinion.NONE}

TEXT = """The preserve project

Press release

2 November 2026

{title}

The project says in this release what the headline says, in a sentence that is a little longer.
"""


def package(
    *sources: Path,
    output: Path,
    settings: Settings | None = None,
    clock: Clock = FIXED,
    **options: Any,
) -> list[BagOutcome]:
    """Package the sources and give what became of each release."""
    chosen = BagOptions(sources=sources, output=output, **{**QUICK, **options})
    found = bag.run(
        chosen,
        settings or Settings(),
        clock=clock,
        progress=Silence(),
        stop=threading.Event(),
    )
    return [one for one in found if isinstance(one, BagOutcome)]


def notices(*sources: Path, output: Path, **options: Any) -> list[Notice]:
    """Package the sources and give what was said of what is no release."""
    chosen = BagOptions(sources=sources, output=output, **{**QUICK, **options})
    found = bag.run(chosen, Settings(), clock=FIXED, progress=Silence(), stop=threading.Event())
    return [one for one in found if isinstance(one, Notice)]


def statuses(outcomes: Sequence[BagOutcome]) -> dict[str, str]:
    """Give each release's status."""
    return {outcome.release: str(outcome.status) for outcome in outcomes}


def codes(outcome: BagOutcome) -> list[str]:
    """Give the codes of an outcome's findings."""
    return [finding.code.name for finding in outcome.findings]


def assert_valid(bag_folder: Path) -> None:
    """Fail unless our validator finds the bag valid."""
    report = validate.validate(bag_folder)
    assert report.verdict is Verdict.VALID, report.findings


def write_release(path: Path, title: str = "A release about nothing but itself") -> Path:
    """Write a release of one text file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.format(title=title), encoding="utf-8")
    return path


def tag(bag_folder: Path, label: str) -> str:
    """Give a tag's value from bag-info.txt."""
    text = (bag_folder / "bag-info.txt").read_text(encoding="utf-8")
    found = re.search(rf"(?m)^{label}: (.*(?:\n .*)*)", text)
    assert found, text
    return found[1].replace("\n ", " ")


def with_settings(settings: Settings | None = None, **sections: Any) -> Settings:
    """Give settings with some sections replaced."""
    return replace(settings or Settings(), **sections)


def journal(output: Path) -> Iterator[Mapping[str, Any]]:
    """Give the lines of an output's journal."""
    return journals.lines(output / ".preserve" / "journal.jsonl")
