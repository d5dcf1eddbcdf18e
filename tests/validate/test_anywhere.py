"""Metadata documents are found and checked wherever in a bag they lie."""

from pathlib import Path

import pytest

from preserve.findings import Verdict
from preserve.model import layout
from preserve.workflow.validate import validate
from tests.bags.builder import PAYLOAD, BagBuilder
from tests.validate import packages

NOTHING = ("metadata: no Dublin Core or PREMIS document was found",)
PLACES = ("premis.xml", "about/the bag/RECORD.XML", "data/objects/7/premis-7.xml", "data/x.xml")


def _bag(path: str, octets: bytes) -> BagBuilder:
    if path.startswith("data/"):
        return BagBuilder(payload={**PAYLOAD, path: octets})
    return BagBuilder(extra={path: octets})


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("kind", [layout.PREMIS, layout.SIMPLE])
def test_a_document_is_known_by_its_root_wherever_it_lies(
    path: str, kind: str, tmp_path: Path
) -> None:
    octets = packages.metadata()[kind]
    sound = validate(_bag(path, octets).build(tmp_path / "sound"))
    assert (sound.verdict, sound.findings, sound.not_checked) == (Verdict.VALID, (), ())
    end = octets.rindex(b"</")
    broken = octets[:end] + b"<stranger/>" + octets[end:]
    report = validate(_bag(path, broken).build(tmp_path / "broken"))
    assert report.verdict is Verdict.INVALID
    assert {one.path for one in report.findings} == {path}


def test_other_documents_are_content_whatever_is_in_them(tmp_path: Path) -> None:
    extra = {
        "data/page.xml": b'<!DOCTYPE html [<!ENTITY e "e">]><html>&e;</html>\n',
        "data/broken.xml": b"<a><b></a>",
        "data/feed.xml": b'<rss version="2.0"/>\n',
    }
    report = validate(BagBuilder(payload={**PAYLOAD, **extra}).build(tmp_path / "bag"))
    assert (report.verdict, report.not_checked) == (Verdict.VALID, NOTHING)


def test_a_name_that_promises_metadata_is_not_passed_over_when_it_cannot_be_told(
    tmp_path: Path,
) -> None:
    octets = b'<!DOCTYPE premis [<!ENTITY e "e">]><premis>&e;</premis>\n'
    report = validate(BagBuilder(extra={"premis.xml": octets}).build(tmp_path / "bag"))
    assert report.not_checked == ("premis.xml: a document of a kind that is not known",)


@pytest.mark.parametrize("path", PLACES)
def test_a_document_type_declaration_hides_no_metadata(path: str, tmp_path: Path) -> None:
    octets = packages.metadata()[layout.PREMIS].replace(b"?>", b"?><!DOCTYPE premis>", 1)
    report = validate(_bag(path, octets).build(tmp_path / "bag"))
    assert [(one.code.name, one.path) for one in report.findings] == [("XML-006", path)]
    assert report.verdict is Verdict.INVALID


def test_of_many_documents_of_unknown_kinds_a_few_are_named(tmp_path: Path) -> None:
    extra = {f"metadata/{number:03}.xml": b"<a/>\n" for number in range(50)}
    report = validate(BagBuilder(extra=extra).build(tmp_path / "bag"))
    assert len(report.not_checked) == 21
    assert report.not_checked[-1] == "30 more documents of a kind that is not known"
