"""However large a bag is, the same is found in it, in the same memory."""

import random
import subprocess
import sys
from collections.abc import Generator, Iterable
from pathlib import Path

import pytest

from preserve.bags.read import FolderTree, read
from preserve.bags.read.tree import FileReading, OnOctets
from preserve.findings import Code, Finding
from preserve.model.digests import Algorithm
from preserve.storage.folders import Folder
from preserve.storage.spills import Spill
from tests import memory
from tests.bags.builder import PAYLOAD, BagBuilder, append
from tests.bags.read.fixtures import FIXTURES, build_and_read


@pytest.mark.parametrize("code", FIXTURES, ids=lambda code: code.name)
def test_the_same_is_found_when_nothing_fits_in_memory(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Spill.__init__, "__kwdefaults__", {"room": 1})
    fixture = FIXTURES[code]
    with build_and_read(fixture, tmp_path / "bag", monkeypatch) as reading:
        found = {one.code.name for one in reading.findings}
    assert found == {one.name for one in {code, *fixture.also}}


class Shuffled(FolderTree):
    """A folder whose files come in no order, as the members of an archive do."""

    in_order = False

    def readings(
        self,
        paths: Iterable[str],
        algorithms: tuple[Algorithm, ...],
        *,
        workers: int,
        on_octets: OnOctets | None,
    ) -> Generator[FileReading]:
        found = list(super().readings(paths, algorithms, workers=workers, on_octets=on_octets))
        random.Random(7).shuffle(found)
        yield from found


def _findings(tree: FolderTree) -> list[Finding]:
    with read(tree) as reading:
        return list(reading.findings)


def test_files_that_are_read_in_any_order_are_judged_alike(tmp_path: Path) -> None:
    payload = {f"data/{number:03}": b"%d" % number for number in range(100)}
    bag = BagBuilder(payload={**PAYLOAD, **payload}).build(tmp_path / "bag")
    for number in range(0, 100, 7):
        (bag / f"data/{number:03}").write_bytes(b"?")
    with Folder.open(bag) as folder:
        in_order = _findings(FolderTree(folder))
        assert _findings(Shuffled(folder)) == in_order
    assert len([one for one in in_order if one.code.name == "FIX-001"]) == 30


_PEAK = f"""
import sys
from pathlib import Path
from preserve.bags.read import FolderTree, read
from preserve.storage.folders import Folder
{memory.PEAK}
with Folder.open(Path(sys.argv[1])) as folder, read(FolderTree(folder)) as reading:
    print(len(reading.findings), peak_kib())
"""


def _peak(bag: Path) -> tuple[int, int]:
    command = [sys.executable, "-c", _PEAK, str(bag)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    count, peak = map(int, run.stdout.split())
    return count, peak


@pytest.mark.slow
def test_memory_does_not_grow_with_the_lines_of_manifests(tmp_path: Path) -> None:
    def listing(count: int) -> Path:
        lines = "".join(f"{'0' * 64}  data/{n // 500:05}/{n:07}\n" for n in range(count)).encode()
        edits = {"manifest-sha256.txt": append(lines)}
        builder = BagBuilder(algorithms=("sha256",), edits=edits)
        return builder.build(tmp_path / f"bag{count}")

    (_, few), (count, many) = _peak(listing(60_000)), _peak(listing(240_000))
    assert count == 240_000 + 1
    # 180,000 paths with their digests, held in any way, would be more than this.
    assert many - few < 12 << 10


@pytest.mark.slow
def test_memory_does_not_grow_with_the_repetitions_of_one_line(tmp_path: Path) -> None:
    def repeating(count: int) -> Path:
        line = ("0" * 64 + "  data/release.txt\n").encode()
        edits = {"manifest-sha256.txt": append(line * count)}
        return BagBuilder(edits=edits).build(tmp_path / f"bag{count}")

    (_, few), (count, many) = _peak(repeating(60_000)), _peak(repeating(240_000))
    assert count == 1_000 + 1
    assert many - few < 12 << 10
