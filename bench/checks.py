"""Whether a run did what it was measured for. Each check raises RunError when it did not."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.runs import Outcome, RunError

Check = Callable[[Outcome], None]


def _demand(name: str, wanted: object, found: object) -> None:
    if wanted != found:
        raise RunError(f"{name}: expected {wanted}, found {found}")


def bagged(files: int, *, verified: bool, releases: int = 1) -> Check:
    """Demand that preserve says it made packages of so many files, and that they are there."""

    def check(outcome: Outcome) -> None:
        made = _lines(outcome.printed[-1], "bag")
        _demand("packages created", releases, sum(one["status"] == "created" for one in made))
        _demand("files told", files, sum(one["files"] for one in made))
        _demand("verified", {verified}, {one["verified"] for one in made})
        counted = sum(
            count(outcome.output / one["release"] / "data/representations/rep1/data")
            for one in made
        )
        _demand("files in the packages", files, counted)

    return check


def peer_bagged(files: int, *algorithms: str) -> Check:
    """Demand a bag with so many files in ``data`` and in the manifest of each algorithm."""

    def check(outcome: Outcome) -> None:
        _demand("files in data", files, count(outcome.output / "data"))
        for algorithm in algorithms:
            manifest = outcome.output / f"manifest-{algorithm}.txt"
            _demand(manifest.name, files, len(manifest.read_bytes().splitlines()))

    return check


def verdict(wanted: str) -> Check:
    """Demand one verdict of preserve."""

    def check(outcome: Outcome) -> None:
        found = [one["verdict"] for one in _lines(outcome.printed[-1], "verdict")]
        _demand("verdict", [wanted], found)

    return check


def copied(files: int) -> Check:
    """Demand so many files in the output."""

    def check(outcome: Outcome) -> None:
        _demand("files copied", files, count(outcome.output))

    return check


def printed_lines(lines: int) -> Check:
    """Demand so many lines from each command."""

    def check(outcome: Outcome) -> None:
        for text in outcome.printed:
            _demand("lines printed", lines, len(text.splitlines()))

    return check


def printed(text: str) -> Check:
    """Demand that a text was printed."""

    def check(outcome: Outcome) -> None:
        _demand(f"{text!r} printed", True, text in "".join(outcome.printed))

    return check


def anything(_: Outcome) -> None:
    """Demand no more than the exit code."""


def count(folder: Path) -> int:
    """Count the files below a folder."""
    return sum(len(files) for _, _, files in os.walk(folder))


def _lines(text: str, kind: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in text.splitlines()]
    return [one for one in found if one["type"] == kind]
