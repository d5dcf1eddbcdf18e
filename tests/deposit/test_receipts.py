"""Receipts are listed, written as a table and as PREMIS, and asked for again."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from preserve.cli import main
from preserve.deposit import kinds
from preserve.deposit.protocol import Steps
from preserve.metadata.premis import transfers
from preserve.model.deposits import Confirmation, Deposit, Form
from tests.deposit import memory
from tests.deposit.contract import IDENTIFIER, builder
from tests.deposit.memory import MemoryTarget, Server
from tests.metadata import published

PREMIS = "{http://www.loc.gov/premis/v3}"
SECRET = "correct horse"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(kinds.KINDS, "memory", "tests.deposit.memory")
    monkeypatch.setenv("PASSWORD_THERE", SECRET)
    memory.SERVERS["s"] = Server()
    (tmp_path / "share").mkdir()
    (tmp_path / "preserve.toml").write_text(
        '[organisation]\nname = "Example Institution"\n[journal]\npath = "journal.jsonl"\n'
        '[deposit.there]\nkind = "memory"\nserver = "s"\ncredential = "env:PASSWORD_THERE"\n'
        '[deposit.share]\nkind = "local"\npath = "share"\n',
        encoding="utf-8",
    )
    builder().build(tmp_path / "bags" / "a")
    builder(identifier="b").build(tmp_path / "bags" / "b")
    return tmp_path


def run(capsysbinary: pytest.CaptureFixture[bytes], *words: str) -> tuple[int, str, str]:
    code = main.main(words)
    captured = capsysbinary.readouterr()
    return code, captured.out.decode(), captured.err.decode()


def objects(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


_DEPOSIT = ("deposit", "bags/a", "bags/b", "--to", "share", "--workers", "1")


@pytest.fixture
def deposited(here: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Path:
    """Two deposits, and one that failed."""
    assert run(capsysbinary, *_DEPOSIT)[0] == 0
    memory.SERVERS["s"].room = 10
    assert run(capsysbinary, "deposit", "bags/a", "--to", "there")[0] == 4
    return here


def test_receipts_are_listed_in_their_order(
    deposited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, out, _ = run(capsysbinary, "receipts", "--json")
    found = [(Path(str(one["bag"])).name, one["status"]) for one in objects(out)[:-1]]
    assert code == 0
    assert found == [("a", "deposited"), ("b", "deposited"), ("a", "failed")]


@pytest.mark.parametrize("name", ["bags/b", "b", "./bags/../bags/b"])
def test_a_bag_is_named_by_its_path_or_its_identifier(
    deposited: Path, capsysbinary: pytest.CaptureFixture[bytes], name: str
) -> None:
    code, out, _ = run(capsysbinary, "receipts", "-q", name, "--json")
    assert code == 0
    assert [one["identifier"] for one in objects(out)[:-1]] == ["b"]


def test_a_bag_without_a_receipt_is_told(
    deposited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for command in ("receipts", "confirm"):
        code, _, err = run(capsysbinary, command, "bags/c")
        assert (code, "bags/c: the journal has no receipt of it" in err) == (2, True)


def test_the_table_has_a_row_for_each_receipt(
    deposited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(capsysbinary, "receipts", "--csv", "table.csv")[0] == 0
    text = (deposited / "table.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["status"] for row in rows] == ["deposited", "deposited", "failed"]
    assert [row["identifier"] for row in rows] == [IDENTIFIER, "b", IDENTIFIER]
    assert len(rows[0]["sha256"]) == 64
    assert run(capsysbinary, "receipts", "--csv", "table.csv")[0] == 2


def test_the_record_is_valid_by_our_schema_and_by_the_published_one(
    deposited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, out, _ = run(capsysbinary, "receipts", "--premis")
    assert code == 0
    (deposited / "record.xml").write_text(out, encoding="utf-8")
    assert run(capsysbinary, "validate", "record.xml")[:2][0] == 0
    assert published.errors("premis.xsd", out.encode()) == []


def test_the_record_has_an_event_for_each_deposit_and_failure(
    deposited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    _, out, _ = run(capsysbinary, "receipts", "--premis")
    record = etree.fromstring(out.encode())
    events = record.findall(f"{PREMIS}event")
    types = {event.findtext(f"{PREMIS}eventType") for event in events}
    outcomes = [event.findtext(f".//{PREMIS}eventOutcome") for event in events]
    linked = [event.findtext(f".//{PREMIS}linkingObjectIdentifierValue") for event in events]
    agents = [agent.findtext(f"{PREMIS}agentName") for agent in record.findall(f"{PREMIS}agent")]
    assert types == {"transfer"}
    assert outcomes == ["success", "success", "fail"]
    assert linked == [IDENTIFIER, "b", IDENTIFIER]
    assert agents == ["preserve", f"local:{deposited / 'share'}", "Example Institution", "memory:s"]
    assert "there is no room" in out


def test_what_was_there_already_is_no_transfer_in_the_record(
    deposited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (deposited / "journal.jsonl").unlink()
    assert run(capsysbinary, "deposit", "bags/b", "--to", "share")[0] == 0
    _, out, _ = run(capsysbinary, "receipts", "--premis")
    (event,) = etree.fromstring(out.encode()).findall(f"{PREMIS}event")
    assert event.findtext(f"{PREMIS}eventType") == "fixity check"
    assert event.findtext(f".//{PREMIS}eventOutcome") == "success"
    assert "found in" in str(event.findtext(f".//{PREMIS}eventDetail"))


def test_a_record_of_nothing_is_refused(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, out, err = run(capsysbinary, "receipts", "--premis")
    assert (code, out) == (2, "")
    assert "there is no receipt of any package" in err


def test_a_fixed_time_is_said_to_be_one(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsysbinary, "deposit", "bags/a", "--to", "share")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763769600")
    run(capsysbinary, "deposit", "bags/b", "--to", "share")
    _, out, _ = run(capsysbinary, "receipts", "--json")
    assert [one["fixed_clock"] for one in objects(out)[:-1]] == [False, True]
    _, out, _ = run(capsysbinary, "receipts", "--premis")
    details = [
        one.findtext(f".//{PREMIS}eventDetail")
        for one in etree.fromstring(out.encode()).findall(f"{PREMIS}event")
    ]
    assert ["SOURCE_DATE_EPOCH" in str(one) for one in details] == [False, True]


def test_texts_that_xml_cannot_hold_are_replaced() -> None:
    assert transfers._text("a\x00b\x1f\udcff") == "a\N{REPLACEMENT CHARACTER}" + (
        "b" + 2 * "\N{REPLACEMENT CHARACTER}"
    )


def test_confirm_tells_of_each_deposit_once(
    deposited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    run(capsysbinary, "deposit", "bags/a", "--to", "share")
    code, out, _ = run(capsysbinary, "confirm", "--json")
    assert code == 0
    assert [one["condition"] for one in objects(out)[:-1]] == ["confirmed", "confirmed"]
    (deposited / "share" / "b" / "data" / "release.txt").unlink()
    code, out, _ = run(capsysbinary, "confirm", "--json")
    assert (code, [one["condition"] for one in objects(out)[:-1]]) == (1, ["confirmed", "altered"])
    code, out, _ = run(capsysbinary, "confirm", "bags/a", "--json")
    assert (code, len(objects(out))) == (0, 2)
    text = (deposited / "journal.jsonl").read_text(encoding="utf-8")
    asked = [one for one in objects(text) if one["step"] == "confirm"]
    assert [one["outcome"] for one in asked] == [*["confirmed"] * 3, "altered", "confirmed"]


def test_a_repository_that_cannot_be_asked_is_told(
    deposited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (deposited / "share").rename(deposited / "unmounted")
    code, out, _ = run(capsysbinary, "confirm", "--json")
    assert (code, [one["condition"] for one in objects(out)[:-1]]) == (4, ["unknown", "unknown"])


def test_a_name_that_now_means_another_place_is_told(
    deposited: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = deposited / "preserve.toml"
    file.write_text(file.read_text("utf-8").replace('"share"\n', '"other"\n'), encoding="utf-8")
    code, out, _ = run(capsysbinary, "confirm", "bags/a", "--json")
    assert (code, objects(out)[0]["condition"]) == (3, "unknown")
    assert "sends to" in str(objects(out)[0]["message"])


def test_receipts_are_written_beside_the_bags_on_request(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    words = ("deposit", "bags/a", "--to", "share", "--receipt-beside")
    assert run(capsysbinary, *words)[0] == 0
    receipt = json.loads((here / "bags" / "a.share.receipt.json").read_bytes())
    assert (receipt["type"], receipt["status"]) == ("receipt", "deposited")
    assert run(capsysbinary, *words)[0] == 0
    names = sorted(one.name for one in (here / "bags").iterdir())
    assert names == ["a", "a.share.receipt.json", "b"]


@pytest.mark.parametrize("wrong", [False, True])
@pytest.mark.parametrize("form", [(), ("--json",), ("-vv",)])
def test_no_secret_is_in_any_output(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes], form: tuple[str, ...], wrong: bool
) -> None:
    if wrong:
        memory.SERVERS["s"].password = "another"
    said = []
    for words in (
        ("deposit", "bags/a", "bags/b", "--to", "there", "--receipt-beside"),
        ("deposit", "bags/a", "--to", "there", "--dry-run"),
        ("receipts",),
        ("confirm",),
    ):
        _, out, err = run(capsysbinary, *words, *form)
        said += [out, err]
    said += [run(capsysbinary, "receipts", "--premis")[1]]
    said += [
        path.read_text(encoding="utf-8")
        for path in here.rglob("*")
        if path.is_file() and path.name != "preserve.toml"
    ]
    assert any("wrong" in one for one in said) == wrong
    assert not any(SECRET in one for one in said)


def test_an_unforeseen_failure_shows_no_secret_in_its_traceback(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    memory.SERVERS["s"].failing = [ValueError(f"no entry for {SECRET}")]
    code, out, err = run(capsysbinary, "deposit", "bags/a", "--to", "there", "-vv")
    assert code == 4
    assert "no entry for ***" in out
    assert SECRET not in out + err


def test_a_server_that_repeats_a_secret_gets_it_into_no_output(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    complete, confirm = MemoryTarget.complete, MemoryTarget.confirm

    def repeated(self: MemoryTarget, deposit: Deposit, steps: Steps) -> Deposit:
        return replace(
            complete(self, deposit, steps),
            location=f"memory:?token={SECRET}",
            facts={"draft": "", "edit": [f"/{SECRET}"], SECRET: {"a": SECRET}},
            statements=(f"thank you, {SECRET}",),
        )

    def unproved(self: MemoryTarget, deposit: Deposit, steps: Steps) -> Confirmation:
        found = confirm(self, deposit, steps)
        return replace(found, differences=(SECRET,), unproved=(f"whether {SECRET} is kept",))

    monkeypatch.setattr(MemoryTarget, "complete", repeated)
    monkeypatch.setattr(MemoryTarget, "confirm", unproved)
    words = ("deposit", "bags/a", "--to", "there", "--json", "--receipt-beside")
    said = [run(capsysbinary, *words)[1]]
    assert "thank you, ***" in said[0]
    said += [
        run(capsysbinary, *words)[1]
        for words in (("receipts", "-v"), ("receipts", "--premis"), ("confirm", "--json"))
    ]
    said += [
        path.read_text(encoding="utf-8")
        for path in here.rglob("*")
        if path.is_file() and path.name != "preserve.toml"
    ]
    assert not any(SECRET in one for one in said)


def test_a_crosswalk_is_the_document_of_the_bag(tmp_path: Path) -> None:
    from preserve.workflow import parcels, verified  # noqa: PLC0415
    from tests.validate import packages  # noqa: PLC0415

    bag = packages.package().build(tmp_path / "bag")
    found = verified.verify(bag, workers=1, on_octets=None)
    target = memory.MemoryTarget(Server(), name="s", form=Form.FOLDER, password="")
    parcel = parcels.of_lying(found, target, Form.FOLDER)
    assert parcel.crosswalk == (bag / "data/metadata/descriptive/dc.xml").read_bytes()
    assert "title" in {term.element for term in parcel.description}
    found.close()
