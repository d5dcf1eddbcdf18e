"""Bags made to mislead or to harm: each ends in findings, and nothing outside is read."""

import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from preserve.bags.read import BagReading, FolderTree, read
from preserve.findings import structure
from preserve.storage.folders import Folder
from tests import apart, effort
from tests.apart import Apart
from tests.bags.builder import PAYLOAD, BagBuilder, append, digest, prepend, replace

SECRET = b"nobody's business\n"


def _read(bag: Path) -> BagReading:
    with Folder.open(bag) as folder:
        return read(FolderTree(folder))


def _found(bag: Path) -> list[tuple[str, str | None, int | None]]:
    return [(one.code.name, one.path, one.line) for one in _read(bag).findings]


@pytest.mark.parametrize(
    "path",
    [
        b"../secret.txt",
        b"data/../../secret.txt",
        b"data/annex/../../../secret.txt",
        b"data/..",
        b"/secret.txt",
        b"//secret.txt",
        b"~/secret.txt",
        b"~root/secret.txt",
        b"C:\\secret.txt",
        b"c:/secret.txt",
        b"\\\\server\\secret.txt",
        b"data\\..\\..\\secret.txt",
        b"data/a\0b",
    ],
)
def test_a_path_that_could_lead_outside_is_refused_in_manifests_and_fetch(
    path: bytes, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_bytes(SECRET)
    line = digest("sha256", SECRET).encode() + b"  " + path + b"\n"
    for name, bag in {
        "manifest-sha256.txt": BagBuilder(edits={"manifest-sha256.txt": append(line)}),
        "tagmanifest-sha256.txt": BagBuilder(edits={"tagmanifest-sha256.txt": append(line)}),
        "fetch.txt": BagBuilder(fetch=b"https://example.org/x - " + path + b"\n"),
    }.items():
        [(code, where, number)] = _found(bag.build(tmp_path / name))
        assert (code, where) == ("NAM-001", name)
        assert number is not None


def test_a_path_is_decoded_once_and_dots_are_never_decoded(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(SECRET)
    encoded = (b"data/%2e%2e/%2e%2e/secret.txt", b"data/%252e%252e/secret.txt", b"data/a%250Ab")
    found = []
    for number, path in enumerate(encoded):
        line = digest("sha256", SECRET).encode() + b"  " + path + b"\n"
        bag = BagBuilder(edits={"manifest-sha256.txt": append(line)})
        reading = _read(bag.build(tmp_path / f"bag{number}"))
        found.append([(one.code.name, one.path) for one in reading.findings])
    assert found == [
        [("NAM-003", "manifest-sha256.txt"), ("MAN-009", "data/%2e%2e/%2e%2e/secret.txt")],
        [("MAN-009", "data/%2e%2e/secret.txt")],
        [("MAN-009", "data/a%0Ab")],
    ]


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("link", "../secret.txt"),
        ("data/link", "../../secret.txt"),
        ("data/annex/deep", "/"),
        ("data/annex/loop", "."),
        ("data/dangling", "nothing"),
    ],
)
def test_a_link_anywhere_is_an_error_and_is_not_followed(
    place: str, target: str, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_bytes(SECRET)
    bag = BagBuilder(afterwards=lambda bag: (bag / place).symlink_to(target))
    assert _found(bag.build(tmp_path / "bag")) == [("BAG-012", place, None)]


@pytest.mark.parametrize("name", ["bag-info.txt", "manifest-sha256.txt", "bagit.txt"])
def test_a_tag_file_that_is_a_link_is_not_read(name: str, tmp_path: Path) -> None:
    def to_link(bag: Path) -> None:
        (bag / name).rename(tmp_path / name)
        (bag / name).symlink_to(tmp_path / name)

    found = _found(BagBuilder(tag_algorithms=(), afterwards=to_link).build(tmp_path / "bag"))
    assert ("BAG-012", name, None) in found


def test_the_payload_folder_must_not_be_a_link_or_a_file(tmp_path: Path) -> None:
    def to_link(bag: Path) -> None:
        (bag / "data").rename(tmp_path / "payload")
        (bag / "data").symlink_to(tmp_path / "payload")

    def to_file(bag: Path) -> None:
        (bag / "data").rmdir()
        (bag / "data").write_bytes(b"")

    linked = _found(BagBuilder(afterwards=to_link).build(tmp_path / "linked"))
    assert ("BAG-010", "data", None) in linked
    empty = BagBuilder(payload={}, tag_algorithms=(), afterwards=to_file)
    found = [code for code, _, _ in _found(empty.build(tmp_path / "file"))]
    assert found == ["BAG-010", "TAG-006"]


def test_special_files_are_named_and_never_waited_for(tmp_path: Path) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    os.mkfifo(bag / "data/fifo")
    os.mkfifo(bag / "fetch.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(bag / "data/socket"))
        assert _found(bag) == [
            ("BAG-013", "data/fifo", None),
            ("BAG-013", "data/socket", None),
            ("BAG-013", "fetch.txt", None),
        ]


def test_a_device_is_named_and_never_opened(tmp_path: Path) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    try:
        os.mknod(bag / "data/device", stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("devices can be made by root alone, and not everywhere")
    assert _found(bag) == [("BAG-013", "data/device", None)]


def test_a_listed_file_that_is_a_fifo_is_told_once(tmp_path: Path) -> None:
    bag = BagBuilder().build(tmp_path / "bag")
    (bag / "data/release.txt").unlink()
    os.mkfifo(bag / "data/release.txt")
    assert _found(bag) == [("BAG-013", "data/release.txt", None)]


def test_octets_that_are_no_text_end_in_findings(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 64
    for name in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha512.txt"):
        bag = BagBuilder(edits={name: lambda _: noise}).build(tmp_path / name)
        assert {path for _, path, _ in _found(bag)} >= {name}
    fetched = BagBuilder(fetch=noise).build(tmp_path / "fetch")
    assert {path for _, path, _ in _found(fetched)} == {"fetch.txt"}


@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-32", "SHIFT_JIS", "ISO-2022-JP", "GB18030"])
def test_a_lying_encoding_ends_in_findings(encoding: str, tmp_path: Path) -> None:
    noise = bytes(range(255, 0, -1)) * 3
    bag = BagBuilder(encoding=encoding, edits={"bag-info.txt": lambda _: noise})
    assert "BAG-019" in {code for code, _, _ in _found(bag.build(tmp_path / "bag"))}


@pytest.mark.parametrize("name", ["rot13", "zlib_codec", "base64", "idna", "../../x", "mbcs"])
def test_codecs_that_are_no_registered_encodings_are_not_used(name: str, tmp_path: Path) -> None:
    found = _read(BagBuilder(encoding=name).build(tmp_path / "bag")).findings
    assert [one.code for one in found] == [structure.ENCODING_UNKNOWN]


def test_huge_lines_and_numbers_end_in_findings(tmp_path: Path) -> None:
    digits = b"9" * 100_000
    edits = {
        "manifest-sha256.txt": append(b"a" * (2 << 20) + b"\n"),
        "bag-info.txt": replace(b"Oxum: ", b"Oxum: " + digits),
    }
    fetch = b"https://example.org/x " + digits + b" data/release.txt\n"
    found = [
        code for code, _, _ in _found(BagBuilder(edits=edits, fetch=fetch).build(tmp_path / "b"))
    ]
    assert found == ["BAG-022", "INF-014", "FET-003", "INF-006"]


def test_a_path_of_two_million_octets_is_missing_and_nothing_worse(tmp_path: Path) -> None:
    path = b"data/" + b"/".join([b"d" * 200] * 4_000)
    line = digest("sha256", b"").encode() + b"  " + path + b"\n"
    found = _found(BagBuilder(edits={"manifest-sha256.txt": append(line)}).build(tmp_path / "b"))
    assert found == [("MAN-009", path.decode(), None)]


def test_a_segment_longer_than_the_system_holds_is_missing(tmp_path: Path) -> None:
    line = digest("sha256", b"").encode() + b"  data/" + b"n" * 300 + b"\n"
    bag = BagBuilder(edits={"manifest-sha256.txt": append(line)}).build(tmp_path / "b")
    assert [code for code, _, _ in _found(bag)] == ["MAN-009"]


def test_a_deep_tree_is_read(tmp_path: Path) -> None:
    deep = "data/" + "d/" * 400 + "leaf.txt"
    reading = _read(BagBuilder(payload={**PAYLOAD, deep: b"x"}).build(tmp_path / "bag"))
    assert list(reading.findings) == []
    assert reading.facts.payload[deep].size == 1


def test_a_digest_of_zeros_is_compared_like_any_other(tmp_path: Path) -> None:
    right = digest("sha256", PAYLOAD["data/release.txt"]).encode()
    bag = BagBuilder(edits={"manifest-sha256.txt": replace(right, b"0" * 64)})
    found = _read(bag.build(tmp_path / "bag")).findings
    assert [(one.code.name, one.expected) for one in found] == [("FIX-001", "0" * 64)]


def test_white_space_inside_a_digest_is_not_read_past(tmp_path: Path) -> None:
    right = digest("sha256", PAYLOAD["data/release.txt"]).encode()
    for number, wrong in enumerate((b"\x0b", b"\x0c", b"\xc2\xa0")):
        spaced = right[:-2] + wrong + right[-2:]
        bag = BagBuilder(edits={"manifest-sha256.txt": replace(right, spaced)})
        found = _found(bag.build(tmp_path / f"bag{number}"))
        assert found == [("MAN-002", "manifest-sha256.txt", 2)]


def test_endless_bad_lines_are_counted_and_not_listed_without_end(tmp_path: Path) -> None:
    bag = BagBuilder(edits={"bag-info.txt": append(b"nonsense\n" * 5_000)})
    found = _read(bag.build(tmp_path / "bag")).findings
    assert [one.code.name for one in found] == ["INF-001"] * 1_000 + ["BAG-026"]
    assert list(found)[-1].message == "bag-info.txt: 4000 more findings of INF-001 are not listed"


def test_a_payload_oxum_after_what_is_read_is_not_called_absent(tmp_path: Path) -> None:
    bag = BagBuilder(edits={"bag-info.txt": prepend(b"Note: x\n" * 100_001)})
    reading = _read(bag.build(tmp_path / "bag"))
    assert [one.code.name for one in reading.findings] == ["INF-015"]
    assert reading.not_checked == ("Payload-Oxum: bag-info.txt could not be read to its end",)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Apart]:
    with apart.opened() as one:
        yield one


def _number_of_findings(bag: str) -> int:
    return len(_read(Path(bag)).findings)


_ENDLESS_IF_QUADRATIC = 400_000


@pytest.mark.parametrize(
    "line",
    [
        b"a" + b" " * _ENDLESS_IF_QUADRATIC + b"b\n",
        b" " * _ENDLESS_IF_QUADRATIC + b"\n",
        b"Label: value\n" + b" x\n" * 99_000,
        b"%" * _ENDLESS_IF_QUADRATIC + b"\n",
        b"0" * 64 + b"  data" + b"/." * (_ENDLESS_IF_QUADRATIC // 2) + b"\n",
        b"https:" + b"%41" * (_ENDLESS_IF_QUADRATIC // 3) + b" - data/x\n",
    ],
)
@pytest.mark.parametrize(
    "name",
    ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "fetch.txt"],
)
def test_lines_that_would_take_quadratic_time_are_read_to_the_end(
    elsewhere: Apart, name: str, line: bytes, tmp_path: Path
) -> None:
    bag = BagBuilder(fetch=b"", edits={name: append(line)}).build(tmp_path / "bag")
    # RFC 8493 section 2.2.2: one value of bag-info.txt may be folded over many lines.
    lawful = name == "bag-info.txt" and line.startswith(b"Label: ")
    assert (elsewhere.call(_number_of_findings, str(bag)) == 0) is lawful


@pytest.mark.parametrize(
    "line",
    [
        "{digest}  data/none-{n}.txt\n",
        "{digest}  ../{n}\n",
        "{digest} *./data//none-{n}\n",
        "{digest}  data/%41{n}\n",
        "{digest}  data/\u00e9{n}\n",
        "{digest}  data/release.txt\n",
        "{n}\n",
    ],
)
def test_a_manifest_of_many_bad_lines_takes_work_in_proportion(line: str, tmp_path: Path) -> None:
    def calls(count: int) -> int:
        zeros = "0" * 64
        lines = "".join(line.format(digest=zeros, n=n) for n in range(count)).encode()
        bag = BagBuilder(edits={"manifest-sha256.txt": append(lines)})
        built = bag.build(tmp_path / f"bag{count}")
        return effort.calls(lambda: _read(built))

    few = calls(1_000)
    assert calls(4_000) <= 4 * few


def test_finding_a_wrong_octet_costs_the_same_however_long_the_line(tmp_path: Path) -> None:
    def cost(length: int) -> int:
        line = b"x" * length + b"\xff\n"
        bag = BagBuilder(encoding="US-ASCII", edits={"bag-info.txt": append(line)})
        built = bag.build(tmp_path / str(length))
        return effort.calls(lambda: _read(built))

    assert cost(800_000) <= cost(1_000) + 500
