"""Every document gets exactly the findings it deserves, whatever it is."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from preserve.findings import Code, Finding, Severity, xml
from preserve.metadata.schemas import catalogue, checking, compiling
from preserve.metadata.schemas.kinds import Kind
from preserve.metadata.schemas.parsing import DEFAULT_LIMITS, Limits
from tests.schemas.fixtures import FIXTURES, LINK, PREMIS, SMALL, VALID, an_object, premis

LIMITED = {xml.TOO_LONG_A_RUN, xml.TOO_LARGE, xml.MORE_SCHEMA_ERRORS, xml.MORE_ID_ERRORS}
LIMITED |= {xml.GIVEN_UP}
LISTED_BEFORE = {
    xml.MORE_SCHEMA_ERRORS: [xml.SCHEMA] * 2,
    xml.GIVEN_UP: [xml.SCHEMA] * 2,
    xml.MORE_ID_ERRORS: [xml.DUPLICATE_ID] * 2,
}


def check(
    octets: bytes, *, kind: Kind | None = None, limits: Limits = DEFAULT_LIMITS
) -> list[Finding]:
    return list(checking.check(io.BytesIO(octets), name="premis.xml", kind=kind, limits=limits))


def limits_for(code: Code) -> Limits:
    if code is xml.TOO_LONG_A_RUN:
        return replace(SMALL, octets=1 << 20)
    if code in LIMITED - {xml.TOO_LARGE}:
        return Limits(listed=2)
    return SMALL if code is xml.TOO_LARGE else DEFAULT_LIMITS


@pytest.mark.parametrize("code", FIXTURES, ids=lambda code: code.name)
def test_each_code_has_a_document_that_raises_it_and_nothing_else(code: Code) -> None:
    if code is xml.TOO_DEEP:
        found = check(FIXTURES[code], kind=Kind.OAI_DC)
        assert found[-1].code is code
        return
    found = check(FIXTURES[code], limits=limits_for(code))
    assert [one.code for one in found] == [*LISTED_BEFORE.get(code, []), code]
    assert all(one.path == "premis.xml" and one.message.startswith("premis.xml: ") for one in found)


def test_every_code_about_xml_has_a_fixture() -> None:
    codes = {value for value in vars(xml).values() if isinstance(value, Code)}
    assert codes == set(FIXTURES)
    assert {code.severity for code in codes} == {Severity.ERROR}


def test_a_valid_document_has_no_finding() -> None:
    assert check(VALID) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_in_any_encoding_that_xml_processors_must_read_is_read(encoding: str) -> None:
    assert check(premis(an_object(inner="<!-- é € 😀 -->")).decode().encode(encoding)) == []


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "US-ASCII", "ISO-8859-15"])
def test_a_declared_eight_bit_encoding_is_read(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>\n{VALID.decode()}'
    assert check(declared.encode(encoding)) == []


@pytest.mark.parametrize(
    ("octets", "line"),
    [
        (b'<?xml version="1.0" encoding="UTF-16"?><a/>', 1),
        ('<?xml version="1.0" encoding="UTF-8"?><a/>'.encode("utf-16"), 1),
        (b"<a>\n\n\xff</a>", 3),
        (b"<a>\n" + b"x" * 70_000 + b"\n\xc3", 3),
        ('<?xml version="1.0" encoding="US-ASCII"?>\n<a>é</a>'.encode(), 2),
    ],
)
def test_octets_that_are_not_of_the_encoding_are_found_at_their_line(
    octets: bytes, line: int
) -> None:
    found = [one for one in check(octets) if one.code is not xml.UNKNOWN_ROOT]
    assert [(one.code, one.line) for one in found] == [(xml.BAD_OCTETS, line)]


@pytest.mark.parametrize(
    "octets",
    [
        b"\x00\x00\x00<\x00\x00\x00a",
        b'<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-',
        b'<?xml version="1.0" encoding="UTF-32"?><a/>',
        b'<?xml version="1.0" encoding="base64"?>YQ==',
        b'<?xml version="1.0" encoding="rot13"?><a/>',
        b'<?xml version="1.0" encoding="idna"?><a/>',
    ],
)
def test_an_encoding_that_could_hide_something_is_not_read(octets: bytes) -> None:
    assert [one.code for one in check(octets)] == [xml.UNSUPPORTED_ENCODING]


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE a>", "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/x.dtd'>",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        "<!-- <a> --><?p <a> ?>\n\n<!DOCTYPE a []>",
        '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;"><!ENTITY % p "x">%p;]>',
        "<!-- " + "x" * 200_000 + " --><!DOCTYPE a>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_doctype_is_refused_before_anything_in_it_is_read(prolog: str, encoding: str) -> None:
    found = check(f"{prolog}{VALID.decode()}".encode(encoding))
    assert [one.code for one in found] == [xml.DOCTYPE]


def test_each_schema_error_has_the_line_of_its_element() -> None:
    octets = premis(
        "",
        an_object(),
        "<premis:object",
        '  xsi:type="premis:file">',
        "<premis:bogus/>",
        "</premis:object>",
        "<premis:event>",
        "",
        "</premis:event>",
        '<premis:agent version="2.0">text</premis:agent>',
    )
    found = check(octets)
    assert [one.line for one in found] == [6, 8, 11, 11, 11]
    assert [one.expected for one in found] == [
        "premis:objectIdentifier", "premis:eventIdentifier", None, None, "premis:agentIdentifier",
    ]  # fmt: skip
    assert found[0].message == (
        "premis.xml: Element 'premis:bogus': This element is not expected."
        " Expected is ( premis:objectIdentifier )."
    )


def test_lines_are_right_beyond_65535_and_in_utf_16() -> None:
    filler = [an_object()] * 70_000
    assert [one.line for one in check(premis(*filler, "<premis:event/>"))] == [70_002]
    wide = premis(*filler[:500], "<premis:event/>").decode().encode("utf-16")
    assert [one.line for one in check(wide)] == [502]


class Once(io.BytesIO):
    """A document that can be read but once."""

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize("code", FIXTURES, ids=lambda code: code.name)
def test_a_document_that_can_be_read_but_once_gets_the_same_findings(code: Code) -> None:
    limits = limits_for(code)
    once = checking.check(Once(FIXTURES[code]), name="premis.xml", limits=limits)
    assert list(once) == check(FIXTURES[code], limits=limits)


def test_a_document_is_read_from_where_the_stream_stands() -> None:
    stream = io.BytesIO(b"before" + FIXTURES[xml.SCHEMA])
    stream.seek(6)
    [found] = checking.check(stream, name="premis.xml")
    assert (found.code, found.line) == (xml.SCHEMA, 2)


def test_a_document_that_is_mended_between_two_readings_is_not_called_valid() -> None:
    class Mended(io.BytesIO):
        def seek(self, offset: int, whence: int = 0) -> int:
            self.truncate(0)
            super().seek(0)
            self.write(VALID)
            return super().seek(offset, whence)

    [found] = checking.check(Mended(FIXTURES[xml.SCHEMA]), name="premis.xml")
    assert found.code is xml.SCHEMA


@pytest.mark.parametrize(("end", "line"), [("\r\n", 4), ("\r", 1), ("\n", 4)])
def test_lines_end_where_editors_and_grep_say_that_they_end(end: str, line: int) -> None:
    octets = premis("", "", "<premis:event/>").decode().replace("\n", end).encode()
    assert [one.line for one in check(octets)] == [line]


def test_schema_errors_beyond_the_cap_are_counted() -> None:
    octets = premis(*['<premis:object xsi:type="premis:file"/>'] * 2_500)
    found = check(octets, limits=Limits(listed=10))
    assert [one.code for one in found] == [xml.SCHEMA] * 10 + [xml.MORE_SCHEMA_ERRORS]
    assert found[-1].message == "premis.xml: 2490 more schema errors are not listed"


def test_a_document_with_very_many_schema_errors_is_given_up_and_that_is_said() -> None:
    octets = premis(*['<premis:object xsi:type="premis:file"/>'] * 12_000)
    found = check(octets, limits=Limits(listed=1, counted=5_000))
    assert [one.code for one in found] == [xml.SCHEMA, xml.GIVEN_UP]
    assert found[-1].message == (
        "premis.xml: at least 6549 more schema errors are not listed; the rest was not checked"
    )


def test_an_error_in_front_of_a_refusal_is_kept() -> None:
    found = check(premis("<premis:event/>", "<premis:agent>") + b"<oops")
    assert [one.code for one in found] == [xml.SCHEMA, xml.NOT_WELL_FORMED]
    found = check(premis("<premis:event/><premis:agent></oops>"))
    assert [one.code for one in found] == [xml.SCHEMA, xml.NOT_WELL_FORMED]


def test_references_may_stand_before_what_they_name() -> None:
    event = (
        '<premis:event xmlID="e"><premis:eventIdentifier><premis:eventIdentifierType>t'
        "</premis:eventIdentifierType><premis:eventIdentifierValue>v</premis:eventIdentifierValue>"
        "</premis:eventIdentifier><premis:eventType>t</premis:eventType>"
        "<premis:eventDateTime>2020</premis:eventDateTime></premis:event>"
    )
    assert check(premis(an_object(inner=LINK.format("e")), event)) == []
    assert check(premis(an_object(inner=LINK.format(" e ")), event)) == []
    found = check(premis(an_object(inner=LINK.format("f")), event))
    assert [(one.code, one.line, one.found) for one in found] == [(xml.DANGLING_IDREF, 2, "f")]


def test_a_long_id_is_told_apart_and_shown_in_short() -> None:
    long = "a" * 200
    assert check(premis(an_object(f' xmlID="{long}b"'), an_object(f' xmlID="{long}c"'))) == []
    [found] = check(premis(an_object(f' xmlID="{long}"'), an_object(f' xmlID="{long}"')))
    assert found.code is xml.DUPLICATE_ID
    assert found.found is not None
    assert found.found.startswith("a" * 100 + "… (SHA-256 ")


def test_more_ids_than_are_borne_end_the_reading() -> None:
    octets = premis(*(an_object(f' xmlID="a{number}"') for number in range(11)))
    assert check(octets, limits=Limits(identities=11)) == []
    [found] = check(octets, limits=Limits(identities=10))
    assert (found.code, found.line) == (xml.TOO_LARGE, 12)


@pytest.mark.parametrize("kind", [None, Kind.PREMIS])
def test_a_document_that_one_parser_alone_takes_is_not_called_valid(kind: Kind | None) -> None:
    # The letter is one of a name since the fifth edition of XML 1.0; expat goes by the fourth.
    octets = VALID.decode().replace("premis:", "Ⰰ:").replace("xmlns:premis", "xmlns:Ⰰ").encode()
    codes = {one.code for one in check(octets, kind=kind)}
    assert codes - {xml.WRONG_ROOT, xml.SCHEMA} == {xml.NOT_WELL_FORMED}


def test_a_doctype_behind_what_one_parser_alone_takes_is_refused() -> None:
    octets = '<?Ⰰ x?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode()
    assert [one.code for one in check(octets)] == [xml.DOCTYPE]


def test_two_elements_on_one_line_may_not_share_an_id() -> None:
    found = check(premis(an_object(' xmlID="a"') + an_object(' xmlID=" a "')))
    assert [(one.code, one.line) for one in found] == [(xml.DUPLICATE_ID, 2)]


@pytest.mark.parametrize("root", ["premis", "object", "event", "agent", "rights"])
def test_the_five_roots_of_premis_are_roots(root: str) -> None:
    found = check(f'<{root} xmlns="http://www.loc.gov/premis/v3"/>'.encode())
    assert {one.code for one in found} == {xml.SCHEMA}


def test_a_root_of_no_namespace_with_a_type_is_no_root() -> None:
    octets = (
        b'<x xmlns:p="http://www.loc.gov/premis/v3" xmlns:xsi="http://www.w3.org/2001/'
        b'XMLSchema-instance" xsi:type="p:eventDetailInformationComplexType"/>'
    )
    assert [one.code for one in check(octets)] == [xml.UNKNOWN_ROOT]
    assert xml.WRONG_ROOT in {one.code for one in check(octets, kind=Kind.PREMIS)}


def test_a_document_of_another_kind_than_was_asked_for_is_found() -> None:
    found = check(VALID, kind=Kind.RECORD)
    assert [one.code for one in found] == [xml.WRONG_ROOT, xml.SCHEMA]


RECORD = b'<r:record xmlns:r="urn:x-preserve:record:1" xmlns:d="http://purl.org/dc/terms/" '
OAI_DC = (
    b'<o:dc xmlns:o="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    b' xmlns:d="http://purl.org/dc/elements/1.1/">'
)


@pytest.mark.parametrize(
    "octets",
    [
        RECORD + b'version="1.0"><d:title xml:lang="en">x</d:title></r:record>',
        RECORD + b"/>",
        OAI_DC + b"<d:title>x</d:title></o:dc>",
    ],
)
def test_records_of_dublin_core_are_known_by_their_root(octets: bytes) -> None:
    assert check(octets) == []


def test_no_schema_location_and_no_xinclude_is_followed() -> None:
    inner = (
        "<premis:significantProperties><premis:significantPropertiesExtension>"
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
        "</premis:significantPropertiesExtension></premis:significantProperties>"
    )
    located = ' xsi:schemaLocation="http://www.loc.gov/premis/v3 file:///nowhere/premis.xsd"'
    assert (
        check(
            premis(an_object(inner=inner)).replace(
                b' version="3.0"', located.encode() + b' version="3.0"'
            )
        )
        == []
    )


class Endless(io.RawIOBase):
    """A document that never ends."""

    def __init__(self, head: bytes, again: bytes) -> None:
        self._head, self._again = head, again

    def read(self, size: int = -1) -> bytes:
        head, self._head = self._head, b""
        return head or self._again * (size // len(self._again))


@pytest.mark.parametrize(
    ("again", "code"),
    [
        (b"x", xml.TOO_LONG_A_RUN),
        (b"<premis:event>", xml.TOO_DEEP),
        (b"<!-- c -->", xml.TOO_LONG_A_RUN),
    ],
)
def test_an_endless_document_ends(again: bytes, code: Code) -> None:
    stream = Endless(premis(an_object()).removesuffix(b"</premis:premis>"), again)
    found = checking.check(stream, name="x")  # type: ignore[arg-type]
    assert code in {one.code for one in found}
    assert len(found) <= DEFAULT_LIMITS.listed + 2


def test_an_endless_list_of_objects_meets_the_limit_on_size() -> None:
    stream = Endless(premis().removesuffix(b"</premis:premis>"), an_object().encode())
    found = checking.check(stream, name="x", limits=Limits(octets=3_000_000))  # type: ignore[arg-type]
    assert [one.code for one in found] == [xml.TOO_LARGE]


def _pieces() -> Iterator[bytes]:
    yield from (
        b"<",
        b">",
        b"</",
        b"/>",
        b"<!DOCTYPE",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<?",
        b"?>",
        b"&",
    )
    yield from (
        b"&#0;",
        b"&lt;",
        b"\0",
        b"\xff",
        b"\xc3\xa9",
        b"\n",
        b' a="',
        b'"',
        VALID,
        VALID[:150],
        b"x",
    )
    yield from (
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b'<?xml version="1.0" encoding="',
        b"<premis:event>",
        b"xmlns:a=",
    )


def valid(octets: bytes) -> bool:
    """What reading whole says."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        tree = etree.fromstring(octets, parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    schema = compiling.compiled(catalogue.default().in_use(Kind.PREMIS))
    return schema.validate(tree) and tree.tag in Kind.PREMIS.root_names


@given(st.lists(st.one_of(st.sampled_from(list(_pieces())), st.binary(max_size=8)), max_size=12))
def test_whatever_octets_come_the_answer_is_that_of_reading_whole(parts: list[bytes]) -> None:
    octets = b"".join(parts)
    found = check(octets, kind=Kind.PREMIS)
    refused = {one.code for one in found} & {xml.DOCTYPE, xml.UNSUPPORTED_ENCODING, xml.BAD_OCTETS}
    assert refused or (not found) == valid(octets)


@settings(max_examples=500)
@given(st.integers(0, len(VALID) - 1), st.binary(min_size=1, max_size=2))
def test_a_changed_octet_gets_the_answer_that_reading_whole_gives(
    place: int, octets: bytes
) -> None:
    changed = VALID[:place] + octets + VALID[place + 1 :]
    assert (not check(changed, kind=Kind.PREMIS)) == valid(changed)


@pytest.mark.parametrize(
    "tail",
    ["", "&foo;", "<zz:a/>", "\0", "\1", "<!-- \0 -->", "</premis:premis>x", "<a b='' b=''/>"],
)
def test_a_document_that_is_not_well_formed_is_found_out_beside_the_schema(tail: str) -> None:
    octets = (PREMIS + an_object() + tail).encode()
    codes = {one.code for one in check(octets)} - {xml.SCHEMA}
    assert codes in ({xml.NOT_WELL_FORMED}, {xml.FORBIDDEN_CHARACTER})


def test_the_schemas_in_use_are_the_ones_that_are_asked_for() -> None:
    assert catalogue.default({"HOME": "/nowhere"}).in_use(Kind.PREMIS).published is False
