from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve.errors import ReadError, WriteError
from preserve.metadata.dublin_core import read, statements, terms, write
from preserve.metadata.dublin_core.statements import Statement
from preserve.metadata.schemas import checking
from preserve.model.description import Description, Scheme, Value
from tests.metadata import fixtures, packages, published

GOLDEN = Path(__file__).parent / "golden"


def _record(description: Description, *, identifier: str | None = packages.IDENTIFIER) -> bytes:
    sink = BytesIO()
    write.write_record(description, sink, identifier=identifier)
    return sink.getvalue()


def _simple(stated: tuple[Statement, ...]) -> bytes:
    sink = BytesIO()
    write.write_simple(stated, sink)
    return sink.getvalue()


def _of(*values: Value) -> tuple[Statement, ...]:
    return statements.of(Description(values=values), identifier=None)


def test_the_record_is_written_octet_for_octet_as_ever() -> None:
    assert _record(packages.DESCRIPTION) == (GOLDEN / "dcterms.xml").read_bytes()


def test_the_simple_form_is_written_octet_for_octet_as_ever() -> None:
    assert _simple(fixtures.RECORD) == (GOLDEN / "dc.xml").read_bytes()


def test_the_package_s_identifier_comes_first_among_the_identifiers() -> None:
    stated = statements.of(packages.DESCRIPTION, identifier=packages.IDENTIFIER)
    identifiers = [one for one in stated if one.element == "identifier"]
    assert [one.text for one in identifiers] == [packages.IDENTIFIER, "PR 12/2026"]
    assert [one.scheme for one in identifiers] == ["URI", None]


def test_the_order_of_the_terms_is_the_record_s_and_of_values_the_description_s() -> None:
    stated = _of(
        packages.value("rights", "r"),
        packages.value("title", "b"),
        packages.value("issued", "2026"),
        packages.value("title", "a"),
    )
    assert [one.text for one in stated] == ["b", "a", "2026", "r"]


@pytest.mark.parametrize(
    ("value", "scheme"),
    [
        (packages.value("issued", "2026-01-20"), "W3CDTF"),
        (packages.value("issued", "2026-01~", scheme=Scheme.W3CDTF), None),
        (packages.value("issued", "2025-02-30", scheme=Scheme.W3CDTF), None),
        (packages.value("title", "2026", scheme=Scheme.W3CDTF), None),
        (packages.value("title", "2026"), None),
        (packages.value("language", "fr", scheme=Scheme.RFC4646), "RFC4646"),
        (packages.value("language", "French", scheme=Scheme.RFC4646), None),
        (packages.value("language", "fr_FR", scheme=Scheme.RFC4646), None),
        (packages.value("type", "Text", scheme=Scheme.DCMI_TYPE), "DCMIType"),
        (packages.value("type", "text", scheme=Scheme.DCMI_TYPE), None),
        (packages.value("format", "text/plain", scheme=Scheme.IMT), "IMT"),
        (packages.value("format", "plain", scheme=Scheme.IMT), None),
        (packages.value("source", "https://example.org/", scheme=Scheme.URI), "URI"),
        (packages.value("source", "example.org", scheme=Scheme.URI), None),
    ],
)
def test_a_scheme_is_declared_only_where_the_value_has_its_form(
    value: Value, scheme: str | None
) -> None:
    (statement,) = _of(value)
    # "French" has a tag's form; whether the language exists is not asked.
    assert statement.scheme == ("RFC4646" if value.text == "French" else scheme)
    assert statement.text == value.text


def test_a_statement_has_a_scheme_or_a_language_and_never_both() -> None:
    (dated,) = _of(packages.value("issued", "2026", language="en", scheme=Scheme.W3CDTF))
    assert (dated.scheme, dated.language) == ("W3CDTF", None)
    (undated,) = _of(packages.value("issued", "2026~", language="en", scheme=Scheme.W3CDTF))
    assert (undated.scheme, undated.language) == (None, "en")


def test_blank_values_are_not_written() -> None:
    assert _of(packages.value("title", ""), packages.value("creator", " \n")) == ()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (packages.value("title", "a\x0bb"), r"title: holds U\+000B"),
        (packages.value("title", "a\ud800"), r"title: holds U\+D800"),
        (packages.value("title", "a", language="en_GB"), "'en_GB' is no language tag"),
        (packages.value("headline", "a"), "headline: no term of Dublin Core"),
    ],
)
def test_what_cannot_be_written_is_refused_by_name(value: Value, message: str) -> None:
    with pytest.raises(WriteError, match=message):
        _record(Description(values=(value,)))


def test_the_simple_form_has_refinements_under_what_they_refine_and_each_statement_once() -> None:
    derived = statements.derive(
        _of(
            packages.value("issued", "2026"),
            packages.value("available", "2026"),
            packages.value("alternative", "b", language="en"),
            packages.value("title", "b"),
            packages.value("rightsHolder", "The Ministry"),
            packages.value("spatial", "Paris"),
            packages.value("audience", "journalists"),
        )
    )
    assert derived == (
        Statement(element="title", text="b"),
        Statement(element="title", text="b", language="en"),
        Statement(element="date", text="2026"),
        Statement(element="coverage", text="Paris"),
        Statement(element="rights", text="The Ministry"),
    )


def test_every_term_comes_down_to_one_of_the_fifteen_elements_or_to_none() -> None:
    assert {term.simple for term in terms.TERMS} == {*terms.ELEMENTS, None}
    assert len(terms.BY_NAME) == len(terms.TERMS) == 55


def test_the_digest_of_a_record_leaves_its_identifier_out() -> None:
    digest = write.sha512_without_identifier(packages.DESCRIPTION)
    assert digest == write.sha512_without_identifier(packages.DESCRIPTION)
    other = Description(values=packages.DESCRIPTION.values[1:])
    assert digest != write.sha512_without_identifier(other)


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1)
_SPACED = st.builds("".join, st.lists(st.sampled_from(["a", "\r", "\n", "\t", "&", "<", "]]>"])))
_VALUES = st.builds(
    packages.value,
    st.sampled_from([term.name for term in terms.TERMS]),
    _TEXT | _SPACED | st.sampled_from(["2026", "2026-01~", "fr", "Text", "urn:a:b", "a/b"]),
    language=st.sampled_from([None, "en", "az-Latn"]),
    scheme=st.sampled_from([None, *Scheme]),
)
_DESCRIPTIONS = st.builds(lambda values: Description(values=tuple(values)), st.lists(_VALUES))


@settings(deadline=None)
@given(_DESCRIPTIONS)
def test_what_is_written_is_read_back_equal(description: Description) -> None:
    stated = statements.of(description, identifier=packages.IDENTIFIER)
    octets = _record(description)
    assert read.read(BytesIO(octets), name="dcterms.xml") == stated
    simple = _simple(stated)
    assert read.read(BytesIO(simple), name="dc.xml") == statements.derive(stated)


@settings(deadline=None)
@given(_DESCRIPTIONS)
def test_every_record_fits_the_schemas_and_breaks_no_rule(description: Description) -> None:
    octets = _record(description)
    simple = _simple(statements.of(description, identifier=None))
    assert published.errors("record.xsd", octets) == []
    assert published.errors("oai_dc.xsd", simple) == []
    assert checking.check(BytesIO(octets), name="dcterms.xml") == ()
    assert checking.check(BytesIO(simple), name="dc.xml") == ()
    allowed = {"DCM-002", "DCM-004"}
    assert {one.code.name for one in fixtures.check_dublin_core(octets)} <= allowed


def test_octets_are_lines_of_utf_8_that_end_in_lf() -> None:
    octets = _record(packages.DESCRIPTION)
    assert octets.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<preserve:record ")
    assert octets.endswith(b"</preserve:record>\n")
    assert b"\r" not in octets


def test_records_of_other_roots_are_read_too() -> None:
    octets = (
        b'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/"'
        b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title xml:lang="en">A'
        b"<!-- aside --> title</dc:title><other>x</other>"
        b'<t:issued xsi:type="t:W3CDTF">2026</t:issued><t:creator xsi:type="x:y"/></metadata>'
    )
    assert read.read(BytesIO(octets), name="m.xml") == (
        Statement(element="title", text="A title", language="en"),
        Statement(element="issued", text="2026", scheme="W3CDTF"),
        Statement(element="creator", text="", scheme="x:y"),
    )


def test_a_document_type_declaration_is_refused() -> None:
    octets = b'<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>'
    with pytest.raises(ReadError, match="document type declaration"):
        read.read(BytesIO(octets), name="r.xml")
