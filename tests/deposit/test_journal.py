"""The journal of deposits: what counts as unfinished, what as deposited, whatever else it holds."""

import json
from pathlib import Path

import pytest

from preserve.errors import LockedError, WriteError
from preserve.model.deposits import Status
from preserve.workflow import deposit_journal
from tests.deposit.contract import builder
from tests.deposit.local_rig import LocalRig
from tests.deposit.rigs import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(folder=tmp_path / "office", rig=LocalRig(tmp_path / "share"))


def test_steps_are_remembered_until_a_receipt_ends_them(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with deposit_journal.opened(path) as journal:
        journal.step("draft", key="k", bag="/a", facts={"draft": 1})
        journal.step("draft", key="other", bag="/b", facts={})
    with deposit_journal.opened(path) as journal:
        assert [one.facts for one in journal.steps("k")] == [{"draft": 1}]
        with deposit_journal.opened(path) as another:
            another.step("part", key="k", bag="/a", facts={"part": 2})
        assert [one.name for one in journal.steps("k")] == ["draft", "part"]


def test_a_failure_ends_nothing_and_a_deposit_does(office: Office, tmp_path: Path) -> None:
    bag = builder().build(tmp_path / "bags" / "a")
    receipt = office.one(bag)
    with deposit_journal.opened(office.journal) as journal:
        assert journal.steps(receipt.key) == ()
        found = journal.receipt(receipt.key)
        assert found is not None
        assert (found.status, found.deposit is not None) == (Status.DEPOSITED, True)
        assert journal.receipt_of(receipt.place, receipt.identifier) == found
        assert journal.receipt_of(receipt.place, "another") is None


def test_lines_of_others_and_torn_ones_are_passed_over(office: Office, tmp_path: Path) -> None:
    bag = builder().build(tmp_path / "bags" / "a")
    office.one(bag)
    lines = [
        '{"step": "validate"}',
        "[1]",
        "null",
        '{"type": "receipt", "key": "k", "status": "deposited"}',
        '{"type": "receipt", "key": 7}',
        '{"type": "deposit-step", "key": "k", "facts": 7}',
        "\x00" * 50,
        f'{{"long": "{"x" * (3 << 20)}"}}',
        '{"type": "rec',
    ]
    with office.journal.open("a", encoding="utf-8") as stream:
        stream.write("\n".join(lines))
    assert office.one(bag).status is Status.ALREADY
    assert [one.status for one in office.receipts()] == [Status.DEPOSITED]


def test_every_line_is_one_line_of_json_with_its_step(office: Office, tmp_path: Path) -> None:
    office.one(builder().build(tmp_path / "bags" / "line\nbreak"))
    lines = [json.loads(one) for one in office.journal.read_text("utf-8").splitlines()]
    told = [(one["step"], one["outcome"]) for one in lines]
    assert told == [
        ("deposit find", "begun"),
        ("deposit find", "done"),
        ("deposit send", "begun"),
        ("deposit", "copy"),
        ("deposit send", "done"),
        ("deposit confirm", "begun"),
        ("deposit confirm", "done"),
        ("deposit complete", "begun"),
        ("deposit", "rename"),
        ("deposit complete", "done"),
        ("receipt", "deposited"),
    ]


def test_without_a_journal_nothing_is_sent(office: Office, tmp_path: Path) -> None:
    bag = builder().build(tmp_path / "bags" / "a")
    office.journal.mkdir(parents=True)
    with pytest.raises(WriteError, match="the journal cannot be written"):
        office.one(bag)
    assert office.rig.deposits() == {}


def test_a_lock_of_another_run_is_told_and_gone_when_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with deposit_journal.opened(path) as one, deposit_journal.opened(path) as other:
        with (
            one.hold("name", subject="/a"),
            pytest.raises(LockedError, match="/a: another run"),
            other.hold("name", subject="/a"),
        ):
            pass
        with other.hold("name", subject="/a"):
            pass
        assert list((tmp_path / "deposits").iterdir()) == []
