from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from preserve.config import COPYRIGHT_STATUSES, RIGHTS_BASES, Organisation, RightsSettings
from preserve.errors import WriteError
from preserve.metadata.premis import build, location, objects, read, recurrent, write
from preserve.metadata.premis.facts import PackageFacts
from preserve.metadata.premis.outline import Outline
from preserve.metadata.premis.units import EntityFacts
from preserve.metadata.schemas import checking
from preserve.model.formats import Format
from preserve.model.premis import Identifier, Record
from tests.metadata import fixtures, packages, published

GOLDEN = Path(__file__).parent / "golden"


def _octets(facts: PackageFacts) -> bytes:
    sink = BytesIO()
    write.write(build.build(facts), sink)
    return sink.getvalue()


def _events(record: Record) -> list[str]:
    return [event.type.label for event in record.events]


def test_the_record_is_written_octet_for_octet_as_ever() -> None:
    assert _octets(packages.whole()) == (GOLDEN / "premis.xml").read_bytes()


def test_files_can_be_gone_through_more_than_once() -> None:
    record = build.build(packages.whole())
    assert list(record.files) == list(record.files)
    assert len(list(record.files)) == 2


def test_every_event_that_happened_is_recorded_in_order() -> None:
    assert _events(build.build(packages.whole())) == [
        "replication",
        "message digest calculation",
        "fixity check",
        "format identification",
        "metadata extraction",
        "validation",
        "information package creation",
    ]


def test_what_did_not_happen_is_not_recorded() -> None:
    record = build.build(packages.least())
    assert _events(record) == [
        "replication",
        "message digest calculation",
        "information package creation",
    ]
    assert [agent.name for agent in record.agents] == ["preserve"]
    assert record.rights == ()


def test_software_without_a_part_in_any_event_is_no_agent() -> None:
    names = [agent.name for agent in build.build(packages.whole()).agents]
    assert names == ["preserve", "pygfried", "lxml", "Office of the Press", "The Ministry"]


def test_an_organisation_is_implementer_of_every_event_only_when_configured() -> None:
    for facts, expected in ((packages.whole(), 1), (packages.least(), 0)):
        for event in build.build(facts).events:
            roles = [agent.role.code for agent in event.agents]
            assert roles.count("imp") == expected
            assert roles.count("exe") == len(roles) - expected > 0


def test_copies_that_are_not_read_back_are_not_said_to_be() -> None:
    read_back = build.build(packages.whole()).events[0].detail
    not_read = build.build(packages.least()).events[0].detail
    assert "are read back and compared" in read_back
    assert "were not read back" in not_read


def test_a_fixed_clock_is_said_in_every_event_and_a_true_one_in_none() -> None:
    said = "SOURCE_DATE_EPOCH"
    assert all(said in event.detail for event in build.build(packages.whole()).events)
    assert not any(said in event.detail for event in build.build(packages.least()).events)


def test_a_digest_of_the_sender_s_is_named_as_the_sender_s() -> None:
    first, second = build.build(packages.whole()).files
    assert [one.originator for one in first.fixity] == ["preserve", "preserve"]
    assert [one.originator for one in second.fixity] == [
        "preserve",
        "preserve",
        "sender (bridge.md5)",
    ]
    assert second.fixity[2].digest == packages.MD5.digest


def test_only_files_with_a_sender_s_digest_link_to_the_fixity_check() -> None:
    record = build.build(packages.whole())
    fixity_check = record.events[2].identifier
    first, second = record.files
    assert fixity_check not in first.linked_events
    assert fixity_check in second.linked_events
    assert record.events[2].outcome_note == "1 of 2 files had a digest; each was equal."


def test_a_format_that_was_not_identified_says_why() -> None:
    unrun = next(iter(build.build(packages.least()).files)).format
    assert (unrun.name, unrun.puid) == ("unknown", None)
    assert unrun.notes == ("not identified: identification was not run",)
    unmatched, known = (file.format for file in build.build(packages.whole()).files)
    assert unmatched.notes == ("not identified: no signature fits",)
    assert known.notes == (
        "media type: text/plain",
        "basis: extension match txt",
        "warning: match on extension only",
    )
    silent = replace(packages.whole(), formats={})
    assert next(iter(build.build(silent).files)).format.notes == (
        "not identified: the tool gave no answer",
    )


def test_a_package_that_replaces_another_names_it() -> None:
    relationships = build.build(packages.whole()).entity.relationships
    assert [one.subtype.code for one in relationships] == ["isr", "sup"]
    assert relationships[1].related_objects == (Identifier(type="URI", value=packages.REPLACED),)
    alone = replace(packages.whole(), replaces=None)
    assert [one.subtype.code for one in build.build(alone).entity.relationships] == ["isr"]


def test_empty_folders_and_files_left_out_are_notes_of_the_representation() -> None:
    release = packages.staged_release(
        packages.staged_file("a", b""), empty_folders=("b/c",), left_out=(".DS_Store",)
    )
    facts = replace(packages.least(), release=release)
    assert build.build(facts).representation.notes == (
        "empty folder: b/c",
        "left out on request: .DS_Store",
    )


@pytest.mark.parametrize(
    ("path", "reference"),
    [
        ("a.txt", "a.txt"),
        ("a b/ç.txt", "a%20b/%C3%A7.txt"),
        ("100%.txt", "100%25.txt"),
        ("a#b?c[d]", "a%23b%3Fc%5Bd%5D"),
        ("a:b@c!$&'()*+,;=~", "a:b@c!$&'()*+,;=~"),
        ('"<>\\^`{|}', "%22%3C%3E%5C%5E%60%7B%7C%7D"),
    ],
)
def test_a_location_is_percent_encoded_and_leads_back(path: str, reference: str) -> None:
    assert location.of(path) == f"representations/rep1/data/{reference}"
    assert location.payload_path(location.of(path)) == f"data/representations/rep1/data/{path}"


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "/a",
        "../a",
        "a/../../b",
        "%2e%2e/a",
        "%2e%2e/data/a",
        "..%2fdata%2fa",
        "a%2fb",
        "a%00",
        "file:///a",
        "https://example.org/a",
    ],
)
def test_a_location_elsewhere_leads_to_no_payload_file(reference: str) -> None:
    assert location.payload_path(reference) is None


@pytest.mark.parametrize("basis", ["", *RIGHTS_BASES])
@pytest.mark.parametrize("status", ["", *COPYRIGHT_STATUSES])
@pytest.mark.parametrize("uri", ["", "https://creativecommons.org/licenses/by/4.0/"])
def test_rights_of_every_basis_fit_the_schema(basis: str, status: str, uri: str) -> None:
    rights = RightsSettings(
        basis=basis, status=status, uri=uri, jurisdiction="FR", holder="The Ministry"
    )
    octets = _octets(replace(packages.whole(), rights=rights))
    assert published.errors("premis.xsd", octets) == []
    assert fixtures.check_premis(octets) == ()


def test_a_holder_that_is_the_organisation_is_one_agent() -> None:
    rights = replace(packages.RIGHTS, holder=packages.ORGANISATION.name)
    record = build.build(replace(packages.whole(), rights=rights))
    assert [agent.name for agent in record.agents].count(packages.ORGANISATION.name) == 1


_NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1)
_FORMATS = st.builds(
    Format,
    puid=st.none() | st.just("fmt/14"),
    name=_NAMES,
    version=st.sampled_from(["", "1.4"]),
    media_type=st.sampled_from(["", "application/pdf"]),
    basis=st.sampled_from(["", "byte match at 0, 4"]),
    warning=st.sampled_from(["", "extension mismatch"]),
)


@st.composite
def _facts(draw: st.DrawFn) -> PackageFacts:
    paths = sorted(draw(st.sets(_NAMES, min_size=1, max_size=6)), key=str.encode)
    supplied = draw(st.sets(st.sampled_from(paths)))
    release = packages.staged_release(
        *(
            packages.staged_file(path, path.encode(), *([packages.MD5] if path in supplied else []))
            for path in paths
        ),
        empty_folders=tuple(draw(st.lists(_NAMES, max_size=2))),
    )
    return replace(
        packages.whole(),
        release=release,
        formats=draw(st.none() | st.fixed_dictionaries(dict.fromkeys(paths, _FORMATS))),
        main_document=draw(st.none() | st.sampled_from(paths)),
        replaces=draw(st.sampled_from([None, packages.REPLACED])),
        organisation=draw(st.sampled_from([Organisation(), packages.ORGANISATION])),
    )


@settings(deadline=None)
@given(_facts())
def test_every_record_fits_the_schemas_and_breaks_no_rule(facts: PackageFacts) -> None:
    octets = _octets(facts)
    assert published.errors("premis.xsd", octets) == []
    assert checking.check(BytesIO(octets), name="premis.xml") == ()
    assert fixtures.check_premis(octets) == ()


@settings(deadline=None)
@given(_facts())
def test_file_objects_are_the_same_whether_filled_in_or_written_out(facts: PackageFacts) -> None:
    record = build.build(facts)
    sink = BytesIO()
    root = "{http://www.loc.gov/premis/v3}premis"
    prefixes = {
        "premis": "http://www.loc.gov/premis/v3",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    with etree.xmlfile(sink, encoding="UTF-8") as xml, xml.element(root, nsmap=prefixes):
        for file in record.files:
            objects.write_file(file, Outline(xml, depth=1))
    filled = b"".join(recurrent.file_objects(record.files))
    assert sink.getvalue().partition(b">")[2].removesuffix(b"</premis:premis>") == filled


@settings(deadline=None)
@given(_facts())
def test_what_is_written_of_the_files_is_read_back_equal(facts: PackageFacts) -> None:
    entities = [
        fact
        for fact in read.read(BytesIO(_octets(facts)), name="premis.xml")
        if isinstance(fact, EntityFacts) and fact.category == "file"
    ]
    for file, entity in zip(build.build(facts).files, entities, strict=True):
        assert entity.original_name == file.original_name
        assert entity.sizes == (str(file.size),)
        assert entity.locations == (file.content_location,)
        assert [one.digest for one in entity.fixity] == [one.digest for one in file.fixity]
        assert [one.identifier for one in entity.identifiers] == list(file.identifiers)


def test_a_name_that_xml_cannot_hold_is_refused() -> None:
    release = packages.staged_release(packages.staged_file("a\x0b", b""))
    with pytest.raises(WriteError, match=r"premis\.xml: cannot be written as XML"):
        _octets(replace(packages.least(), release=release))


def test_more_files_than_a_batch_are_all_written_and_all_linked() -> None:
    files = [packages.staged_file(f"{number:05}.txt", b"") for number in range(3_000)]
    octets = _octets(replace(packages.least(), release=packages.staged_release(*files)))
    assert octets.count(b'xsi:type="premis:file"') == 3_000
    assert octets.count(b"<premis:relatedObjectIdentifier>") == 3_000 + 3_000 + 2
    assert fixtures.check_premis(octets) == ()


def test_one_file_of_one_octet_is_counted_in_the_singular() -> None:
    assert build.build(packages.least()).events[0].outcome_note == "1 file, 1 octet."


@pytest.mark.parametrize(
    ("identifier", "kind"), [("OP-1", "local"), ("https://ror.org/04zmssz18", "URI")]
)
def test_the_organisation_s_identifier_is_a_uri_or_local(identifier: str, kind: str) -> None:
    organisation = Organisation(name="Office", identifier=identifier)
    record = build.build(replace(packages.least(), organisation=organisation))
    assert record.agents[1].identifiers[1] == Identifier(type=kind, value=identifier)


def test_rules_that_were_not_applied_are_not_said_to_be() -> None:
    applied = build.build(packages.whole()).events[5].detail
    not_applied = build.build(replace(packages.whole(), rules_applied=False)).events[5].detail
    assert applied.startswith(
        "The package's metadata records were checked against PREMIS 3.0, record 1"
        " and by the rules of preserve."
    )
    assert "record 1. The time" in not_applied
