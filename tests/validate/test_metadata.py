"""The metadata of a package is judged with it, and lone documents are judged too."""

from pathlib import Path

import pytest

from preserve.findings import Verdict, VerdictReport
from preserve.metadata.schemas import catalogue
from preserve.metadata.schemas.kinds import Kind
from preserve.model import layout
from preserve.workflow.validate import validate
from tests.bags.builder import PAYLOAD, BagBuilder
from tests.bags.read.fixtures import refuse
from tests.validate import packages
from tests.workflow import packaging

_ENTITY = b'<!DOCTYPE a [<!ENTITY e "e">]>'


def _codes(report: VerdictReport) -> list[str]:
    return [one.code.name for one in report.findings]


def test_a_package_of_our_own_form_is_valid_and_nothing_is_unchecked(tmp_path: Path) -> None:
    report = validate(packages.package().build(tmp_path / "bag"))
    assert report.findings == ()
    assert report.verdict is Verdict.VALID
    assert report.not_checked == ()


@pytest.mark.parametrize("path", [layout.PREMIS, layout.RECORD, layout.SIMPLE])
def test_a_metadata_document_that_breaks_its_schema_is_found_though_fixity_is_right(
    path: str, tmp_path: Path
) -> None:
    octets = packages.metadata()[path]
    end = octets.rindex(b"</")
    stranger = octets[:end] + b"<stranger/>" + octets[end:]
    report = validate(packages.package({path: stranger}).build(tmp_path / "bag"))
    assert report.verdict is Verdict.INVALID
    assert ("XML-012", path) in {(one.code.name, one.path) for one in report.findings}


def test_a_digest_in_premis_that_is_not_the_files_is_found(tmp_path: Path) -> None:
    original = next(iter(packages.ORIGINALS))
    report = validate(packages.package({original: b"\x00\x02"}).build(tmp_path / "bag"))
    assert [(one.code.name, one.path) for one in report.findings] == [("XRF-004", original)] * 2
    assert report.verdict is Verdict.INVALID


def test_an_identifier_in_bag_info_that_is_not_the_entitys_is_found(tmp_path: Path) -> None:
    good = packages.package()
    other = BagBuilder(payload=good.payload, info=(("External-Identifier", "another"),))
    assert _codes(validate(other.build(tmp_path / "bag"))) == ["XRF-008"]


def test_a_premis_record_that_is_something_else_is_found(tmp_path: Path) -> None:
    simple = packages.metadata()[layout.SIMPLE]
    report = validate(packages.package({layout.PREMIS: simple}).build(tmp_path / "bag"))
    assert "XML-010" in _codes(report)
    assert report.verdict is Verdict.INVALID


def test_metadata_that_cannot_be_read_is_not_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = packages.package().build(tmp_path / "bag")
    refuse(layout.PREMIS, monkeypatch)
    report = validate(bag)
    assert _codes(report) == ["FIX-002"]
    assert report.verdict is Verdict.UNKNOWN


def test_a_bag_without_metadata_says_so(tmp_path: Path) -> None:
    report = validate(BagBuilder().build(tmp_path / "bag"))
    assert report.verdict is Verdict.VALID
    assert report.not_checked == ("metadata: no Dublin Core or PREMIS document was found",)


def test_metadata_of_a_kind_that_is_not_known_is_not_checked_and_not_wrong(tmp_path: Path) -> None:
    path = "data/metadata/datacite.xml"
    bag = BagBuilder(payload={**PAYLOAD, path: b'<resource xmlns="urn:example"/>\n'})
    report = validate(bag.build(tmp_path / "bag"))
    assert report.verdict is Verdict.VALID
    assert report.not_checked == (f"{path}: a document of a kind that is not known",)


def test_an_original_that_is_a_broken_metadata_document_is_an_original(tmp_path: Path) -> None:
    path = "data/representations/rep1/data/metadata/dc.xml"
    report = validate(BagBuilder(payload={**PAYLOAD, path: b"<dc"}).build(tmp_path / "bag"))
    assert report.verdict is Verdict.VALID


def test_metadata_in_a_tag_folder_is_checked(tmp_path: Path) -> None:
    simple = packages.metadata()[layout.SIMPLE].replace(b"dc:title", b"dc:headline")
    report = validate(BagBuilder(extra={"metadata/dc.xml": simple}).build(tmp_path / "bag"))
    assert report.verdict is Verdict.INVALID
    assert {one.path for one in report.findings} == {"metadata/dc.xml"}


@pytest.mark.parametrize("path", [layout.PREMIS, layout.RECORD, layout.SIMPLE])
def test_a_lone_document_is_judged_by_its_root(path: str, tmp_path: Path) -> None:
    document = tmp_path / "document"
    octets = packages.metadata()[path]
    document.write_bytes(octets)
    assert validate(document) == VerdictReport(
        path=str(document), verdict=Verdict.VALID, findings=()
    )
    document.write_bytes(octets[: octets.rindex(b"</")])
    assert validate(document).verdict is Verdict.INVALID


def test_a_lone_document_of_no_known_kind_cannot_be_told(tmp_path: Path) -> None:
    document = tmp_path / "it.xml"
    document.write_bytes(b"<a/>\n")
    report = validate(document)
    assert _codes(report) == ["XML-011"]
    assert report.verdict is Verdict.UNKNOWN


def test_a_document_type_declaration_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    octets = packages.metadata()[layout.SIMPLE]
    hostile = octets.replace(b"?>", b"?>" + _ENTITY, 1)
    report = validate(packages.package({layout.SIMPLE: hostile}).build(tmp_path / "bag"))
    assert "XML-006" in _codes(report)
    assert report.verdict is Verdict.INVALID
    (tmp_path / "dc.xml").write_bytes(hostile)
    assert _codes(validate(tmp_path / "dc.xml")) == ["XML-006"]


def test_the_validation_event_names_the_schema_files_with_their_digests(tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / "a.txt").write_text("A release.\n")
    packaging.package(tmp_path / "originals", output=tmp_path / "bags")
    premis = (tmp_path / "bags" / "a.txt" / layout.PREMIS).read_text(encoding="utf-8")
    for kind in Kind:
        assert catalogue.default().in_use(kind).description in premis
