"""What a folder does that a repository elsewhere does not: it fills, vanishes, overlaps."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from preserve.deposit import partial
from preserve.deposit.patience import Patience
from preserve.model.deposits import Form, Status
from preserve.storage import operations
from preserve.storage.journals import Journal
from tests.deposit import rigs
from tests.deposit.contract import builder, tree
from tests.deposit.local_rig import LocalRig
from tests.deposit.rigs import Office


@pytest.fixture(params=[Form.FOLDER, Form.ZIP])
def rig(tmp_path: Path, request: pytest.FixtureRequest) -> LocalRig:
    return LocalRig(tmp_path / "share", form=request.param)


@pytest.fixture
def office(tmp_path: Path, rig: LocalRig) -> Office:
    return Office(folder=tmp_path / "office", rig=rig)


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return builder().build(tmp_path / "bags" / "a release")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    def raised(_: Patience, error: Exception, tried: int) -> None:
        raise error

    monkeypatch.setattr(Patience, "pause", raised)


def failing(
    monkeypatch: pytest.MonkeyPatch, name: str, number: int, below: Path
) -> Callable[[], None]:
    """Let an operation fail for what is below a folder."""
    original = getattr(operations, name)

    def fails(*args: Any, **kwargs: Any) -> Any:
        handle = args[0] if isinstance(args[0], int) else kwargs.get("at", kwargs.get("new_at"))
        place = Path(f"/proc/self/fd/{handle}").readlink()
        if place.is_relative_to(below):
            raise OSError(number, "it fails")
        return original(*args, **kwargs)

    monkeypatch.setattr(operations, name, fails)
    return lambda: monkeypatch.setattr(operations, name, original)


@pytest.mark.parametrize("name", ["write", "flush"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "there is no room"),
        (errno.EDQUOT, "there is no room"),
        (errno.EIO, "cannot be reached"),
        (errno.ESTALE, "cannot be reached"),
        (errno.EROFS, "access is refused"),
        (errno.EINVAL, "cannot be used"),
    ],
)
def test_a_share_that_fails_is_told_and_the_next_run_finishes(
    office: Office,
    rig: LocalRig,
    bag: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    number: int,
    words: str,
) -> None:
    mend = failing(monkeypatch, name, number, rig.folder)
    receipt = office.one(bag)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert words in receipt.message
    assert str(rig.folder) in receipt.message
    assert receipt.remedy
    assert rig.deposits() == {}
    mend()
    assert office.one(bag).status is Status.DEPOSITED
    assert [one.status for one in office.receipts()] == [Status.FAILED, Status.DEPOSITED]
    assert list(rig.folder.glob(".*")) == []


def test_a_folder_that_is_not_there_is_not_made(office: Office, rig: LocalRig, bag: Path) -> None:
    rig.folder.rmdir()
    receipt = office.one(bag)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "there is no such folder" in receipt.message
    assert not rig.folder.exists()


@pytest.mark.parametrize("place", [".", "inside", "above"])
def test_a_folder_in_the_bag_or_around_it_is_refused(
    tmp_path: Path, office: Office, bag: Path, place: str
) -> None:
    folder = {".": bag, "inside": bag / "data", "above": tmp_path}[place]
    before = tree(bag)
    receipt = office.one(bag, path=str(folder))
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "the bag lies in this folder, or the folder in the bag" in receipt.message
    assert tree(bag) == before


def test_a_link_does_not_hide_that_the_folder_is_in_the_bag(
    tmp_path: Path, office: Office, bag: Path
) -> None:
    (tmp_path / "link").symlink_to(bag)
    receipt = office.one(bag, path=str(tmp_path / "link"))
    assert "the folder in the bag" in receipt.message


def test_what_another_put_there_meanwhile_is_not_replaced(
    office: Office, rig: LocalRig, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = bag.name if rig.form is Form.FOLDER else f"{bag.name}.zip"
    original = operations.rename_onto_absent

    def late(old: bytes, new: bytes, **places: Any) -> None:
        (rig.folder / name).mkdir()
        (rig.folder / name / "theirs").write_bytes(b"x")
        original(old, new, **places)

    monkeypatch.setattr(operations, "rename_onto_absent", late)
    receipt = office.one(bag)
    assert (receipt.status, receipt.exit_code) == (Status.REFUSED, 1)
    assert (rig.folder / name / "theirs").read_bytes() == b"x"
    assert receipt.orphans == (str(partial_of(rig)),)


def test_a_journal_that_is_full_is_not_blamed_on_the_share(
    office: Office, rig: LocalRig, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Journal.append

    def append(journal: Journal, **facts: Any) -> None:
        if facts["outcome"] == "rename":
            raise OSError(errno.ENOSPC, "it is full")
        original(journal, **facts)

    monkeypatch.setattr(Journal, "append", append)
    receipt = office.one(bag)
    assert receipt.message.startswith(f"{office.journal}: the journal cannot be written")
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 3)
    assert rig.deposits() == {}


def partial_of(rig: LocalRig) -> Path:
    (found,) = rig.folder.glob(".*.part-*")
    assert partial.is_partial(found.name)
    return found


def interrupted(office: Office, rig: LocalRig, bag: Path) -> Path:
    """Cut a deposit just before its rename."""
    for at in range(1, 200):
        with rigs.cut(rig, at) as happened:
            office.one(bag)
        assert happened, "the deposit ended before it could be cut"
        left = list(rig.folder.glob(".*.part-*"))
        steps = office.journal.read_text(encoding="utf-8") if office.journal.exists() else ""
        if left and '"rename"' in steps:
            return left[0]
        for one in left:
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        if office.journal.exists():
            office.journal.unlink()
    raise AssertionError


def test_what_was_tampered_with_in_an_unfinished_copy_is_sent_again(
    office: Office, rig: LocalRig, bag: Path
) -> None:
    left = interrupted(office, rig, bag)
    if rig.form is Form.FOLDER:
        (left / "data" / "release.txt").write_bytes(b"x" * 44)
        (left / "foreign").write_bytes(b"x")
        (left / "data" / "link").symlink_to("/etc/passwd")
    else:
        left.write_bytes(left.read_bytes()[:-7] + b"tamper" + b"more")
    assert office.one(bag).status is Status.DEPOSITED
    ((name, there),) = rig.deposits().items()
    if rig.form is Form.FOLDER:
        assert there == tree(bag)
        assert not (rig.folder / name / "data" / "link").is_symlink()


def test_nothing_is_written_through_a_second_name_of_an_unfinished_copy(
    office: Office, rig: LocalRig, bag: Path, tmp_path: Path
) -> None:
    left = interrupted(office, rig, bag)
    one = left / "data" / "release.txt" if rig.form is Form.FOLDER else left
    (tmp_path / "another").hardlink_to(one)
    one.write_bytes(one.read_bytes()[:-7])
    before = one.read_bytes()
    assert office.one(bag).status is Status.DEPOSITED
    assert (tmp_path / "another").read_bytes() == before
    if rig.form is Form.FOLDER:
        assert rig.deposits()[bag.name] == tree(bag)


def test_what_has_a_second_name_is_not_taken_as_sent(
    office: Office, rig: LocalRig, bag: Path, tmp_path: Path
) -> None:
    left = interrupted(office, rig, bag)
    one = left / "data" / "release.txt" if rig.form is Form.FOLDER else left
    (tmp_path / "another").hardlink_to(one)
    assert office.one(bag).status is Status.DEPOSITED
    assert (tmp_path / "another").stat().st_nlink == 1


def test_what_is_there_and_right_is_not_sent_again(
    office: Office, rig: LocalRig, bag: Path
) -> None:
    interrupted(office, rig, bag)
    kept = partial_of(rig)
    one = kept / "data" / "release.txt" if rig.form is Form.FOLDER else kept
    before = one.stat().st_ino, one.stat().st_mtime_ns
    assert office.one(bag).status is Status.DEPOSITED
    ((name, _),) = rig.deposits().items()
    there = rig.folder / name
    there = there / "data" / "release.txt" if rig.form is Form.FOLDER else there
    assert (there.stat().st_ino, there.stat().st_mtime_ns) == before


def test_a_bag_that_changes_while_it_is_sent_is_not_deposited(
    office: Office, rig: LocalRig, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from preserve.workflow import verified  # noqa: PLC0415

    original = verified.verify

    def verify(*args: Any, **kwargs: Any) -> Any:
        found = original(*args, **kwargs)
        (bag / "data" / "release.txt").write_bytes(b"other octets")
        return found

    monkeypatch.setattr(verified, "verify", verify)
    receipt = office.one(bag)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "release.txt" in receipt.message
    assert rig.deposits() == {}


def test_the_archive_that_is_sent_is_removed_afterwards(office: Office, bag: Path) -> None:
    office.one(bag)
    assert list((office.journal.parent / "deposits").iterdir()) == []


def test_a_name_of_any_length_has_a_hidden_name() -> None:
    for final in ("a", "é" * 127, "x" * 255, "日" * 85):
        name = partial.name(final, mark="0" * 64)
        assert len(name.encode()) <= 255
        assert partial.is_partial(name)
    assert partial.name("x" * 255, mark="0" * 64) != partial.name("x" * 254 + "y", mark="0" * 64)


def test_a_share_that_cannot_be_read_is_not_said_to_be_altered(
    office: Office, rig: LocalRig, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office.one(bag).status is Status.DEPOSITED
    original = os.readv

    def readv(handle: int, buffers: list[memoryview]) -> int:
        if Path(f"/proc/self/fd/{handle}").readlink().is_relative_to(rig.folder):
            raise OSError(errno.EIO, "it fails")
        return original(handle, buffers)

    monkeypatch.setattr(os, "readv", readv)
    receipt = office.one(bag)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "cannot be reached" in receipt.message
    assert len(rig.deposits()) == 1
