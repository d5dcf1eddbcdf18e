import re
from collections.abc import Callable
from io import BytesIO

import pytest

from preserve.findings import Code, premis
from preserve.metadata import rules
from tests.metadata import fixtures
from tests.metadata.fixtures import Edit


def _codes() -> list[Code]:
    return [code for code in vars(premis).values() if isinstance(code, Code)]


def test_a_record_of_preserve_breaks_no_rule() -> None:
    assert fixtures.check_premis(fixtures.premis_octets()) == ()


@pytest.mark.parametrize(
    ("code", "document"), fixtures.PREMIS.items(), ids=lambda one: getattr(one, "name", "")
)
def test_each_fault_raises_its_own_code_and_no_other(
    code: Code, document: Callable[[], bytes]
) -> None:
    findings = fixtures.check_premis(document())
    assert [finding.code for finding in findings] == [*fixtures.ALSO.get(code, ()), code]


def test_every_code_has_a_fixture_and_names_are_in_order() -> None:
    assert set(fixtures.PREMIS) == set(_codes())
    assert [code.name for code in _codes()] == [
        f"PRE-{number:03}" for number in range(1, len(_codes()) + 1)
    ]


def test_a_finding_names_the_document_the_line_and_what_was_found() -> None:
    octets = fixtures.PREMIS[premis.MALFORMED_PUID]()
    (finding,) = fixtures.check_premis(octets)
    assert finding.path == fixtures.NAME
    assert finding.line is not None
    assert b"<premis:formatRegistry>" in octets.splitlines()[finding.line - 1]
    assert finding.found == "https://www.nationalarchives.gov.uk/PRONOM/x-fmt/111"
    assert finding.message.startswith("premis.xml: formatRegistryKey")


def test_a_dead_link_is_one_finding_however_often_it_is_linked_to() -> None:
    octets = fixtures.premis_octets()
    event = fixtures.between(octets, "<premis:event>", "</premis:event>")
    findings = fixtures.check_premis(fixtures.edited(octets, Edit(event, "")))
    assert [finding.code for finding in findings] == [premis.DEAD_LINK]
    assert findings[0].message.endswith("leads to no event (3 times, here first)")


def test_all_faults_of_a_record_are_found_at_once() -> None:
    octets = fixtures.edited(
        fixtures.premis_octets(),
        Edit("x-fmt/111", "fmt"),
        Edit("2026-11-22T10:30:05Z", "2026-13-22T10:30:05Z"),
        Edit("<premis:size>2</premis:size>", "<premis:size>-2</premis:size>"),
    )
    assert sorted(finding.code.name for finding in fixtures.check_premis(octets)) == [
        "PRE-016",
        "PRE-019",
        "PRE-024",
    ]


def test_a_label_in_other_letters_or_in_another_language_is_no_fault() -> None:
    for label in ("Replication", "kopie"):
        octets = fixtures.edited(fixtures.premis_octets(), Edit(">replication<", f">{label}<"))
        assert fixtures.check_premis(octets) == ()


def test_terms_without_addresses_are_no_fault() -> None:
    octets = re.sub(
        rb' authority="[^"]*" authorityURI="[^"]*" valueURI="[^"]*"', b"", fixtures.premis_octets()
    )
    assert b"valueURI" not in octets
    assert fixtures.check_premis(octets) == ()


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"<premis",
        b'<!DOCTYPE premis [<!ENTITY a "b">]><premis>&a;</premis>',
        b"<premis/>",
        b'<mets:mets xmlns:mets="http://www.loc.gov/METS/"/>',
        b"\x00\x01",
    ],
)
def test_what_is_no_premis_record_is_not_checked_and_says_so(octets: bytes) -> None:
    result = rules.check_premis(BytesIO(octets), name="p.xml")
    assert result.findings == ()
    assert result.facts is None
    assert result.not_checked is not None
    assert result.not_checked.startswith("p.xml: ")


def test_an_object_inside_an_extension_is_no_entity_of_the_record() -> None:
    extension = (
        "<premis:agentExtension><premis:object><premis:objectIdentifier/></premis:object>"
        "</premis:agentExtension></premis:agent>"
    )
    octets = fixtures.edited(fixtures.premis_octets(), Edit("</premis:agent>", extension))
    assert fixtures.check_premis(octets) == ()
