"""An archive of many members takes no more memory than one of few."""

import gzip
import lzma
import struct
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import pytest

from preserve.archives.reading.shares import Share
from tests import shared
from tests.archives.hostile import END_BLOCKS, TarMember, ZipBuilder, ZipMember, wide_end
from tests.archives.reading.opened import opened
from tests.memory import PEAK

_SCRIPT = f"""
import sys
sys.path.insert(0, {str(shared.REPOSITORY)!r})
from pathlib import Path
from preserve.archives.reading.limits import Limits
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


def test_threads_never_take_more_together_than_there_is() -> None:
    share, lock = Share(100), Lock()
    taken, sums = [0], []

    def take(octets: int) -> None:
        with share.taken(octets):
            with lock:
                taken[0] += octets
                sums.append(taken[0])
            with lock:
                taken[0] -= octets

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(take, [100, 60, 40, 1, 99, 50] * 50))
    assert len(sums) == 300
    assert max(sums) == 100


_DICTIONARY = 16 << 20


def _lzma_member(name: bytes, octets: bytes) -> ZipMember:
    chain = {"id": lzma.FILTER_LZMA1, "dict_size": _DICTIONARY, "lc": 3, "lp": 0, "pb": 2}
    head = struct.pack("<2BHBL", 9, 4, 5, 0x5D, _DICTIONARY)
    stored = head + lzma.compress(octets, lzma.FORMAT_RAW, filters=[chain])
    return ZipMember(name=name, octets=octets, stored=stored, method=14)


def test_one_decoder_of_lzma_waits_for_another_and_a_stream_for_none(tmp_path: Path) -> None:
    octets = bytes(1 << 20)
    names = ("a.bin", "b.bin")
    members = tuple(_lzma_member(b"bag/" + one.encode(), octets) for one in names)
    built = ZipBuilder(members=members).build()
    with opened(built, tmp_path, memory=_DICTIONARY) as archive:
        first, second = map(archive.find, names)
        assert first is not None
        assert second is not None
        begun = archive.octets(first)
        next(begun)
        with archive.stream(second) as stream:
            assert stream.read() == octets
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(lambda: sum(map(len, archive.octets(second))))
            rest = sum(map(len, begun))
            assert 0 < rest < len(octets)
            assert waiting.result() == len(octets)
