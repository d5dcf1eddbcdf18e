"""What APTrust would refuse is not sent to its bucket."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from preserve.model.deposits import Form, Status
from tests.bags.builder import BagBuilder
from tests.deposit.contract import builder
from tests.deposit.rigs import Office
from tests.deposit.s3_rig import S3Rig

INFO = "Title: A release\nAccess: Institution\nStorage-Option: Standard\n"


@pytest.fixture
def rig(endpoint: str) -> Iterator[S3Rig]:
    rig = S3Rig(endpoint)
    with rig.wired():
        yield rig


@pytest.fixture
def office(tmp_path: Path, rig: S3Rig) -> Office:
    return Office(folder=tmp_path / "office", rig=rig)


def aptrust_bag(place: Path, info: str | None, algorithms: tuple[str, ...] = ("sha256",)) -> Path:
    tags = {} if info is None else {"aptrust-info.txt": info.encode()}
    made = BagBuilder(info=builder().info, algorithms=algorithms, extra=tags)
    return made.build(place)


@pytest.mark.parametrize(
    ("info", "words"),
    [
        (None, "it wants the tag file aptrust-info.txt"),
        ("Access: Institution\nStorage-Option: Standard\n", "wants a Title"),
        ("Title: A\nAccess: Everybody\nStorage-Option: Standard\n", "wants Access"),
        ("Title: A\nAccess: Institution\n", "wants Storage-Option"),
    ],
)
def test_what_aptrust_would_refuse_is_not_sent(
    office: Office, rig: S3Rig, tmp_path: Path, info: str | None, words: str
) -> None:
    bag = aptrust_bag(tmp_path / "bags" / "inst.edu.release", info)
    receipt = office.one(bag, preset="aptrust")
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert words in receipt.message
    assert rig.names() == []


def test_aptrust_wants_a_manifest_that_it_knows(office: Office, rig: S3Rig, tmp_path: Path) -> None:
    bag = aptrust_bag(tmp_path / "bags" / "inst.edu.release", INFO, ("sha512",))
    assert "it wants a manifest in md5 or in sha256" in office.one(bag, preset="aptrust").message
    assert rig.names() == []


def test_what_aptrust_takes_is_a_tar_with_one_folder_of_its_name(
    office: Office, rig: S3Rig, tmp_path: Path
) -> None:
    bag = aptrust_bag(tmp_path / "bags" / "inst.edu.release", INFO)
    receipt = office.one(bag, preset="aptrust")
    assert (receipt.status, receipt.message) == (Status.DEPOSITED, "")
    assert rig.names() == ["inst.edu.release.tar"]
    there = tmp_path / "there.tar"
    there.write_bytes(rig.read("inst.edu.release.tar"))
    with tarfile.open(there, "r:") as archive:
        assert {one.split("/")[0] for one in archive.getnames()} == {"inst.edu.release"}


def test_aptrust_refuses_a_tar_whose_folder_has_another_name(
    office: Office, rig: S3Rig, tmp_path: Path
) -> None:
    bag = aptrust_bag(tmp_path / "bags" / "one", INFO)
    with tarfile.open(tmp_path / "another.tar", "w:") as archive:
        archive.add(bag, arcname="one")
    receipt = office.one(tmp_path / "another.tar", preset="aptrust")
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "one folder that is called 'another'" in receipt.message
    assert rig.form is Form.TAR
    assert rig.names() == []
