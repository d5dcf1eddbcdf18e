"""The reference of JSON Lines has the fields that are written, and no other."""

from collections.abc import Mapping
from typing import Any

import pytest

from preserve.cli import json_lines
from preserve.findings import Code, Severity, Verdict, VerdictReport
from preserve.model.description import Evidence, Origin, Value
from preserve.workflow.outcomes import BagOutcome, BagStatus
from tests.docs import pages

REFERENCE = pages.DOCS / "reference" / "json.md"

FINDING = Code(
    name="REL-000", severity=Severity.NOTE, clause="none", title="Nothing", remedy="None"
).at("a.txt: nothing")
VALUE = Value(
    element="title",
    text="A title",
    evidence=Evidence(origin=Origin.DOCUMENT, where="a.txt line 1", text="A title", rule="title"),
)
WRITTEN: Mapping[str, Mapping[str, Any]] = {
    "`bag`": json_lines.bag(BagOutcome(release="a.txt", status=BagStatus.CREATED)),
    "`verdict`": json_lines.verdict(
        VerdictReport(path="a.txt", verdict=Verdict.VALID, findings=())
    ),
    "Findings": json_lines.finding(FINDING),
}


def _fields(text: str) -> list[str]:
    return [name for cell in pages.first_column(text) for name in cell.split(", ")]


@pytest.mark.parametrize("heading", WRITTEN)
def test_the_reference_has_the_fields_of_an_object(heading: str) -> None:
    assert sorted(_fields(pages.section(REFERENCE, heading))) == sorted(WRITTEN[heading])


def test_the_reference_has_the_fields_of_a_value() -> None:
    _, _, text = pages.section(REFERENCE, "`description`").partition("\n### Values\n")
    assert _fields(text) == list(json_lines.value(VALUE))


@pytest.mark.parametrize("status", BagStatus)
def test_the_reference_has_every_status_of_a_release(status: BagStatus) -> None:
    commands = pages.section(REFERENCE.with_name("commands.md"), "preserve bag")
    assert f"`{status}`" in pages.section(REFERENCE, "`bag`")
    assert f"\n| `{status}` |" in commands
