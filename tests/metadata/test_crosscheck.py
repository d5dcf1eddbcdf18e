from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from preserve.findings import Code, crosscheck
from preserve.metadata import crosscheck as crosschecking
from preserve.metadata import rules
from preserve.metadata.rules import RecordResult
from preserve.model import layout
from preserve.model.bags import BagFacts, Tag
from tests.metadata import fixtures, packages
from tests.metadata.fixtures import Edit, Package

_ANYBODYS = {
    crosscheck.SIZE_DIFFERS,
    crosscheck.DIGEST_DIFFERS,
    crosscheck.DESCRIBED_TWICE,
    crosscheck.NO_COMMON_DIGEST,
}


def _codes() -> list[Code]:
    return [code for code in vars(crosscheck).values() if isinstance(code, Code)]


def test_the_parts_of_a_sound_package_agree() -> None:
    assert fixtures.crosscheck_package(fixtures.sound()) == ()


@pytest.mark.parametrize(
    ("code", "package"), fixtures.CROSSCHECK.items(), ids=lambda one: getattr(one, "name", "")
)
def test_each_difference_raises_its_own_code_and_no_other(
    code: Code, package: Callable[[], Package]
) -> None:
    findings = fixtures.crosscheck_package(package())
    assert [finding.code for finding in findings] == [*fixtures.ALSO.get(code, ()), code]


def test_every_code_has_a_fixture_and_names_are_in_order() -> None:
    assert set(fixtures.CROSSCHECK) == set(_codes())
    assert [code.name for code in _codes()] == [
        f"XRF-{number:03}" for number in range(1, len(_codes()) + 1)
    ]


def test_a_digest_that_differs_is_told_with_both_values() -> None:
    (finding,) = fixtures.crosscheck_package(fixtures.CROSSCHECK[crosscheck.DIGEST_DIFFERS]())
    assert finding.path == fixtures.SECOND
    assert finding.expected == "5d41402abc4b2a76b9719d911017c592"
    assert finding.found == "0" * 32
    assert finding.message.startswith(f"{fixtures.SECOND}: MD5 differs from PREMIS (")


def test_a_file_that_could_not_be_read_is_not_called_missing() -> None:
    package = replace(fixtures.with_payload(first=None), not_read=frozenset({fixtures.FIRST}))
    assert fixtures.crosscheck_package(package) == ()


def test_without_digests_sizes_are_compared_all_the_same() -> None:
    bare = replace(fixtures.PAYLOAD[fixtures.FIRST], digests={}, size=9)
    findings = fixtures.crosscheck_package(fixtures.with_payload(first=bare))
    assert [finding.code for finding in findings] == [crosscheck.SIZE_DIFFERS]


def test_the_order_of_dc_xml_is_free() -> None:
    package = replace(fixtures.sound(), simple=fixtures.SIMPLE[::-1])
    assert fixtures.crosscheck_package(package) == ()


def test_a_statement_too_many_of_the_same_is_a_difference() -> None:
    package = replace(fixtures.sound(), simple=(*fixtures.SIMPLE, fixtures.SIMPLE[0]))
    findings = fixtures.crosscheck_package(package)
    assert [finding.code for finding in findings] == [crosscheck.NOT_DERIVED]


def test_a_package_of_another_maker_is_held_only_to_its_own_sizes_and_digests() -> None:
    for code, package in fixtures.CROSSCHECK.items():
        findings = fixtures.crosscheck_package(replace(package(), own=False))
        expected = [code] if code in _ANYBODYS else []
        assert [finding.code for finding in findings] == expected


def test_a_package_is_known_as_preserve_s_by_each_of_its_own_tags() -> None:
    tags = {
        ("bag-software-agent", "preserve 0.1.0"): True,
        ("bag-software-agent", "preserved 1"): False,
        ("Bag-Software-Agent", "bagit.py"): False,
        ("Preserve-Inputs", "0" * 56): True,
        ("BagIt-Profile-Identifier", "urn:x-preserve:bagit-profile:1"): True,
        ("BagIt-Profile-Identifier", "https://example.org/profile.json"): False,
    }
    for (label, value), is_own in tags.items():
        bag = BagFacts(version="1.0", info=(Tag(label=label, value=value),), payload={})
        assert layout.says_own(bag) is is_own, (label, value)


def test_a_location_outside_the_package_is_no_payload_file() -> None:
    octets = fixtures.edited(
        fixtures.premis_octets(),
        Edit("representations/rep1/data/annex/plan%20%C3%A9%231.bin", "file:///etc/passwd"),
    )
    findings = fixtures.crosscheck_package(replace(fixtures.sound(), premis=octets))
    assert [finding.code for finding in findings] == [crosscheck.NOT_DESCRIBED]


def test_parts_that_are_absent_are_not_compared() -> None:
    bag = BagFacts(
        version="1.0",
        info=(Tag(label="External-Identifier", value=packages.IDENTIFIER),),
        payload=fixtures.PAYLOAD,
    )
    unread = rules.check_premis(BytesIO(b""), name="p")
    record = RecordResult(findings=(), statements=fixtures.RECORD)
    nothing = RecordResult(findings=(), statements=None)
    for premis in (None, unread):
        for one, other in ((record, None), (None, record), (record, nothing)):
            findings = crosschecking.check(
                bag=bag, own=True, premis=premis, record=one, simple=other
            )
            assert findings == ()


def test_a_location_that_is_not_utf_8_is_compared_as_octets() -> None:
    octets = fixtures.edited(
        fixtures.premis_octets(),
        Edit("representations/rep1/data/annex/plan%20%C3%A9%231.bin", "a/%FF"),
    )
    findings = fixtures.crosscheck_package(replace(fixtures.sound(), premis=octets))
    assert [finding.code for finding in findings] == [
        crosscheck.NOT_IN_PAYLOAD,
        crosscheck.NOT_DESCRIBED,
    ]
    assert findings[0].path == "data/a/\udcff"
