"""Folders held open by handle."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.errors import ReadError
from preserve.storage import names
from preserve.storage.folders import Entry, EntryKind, Folder, NotRegularError

SEGMENT = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=8
).filter(lambda name: name not in {".", ".."})


def walked(folder: Path) -> list[Entry]:
    with Folder.open(folder) as opened:
        return list(opened.walk())


def test_a_walk_is_in_the_order_of_the_paths_octets(tmp_path: Path) -> None:
    for path in ("a/b", "a-b", "a.txt", "a/é", "z"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(b"x")
    files = [entry.path for entry in walked(tmp_path) if entry.kind is EntryKind.FILE]
    assert files == ["a-b", "a.txt", "a/b", "a/é", "z"]


@given(st.sets(st.lists(SEGMENT, min_size=1, max_size=3).map(tuple), max_size=8))
def test_any_walk_is_sorted_by_octets_and_complete(
    tmp_path_factory: pytest.TempPathFactory, paths: set[tuple[str, ...]]
) -> None:
    root = tmp_path_factory.mktemp("tree")
    made = set()
    for path in paths:
        target = os.path.join(os.fsencode(root), *(names.to_octets(part) for part in path))
        try:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "xb"):
                made.add("/".join(path))
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            continue
    found = [entry.path for entry in walked(root) if entry.kind is EntryKind.FILE]
    assert found == sorted(made, key=names.to_octets)


def test_a_tree_deeper_than_any_path_the_system_takes_is_walked_and_removed(tmp_path: Path) -> None:
    with Folder.open(tmp_path) as folder:
        deep = "/".join(["d" * 200] * 40)
        folder.make_folders(deep)
        with folder.create_file(f"{deep}/f") as handle:
            os.write(handle, b"deep")
        assert folder.read(f"{deep}/f", limit=10) == b"deep"
        assert len(list(folder.walk())) == 41
        folder.remove_tree("d" * 200)
        assert list(folder.walk()) == []


def test_a_name_that_is_not_utf8_survives_the_walk(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9", "wb"):
        pass
    (entry,) = walked(tmp_path)
    assert names.to_octets(entry.path) == b"caf\xe9"
    assert not names.is_utf8(entry.path)


@pytest.mark.parametrize("path", ["", ".", "..", "a/../b", "/a", "a//b", "a/", "a\0b"])
def test_a_path_that_could_leave_the_folder_is_not_opened(tmp_path: Path, path: str) -> None:
    (tmp_path / "a").mkdir()
    assert not names.is_safe_relative(path)
    with Folder.open(tmp_path) as folder, pytest.raises((ReadError, OSError, ValueError)):
        folder.subfolder(path + "/x").close()


def test_a_link_is_neither_read_nor_followed_to_a_folder(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_bytes(b"secret")
    (tmp_path / "inside" / "link").symlink_to("../outside")
    (tmp_path / "inside" / "file").symlink_to("../outside/secret")
    with Folder.open(tmp_path / "inside") as folder:
        assert [entry.kind for entry in folder.walk()] == [EntryKind.LINK, EntryKind.LINK]
        with pytest.raises(NotRegularError), folder.open_file("file"):
            pass
        with pytest.raises(OSError), folder.open_file("link/secret"):
            pass


def test_a_fifo_does_not_hang_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with Folder.open(tmp_path) as folder:
        assert [entry.kind for entry in folder.walk()] == [EntryKind.SPECIAL]
        with pytest.raises(NotRegularError), folder.open_file("fifo"):
            pass


def test_a_socket_is_not_a_regular_file(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        with (
            Folder.open(tmp_path) as folder,
            pytest.raises(NotRegularError),
            folder.open_file("s"),
        ):
            pass


def test_a_folder_is_not_read_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    with Folder.open(tmp_path) as folder, pytest.raises(NotRegularError), folder.open_file("d"):
        pass


def test_opening_and_closing_leaves_no_handle_open(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "f").write_bytes(b"x")
    before = set(os.listdir("/proc/self/fd"))
    with Folder.open(tmp_path) as folder:
        list(folder.walk())
        with folder.open_file("a/b/f"):
            pass
        assert folder.kind("a/none") is None
        with pytest.raises(FileNotFoundError), folder.open_file("a/none/f"):
            pass
    assert set(os.listdir("/proc/self/fd")) == before
