"""A missing file and an unlisted one of the same octets are told to be one and the same."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from preserve.bags.read import BagReading, Depth, FolderTree, read
from preserve.findings import Finding, manifests
from preserve.storage.folders import Folder
from tests import effort
from tests.bags.builder import PAYLOAD, BagBuilder

RELEASE = "data/release.txt"


def _read(bag: Path, depth: Depth = Depth.FULL) -> BagReading:
    with Folder.open(bag) as folder:
        return read(FolderTree(folder), depth=depth)


def _renamed(listed: str, path: str) -> Callable[[Path], None]:
    def rename(bag: Path) -> None:
        (bag / listed).rename(bag / path)

    return rename


def _found(bag: Path, depth: Depth = Depth.FULL) -> list[Finding]:
    with _read(bag, depth) as reading:
        return [one for one in reading.findings if one.code is manifests.RENAMED]


def _pairs(bag: Path) -> list[tuple[str | None, str | None]]:
    return [(one.path, one.expected) for one in _found(bag)]


def test_a_renamed_payload_file_is_told_once_before_what_follows_from_it(tmp_path: Path) -> None:
    bag = BagBuilder(afterwards=_renamed(RELEASE, "data/annex/new.txt")).build(tmp_path / "bag")
    with _read(bag) as reading:
        assert [(one.code.name, one.path) for one in reading.findings] == [
            ("MAN-018", "data/annex/new.txt"),
            ("MAN-009", RELEASE),
            ("MAN-010", "data/annex/new.txt"),
        ]


def test_the_finding_names_both_files(tmp_path: Path) -> None:
    bag = BagBuilder(afterwards=_renamed(RELEASE, "data/new.txt")).build(tmp_path / "bag")
    [found] = _found(bag)
    assert found.message == (
        f"data/new.txt: has the digest that is listed for {RELEASE}, which is missing"
    )
    assert (found.expected, found.found) == (RELEASE, "data/new.txt")


def test_a_renamed_tag_file_is_told_though_nothing_else_reads_it(tmp_path: Path) -> None:
    bag = BagBuilder(afterwards=_renamed("bag-info.txt", "bag-info (1).txt"))
    assert _pairs(bag.build(tmp_path / "bag")) == [("bag-info (1).txt", "bag-info.txt")]


def test_a_tag_file_renamed_to_a_name_beyond_ascii_is_told_once(
    tmp_path: Path,
) -> None:
    bag = BagBuilder(afterwards=_renamed("bag-info.txt", "é.txt"))
    assert _pairs(bag.build(tmp_path / "bag")) == [("é.txt", "bag-info.txt")]


def test_an_unlisted_file_of_other_octets_was_not_renamed(tmp_path: Path) -> None:
    bag = BagBuilder(absent={"data/gone.txt": b"x"}, unlisted={"data/new.txt": b"y"})
    assert _found(bag.build(tmp_path / "bag")) == []


def test_a_copy_of_a_file_that_is_not_missing_is_no_renamed_one(tmp_path: Path) -> None:
    bag = BagBuilder(unlisted={"data/copy.txt": PAYLOAD[RELEASE]})
    assert _found(bag.build(tmp_path / "bag")) == []


def test_empty_files_are_alike_and_so_tell_nothing(tmp_path: Path) -> None:
    bag = BagBuilder(absent={"data/gone.txt": b""}, unlisted={"data/new.txt": b""})
    assert _found(bag.build(tmp_path / "bag")) == []


def test_several_of_the_same_octets_are_paired_as_far_as_they_go(tmp_path: Path) -> None:
    bag = BagBuilder(
        absent={"data/a.txt": b"x", "data/b.txt": b"x"},
        unlisted={"data/p.txt": b"x", "data/q.txt": b"x", "data/r.txt": b"x"},
    )
    assert _pairs(bag.build(tmp_path / "bag")) == [
        ("data/p.txt", "data/a.txt"),
        ("data/q.txt", "data/b.txt"),
    ]


def test_without_reading_the_files_nothing_is_guessed(tmp_path: Path) -> None:
    bag = BagBuilder(afterwards=_renamed(RELEASE, "data/new.txt")).build(tmp_path / "bag")
    assert _found(bag, Depth.FAST) == []


def test_the_work_grows_with_the_files_and_not_with_their_pairs(tmp_path: Path) -> None:
    def work(count: int) -> int:
        bag = BagBuilder(
            absent={f"data/a{n}": b"x" for n in range(count)},
            unlisted={f"data/b{n}": b"x" for n in range(count)},
        ).build(tmp_path / f"bag{count}")
        return effort.calls(lambda: _read(bag).close())

    assert work(2_400) < 2.2 * work(1_200)


def test_of_more_missing_files_of_one_digest_than_are_looked_at_the_others_are_still_missing(
    tmp_path: Path,
) -> None:
    bag = BagBuilder(
        absent={f"data/a{n:04}": b"x" for n in range(1_100)},
        unlisted={f"data/b{n:04}": b"x" for n in range(1_100)},
    ).build(tmp_path / "bag")
    with _read(bag) as reading:
        counts = Counter(one.code.name for one in reading.findings)
    assert counts == {"MAN-009": 1_100, "MAN-010": 1_100, "MAN-018": 1_000}
