"""Findings name the right line, also beyond the last one that libxml2 keeps."""

import pytest

from preserve.findings import Code, premis
from tests.metadata import fixtures


@pytest.mark.parametrize("blank", [0, 65_000, 65_534, 70_000, 200_000])
def test_a_dublin_core_element_is_on_its_line(blank: int) -> None:
    octets = fixtures.record(
        "\n" * blank
        + "<dcterms:title>A</dcterms:title>\n<dcterms:issued\n>last week,\nor so</dcterms:issued>"
    )
    (finding,) = fixtures.check_dublin_core(octets)
    assert finding.line is not None
    assert octets.splitlines()[finding.line - 1] == b">last week,"


@pytest.mark.parametrize("blank", [0, 65_000, 70_000])
@pytest.mark.parametrize(
    ("code", "tag"),
    [
        (premis.MALFORMED_PUID, b"<premis:formatRegistry>"),
        (premis.MALFORMED_DIGEST, b"<premis:fixity>"),
        (premis.EVENT_WITHOUT_AGENT, b"<premis:event>"),
        (premis.FILE_WITHOUT_SIZE, b'<premis:object xsi:type="premis:file">'),
        (premis.LABEL_MISMATCH, b"<premis:eventType "),
        (premis.DEAD_LINK, b"<premis:linkingRightsStatementIdentifier>"),
        (premis.MISSING_INVERSE, b"<premis:relatedObjectIdentifier>"),
    ],
    ids=lambda one: getattr(one, "name", None),
)
def test_what_is_wrong_in_a_premis_record_is_on_its_line(
    code: Code, tag: bytes, blank: int
) -> None:
    head, root, rest = fixtures.PREMIS[code]().partition(b'version="3.0"')
    octets = head + root + b"\n" * blank + rest
    (finding,) = fixtures.check_premis(octets)
    assert finding.line is not None
    assert octets.splitlines()[finding.line - 1].strip().startswith(tag)
