"""Names that some system rewrote in another Unicode normalisation (RFC 8493 section 6.1.1.3)."""

from pathlib import Path

from preserve.bags.read import BagReading, FolderTree, read
from preserve.model.digests import Algorithm
from preserve.storage.folders import Folder
from tests.bags.builder import BagBuilder, digest, replace

NFC, NFD = "data/\u00e9.txt", "data/e\u0301.txt"
# Two marks that may stand in either order.
OTHER = "data/o\u0323\u0302.txt", "data/o\u0302\u0323.txt", "data/\u1ed9.txt"
OCTETS = b"the file"
_TO_NFC = replace(NFD.encode(), NFC.encode())


def _read(bag: Path) -> BagReading:
    with Folder.open(bag) as folder:
        return read(FolderTree(folder))


def _found(reading: BagReading) -> list[tuple[str, str | None]]:
    return [(one.code.name, one.path) for one in reading.findings]


def _bag(*manifests: str) -> BagBuilder:
    """A bag whose file is named in NFD, and in NFC in these manifests."""
    return BagBuilder(payload={NFD: OCTETS}, edits=dict.fromkeys(manifests, _TO_NFC))


BOTH = ("manifest-sha256.txt", "manifest-sha512.txt")


def test_each_manifest_that_writes_the_name_otherwise_is_told(tmp_path: Path) -> None:
    found = _read(_bag(*BOTH).build(tmp_path / "bag")).findings
    assert [(one.code.name, one.path, one.line, one.message) for one in found] == [
        ("NAM-007", NFD, None, f"{NFD}: is listed in another normalisation ({name}, line 1)")
        for name in BOTH
    ]


def test_the_file_is_found_under_either_spelling_and_given_once(tmp_path: Path) -> None:
    payload = _read(_bag(*BOTH).build(tmp_path / "bag")).facts.payload
    assert list(payload) == [NFC]
    assert len(payload) == 1
    for spelling in (NFC, NFD):
        facts = payload[spelling]
        assert (facts.path, facts.size) == (NFD, len(OCTETS))
        assert facts.digests[Algorithm.SHA256] == digest("sha256", OCTETS)


def test_where_one_manifest_has_the_name_on_disk_that_is_the_files_name(tmp_path: Path) -> None:
    reading = _read(_bag("manifest-sha512.txt").build(tmp_path / "bag"))
    assert _found(reading) == [("NAM-007", NFD)]
    assert list(reading.facts.payload) == [NFD]
    assert reading.facts.payload[NFC].path == NFD


def test_the_digests_under_another_spelling_are_compared(tmp_path: Path) -> None:
    bag = _bag(*BOTH).build(tmp_path / "bag")
    (bag / NFD).write_bytes(b"altered!")
    assert _found(_read(bag)) == [
        ("NAM-007", NFD),
        ("NAM-007", NFD),
        ("FIX-001", NFD),
        ("FIX-001", NFD),
    ]


def test_two_files_of_one_spelling_are_not_confused(tmp_path: Path) -> None:
    one, two, three = OTHER
    bag = BagBuilder(payload={one: b"1"}, unlisted={two: b"2"}).build(tmp_path / "bag")
    assert _found(_read(bag)) == [("NAM-006", two), ("MAN-010", two)]
    doubtful = BagBuilder(unlisted={one: b"1", two: b"2"}, absent={three: b"3"}, payload={})
    assert _found(_read(doubtful.build(tmp_path / "doubtful"))) == [
        ("NAM-006", two),
        ("MAN-009", three),
        ("MAN-010", two),
        ("MAN-010", one),
    ]


def test_a_file_that_fetch_txt_writes_otherwise_is_not_absent(tmp_path: Path) -> None:
    fetch = f"https://example.org/x 8 {NFC}\n".encode()
    bag = BagBuilder(payload={NFD: OCTETS}, edits=dict.fromkeys(BOTH, _TO_NFC), fetch=fetch)
    assert _found(_read(bag.build(tmp_path / "bag"))) == [("NAM-007", NFD)] * 2


def test_a_tag_file_listed_under_another_spelling_is_verified(tmp_path: Path) -> None:
    nfd, nfc = "e\u0301.txt", "\u00e9.txt"
    edit = replace(nfd.encode(), nfc.encode())
    edits = dict.fromkeys(("tagmanifest-sha256.txt", "tagmanifest-sha512.txt"), edit)
    bag = BagBuilder(extra={nfd: b"note"}, edits=edits).build(tmp_path / "bag")
    assert _found(_read(bag)) == [("NAM-007", nfd)] * 2
    (bag / nfd).write_bytes(b"nota")
    assert _found(_read(bag)) == [("NAM-007", nfd)] * 2 + [("FIX-001", nfd)] * 2


def test_endless_spellings_of_one_name_are_not_held_together(tmp_path: Path) -> None:
    marks = "\u0301\u0323\u0327\u0328\u031b\u0345\u05b0"
    spellings = [
        f"data/a{''.join(marks[:turn])}{count * chr(0x323)}{''.join(marks[turn:])}"
        for count in range(200)
        for turn in range(8)
    ]
    absent = dict.fromkeys(dict.fromkeys(spellings), b"")
    bag = BagBuilder(payload={}, absent=absent, algorithms=("sha512",))
    found = _found(_read(bag.build(tmp_path / "bag")))
    assert found == [("MAN-009", path) for path in sorted(absent, key=str.encode)]
