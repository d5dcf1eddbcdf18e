"""The contract that every kind of target keeps: subclass it, with a fixture ``rig``.

class TestLocal(TargetContract):
    @pytest.fixture
    def rig(self, tmp_path: Path) -> Rig: ...
"""

import json
import unicodedata
from pathlib import Path

import pytest

from preserve.model.deposits import Condition, Form, Status
from preserve.workflow import deposit_confirming
from preserve.workflow.deposit_confirming import Asked
from tests.bags.builder import INFO, PAYLOAD, BagBuilder
from tests.deposit import rigs
from tests.deposit.rigs import Office, Rig

IDENTIFIER = "urn:uuid:0b6e5a52-9d0c-5c49-8e55-3d7a3f9f0001"
NAMES = (
    "plain.txt",
    ".hidden",
    "-dash",
    "two words.txt",
    "semi;colon&and#hash?.txt",
    'quote\'s "both".txt',
    "back\\slash",
    "plus+equals=.txt",
    "CON",
    "é-composed.txt",
    unicodedata.normalize("NFD", "è-decomposed.txt"),
    "日本語/年報.txt",
    "𝔘nicode/😀.bin",
    "a" * 200,
)


def builder(payload: dict[str, bytes] | None = None, *, identifier: str = IDENTIFIER) -> BagBuilder:
    """Give a small bag with an identifier."""
    info = (*INFO, ("External-Identifier", identifier))
    return BagBuilder(info=info, payload=PAYLOAD if payload is None else payload)


def tree(folder: Path) -> dict[str, bytes]:
    """Give the files of a folder."""
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


class TargetContract:
    """What is asked of every kind."""

    most_cuts = 200
    """Requests of one deposit, at most: each of them is cut once."""

    @pytest.fixture
    def office(self, tmp_path: Path, rig: Rig) -> Office:
        return Office(folder=tmp_path / "office", rig=rig)

    @pytest.fixture
    def bag(self, tmp_path: Path) -> Path:
        return builder().build(tmp_path / "bags" / "a release.txt")

    def name_of(self, bag: Path, rig: Rig) -> str:
        return bag.name if rig.form is Form.FOLDER else f"{bag.name}.{rig.form}"

    def ask(self, office: Office) -> list[Asked]:
        return list(
            deposit_confirming.run(
                office.settings(),
                bags=(),
                environment=dict(office.rig.environment),
                progress=office.progress,
                stop=office.stop,
            )
        )

    def test_a_bag_that_is_sent_stands_there_whole_and_is_confirmed(
        self, office: Office, rig: Rig, bag: Path
    ) -> None:
        receipt = office.one(bag)
        assert (receipt.status, receipt.message) == (Status.DEPOSITED, "")
        assert receipt.confirmation is not None
        assert receipt.confirmation.condition is Condition.CONFIRMED
        assert receipt.deposit is not None
        assert receipt.deposit.digests
        there = rig.deposits()
        assert list(there) == [self.name_of(bag, rig)]
        if rig.form is Form.FOLDER:
            assert there[bag.name] == tree(bag)
        assert [one.status for one in office.receipts()] == [Status.DEPOSITED]

    def test_progress_adds_up(self, office: Office, bag: Path) -> None:
        verified = sum(len(octets) for path, octets in tree(bag).items() if path[:5] == "data/")
        office.one(bag)
        # Reading a bag to verify it is expected by the command line, which looks at it first.
        tags = office.progress.advanced - office.progress.expected - verified
        assert 0 <= tags <= sum(map(len, tree(bag).values()))

    def test_a_bag_that_is_sent_again_is_there_already(
        self, office: Office, rig: Rig, bag: Path
    ) -> None:
        office.one(bag)
        before = rig.deposits()
        receipt = office.one(bag)
        assert (receipt.status, receipt.exit_code) == (Status.ALREADY, 0)
        assert rig.deposits() == before
        assert len(office.receipts()) == 1

    def test_a_bag_is_found_there_without_a_journal(
        self, office: Office, rig: Rig, bag: Path
    ) -> None:
        office.one(bag)
        before = rig.deposits()
        office.journal.unlink()
        receipt = office.one(bag)
        assert (receipt.status, receipt.exit_code) == (Status.ALREADY, 0)
        assert rig.deposits() == before
        assert [one.status for one in office.receipts()] == [Status.ALREADY]

    @pytest.mark.parametrize("with_journal", [True, False])
    def test_other_content_of_the_same_name_and_identifier_is_refused(
        self, office: Office, rig: Rig, bag: Path, tmp_path: Path, with_journal: bool
    ) -> None:
        office.one(bag)
        before = rig.deposits()
        if not with_journal:
            office.journal.unlink()
        other = builder({"data/release.txt": b"other\n"}).build(tmp_path / "other" / bag.name)
        receipt = office.one(other)
        assert (receipt.status, receipt.exit_code) == (Status.REFUSED, 1)
        assert "other content" in receipt.message
        assert rig.deposits() == before

    def test_an_invalid_bag_is_never_sent(self, office: Office, rig: Rig, bag: Path) -> None:
        (bag / "data" / "release.txt").write_bytes(b"altered")
        (outcome,) = office.run([bag])
        assert (outcome.receipt.status, outcome.receipt.exit_code) == (Status.REFUSED, 1)
        assert outcome.report is not None
        assert rig.deposits() == {}
        assert rig.requests() == 0

    def test_a_dry_run_changes_nothing(self, office: Office, rig: Rig, bag: Path) -> None:
        receipt = office.one(bag, dry_run=True)
        assert (receipt.status, receipt.exit_code) == (Status.PLANNED, 0)
        assert rig.deposits() == {}
        assert office.receipts() == []
        office.one(bag)
        assert office.one(bag, dry_run=True).status is Status.ALREADY

    def test_cut_at_any_request_the_next_run_ends_with_one_deposit_and_one_receipt(
        self, office: Office, rig: Rig, bag: Path
    ) -> None:
        for at in range(1, self.most_cuts + 1):
            with rigs.cut(rig, at) as happened:
                office.one(bag)
            receipt = office.one(bag)
            assert receipt.status in {Status.DEPOSITED, Status.ALREADY}, (at, receipt.message)
            name = self.name_of(bag, rig)
            there = rig.deposits()
            assert list(there) == [name], at
            if rig.form is Form.FOLDER:
                assert there[name] == tree(bag), at
            assert [one.status for one in office.receipts()] == [Status.DEPOSITED], at
            if not happened:
                assert at > 3
                return
            rig.remove(name)
            office.journal.unlink()
        pytest.fail("it was cut at more requests than a deposit should take")

    def test_confirm_notices_what_was_altered(self, office: Office, rig: Rig, bag: Path) -> None:
        office.one(bag)
        assert [one.confirmation.condition for one in self.ask(office)] == [Condition.CONFIRMED]
        rig.tamper(self.name_of(bag, rig))
        (asked,) = self.ask(office)
        assert (asked.confirmation.condition, asked.exit_code) == (Condition.ALTERED, 1)
        assert asked.confirmation.differences

    def test_confirm_notices_what_is_missing(self, office: Office, rig: Rig, bag: Path) -> None:
        office.one(bag)
        rig.remove(self.name_of(bag, rig))
        (asked,) = self.ask(office)
        assert (asked.confirmation.condition, asked.exit_code) == (Condition.MISSING, 1)

    def test_what_is_missing_is_sent_anew(self, office: Office, rig: Rig, bag: Path) -> None:
        office.one(bag)
        rig.remove(self.name_of(bag, rig))
        assert office.one(bag).status is Status.DEPOSITED
        assert list(rig.deposits()) == [self.name_of(bag, rig)]

    def test_refused_credentials_are_told_and_shown_to_nobody(
        self, office: Office, rig: Rig, bag: Path
    ) -> None:
        refusing = rig.refusing()
        if refusing is None:
            pytest.skip("this kind has no credentials")
        with refusing:
            receipt = office.one(bag)
        assert (receipt.status, receipt.exit_code) == (Status.FAILED, 4)
        assert receipt.remedy
        assert rig.deposits() == {}
        assert [one.status for one in office.receipts()] == [Status.FAILED]
        assert not rig.secret or rig.secret not in repr(receipt)

    def test_no_secret_is_in_the_journal(self, office: Office, rig: Rig, bag: Path) -> None:
        office.one(bag)
        self.ask(office)
        text = office.journal.read_text(encoding="utf-8")
        assert all(json.loads(line) for line in text.splitlines())
        assert not rig.secret or rig.secret not in text

    def test_names_and_empty_files_arrive_as_they_are(
        self, office: Office, rig: Rig, tmp_path: Path
    ) -> None:
        payload = {f"data/{name}": name.encode() for name in NAMES} | {"data/empty": b""}
        bag = builder(payload).build(tmp_path / "bags" / "names é 日本 #1; & 'x'")
        receipt = office.one(bag)
        assert (receipt.status, receipt.message) == (Status.DEPOSITED, "")
        if rig.form is Form.FOLDER:
            assert rig.deposits()[bag.name] == tree(bag)

    @pytest.mark.parametrize("identifier", ["../../etc/passwd", "a/b?c=d#e", "x" * 900, "'; --"])
    def test_a_hostile_identifier_leads_nowhere(
        self, office: Office, rig: Rig, tmp_path: Path, identifier: str
    ) -> None:
        bag = builder(identifier=identifier).build(tmp_path / "bags" / "plain")
        receipt = office.one(bag)
        assert (receipt.status, receipt.message) == (Status.DEPOSITED, "")
        assert receipt.identifier == identifier
        assert list(rig.deposits()) == [self.name_of(bag, rig)]
        assert office.one(bag).status is Status.ALREADY

    @pytest.mark.slow
    def test_ten_thousand_files_arrive(self, office: Office, rig: Rig, tmp_path: Path) -> None:
        payload = {f"data/{number:05}.txt": b"%d" % number for number in range(10_000)}
        bag = builder(payload).build(tmp_path / "bags" / "many")
        receipt = office.one(bag)
        assert (receipt.status, receipt.message) == (Status.DEPOSITED, "")
        assert receipt.deposit is not None
        if rig.form is Form.FOLDER:
            assert receipt.deposit.count == len(tree(bag)) == len(rig.deposits()["many"])

    def test_several_bags_come_out_in_their_order(
        self, office: Office, rig: Rig, tmp_path: Path
    ) -> None:
        bags = [
            builder(identifier=f"urn:x:{one}").build(tmp_path / "bags" / str(one))
            for one in range(6)
        ]
        (bags[3] / "data" / "release.txt").unlink()
        outcomes = office.run(bags, workers=3)
        assert [Path(one.receipt.bag) for one in outcomes] == bags
        statuses = [one.receipt.status for one in outcomes]
        assert statuses == [
            Status.REFUSED if number == 3 else Status.DEPOSITED for number in range(6)
        ]
        assert len(rig.deposits()) == 5
