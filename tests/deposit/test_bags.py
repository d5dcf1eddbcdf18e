"""Bags of every make are deposited: in archives, of strangers, large; and nothing that is none."""

import os
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from preserve.deposit import listing
from preserve.errors import InterruptedRunError
from preserve.model.deposits import Form, ParcelFile, Status
from preserve.model.digests import Algorithm
from tests import memory
from tests.bags.builder import INFO, BagBuilder
from tests.deposit.contract import builder, tree
from tests.deposit.local_rig import LocalRig
from tests.deposit.rigs import Office, Recorder

_DEPOSIT = f"""{memory.PEAK}
import sys, threading
from pathlib import Path
from preserve.config import DepositSettings, JournalSettings, Settings
from preserve.workflow import deposit
from preserve.workflow.deposit import DepositOptions
from preserve.workflow.outcomes import Silence
bag, share, form, state = sys.argv[1:]
settings = Settings(
    journal=JournalSettings(path=Path(state)),
    deposit=(DepositSettings(name="s", kind="local", keys={{"path": share, "form": form}}),),
)
options = DepositOptions(bags=(Path(bag),), to="s")
run = deposit.run(
    options, settings, environment={{}}, progress=Silence(), stop=threading.Event()
)
print([one.receipt.status.value for one in run][0], peak_kib() >> 10)
"""


@pytest.fixture
def rig(tmp_path: Path) -> LocalRig:
    return LocalRig(tmp_path / "share")


@pytest.fixture
def office(tmp_path: Path, rig: LocalRig) -> Office:
    return Office(folder=tmp_path / "office", rig=rig)


@pytest.fixture
def bags(tmp_path: Path) -> Path:
    return tmp_path / "bags"


@pytest.mark.parametrize(
    ("kind", "extension", "form"),
    [("zip", "zip", Form.ZIP), ("tar", "tar", Form.TAR), ("gztar", "tar.gz", Form.TGZ)],
)
def test_a_bag_in_an_archive_goes_as_it_lies(
    office: Office, rig: LocalRig, bags: Path, kind: str, extension: str, form: Form
) -> None:
    builder().build(bags / "in" / "a")
    archive = Path(shutil.make_archive(str(bags / "a"), kind, bags / "in", "a"))
    receipt = office.one(archive)
    assert (receipt.status, receipt.message) == (Status.DEPOSITED, "")
    assert receipt.deposit is not None
    assert receipt.deposit.form is form
    assert rig.deposits() == {f"a.{extension}": {f"a.{extension}": archive.read_bytes()}}
    assert office.one(archive).status is Status.ALREADY


def test_an_archive_of_a_form_that_nobody_takes_is_refused(
    office: Office, rig: LocalRig, bags: Path
) -> None:
    builder().build(bags / "in" / "a")
    archive = Path(shutil.make_archive(str(bags / "a"), "bztar", bags / "in", "a"))
    receipt = office.one(archive)
    assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
    assert "Unpack the bag" in receipt.remedy
    assert rig.deposits() == {}


def test_the_seal_of_a_bag_is_that_of_an_archive_of_it(office: Office, bags: Path) -> None:
    bag = builder().build(bags / "in" / "a")
    archive = Path(shutil.make_archive(str(bags / "a"), "zip", bags / "in", "a"))
    assert office.one(bag).seal == office.one(archive, path=str(bags.parent / "share")).seal


def test_a_bag_whose_identifier_is_there_in_another_form_is_there(
    office: Office, rig: LocalRig, bags: Path
) -> None:
    bag = builder().build(bags / "in" / "a")
    archive = Path(shutil.make_archive(str(bags / "a"), "zip", bags / "in", "a"))
    office.one(bag)
    assert office.one(archive).status is Status.ALREADY
    assert list(rig.deposits()) == ["a"]


def test_a_renamed_bag_is_there_already(office: Office, rig: LocalRig, bags: Path) -> None:
    bag = builder().build(bags / "a")
    office.one(bag)
    bag.rename(bags / "b")
    assert office.one(bags / "b").status is Status.ALREADY
    assert list(rig.deposits()) == ["a"]


@pytest.mark.parametrize(
    "made",
    [
        BagBuilder(),
        BagBuilder(info=(*INFO, ("External-Identifier", "  "))),
        BagBuilder(tag_algorithms=()),
        BagBuilder(algorithms=("md5",)),
        BagBuilder(algorithms=("sha1", "sha3256"), tag_algorithms=("blake2b512",)),
        BagBuilder(payload={}),
        BagBuilder(without=("bag-info.txt",), tag_algorithms=()),
        BagBuilder(extra={"dpn-tags/dpn-info.txt": b"A: b\n"}),
        BagBuilder(version="0.97"),
    ],
)
def test_a_strangers_bag_is_deposited_once(
    office: Office, rig: LocalRig, bags: Path, made: BagBuilder
) -> None:
    bag = made.build(bags / "a")
    receipt = office.one(bag)
    assert (receipt.status, receipt.message) == (Status.DEPOSITED, "")
    assert receipt.identifier
    assert rig.deposits() == {"a": tree(bag)}
    office.journal.unlink()
    assert office.one(bag).status is Status.ALREADY


@pytest.mark.parametrize("name", ["nothing", "file.txt", "folder"])
def test_what_is_no_bag_is_refused(office: Office, rig: LocalRig, bags: Path, name: str) -> None:
    (bags / "folder").mkdir(parents=True)
    (bags / "file.txt").write_bytes(b"x")
    receipt = office.one(bags / name)
    assert (receipt.status, receipt.exit_code) in {(Status.REFUSED, 1), (Status.REFUSED, 3)}
    assert "so it is not sent" in receipt.message
    assert rig.deposits() == {}


@pytest.mark.parametrize("named", [".", "./", "../a", "../a/"])
def test_a_bag_has_its_name_however_it_is_named(
    office: Office, rig: LocalRig, bags: Path, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(builder().build(bags / "a"))
    assert office.one(Path(named)).status is Status.DEPOSITED
    assert list(rig.deposits()) == ["a"]


def test_a_bag_that_is_named_twice_is_deposited_once(
    office: Office, rig: LocalRig, bags: Path
) -> None:
    bag = builder().build(bags / "a")
    outcomes = office.run([bag, bag, bag], workers=3)
    statuses = sorted(one.receipt.status for one in outcomes)
    assert statuses == [Status.ALREADY, Status.ALREADY, Status.DEPOSITED]
    assert list(rig.deposits()) == ["a"]


class Stopping(Recorder):
    """Progress that asks for a stop after so many octets."""

    def __init__(self, stop: threading.Event, after: int) -> None:
        super().__init__()
        self.stop, self.after = stop, after

    def advance(self, octets: int) -> None:
        super().advance(octets)
        if self.advanced >= self.after:
            self.stop.set()


@pytest.mark.parametrize("workers", [1, 3])
def test_a_run_that_is_asked_to_stop_at_any_octet_is_gone_on_with(
    tmp_path: Path, rig: LocalRig, bags: Path, workers: int
) -> None:
    made = [builder(identifier=one).build(bags / one) for one in ("a", "b", "c")]
    whole = Office(folder=tmp_path / "whole", rig=LocalRig(tmp_path / "whole share"))
    whole.run(made)
    for after in range(1, whole.progress.advanced, 997):
        office = Office(folder=tmp_path / f"office {after}", rig=rig)
        office.progress = Stopping(office.stop, after)
        with suppress(InterruptedRunError):
            office.run(made, workers=workers)
        office.stop.clear()
        office.progress = Recorder()
        statuses = {one.receipt.status for one in office.run(made, workers=workers)}
        assert statuses <= {Status.DEPOSITED, Status.ALREADY}
        assert rig.deposits() == {one.name: tree(one) for one in made}
        assert [one.status for one in office.receipts()] == [Status.DEPOSITED] * 3
        for one in made:
            rig.remove(one.name)


def test_the_listing_is_what_the_documentation_says(bags: Path, office: Office) -> None:
    bag = builder({"data/é b": b"x", "data/a": b"", "data/a.b/c": b"y"}).build(bags / "a")
    command = (
        r"find . -type f | sed 's|^\./||' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum"
    )
    page = Path(__file__).parents[2] / "docs" / "explanation" / "confirmation.md"
    assert command in page.read_text(encoding="utf-8")
    done = subprocess.run(
        ["sh", "-c", command], cwd=bag, capture_output=True, text=True, check=True
    )
    receipt = office.one(bag)
    assert receipt.deposit is not None
    assert receipt.deposit.digests[Algorithm.SHA256] == done.stdout.split()[0]


def test_a_listing_tells_names_and_octets_apart() -> None:
    def digests(path: str, digit: str) -> object:
        file = ParcelFile(path=path, size=1, digests={Algorithm.MD5: digit * 32})  # type: ignore[dict-item]
        return listing.of([file], [Algorithm.MD5]).digests()

    assert len({str(digests(*one)) for one in (("a", "0"), ("b", "0"), ("a", "1"))}) == 3


@pytest.mark.slow
@pytest.mark.parametrize("form", ["folder", "tar"])
def test_memory_does_not_grow_with_the_bag(tmp_path: Path, form: str) -> None:
    peaks = []
    for size in (1, 256 << 20):
        root = tmp_path / str(size)
        bag = BagBuilder(payload={"data/big.bin": bytes(size)}).build(root / "bag")
        (root / "share").mkdir()
        arguments = [str(bag), str(root / "share"), form, str(root / "state" / "journal.jsonl")]
        done = subprocess.run(
            [sys.executable, "-c", _DEPOSIT, *arguments],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env=os.environ,
        )
        status, peak = done.stdout.split()
        assert status == "deposited"
        peaks.append(int(peak))
        shutil.rmtree(root)
    assert peaks[1] - peaks[0] < 48, peaks
