"""Copying while digesting, in one read of the source."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from preserve.errors import ChangedWhileReadError, ReadError, WriteError
from preserve.fixity import copying
from preserve.fixity.copying import Copier
from preserve.model.digests import Algorithm
from preserve.storage import operations
from preserve.storage.folders import Folder, NotRegularError


def copy(tmp_path: Path, on_octets: Callable[[int], None] = lambda _: None) -> copying.Row:
    (tmp_path / "target").mkdir(exist_ok=True)
    with (
        Folder.open(tmp_path) as source,
        Folder.open(tmp_path / "target") as target,
        Copier(source.handle(), target.handle(), on_octets=on_octets) as copier,
    ):
        return copier.copy("source", [Algorithm.SHA512])


def test_the_digest_is_of_the_octets_read_and_the_copy_has_them(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"octets")
    os.utime(tmp_path / "source", ns=(1, 1234567890123456789))
    read = copy(tmp_path)
    assert read[-1] == (hashlib.sha512(b"octets").hexdigest(),)
    assert (tmp_path / "target" / "source").read_bytes() == b"octets"
    assert (tmp_path / "target" / "source").stat().st_mtime_ns == 1234567890123456789


def test_a_source_that_changes_once_is_read_again(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"before")
    changes = [b"after!"]

    def change(_: int) -> None:
        if changes:
            source.write_bytes(changes.pop())

    read = copy(tmp_path, change)
    assert read[-1] == (hashlib.sha512(b"after!").hexdigest(),)
    assert (tmp_path / "target" / "source").read_bytes() == b"after!"


def test_a_source_that_keeps_changing_is_named_and_no_copy_is_left(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"0")
    count = 0

    def change(_: int) -> None:
        nonlocal count
        count += 1
        source.write_bytes(b"%d" % count * (count + 1))

    with pytest.raises(ChangedWhileReadError, match=r"^source: changed while it was read, twice$"):
        copy(tmp_path, change)
    assert list((tmp_path / "target").iterdir()) == []


def test_a_vanished_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"^source: cannot be read .No such file or directory.$"):
        copy(tmp_path)


def test_a_link_put_in_the_place_of_a_source_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "source").symlink_to("secret")
    with pytest.raises(NotRegularError):
        copy(tmp_path)
    assert list((tmp_path / "target").iterdir()) == []


def test_a_full_disk_is_the_copys_fault_and_leaves_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "source").write_bytes(b"octets")

    def full(handle: int, octets: memoryview) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(operations, "write", full)
    with pytest.raises(WriteError, match=r"^source: cannot be written .No space left on device.$"):
        copy(tmp_path)
    assert list((tmp_path / "target").iterdir()) == []


def test_a_failing_medium_is_the_sources_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "source").write_bytes(b"octets")

    def failing(handle: int, buffers: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "readv", failing)
    with pytest.raises(ReadError, match=r"^source: cannot be read .Input/output error.$"):
        copy(tmp_path)
    monkeypatch.undo()
    assert list((tmp_path / "target").iterdir()) == []
