"""What ``validate`` says of a package, and of what is none."""

import os
import shutil
import socket
import tarfile
from pathlib import Path

import pytest

from preserve.findings import Code, Verdict, structure
from preserve.workflow.many import validate_many
from preserve.workflow.validate import validate
from preserve.workflow.verdicts import UNTOLD, verdict_of
from tests.bags.builder import BagBuilder, append, digest
from tests.bags.read.fixtures import FIXTURES as BAG_FIXTURES
from tests.bags.read.fixtures import refuse
from tests.validate.fixtures import FIXTURES

LATER = BagBuilder(
    absent={"data/later.txt": b"x"}, fetch=b"https://example.org/later - data/later.txt\n"
)


@pytest.mark.parametrize("code", FIXTURES, ids=lambda code: code.name)
def test_what_is_no_bag_raises_its_code_alone(code: Code, tmp_path: Path) -> None:
    FIXTURES[code](tmp_path / "it")
    report = validate(tmp_path / "it")
    assert [one.code for one in report.findings] == [code]
    assert report.not_checked == ("everything: nothing of it was read",)


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        (structure.PACKAGE_UNREADABLE, Verdict.UNKNOWN),
        (structure.UNKNOWN_ARCHIVE, Verdict.UNKNOWN),
        (structure.NOT_A_PACKAGE, Verdict.INVALID),
    ],
)
def test_what_cannot_be_told_is_unknown(code: Code, verdict: Verdict, tmp_path: Path) -> None:
    FIXTURES[code](tmp_path / "it")
    assert validate(tmp_path / "it").verdict is verdict


def test_an_archive_is_known_by_its_octets_whatever_its_name(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "bag", "w") as archive:
        archive.add(BagBuilder().build(tmp_path / "folder"), "bag")
    report = validate(tmp_path / "bag")
    assert (report.verdict, report.findings) == (Verdict.VALID, ())


def test_a_fifo_or_a_socket_in_place_of_a_bag_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        for name in ("fifo", "socket"):
            report = validate(tmp_path / name)
            assert [one.code for one in report.findings] == [structure.NOT_A_PACKAGE]


def test_a_path_with_a_nul_is_a_finding(tmp_path: Path) -> None:
    report = validate(tmp_path / "a\0b")
    assert [one.code for one in report.findings] == [structure.PACKAGE_UNREADABLE]


def test_a_bag_that_only_waits_for_its_files_is_incomplete(tmp_path: Path) -> None:
    report = validate(LATER.build(tmp_path / "bag"))
    assert report.verdict is Verdict.INCOMPLETE
    assert [one.path for one in report.findings] == ["data/later.txt"]
    assert report.not_checked[0].startswith("Payload-Oxum")


def test_a_fault_beside_files_to_fetch_makes_a_bag_invalid(tmp_path: Path) -> None:
    bag = LATER.build(tmp_path / "bag")
    (bag / "data/release.txt").write_text("altered")
    assert validate(bag).verdict is Verdict.INVALID


def test_an_unreadable_file_makes_the_verdict_unknown_and_never_altered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    refuse("data/release.txt", monkeypatch)
    report = validate(bag)
    assert report.verdict is Verdict.UNKNOWN
    assert [one.code.name for one in report.findings] == ["FIX-002"]
    assert report.not_checked[0] == "fixity of payload files that could not be read: 1"


def test_a_fault_beside_an_unreadable_file_makes_a_bag_invalid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = BagBuilder(unlisted={"data/new.txt": b"x"}).build(tmp_path / "bag")
    refuse("data/release.txt", monkeypatch)
    assert validate(bag).verdict is Verdict.INVALID


def test_a_manifest_nobody_can_verify_makes_the_verdict_unknown(tmp_path: Path) -> None:
    lines = b"0badcafe  data/release.txt\n0badcafe  data/annex/table.csv\n"
    report = validate(BagBuilder(extra={"manifest-crc32.txt": lines}).build(tmp_path / "bag"))
    assert report.verdict is Verdict.UNKNOWN
    assert "manifest-crc32.txt: its algorithm is not known" in report.not_checked


def test_every_code_that_tells_nothing_is_an_error_so_that_no_verdict_is_valid() -> None:
    for code in UNTOLD:
        assert verdict_of([code.at("it")]) is Verdict.UNKNOWN


def test_a_wrong_payload_oxum_does_not_hide_which_file_is_bad(tmp_path: Path) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    (bag / "data/release.txt").write_text("shorter")
    found = [(one.code.name, one.path) for one in validate(bag).findings]
    assert found == [
        ("FIX-001", "data/release.txt"),
        ("FIX-001", "data/release.txt"),
        ("INF-007", "bag-info.txt"),
    ]


def test_many_packages_are_reported_in_the_order_they_were_given(tmp_path: Path) -> None:
    good = BagBuilder()
    bad = BagBuilder(unlisted={"data/new.txt": b"x"})
    paths = [(bad if n % 3 else good).build(tmp_path / f"bag{n}") for n in range(9)]
    paths.insert(4, tmp_path / "nowhere")
    alone = [validate(path) for path in paths]
    assert list(validate_many(paths, workers=3)) == alone
    assert [one.path for one in alone] == [str(path) for path in paths]


def test_reports_are_the_same_with_any_number_of_workers(tmp_path: Path) -> None:
    payload = {f"data/{n:04}.txt": str(n).encode() for n in range(300)}
    line = digest("sha256", b"").encode() + b"  data/none.txt\n"
    bag = BagBuilder(payload=payload, edits={"manifest-sha256.txt": append(line)})
    path = bag.build(tmp_path / "bag")
    for number in (7, 130, 299):
        (path / f"data/{number:04}.txt").write_text("altered")
    one = validate(path, workers=1)
    assert len([found for found in one.findings if found.code.name == "FIX-001"]) == 6
    assert validate(path, workers=4) == one


def test_octets_are_told_as_they_are_read(tmp_path: Path) -> None:
    told: list[int] = []
    bag = BagBuilder().build(tmp_path / "bag")
    validate(bag, on_octets=told.append)
    tags = [path for path in bag.iterdir() if path.is_file() and "tagman" not in path.name]
    payload = [path for path in (bag / "data").rglob("*") if path.is_file()]
    assert sum(told) == sum(path.stat().st_size for path in (*tags, *payload))


@pytest.mark.parametrize("code", BAG_FIXTURES, ids=lambda code: code.name)
def test_every_finding_names_its_subject_first_and_can_be_acted_on(code: Code) -> None:
    assert code.title
    assert code.remedy.endswith(".")
    assert code.clause


@pytest.mark.parametrize("form", ["folder", "zip", "tar"])
@pytest.mark.parametrize("below", ["a-bag", "deeper/a-bag"])
def test_what_holds_a_bag_in_a_folder_is_told_where_it_lies(
    below: str, form: str, tmp_path: Path
) -> None:
    BagBuilder().build(tmp_path / "root" / "holder" / below)
    path = tmp_path / "root" / "holder"
    if form != "folder":
        path = Path(shutil.make_archive(str(tmp_path / "holder"), form, tmp_path / "root"))
    report = validate(path)
    assert [(one.code, one.message) for one in report.findings] == [
        (structure.FOLDER_OF_BAGS, f"{path}: is no bag itself; there is one in it at {below}")
    ]


@pytest.mark.parametrize(
    ("name", "octets", "fact"),
    [
        ("a.zip", b"", "is empty"),
        ("a.zip", b"<!DOCTYPE html>\n<title>Sign in</title>\n", "is a web page, not a package"),
        ("a.zip", b"\n <HTML><body>404", "is a web page, not a package"),
        ("a.xml", b'<?xml version="1.0"?>\n<!doctype html>\n', "is a web page, not a package"),
        ("a.zip", b"a note\n", "is no bag and no metadata document"),
    ],
)
def test_what_came_in_place_of_a_package_is_named(
    name: str, octets: bytes, fact: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(octets)
    report = validate(path)
    assert [(one.code, one.message) for one in report.findings] == [
        (structure.NOT_A_PACKAGE, f"{path}: {fact}")
    ]
