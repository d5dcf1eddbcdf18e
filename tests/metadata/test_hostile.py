"""Whatever octets come: an answer, never an exception, and an end."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.metadata import rules
from preserve.metadata.dublin_core import write
from preserve.metadata.rules import PremisResult, RecordResult
from tests import apart
from tests.apart import Apart
from tests.metadata import fixtures, packages

_SINK = BytesIO()
write.write_record(packages.DESCRIPTION, _SINK, identifier=packages.IDENTIFIER)
RECORD = _SINK.getvalue()
LAUGHS = "".join(
    f'<!ENTITY e{level} "{"".join([f"&e{level - 1};"] * 20)}">' for level in range(1, 9)
)


def _check_premis(octets: bytes) -> PremisResult:
    result = rules.check_premis(BytesIO(octets), name="premis.xml")
    if result.facts is not None:
        result.facts.close()
    return result


def _check_record(octets: bytes) -> RecordResult:
    return rules.check_dublin_core(BytesIO(octets), name="dcterms.xml")


@st.composite
def _mutants(draw: st.DrawFn, octets: bytes) -> bytes:
    """Cut out, double or overwrite stretches of a sound document."""
    mutant = octets
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(mutant)))
        end = min(len(mutant), at + draw(st.sampled_from([1, 2, 40, 400])))
        middle = draw(
            st.sampled_from([b"", mutant[at:end] * 2]) | st.binary(min_size=1, max_size=4)
        )
        mutant = mutant[:at] + middle + mutant[end:]
    return mutant


@given(_mutants(fixtures.premis_octets()))
def test_a_damaged_premis_record_is_checked_or_said_not_to_be(octets: bytes) -> None:
    result = _check_premis(octets)
    assert (result.facts is None) == (result.not_checked is not None)


@given(_mutants(RECORD))
def test_a_damaged_dublin_core_record_is_checked_or_said_not_to_be(octets: bytes) -> None:
    result = _check_record(octets)
    assert (result.statements is None) == (result.not_checked is not None)


def _premis_outcome(document: str) -> str:
    return _outcome(_check_premis(document.encode()))


def _record_outcome(document: str) -> str:
    return _outcome(_check_record(document.encode()))


def _outcome(result: PremisResult | RecordResult) -> str:
    checked = "checked" if result.not_checked is None else "not checked"
    return f"{len(result.findings)} findings, {checked}"


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Apart]:
    with apart.opened() as one:
        yield one


@pytest.mark.parametrize("outcome", [_premis_outcome, _record_outcome])
@pytest.mark.parametrize(
    "document",
    [
        f'<!DOCTYPE r [<!ENTITY e0 "lol">{LAUGHS}]><r>&e8;</r>',
        f'<!DOCTYPE r [<!ENTITY e0 "lol">{LAUGHS}]><r a="&e8;"/>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>',
        '<!DOCTYPE r SYSTEM "file:///etc/hostname"><r/>',
        "<r>" * 300 + "</r>" * 300,
        f"<r>{'a' * 11_000_000}</r>",
    ],
    ids=["entities", "entities in an attribute", "file", "outside", "deep", "long"],
)
def test_a_hostile_document_is_refused(
    elsewhere: Apart, outcome: Callable[[str], str], document: str
) -> None:
    assert elsewhere.call(outcome, document) == "0 findings, not checked"


def test_nothing_outside_the_document_is_read(tmp_path: object) -> None:
    octets = RECORD.replace(
        b"<preserve:record ",
        b'<preserve:record xsi:schemaLocation="urn:x-preserve:record:1 http://localhost:9/a.xsd" ',
    )
    assert _check_record(octets).findings == ()
