"""A hostile document costs one bounded pass, and is never called valid for its size."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from preserve.findings import Verdict, dublin_core, premis, xml
from preserve.metadata import elements, rules
from preserve.metadata.dublin_core import read
from preserve.workflow import bag_metadata
from preserve.workflow.validate import validate
from tests import memory, shared
from tests.metadata import fixtures
from tests.schemas.fixtures import FIXTURES as SCHEMA_FIXTURES

_CHECK = f"""{memory.PEAK}
import sys
from pathlib import Path
from preserve.workflow.validate import validate
report = validate(Path(sys.argv[1]))
print(report.verdict, len(report.findings), peak_kib() >> 10)
"""
_RULES = f"""{memory.PEAK}
import sys
from preserve.metadata import rules
check = rules.check_premis if sys.argv[2] == "premis" else rules.check_dublin_core
with open(sys.argv[1], "rb") as stream:
    result = check(stream, name="it.xml")
print(len(result.findings), peak_kib() >> 10)
"""
_PREMIS = b'<premis xmlns="http://www.loc.gov/premis/v3" version="3.0">%s</premis>'
_RECORD = fixtures.record("%s")
_OBJECT = (
    b'<object xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="file">%s</object>'
)
_EVENT = b"<event><eventDateTime>x</eventDateTime></event>"
_IDENTIFIER = b"<objectIdentifier/>"
HOSTILE: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "unknown elements": ("premis", lambda many: _PREMIS % (b"<x/>" * many)),
    "unknown elements in an object": (
        "premis",
        lambda many: _PREMIS % (_OBJECT % (b"<x/>" * many)),
    ),
    "faulty events": ("premis", lambda many: _PREMIS % (_EVENT * (many // 10))),
    "identifiers in one object": (
        "premis",
        lambda many: _PREMIS % (_OBJECT % (_IDENTIFIER * many)),
    ),
    "statements": ("dc", lambda many: _RECORD % (b"<dcterms:title/>" * many)),
    "statements of no standard": ("dc", lambda many: _RECORD % (b"<x/>" * many)),
}
FEW, MANY = 20_000, 500_000


def _run(program: str, *arguments: object) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=shared.REPOSITORY,
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.split()


@pytest.mark.slow
@pytest.mark.parametrize("case", HOSTILE)
def test_twenty_five_times_the_elements_take_no_more_memory(case: str, tmp_path: Path) -> None:
    kind, make = HOSTILE[case]
    peaks = []
    for many in (FEW, MANY):
        path = tmp_path / f"{many}.xml"
        path.write_bytes(make(many))
        peaks.append(int(_run(_RULES, path, kind)[-1]))
    assert peaks[1] - peaks[0] < 40


@pytest.mark.slow
@pytest.mark.parametrize("case", HOSTILE)
def test_validating_a_hostile_document_takes_little_memory(case: str, tmp_path: Path) -> None:
    path = tmp_path / "it.xml"
    path.write_bytes(HOSTILE[case][1](MANY))
    verdict, findings, peak = _run(_CHECK, path)
    assert verdict in {Verdict.INVALID, Verdict.UNKNOWN}
    assert int(findings) <= 21_000
    assert int(peak) < 150


def test_after_a_refusal_by_the_schema_check_no_rule_reads_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unexpected(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(bag_metadata, "check_premis", unexpected)
    for number, octets in enumerate(
        (
            b"<!DOCTYPE a>" + fixtures.premis_octets().partition(b"?>")[2],
            fixtures.premis_octets()[:-20],
            _PREMIS % (b"<event>" * 300),
            SCHEMA_FIXTURES[xml.GIVEN_UP],
        )
    ):
        path = tmp_path / f"{number}.xml"
        path.write_bytes(octets)
        report = validate(path)
        assert report.verdict is not Verdict.VALID
        assert report.not_checked == (
            f"{path}: the rules beyond its schema (it was read no further)",
        )


def test_statements_beyond_the_cap_are_counted_and_the_verdict_is_unknown(tmp_path: Path) -> None:
    title = b"<dcterms:title>A</dcterms:title>\n"
    path = tmp_path / "dcterms.xml"
    path.write_bytes(_RECORD % (title * (read.MOST_STATEMENTS + 7)))
    report = validate(path)
    assert [one.code for one in report.findings] == [dublin_core.MORE_STATEMENTS]
    assert next(iter(report.findings)).message == (
        f"{path}: 7 statements after the first 10000 were not looked at"
    )
    assert report.verdict is Verdict.UNKNOWN


def test_characters_of_statements_are_capped_as_well() -> None:
    title = b"<dcterms:title>%s</dcterms:title>" % (b"a" * (read.MOST_CHARACTERS // 4))
    result = rules.check_dublin_core(BytesIO(_RECORD % (title * 5)), name="d.xml")
    assert [one.code for one in result.findings] == [dublin_core.MORE_STATEMENTS]
    assert result.not_checked == "1 statements after the first 4"


def test_a_unit_with_more_than_is_held_is_read_no_further() -> None:
    identifiers = _IDENTIFIER * (elements.MOST_HELD // 100 + 1)
    result = rules.check_premis(BytesIO(_PREMIS % (_OBJECT % identifiers)), name="p.xml")
    assert [one.code for one in result.findings] == [premis.TOO_LARGE_A_UNIT]
    assert result.facts is None


def test_a_long_value_is_shown_in_part() -> None:
    octets = fixtures.edited(
        fixtures.premis_octets(), fixtures.Edit("2026-11-22T10:30:05Z", "y" * 50_000)
    )
    (finding,) = fixtures.check_premis(octets)
    assert finding.found == "y" * 2_000 + "…"
