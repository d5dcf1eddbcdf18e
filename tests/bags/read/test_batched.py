"""Files read in batches are judged like files read one by one."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve.bags.read import BagReading, FolderTree, batched, files, read, runs
from preserve.findings import Code, Finding
from preserve.fixity import batches
from preserve.model.bags import PayloadFacts
from preserve.storage import spills
from preserve.storage.folders import Folder
from preserve.storage.spills import Spill
from tests.bags.builder import BagBuilder
from tests.bags.read.fixtures import FIXTURES, build_and_read

MANY = "preserve.bags.read.files._MANY"


@pytest.mark.parametrize(
    "code",
    [code for code, one in FIXTURES.items() if one.changing is None],
    ids=lambda one: one.name,
)
def test_a_bag_read_in_batches_raises_the_same_codes(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with build_and_read(FIXTURES[code], tmp_path / "one by one", monkeypatch) as reading:
        expected = list(reading.findings)
    monkeypatch.setattr(MANY, 0)
    with build_and_read(FIXTURES[code], tmp_path / "in batches", monkeypatch) as reading:
        assert list(reading.findings) == expected


def _told(bag: Path, workers: int = 1) -> tuple[list[Finding], list[PayloadFacts], int]:
    with (
        Folder.open(bag) as folder,
        closing(FolderTree(folder)) as tree,
        read(tree, workers=workers) as reading,
    ):
        return list(reading.findings), _facts(reading), reading.facts.octets


def _facts(reading: BagReading) -> list[PayloadFacts]:
    payload = reading.facts.payload
    assert len(payload) == len(list(payload))
    return [payload[path] for path in payload]


def _flip(bag: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(bag.glob("data/*/*")))
    path.write_bytes(path.read_bytes() + b"?")


def _remove(bag: Path, chance: random.Random) -> None:
    chance.choice(sorted(bag.glob("data/*/*"))).unlink()


def _add(bag: Path, chance: random.Random) -> None:
    name = chance.choice(["0", "zz", "e\u0301", "con.txt", "F001", "a b"])
    (bag / f"data/d{chance.randrange(3)}" / name).write_bytes(b"added")


def _add_folder(bag: Path, chance: random.Random) -> None:
    (bag / f"data/d{chance.randrange(3)}" / f"f{chance.randrange(40):03}-").mkdir(exist_ok=True)


def _link(bag: Path, chance: random.Random) -> None:
    path = bag / f"data/d{chance.randrange(3)}" / "f020-link"
    if not path.is_symlink():
        path.symlink_to("f000")


Lines = list[bytes]


def _edit(change: Callable[[Lines, random.Random], Lines]) -> Callable[[Path, random.Random], None]:
    def edit(bag: Path, chance: random.Random) -> None:
        path = bag / chance.choice(["manifest-sha256.txt", "manifest-sha512.txt"])
        path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True), chance)))

    return edit


def _shuffled(lines: Lines, chance: random.Random) -> Lines:
    return chance.sample(lines, len(lines))


def _twice(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    return [*lines[: at + 1], lines[at], *lines[at + 1 :]]


def _lacking(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    return lines[:at] + lines[at + 1 :]


def _another_digest(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    lines[at] = b"0" + lines[at][1:]
    return lines


def _odd(lines: Lines, chance: random.Random) -> Lines:
    at = chance.randrange(len(lines))
    digest, path = lines[at].split(b"  ", 1)
    lines[at] = chance.choice(
        [
            digest.upper() + b"  " + path,
            digest + b" \t " + path,
            digest + b" *" + path,
            digest + b"  ./" + path,
            digest + b"  " + path.replace(b"data/", b"data//"),
            digest[:-1] + b"  " + path,
            digest + b"  " + path.replace(b"\n", b"\r\n"),
            digest + b"  " + path.replace(b"\n", b"%0A\n"),
            digest + b"  data/\xff\n",
            b" " + digest + b"  " + path,
            b"# comment\n",
            b"\n",
        ]
    )
    return lines


def _fetch(bag: Path, chance: random.Random) -> None:
    number = chance.randrange(60)
    line = f"https://example.org/x 1 data/d{number % 4}/f{number % 50:03}\n"
    with (bag / "fetch.txt").open("a", encoding="utf-8") as stream:
        stream.write(line)


CHANGES = [
    *(_flip, _remove, _add, _add_folder, _link, _fetch),
    *map(_edit, (_shuffled, _twice, _lacking, _another_digest, _odd)),
]
PAYLOAD = {f"data/d{folder}/f{n:03}": b"%d" % n for folder in range(3) for n in range(45)}


@pytest.fixture(scope="module")
def _small() -> Iterator[None]:
    """Let runs and batches be short, so that their ends come often."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "LONGEST", 7)
        patch.setattr(batched, "_FILES", 10)
        yield


@given(
    changes=st.lists(st.sampled_from(CHANGES), max_size=4),
    seed=st.integers(0, 10_000),
    room=st.sampled_from([1, 3_000, spills.HELD]),
)
@settings(max_examples=80, deadline=None)
@pytest.mark.usefixtures("_small")
def test_whatever_is_changed_is_told_alike(
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[Callable[[Path, random.Random], None]],
    seed: int,
    room: int,
) -> None:
    bag = BagBuilder(payload=PAYLOAD).build(tmp_path_factory.mktemp("batched") / "bag")
    chance = random.Random(seed)
    for change in changes:
        change(bag, chance)
    expected = _told(bag)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MANY, 0)
        # What does not fit in memory is read from files in short blocks.
        patch.setattr(Spill.__init__, "__kwdefaults__", {"room": room})
        patch.setattr(spills, "_CHUNK", 200)
        patch.setattr(spills, "_FEW", 3)
        assert _told(bag) == expected


@pytest.mark.parametrize("line", range(20))
def test_a_line_repeated_where_a_block_of_a_file_ends_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: int
) -> None:
    monkeypatch.setattr(spills, "_CHUNK", 1)
    monkeypatch.setattr(spills, "_FEW", 4)
    monkeypatch.setattr(Spill.__init__, "__kwdefaults__", {"room": 1})
    payload = {f"data/{number:02}": b"%d" % number for number in range(20)}

    def repeat(octets: bytes) -> bytes:
        lines = octets.splitlines(keepends=True)
        return b"".join([*lines[: line + 1], lines[line], *lines[line + 1 :]])

    bag = BagBuilder(payload=payload, version="0.97", edits={"manifest-sha256.txt": repeat}).build(
        tmp_path / "bag"
    )
    expected = _told(bag)
    monkeypatch.setattr(MANY, 0)
    assert _told(bag) == expected
    assert [one.code.name for one in expected[0] if one.path == "manifest-sha256.txt"] == [
        "MAN-005"
    ]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_workers_find_what_one_reader_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    payload = {f"data/{n // 300}/{n}": b"x" * (n % 50) for n in range(1_200)}
    bag = BagBuilder(payload=payload).build(tmp_path / "bag")
    for number in (0, 299, 300, 700):
        (bag / f"data/{number // 300}/{number}").write_bytes(b"changed")
    (bag / "data/2/650").unlink()
    (bag / "data/3/more").write_bytes(b"more")
    found, facts, octets = _told(bag, workers)
    monkeypatch.setattr(MANY, 10_000)
    assert (found, facts, octets) == _told(bag)
    assert len(found) > 5


@pytest.mark.parametrize("workers", [1, 2])
def test_large_files_are_read_where_they_stand_among_small_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(MANY, 0)
    large = os.urandom(batches.LARGE + 1)
    medium = large[: batches.MOST // 3]
    payload = {f"data/{n:02}": large if n in {3, 4, 9} else b"small" for n in range(12)}
    payload |= {f"data/{n}": medium for n in range(20, 26)}
    bag = BagBuilder(payload=payload).build(tmp_path / "bag")
    (bag / "data/04").write_bytes(large[:-1] + b"?")
    (bag / "data/25").write_bytes(medium + b"?")
    found, facts, octets = _told(bag, workers)
    assert {one.path for one in found if one.code.name == "FIX-001"} == {"data/04", "data/25"}
    assert len(facts) == len(payload)
    assert octets == sum(map(len, payload.values())) + 1


def test_a_file_that_changes_while_its_batch_is_read_is_not_called_altered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MANY, 0)
    payload = {f"data/{n}": b"octets" for n in range(9)}
    bag = BagBuilder(payload=payload).build(tmp_path / "bag")
    whole = batches._Reader._whole
    changes = {2: b"more octets", 4: b"", 6: b"OCTETS"}
    count = iter(range(9))

    def touch(self: batches._Reader, handle: int, size: int) -> int:
        if (number := next(count)) in changes:
            (bag / f"data/{number}").write_bytes(changes[number])
            os.utime(bag / f"data/{number}", ns=(0, 0))
        return whole(self, handle, size)

    monkeypatch.setattr(batches._Reader, "_whole", touch)
    found, facts, _ = _told(bag)
    expected = [("FIX-003", f"data/{number}") for number in changes]
    assert [(one.code.name, one.path) for one in found if one.path != "bag-info.txt"] == expected
    assert len(facts) == 6


def test_octets_are_told_as_batches_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MANY, 0)
    payload = {f"data/{n}": b"octets" for n in range(500)}
    bag = BagBuilder(payload=payload).build(tmp_path / "bag")
    told: list[int] = []
    with Folder.open(bag) as folder, closing(FolderTree(folder)) as tree:
        read(tree, workers=2, on_octets=told.append).close()
    assert sum(told) >= 3_000
    assert files._MANY == 0
