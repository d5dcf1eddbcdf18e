"""Large files: copied by the kernel where it can, digested from what was read."""

import errno
import hashlib
import os
import random
from pathlib import Path

import pytest

from preserve.errors import ChangedWhileReadError, WriteError
from preserve.fixity import copying
from preserve.fixity.copying import LARGE, Copier
from preserve.model.digests import Algorithm
from preserve.storage import operations
from preserve.storage.folders import Folder

ALGORITHMS = (Algorithm.MD5, Algorithm.SHA256, Algorithm.SHA512)


@pytest.fixture
def octets(tmp_path: Path) -> bytes:
    found = random.Random(1).randbytes(LARGE + 12345)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "large").write_bytes(found)
    (tmp_path / "target").mkdir()
    return found


def copy(tmp_path: Path) -> copying.Row:
    with (
        Folder.open(tmp_path / "source") as source,
        Folder.open(tmp_path / "target") as target,
        Copier(source.handle(), target.handle()) as copier,
    ):
        return copier.copy("large", ALGORITHMS)


def assert_copied(tmp_path: Path, octets: bytes) -> None:
    row = copy(tmp_path)
    assert row[-1] == tuple(hashlib.new(one, octets).hexdigest() for one in ALGORITHMS)
    assert (tmp_path / "target" / "large").read_bytes() == octets


def test_a_large_file_is_copied_and_digested(tmp_path: Path, octets: bytes) -> None:
    assert_copied(tmp_path, octets)


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP])
def test_what_the_kernel_does_not_copy_is_written(
    tmp_path: Path, octets: bytes, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: int, **__: int) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(operations, "copy_range", refused)
    assert_copied(tmp_path, octets)


@pytest.mark.parametrize("most", [0, 1000, 700_001])
def test_what_the_kernel_leaves_uncopied_is_copied_all_the_same(
    tmp_path: Path, octets: bytes, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = operations.copy_range
    calls = 0

    def stingy(source: int, target: int, count: int, *, offset: int) -> int:
        nonlocal calls
        calls += 1
        return real(source, target, min(count, most), offset=offset) if calls < 5 and most else 0

    monkeypatch.setattr(operations, "copy_range", stingy)
    assert_copied(tmp_path, octets)


@pytest.mark.parametrize("operation", ["copy_range", "reserve"])
def test_a_full_disk_is_the_copys_fault(
    tmp_path: Path, octets: bytes, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: int, **__: int) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(operations, operation, full)
    with pytest.raises(WriteError, match=r"^large: cannot be written .No space left on device.$"):
        copy(tmp_path)
    assert list((tmp_path / "target").iterdir()) == []


@pytest.mark.parametrize("change", [-5, 5])
def test_a_large_file_that_shrinks_or_grows_is_named_and_not_kept(
    tmp_path: Path, octets: bytes, change: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.readv

    def readv(handle: int, buffers: list[memoryview]) -> int:
        count = real(handle, buffers)
        path = tmp_path / "source" / "large"
        os.truncate(path, path.stat().st_size + change)
        return count

    monkeypatch.setattr(os, "readv", readv)
    with pytest.raises(ChangedWhileReadError):
        copy(tmp_path)
    assert list((tmp_path / "target").iterdir()) == []
