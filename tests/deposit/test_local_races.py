"""Runs that know nothing of each other send one bag to one share: two machines, or two users."""

import threading
from pathlib import Path
from typing import Any

import pytest

from preserve.model.deposits import Form, Status
from preserve.storage import operations
from tests.deposit import rigs
from tests.deposit.contract import builder, tree
from tests.deposit.local_rig import LocalRig
from tests.deposit.memory import CutError
from tests.deposit.rigs import Office


@pytest.fixture(params=[Form.FOLDER, Form.ZIP])
def rig(tmp_path: Path, request: pytest.FixtureRequest) -> LocalRig:
    return LocalRig(tmp_path / "share", form=request.param)


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return builder({f"data/{one}": b"%d" % one for one in range(9)}).build(tmp_path / "bags" / "a")


def is_below(handle: int | None, folder: Path) -> bool:
    return handle is not None and Path(f"/proc/self/fd/{handle}").readlink().is_relative_to(folder)


@pytest.mark.parametrize("at", range(1, 10))
def test_a_run_that_is_overtaken_and_killed_harms_nothing(
    tmp_path: Path, rig: LocalRig, bag: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    slow, quick = (Office(folder=tmp_path / one, rig=rig) for one in ("slow", "quick"))
    waiting, overtaken = threading.Event(), threading.Event()
    count = 0

    def held(original: Any) -> Any:
        def operation(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            handle = kwargs.get("at")
            if threading.current_thread() is thread and is_below(handle, rig.folder):
                count += 1
                if count == at:
                    waiting.set()
                    overtaken.wait(30)
                if count == at + 2:
                    raise CutError
            return original(*args, **kwargs)

        return operation

    def deposit() -> None:
        try:
            slow.one(bag)
        except CutError:
            pass
        finally:
            waiting.set()

    thread = threading.Thread(target=deposit)
    for name in ("create_file", "remove_file", "open_to_write", "make_folder"):
        monkeypatch.setattr(operations, name, held(getattr(operations, name)))
    thread.start()
    waiting.wait(30)
    if count < at:
        thread.join(30)
        assert slow.one(bag).status is Status.ALREADY
        return  # a copy takes fewer operations
    receipt = quick.one(bag)
    assert (receipt.status, receipt.message) == (Status.DEPOSITED, "")
    before = rig.deposits()
    overtaken.set()
    thread.join(30)
    assert rig.deposits() == before
    if rig.form is Form.FOLDER:
        assert before == {"a": tree(bag)}
    assert slow.one(bag).status in {Status.ALREADY, Status.DEPOSITED}
    assert rig.deposits() == before


def test_a_run_that_is_overtaken_at_its_end_finds_the_same_there(
    tmp_path: Path, rig: LocalRig, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, quick = (Office(folder=tmp_path / one, rig=rig) for one in ("slow", "quick"))
    original = operations.rename_onto_absent

    def late(*args: Any, **kwargs: Any) -> None:
        monkeypatch.setattr(operations, "rename_onto_absent", original)
        assert quick.one(bag).status is Status.DEPOSITED
        original(*args, **kwargs)

    monkeypatch.setattr(operations, "rename_onto_absent", late)
    receipt = slow.one(bag)
    assert (receipt.status, receipt.message) == (Status.DEPOSITED, "")
    assert len(list(rig.folder.iterdir())) == 1


def test_an_unfinished_copy_is_nobody_elses_to_go_on_with(
    tmp_path: Path, rig: LocalRig, bag: Path
) -> None:
    first, second = (Office(folder=tmp_path / one, rig=rig) for one in ("first", "second"))
    for at in range(1, 40):
        with rigs.cut(rig, at):
            first.one(bag)
        if left := list(rig.folder.iterdir()):
            break
    assert second.one(bag).status is Status.DEPOSITED
    assert left[0].exists()
    assert first.one(bag).orphans == (str(left[0]),)
    assert len(rig.deposits()) == 1
