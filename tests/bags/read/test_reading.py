"""What reading a bag establishes: facts, exact findings, and nothing changed on the disk."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from preserve.bags.read import BagReading, FolderTree, read
from preserve.findings import Finding
from preserve.model.digests import Algorithm
from preserve.storage.folders import Folder
from tests.bags.builder import INFO, PAYLOAD, BagBuilder, append, digest, replace
from tests.bags.read.fixtures import refuse


def _read(bag: Path, *, workers: int = 1) -> BagReading:
    with Folder.open(bag) as folder:
        return read(FolderTree(folder), workers=workers)


def _only(reading: BagReading) -> Finding:
    [finding] = reading.findings
    return finding


def _shown(reading: BagReading) -> list[tuple[str, str | None, int | None]]:
    return [(one.code.name, one.path, one.line) for one in reading.findings]


def test_facts_are_what_was_read(tmp_path: Path) -> None:
    facts = _read(BagBuilder().build(tmp_path / "bag")).facts
    assert facts.version == "1.0"
    assert [(tag.label, tag.value) for tag in facts.info] == [*INFO, ("Payload-Oxum", "65.2")]
    assert list(facts.payload) == sorted(PAYLOAD)
    for path, octets in PAYLOAD.items():
        found = facts.payload[path]
        assert (found.path, found.size) == (path, len(octets))
        assert dict(found.digests) == {
            Algorithm.SHA256: digest("sha256", octets),
            Algorithm.SHA512: digest("sha512", octets),
        }
    assert "data/none.txt" not in facts.payload


def test_an_unlisted_file_is_in_the_facts_all_the_same(tmp_path: Path) -> None:
    reading = _read(BagBuilder(unlisted={"data/new.txt": b"new"}).build(tmp_path / "bag"))
    assert reading.facts.payload["data/new.txt"].digests[Algorithm.SHA256] == digest(
        "sha256", b"new"
    )


def test_metadata_elements_keep_their_order_repeats_and_colons(tmp_path: Path) -> None:
    lines = b"Zeta: 1\nalpha: a: b\nZeta:  2\nalpha: first\n  second\n\tthird\n"
    bag = BagBuilder(edits={"bag-info.txt": append(lines)}).build(tmp_path / "bag")
    reading = _read(bag)
    assert _shown(reading) == [("INF-017", "bag-info.txt", 8)]
    assert [(tag.label, tag.value) for tag in reading.facts.info[-4:]] == [
        ("Zeta", "1"),
        ("alpha", "a: b"),
        ("Zeta", " 2"),
        ("alpha", "first second third"),
    ]
    assert reading.facts.tag_values("ZETA") == ("1", " 2")


def test_in_drafts_white_space_around_the_colon_is_no_part_of_label_or_value(
    tmp_path: Path,
) -> None:
    edits = {"bag-info.txt": append(b"Label \t:   value\nOther:value\n")}
    facts = _read(BagBuilder(version="0.97", edits=edits).build(tmp_path / "bag")).facts
    assert [(tag.label, tag.value) for tag in facts.info[-2:]] == [
        ("Label", "value"),
        ("Other", "value"),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("UTF-8", "utf-8"),
        ("utf-8", "utf-8"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16be"),
        ("UTF-16BE", "utf-16be"),
        ("UTF-16LE", "utf-16le"),
        ("UTF-32", "utf-32"),
        ("ISO-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("Shift_JIS", "shift_jis"),
    ],
)
def test_tag_files_are_read_in_their_encoding_with_any_line_end(
    encoding: str, codec: str, line_end: str, tmp_path: Path
) -> None:
    name = "案内.txt" if codec == "shift_jis" else "r.txt" if codec[0] != "u" else "café 案内.txt"
    payload = {**PAYLOAD, f"data/{name}": b"x"}
    bag = BagBuilder(payload=payload, encoding=encoding, codec=codec, line_end=line_end)
    found = [code for code, _, _ in _shown(_read(bag.build(tmp_path / "bag")))]
    assert found == ([] if codec == "utf-8" else ["BAG-028"])


@pytest.mark.parametrize(("encoding", "mark"), [("UTF-16LE", "\ufeff"), ("UTF-16BE", "\ufeff")])
def test_a_mark_that_the_encoding_does_not_need_is_an_error(
    encoding: str, mark: str, tmp_path: Path
) -> None:
    codec = encoding.lower()
    bag = BagBuilder(
        encoding=encoding,
        codec=codec,
        edits={"bag-info.txt": lambda octets: mark.encode(codec) + octets},
    )
    assert _shown(_read(bag.build(tmp_path / "bag"))) == [
        ("BAG-028", "bagit.txt", 2),
        ("BAG-020", "bag-info.txt", 1),
    ]


@pytest.mark.parametrize("name", ["a\nb.txt", "a\rb.txt", "100%.txt", "%0A.txt", "%250d", "a\r\nb"])
def test_names_that_must_be_encoded_are_found_in_current_bags(name: str, tmp_path: Path) -> None:
    reading = _read(BagBuilder(payload={f"data/{name}": b"x"}).build(tmp_path / "bag"))
    assert {one.code.name for one in reading.findings} <= {"NAM-010"}
    assert list(reading.facts.payload) == [f"data/{name}"]


@pytest.mark.parametrize("name", ["100%.txt", "%0A.txt", "%25.txt", "%7Etest.txt"])
def test_in_drafts_a_percent_sign_stands_for_itself(name: str, tmp_path: Path) -> None:
    bag = BagBuilder(version="0.97", payload={f"data/{name}": b"x"})
    assert _shown(_read(bag.build(tmp_path / "bag"))) == [("BAG-017", "bagit.txt", 1)]


def test_encoded_line_ends_may_be_in_any_case(tmp_path: Path) -> None:
    bag = BagBuilder(
        payload={"data/a\nb": b"x"}, edits={"manifest-sha256.txt": replace(b"%0A", b"%0a")}
    )
    assert _shown(_read(bag.build(tmp_path / "bag"))) == [("NAM-010", "data/a\nb", None)]


def test_upper_case_digests_and_tabs_are_right(tmp_path: Path) -> None:
    def shout(octets: bytes) -> bytes:
        lines = [line.split(b"  ") for line in octets.splitlines()]
        return b"".join(found.upper() + b" \t " + path + b"\n" for found, path in lines)

    bag = BagBuilder(edits={"manifest-sha256.txt": shout}).build(tmp_path / "bag")
    assert list(_read(bag).findings) == []


def test_a_name_that_begins_with_an_asterisk_is_no_md5sum_mark(tmp_path: Path) -> None:
    bag = BagBuilder(extra={"*note.txt": b"x"}).build(tmp_path / "bag")
    assert _shown(_read(bag)) == [("NAM-008", "*note.txt", None)]


def test_an_empty_payload_is_a_sound_bag(tmp_path: Path) -> None:
    assert list(_read(BagBuilder(payload={}).build(tmp_path / "bag")).findings) == []


def test_empty_files_are_verified_like_any_other(tmp_path: Path) -> None:
    bag = BagBuilder(payload={"data/a": b"", "data/b": b"x"}).build(tmp_path / "bag")
    assert list(_read(bag).findings) == []
    (bag / "data/b").write_bytes(b"")
    assert [one.code.name for one in _read(bag).findings] == ["FIX-001", "FIX-001", "INF-007"]


def test_a_bag_whose_path_holds_a_manifests_name_is_read_like_any_other(tmp_path: Path) -> None:
    assert list(_read(BagBuilder().build(tmp_path / "tagmanifest-sha256.txt/bag")).findings) == []


def test_a_manifest_in_a_folder_is_no_manifest_of_the_bag(tmp_path: Path) -> None:
    bag = BagBuilder(extra={"notes/manifest-md5.txt": b"nonsense\n"})
    assert list(_read(bag.build(tmp_path / "bag")).findings) == []


def test_every_manifest_that_omits_a_file_is_named(tmp_path: Path) -> None:
    edits = {
        "manifest-sha256.txt": replace(b"annex/table.csv", b"annex/none.csv"),
        "manifest-sha512.txt": replace(b"release.txt", b"nothing.txt"),
    }
    reading = _read(BagBuilder(edits=edits).build(tmp_path / "bag"))
    assert [(one.code.name, one.message) for one in reading.findings] == [
        ("MAN-009", "data/annex/none.csv: is missing (manifest-sha256.txt, line 1)"),
        ("MAN-009", "data/nothing.txt: is missing (manifest-sha512.txt, line 2)"),
        ("MAN-011", "data/annex/table.csv: is not in manifest-sha256.txt"),
        ("MAN-011", "data/release.txt: is not in manifest-sha512.txt"),
    ]


def test_an_altered_file_is_told_with_both_digests(tmp_path: Path) -> None:
    bag = BagBuilder(algorithms=("sha512",)).build(tmp_path / "bag")
    (bag / "data/release.txt").write_bytes(b"?" * len(PAYLOAD["data/release.txt"]))
    found = _only(_read(bag))
    listed = digest("sha512", PAYLOAD["data/release.txt"])
    actual = digest("sha512", b"?" * len(PAYLOAD["data/release.txt"]))
    assert (found.expected, found.found) == (listed, actual)
    assert found.message == (
        f"data/release.txt: sha512 differs (manifest-sha512.txt {listed[:8]}…, file {actual[:8]}…)"
    )


def test_a_duplicate_is_found_under_an_alias_too(tmp_path: Path) -> None:
    line = digest("sha256", b"").encode() + b"  ./data//release.txt\n"
    bag = BagBuilder(edits={"manifest-sha256.txt": append(line)}).build(tmp_path / "bag")
    assert _shown(_read(bag)) == [
        ("NAM-002", "manifest-sha256.txt", 3),
        ("MAN-004", "manifest-sha256.txt", 3),
    ]


def test_a_manifest_that_cannot_be_read_does_not_make_files_unlisted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = BagBuilder(tag_algorithms=()).build(tmp_path / "bag")
    refuse("manifest-sha256.txt", monkeypatch)
    reading = _read(bag)
    assert _shown(reading) == [
        ("BAG-016", "manifest-sha256.txt", None),
        ("TAG-006", None, None),
    ]
    assert reading.not_checked == ("manifest-sha256.txt: could not be read to its end",)


def test_what_is_in_a_folder_that_cannot_be_listed_is_not_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    refuse("data/annex", monkeypatch)
    assert _shown(_read(bag)) == [
        ("BAG-014", "data/annex", None),
        ("FIX-002", "data/annex/table.csv", None),
    ]


_AS_NOBODY = """
import os, pickle, sys  # what is imported later, another user may not read
from pathlib import Path
from preserve.bags.read import FolderTree, read
from preserve.storage.folders import Folder
with Folder.open(Path(sys.argv[1])) as folder:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
    for one in read(FolderTree(folder)).findings:
        print(one.code.name, one.path)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="another user can be tried by root alone")
def test_another_user_who_may_not_read_is_told_so(tmp_path: Path) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    (bag / "data/release.txt").chmod(0)
    (bag / "data/annex").chmod(0)
    run = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(bag)], capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    assert run.stdout.splitlines() == [
        "BAG-014 data/annex",
        "FIX-002 data/annex/table.csv",
        "FIX-002 data/release.txt",
    ]


def _snapshot(bag: Path) -> list[tuple[str, int, int, int, bytes]]:
    found = []
    for path in sorted(bag.rglob("*")):
        stat = path.lstat()
        octets = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found.append((str(path), stat.st_mode, stat.st_mtime_ns, stat.st_ctime_ns, octets))
    return found


def test_reading_changes_nothing_and_opens_no_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_socket(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    bag = BagBuilder(
        unlisted={"data/new.txt": b"x"},
        absent={"data/later.txt": b"x"},
        fetch=b"https://example.org/later - data/later.txt\n",
        afterwards=lambda bag: (bag / "data/link").symlink_to("/etc"),
    ).build(tmp_path / "bag")
    before = _snapshot(tmp_path)
    monkeypatch.setattr(socket, "socket", refuse_socket)
    found = _read(bag, workers=2).findings
    assert {one.code.name for one in found} == {"BAG-012", "MAN-010", "FET-006"}
    assert _snapshot(tmp_path) == before


def test_a_reader_that_is_stopped_does_not_read_on(tmp_path: Path) -> None:
    payload = {f"data/{number:03}": b"x" for number in range(200)}
    bag = BagBuilder(payload=payload).build(tmp_path / "bag")
    with (bag / "data/large").open("wb") as stream:
        stream.truncate(1 << 40)
    with Folder.open(bag) as folder:
        paths = [*sorted(payload), "data/large"]
        found = FolderTree(folder).readings(paths, (Algorithm.SHA512,), workers=2, on_octets=None)
        assert next(found).digested is not None
        found.close()


def test_a_thousand_files_come_in_order_from_any_number_of_workers(tmp_path: Path) -> None:
    payload = {f"data/{number:04}": str(number).encode() for number in range(1_000)}
    bag = BagBuilder(payload=payload).build(tmp_path / "bag")
    for workers in (1, 2, 5):
        reading = _read(bag, workers=workers)
        assert list(reading.findings) == []
        assert list(reading.facts.payload) == sorted(payload)


def test_a_tag_file_that_cannot_be_read_is_not_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = BagBuilder(extra={"note.txt": b"x"}).build(tmp_path / "bag")
    refuse("note.txt", monkeypatch)
    reading = _read(bag)
    assert _shown(reading) == [("FIX-002", "note.txt", None)]
    assert reading.not_checked == ("fixity of note.txt: it could not be read",)


def test_in_drafts_elements_may_be_repeated_and_line_ends_are_encoded(tmp_path: Path) -> None:
    bag = BagBuilder(version="0.97", payload={"data/a\nb": b"x"}, info=(*INFO, *INFO))
    assert [code for code, _, _ in _shown(_read(bag.build(tmp_path / "bag")))] == [
        "NAM-010",
        "BAG-017",
    ]


_SECOND_OPINION = """
import logging, sys
import bagit
logging.disable(logging.CRITICAL)
for path in sys.argv[1:]:
    bagit.Bag(path).validate()
"""


def test_bagit_python_agrees_that_sound_bags_are_valid(tmp_path: Path) -> None:
    payload = {**PAYLOAD, "data/with space.txt": b"", "data/é/ü.bin": bytes(range(256))}
    sound = [
        BagBuilder(),
        BagBuilder(payload=payload),
        BagBuilder(version="0.97", algorithms=("md5",)),
        BagBuilder(encoding="UTF-16", codec="utf-16"),
        BagBuilder(line_end="\r\n", extra={"notes/a.txt": b"x"}),
        BagBuilder(tag_algorithms=()),
    ]
    paths = [bag.build(tmp_path / f"bag{number}") for number, bag in enumerate(sound)]
    for path in paths:
        assert not [one for one in _read(path).findings if one.severity.value == "error"]
    command = [sys.executable, "-W", "ignore", "-c", _SECOND_OPINION, *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_a_folder_in_the_place_of_a_file_to_fetch_is_no_incomplete_bag(tmp_path: Path) -> None:
    absent = {"data/later": b"x"}
    line = b"https://example.org/later - data/later\n"
    bag = BagBuilder(absent=absent, fetch=line).build(tmp_path / "bag")
    (bag / "data/later").mkdir()
    assert ("MAN-007", "data/later", None) in _shown(_read(bag))
    assert "FET-006" not in {code for code, *_ in _shown(_read(bag))}


def test_of_many_manifests_that_lack_a_file_a_few_are_named(tmp_path: Path) -> None:
    extra = {f"manifest-none{number:03}.txt": b"" for number in range(40)}
    reading = _read(BagBuilder(extra=extra).build(tmp_path / "bag"))
    told = [one.message for one in reading.findings if one.code.name == "MAN-011"]
    assert len(told) == 2
    assert all(one.endswith("and 35 more") for one in told)
