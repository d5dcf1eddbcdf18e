from io import BytesIO

import pytest

from preserve.findings import Code, dublin_core
from preserve.metadata import rules
from preserve.metadata.dublin_core import write
from tests.metadata import fixtures, packages


def _codes() -> list[Code]:
    return [code for code in vars(dublin_core).values() if isinstance(code, Code)]


def test_the_records_of_preserve_break_no_rule() -> None:
    record, simple = BytesIO(), BytesIO()
    write.write_record(packages.DESCRIPTION, record, identifier=packages.IDENTIFIER)
    write.write_simple(fixtures.RECORD, simple)
    assert fixtures.check_dublin_core(record.getvalue()) == ()
    assert fixtures.check_dublin_core(simple.getvalue()) == ()


@pytest.mark.parametrize(
    ("code", "octets"), fixtures.DUBLIN_CORE.items(), ids=lambda one: getattr(one, "name", "")
)
def test_each_fault_raises_its_own_code_and_no_other(code: Code, octets: bytes) -> None:
    findings = fixtures.check_dublin_core(octets)
    assert [finding.code for finding in findings] == [*fixtures.ALSO.get(code, ()), code]


def test_every_code_has_a_fixture_and_names_are_in_order() -> None:
    assert set(fixtures.DUBLIN_CORE) == set(_codes())
    assert [code.name for code in _codes()] == [
        f"DCM-{number:03}" for number in range(1, len(_codes()) + 1)
    ]


def test_a_finding_names_the_document_the_line_and_what_was_found() -> None:
    (finding,) = fixtures.check_dublin_core(fixtures.DUBLIN_CORE[dublin_core.NOT_W3CDTF])
    assert (finding.path, finding.line, finding.found) == ("dcterms.xml", 3, "2025-02-30")
    assert finding.message == "dcterms.xml: issued is declared as W3CDTF, and is not"


def test_a_time_without_seconds_is_w3cdtf_though_no_schema_type_holds_it() -> None:
    octets = fixtures.record(
        "<dcterms:title>A</dcterms:title>"
        '<dcterms:issued xsi:type="dcterms:W3CDTF">2026-01-20T10:30Z</dcterms:issued>'
    )
    assert fixtures.check_dublin_core(octets) == ()


def test_a_record_that_is_not_well_formed_is_not_checked_and_says_so() -> None:
    result = rules.check_dublin_core(BytesIO(b"<record>"), name="d.xml")
    assert (result.findings, result.statements) == ((), None)
    assert result.not_checked is not None
    assert result.not_checked.startswith("d.xml: not well-formed XML")
