"""What a report knows of a package beyond its findings."""

from dataclasses import replace
from pathlib import Path

from preserve.bags.read import Depth
from preserve.findings import Finding, fixity, manifests, premis, structure
from preserve.model import layout
from preserve.model.digests import Algorithm
from preserve.model.inspections import FormatCount, FormatOrigin, ManifestCount
from preserve.workflow import inspection, validate
from preserve.workflow.validate import Terms
from tests.report import reports
from tests.validate import packages


def altered(path: str, algorithm: Algorithm, octets: bytes = b"") -> Finding:
    found = reports.payload_facts({path: octets})[path].digests[algorithm]
    return fixity.ALTERED.at(f"{path}: {algorithm} differs", path=path, expected="0", found=found)


def test_files_and_octets_of_the_payload_are_counted() -> None:
    found = inspection.inspect(reports.bag_facts({"data/a": b"12", "data/b": b"345"}), ())
    assert (found.files, found.octets, found.tag_files) == (2, 5, 4)


def test_altered_files_are_counted_for_the_algorithm_that_differs() -> None:
    facts = reports.bag_facts(dict.fromkeys(("data/a", "data/b", "data/c"), b""))
    findings = (
        altered("data/a", Algorithm.SHA256),
        altered("data/a", Algorithm.SHA512),
        altered("data/b", Algorithm.SHA512),
        altered("data/b", Algorithm.SHA512),
        fixity.COULD_NOT_READ.at("data/d: cannot be read", path="data/d"),
        fixity.COULD_NOT_READ.at("data/d: cannot be read", path="data/d"),
    )
    assert inspection.inspect(facts, findings).manifests == (
        ManifestCount(algorithm="sha256", digested=3, altered=1, unread=1),
        ManifestCount(algorithm="sha512", digested=3, altered=2, unread=1),
    )


def test_formats_go_by_the_endings_of_names_where_there_is_no_premis() -> None:
    payload = {"data/a.pdf": b"12", "data/b.PDF": b"3", "data/c": b"", "data/d.odd": b"4"}
    found = inspection.inspect(reports.bag_facts(payload), ())
    assert found.formats_by is FormatOrigin.NAME
    assert found.formats.listed == (
        FormatCount(name=".pdf", key="application/pdf", files=2, octets=3),
        FormatCount(name="", files=1, octets=0),
        FormatCount(name=".odd", files=1, octets=1),
    )


def test_formats_and_events_are_those_of_premis_where_there_is_one() -> None:
    found = reports.sound().inspection
    assert found is not None
    assert found.formats_by is FormatOrigin.PREMIS
    assert found.formats.listed == (
        FormatCount(name="Plain Text File", key="x-fmt/111", files=1, octets=5),
        FormatCount(name="unknown", files=1, octets=2),
    )
    assert [one.type for one in found.events.listed][:2] == [
        "replication",
        "message digest calculation",
    ]


def test_files_with_errors_and_warnings_are_listed_first_with_their_codes() -> None:
    facts = reports.bag_facts({"data/a": b"", "data/b": b""})
    findings = (
        structure.EMPTY_FOLDER.at("data/a: is empty", path="data/a"),
        manifests.MISSING_FILE.at("data/gone: is missing", path="data/gone"),
        altered("data/b", Algorithm.SHA256),
        altered("data/b", Algorithm.SHA512),
    )
    lines = inspection.inspect(facts, findings).lines
    assert [(one.path, one.size, one.codes) for one in lines.listed] == [
        ("data/gone", None, ("MAN-009",)),
        ("data/b", 0, ("FIX-001",)),
        ("data/a", 0, ()),
    ]
    assert lines.more == 0


def test_a_long_list_of_files_is_cut_and_says_how_much() -> None:
    number = inspection.MOST_FILES
    facts = reports.bag_facts({f"data/{one:04}": b"" for one in range(number + 20)})
    findings = [altered(f"data/{one:04}", Algorithm.SHA256) for one in range(10, number + 15)]
    lines = inspection.inspect(facts, findings).lines
    assert [one.path for one in lines.listed] == [
        f"data/{one:04}" for one in range(10, number + 10)
    ]
    assert lines.more == 20


def test_what_was_checked_is_what_there_was_to_check() -> None:
    found = reports.sound().inspection
    assert found is not None
    assert found.checks == (
        "declaration and structure (BagIt 1.0)",
        "names of 5 payload files and 4 tag files",
        "completeness, by manifests in sha256, sha512",
        "fixity of 5 payload files, 48.8 kB",
        "fixity of tag files, by tag manifests in sha256, sha512",
        "the elements of bag-info.txt",
        "PREMIS: its rules, and what it says of the payload",
        "Dublin Core: its rules, and what it says beside PREMIS and bag-info.txt",
    )


def test_tag_files_were_checked_whatever_the_payload_holds() -> None:
    fixity_of_tags = "fixity of tag files, by tag manifests in sha256, sha512"
    facts = reports.bag_facts({})
    assert fixity_of_tags in inspection.inspect(facts, ()).checks
    assert fixity_of_tags not in inspection.inspect(facts, (), depth=Depth.FAST).checks
    unknown = replace(facts, tag_manifests=("crc32",))
    assert not any("tag manifests" in one for one in inspection.inspect(unknown, ()).checks)


def test_a_record_with_an_error_has_not_passed() -> None:
    payload = packages.metadata()
    facts, checked = reports.bag_facts(payload), reports.metadata(payload)
    assert inspection.inspect(facts, (), metadata=checked).premis_passed
    checked.findings.append(premis.DUPLICATE_IDENTIFIER.at("twice", path=layout.PREMIS))
    assert not inspection.inspect(facts, (), metadata=checked).premis_passed
    assert not inspection.inspect(facts, ()).premis_passed


def test_a_bag_on_disk_is_inspected_when_that_is_asked_for(tmp_path: Path) -> None:
    bag = packages.package().build(tmp_path / "bag")
    (bag / reports.ALTERED).write_bytes(b"HELLO")
    assert validate.validate(bag).inspection is None
    found = validate.validate(bag, terms=Terms(inspected=True)).inspection
    assert found is not None
    assert found.manifests == (
        ManifestCount(algorithm="sha256", digested=5, altered=1, unread=0),
        ManifestCount(algorithm="sha512", digested=5, altered=1, unread=0),
    )
    assert found.lines.listed[0].path == reports.ALTERED
    assert found.lines.listed[0].codes == ("FIX-001", "XRF-004")


def test_what_was_looked_at_fast_was_not_digested(tmp_path: Path) -> None:
    bag = packages.package().build(tmp_path / "bag")
    terms = Terms(inspected=True, depth=Depth.FAST)
    found = validate.validate(bag, terms=terms).inspection
    assert found is not None
    assert [one.digested for one in found.manifests] == [0, 0]
    assert not any("fixity" in one for one in found.checks)
    assert (found.files, found.octets) == (5, 48807)
