"""A package of preserve that was robbed of a part and sealed again is not called valid."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from preserve.findings import Verdict, VerdictReport
from preserve.model import layout
from preserve.workflow.validate import validate
from tests.bags.builder import INFO, BagBuilder
from tests.bags.read.fixtures import refuse
from tests.metadata import packages as described
from tests.validate import packages

LACKS = {layout.PREMIS: "XRF-011", layout.RECORD: "XRF-012", layout.SIMPLE: "XRF-013"}
IDENTIFIER = ("External-Identifier", described.IDENTIFIER)
MARKS = {
    "software agent": ("Bag-Software-Agent", "preserve 0.1.0"),
    "inputs": (layout.INPUTS_LABEL, "0" * 56),
    "profile": ("BagIt-Profile-Identifier", layout.PROFILE),
}


def _package(
    *without: str,
    info: tuple[tuple[str, str], ...] = (IDENTIFIER, MARKS["inputs"]),
    changed: Mapping[str, bytes] | None = None,
) -> BagBuilder:
    payload = {**packages.ORIGINALS, **packages.metadata(), **(changed or {})}
    kept = {path: octets for path, octets in payload.items() if path not in without}
    return BagBuilder(payload=kept, info=(*INFO, *info))


def _found(report: VerdictReport) -> list[tuple[str, str | None]]:
    return [(one.code.name, one.path) for one in report.findings]


def test_with_all_its_parts_it_is_valid(tmp_path: Path) -> None:
    report = validate(_package().build(tmp_path / "bag"))
    assert (report.findings, report.verdict) == ((), Verdict.VALID)


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
@pytest.mark.parametrize("path", LACKS)
def test_without_a_metadata_file_it_is_invalid(
    path: str, mark: tuple[str, str], tmp_path: Path
) -> None:
    report = validate(_package(path, info=(IDENTIFIER, mark)).build(tmp_path / "bag"))
    assert _found(report) == [(LACKS[path], path)]
    assert report.verdict is Verdict.INVALID


@pytest.mark.parametrize("path", [layout.PREMIS, layout.SIMPLE])
def test_its_record_alone_tells_whose_package_it_is(path: str, tmp_path: Path) -> None:
    report = validate(_package(path, info=(IDENTIFIER,)).build(tmp_path / "bag"))
    assert _found(report) == [(LACKS[path], path)]


def test_its_record_tells_it_though_it_is_broken_further_on(tmp_path: Path) -> None:
    octets = packages.metadata()[layout.RECORD]
    broken = {layout.RECORD: octets[: octets.rindex(b"</")]}
    bag = _package(layout.PREMIS, info=(IDENTIFIER,), changed=broken)
    report = validate(bag.build(tmp_path / "bag"))
    assert _found(report) == [("XML-002", layout.RECORD), ("XRF-011", layout.PREMIS)]


def test_without_all_metadata_it_is_invalid_and_each_file_is_named(tmp_path: Path) -> None:
    report = validate(_package(*LACKS).build(tmp_path / "bag"))
    assert _found(report) == [(code, path) for path, code in LACKS.items()]
    assert report.verdict is Verdict.INVALID


def test_without_its_identifier_in_bag_info_it_is_invalid(tmp_path: Path) -> None:
    for number, info in enumerate(((), (("External-Identifier", ""),))):
        report = validate(_package(info=info).build(tmp_path / f"bag{number}"))
        assert ("XRF-014", layout.BAG_INFO) in _found(report)
        assert report.verdict is Verdict.INVALID


def test_without_premis_the_record_is_compared_with_bag_info(tmp_path: Path) -> None:
    info = (("External-Identifier", described.REPLACED), MARKS["inputs"])
    report = validate(_package(layout.PREMIS, info=info).build(tmp_path / "bag"))
    assert _found(report) == [("XRF-011", layout.PREMIS), ("XRF-017", layout.RECORD)]


def test_what_a_manifest_misses_already_is_said_once(tmp_path: Path) -> None:
    bag = _package().build(tmp_path / "bag")
    (bag / layout.PREMIS).unlink()
    (bag / layout.BAG_INFO).unlink()
    codes = {code for code, _ in _found(validate(bag))}
    assert codes == {"BAG-015", "INF-010", "MAN-009", "TAG-004"}


def test_what_cannot_be_read_is_not_called_lacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = _package().build(tmp_path / "bag")
    refuse(layout.BAG_INFO, monkeypatch)
    report = validate(bag)
    assert not {code for code, _ in _found(report)} & {"XRF-014", "XRF-017"}
    assert report.verdict is Verdict.UNKNOWN


def test_a_bag_of_another_maker_may_have_any_metadata_or_none(tmp_path: Path) -> None:
    bag = _package(*LACKS, info=(("Bag-Software-Agent", "bagit.py"),))
    assert validate(bag.build(tmp_path / "bag")).verdict is Verdict.VALID
