"""An archive of many members takes no more memory than one of few."""

import gzip
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import shared
from tests.archives.hostile import END_BLOCKS, TarMember, ZipMember, wide_end
from tests.memory import PEAK

_SCRIPT = f"""
import sys
sys.path.insert(0, {str(shared.REPOSITORY)!r})
from pathlib import Path
from preserve.archives.reading import Limits
from preserve.bags.read.archive_tree import open_tree
from preserve.model.digests import Algorithm
from preserve.storage.folders import EntryKind

{PEAK}

def files(tree):
    return (one.path for one in tree.entries(print) if one.kind is EntryKind.FILE)

tree = open_tree(Path(sys.argv[1]), limits=Limits())
readings = tree.readings(files(tree), (Algorithm.SHA256,), workers=1, on_octets=None)
read = sum(one.digested is not None for one in readings)
tree.close()
print(read, peak_kib())
"""
_FEW, _MANY = 5_000, 100_000


def _names(count: int) -> Iterator[bytes]:
    return (b"bag/data/%04d/%06d.txt" % (one // 500, one) for one in range(count))


def _write_zip(path: Path, count: int) -> None:
    directory, at = bytearray(), 0
    with path.open("wb") as sink:
        for name in _names(count):
            member = ZipMember(name=name)
            directory += member.central(at)
            at += sink.write(member.local())
        sink.write(directory)
        sink.write(wide_end(count, len(directory), at, at=at + len(directory)))


def _write_tar(path: Path, count: int) -> None:
    with path.open("wb") as sink:
        sink.writelines(TarMember(name=name).build() for name in _names(count))
        sink.write(END_BLOCKS)


def _write_tgz(path: Path, count: int) -> None:
    with gzip.open(path, "wb", compresslevel=1) as sink:
        sink.writelines(TarMember(name=name).build() for name in _names(count))
        sink.write(END_BLOCKS)


def _read(path: Path) -> tuple[int, int]:
    command = (sys.executable, "-c", _SCRIPT, str(path))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    read, peak = done.stdout.split()
    return int(read), int(peak)


@pytest.mark.slow
@pytest.mark.parametrize("write", [_write_zip, _write_tar, _write_tgz])
def test_memory_does_not_grow_with_the_members(write: object, tmp_path: Path) -> None:
    peaks = []
    for count in (_FEW, _MANY):
        path = tmp_path / f"bag{count}.zip"
        write(path, count)  # type: ignore[operator]
        read, peak = _read(path)
        assert read == count
        peaks.append(peak)
    # The smallest record of a member that Python can hold takes some 200 octets.
    assert peaks[1] - peaks[0] < 16 << 10
