"""The operations that change a file system."""

import errno
import os
from pathlib import Path

import pytest

from preserve.storage import operations


@pytest.fixture(params=["system call", "fallback"])
def rename_call(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "fallback":
        monkeypatch.setattr(operations, "_renameat2", lambda *_: errno.ENOSYS)
    return str(request.param)


def test_a_folder_is_renamed_onto_an_absent_name(tmp_path: Path, rename_call: str) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "f").write_bytes(b"x")
    operations.rename_onto_absent(os.fsencode(tmp_path / "old"), os.fsencode(tmp_path / "new"))
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
    assert (tmp_path / "new" / "f").read_bytes() == b"x"


@pytest.mark.parametrize("kind", ["file", "empty folder", "full folder", "dangling link"])
def test_a_folder_never_replaces_what_is_there(tmp_path: Path, rename_call: str, kind: str) -> None:
    (tmp_path / "old").mkdir()
    new = tmp_path / "new"
    if kind == "file":
        new.write_bytes(b"there")
    elif kind == "dangling link":
        new.symlink_to("nowhere")
    else:
        new.mkdir()
        if kind == "full folder":
            (new / "f").write_bytes(b"there")
    with pytest.raises(FileExistsError):
        operations.rename_onto_absent(os.fsencode(tmp_path / "old"), os.fsencode(new))
    assert (tmp_path / "old").is_dir()


def test_a_file_never_replaces_what_is_there(tmp_path: Path, rename_call: str) -> None:
    (tmp_path / "old").write_bytes(b"mine")
    (tmp_path / "new").write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        operations.rename_onto_absent(os.fsencode(tmp_path / "old"), os.fsencode(tmp_path / "new"))
    assert (tmp_path / "new").read_bytes() == b"theirs"
    assert (tmp_path / "old").read_bytes() == b"mine"


def test_a_file_is_renamed_onto_an_absent_name(tmp_path: Path, rename_call: str) -> None:
    (tmp_path / "old").write_bytes(b"mine")
    operations.rename_onto_absent(os.fsencode(tmp_path / "old"), os.fsencode(tmp_path / "new"))
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_a_name_that_is_not_there_is_reported_as_such(tmp_path: Path, rename_call: str) -> None:
    with pytest.raises(FileNotFoundError):
        operations.rename_onto_absent(os.fsencode(tmp_path / "none"), os.fsencode(tmp_path / "new"))


def test_writing_goes_on_until_every_octet_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    written = bytearray()

    def three_at_most(handle: int, octets: memoryview) -> int:
        written.extend(octets[:3])
        return min(3, len(octets))

    monkeypatch.setattr(os, "write", three_at_most)
    operations.write(1, b"0123456789")
    monkeypatch.undo()
    assert written == b"0123456789"
