"""The reference of JSON Lines has the fields that are written, and no other."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from preserve.workflow.outcomes import BagStatus
from tests.docs import pages

REFERENCE = pages.DOCS / "reference" / "json.md"
TYPES = (
    "bag",
    "notice",
    "verdict",
    "receipt",
    "confirmation",
    "description",
    "sheet",
    "schema",
    "summary",
)

Objects = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Objects:
    """One object of each type, as the commands write them."""
    folder = tmp_path_factory.mktemp("json")
    shutil.copytree(pages.REPOSITORY / "originals", folder / "originals")
    (folder / "sheet.csv").write_text("filename,title\nabsent.txt,A title\n", encoding="utf-8")
    (folder / "there").mkdir()
    (folder / "preserve.toml").write_text(
        '[deposit.there]\nkind = "local"\npath = "there"\n[journal]\npath = "journal.jsonl"\n',
        encoding="utf-8",
    )
    lines = [
        *_run(folder, "bag", "originals", "--output", "bags"),
        *_run(folder, "describe", "originals", "--metadata", "sheet.csv"),
        *_run(folder, "schemas", "list"),
        *_run(folder, "deposit", "bags/first-version.txt", "--to", "there"),
        *_run(folder, "confirm"),
        *_run(folder, "validate", _damaged(folder)),
    ]
    return {one["type"]: one for one in lines}


def _damaged(folder: Path) -> str:
    bag = Path("bags") / "first-version.txt"
    (folder / bag / "data" / "representations" / "rep1" / "data" / "first-version.txt").write_text(
        "other octets\n", encoding="utf-8"
    )
    return str(bag)


def _run(folder: Path, *words: str) -> list[dict[str, Any]]:
    finished = subprocess.run(
        [sys.executable, "-m", "preserve", *words, "--json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert finished.stderr == ""
    return [json.loads(line) for line in finished.stdout.splitlines()]


def _fields(text: str) -> list[str]:
    return sorted(name for cell in pages.first_column(text) for name in cell.split(", "))


def _section(kind: str) -> str:
    return pages.section(REFERENCE, f"`{kind}`").partition("\n### ")[0]


@pytest.mark.parametrize("kind", TYPES)
def test_the_reference_has_the_fields_of_an_object(kind: str, written: Objects) -> None:
    assert _fields(_section(kind)) == sorted(written[kind])


def test_no_object_of_another_type_is_written(written: Objects) -> None:
    assert set(written) == set(TYPES)


def test_the_reference_has_the_fields_of_a_finding(written: Objects) -> None:
    finding = written["verdict"]["findings"][0]
    assert _fields(pages.section(REFERENCE, "Findings")) == sorted(finding)


def test_the_reference_has_the_fields_of_a_value_and_of_its_evidence(written: Objects) -> None:
    value = written["description"]["values"][0]
    _, _, text = pages.section(REFERENCE, "`description`").partition("\n### Values\n")
    assert _fields(text) == sorted(value)
    for name in value["evidence"]:
        assert f"`{name}`" in text


@pytest.mark.parametrize("status", BagStatus)
def test_the_reference_has_every_status_of_a_release(status: BagStatus) -> None:
    commands = pages.section(REFERENCE.with_name("commands.md"), "preserve bag")
    assert f"`{status}`" in _section("bag")
    assert f"\n| `{status}` |" in commands
