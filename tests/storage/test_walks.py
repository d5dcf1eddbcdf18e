"""Walking a tree in order, whatever its width and depth."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve.errors import ReadError
from preserve.storage import trails, walks
from preserve.storage.folders import EntryKind, Folder
from preserve.storage.trails import Trail


def _refuse(path: str, reason: str) -> None:
    raise AssertionError(f"{path}: {reason}")


def _walked(root: Path) -> list[tuple[str, EntryKind]]:
    with Folder.open(root) as folder:
        return [(one.path, one.kind) for one in walks.walk(folder.handle(), _refuse)]


@contextmanager
def counted_opens(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    opened: list[bytes] = []
    open_ = os.open

    def note(name: bytes, flags: int, *, dir_fd: int | None = None) -> int:
        opened.append(name)
        return open_(name, flags, dir_fd=dir_fd)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", note)
        yield opened


def _deep(root: Path, depth: int, *, file: bool) -> None:
    handle = os.open(root, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=handle)
        below = os.open("d", os.O_RDONLY, dir_fd=handle)
        if file:
            os.close(os.open("f", os.O_WRONLY | os.O_CREAT, dir_fd=below))
            os.mkdir("x", dir_fd=below)
        os.close(handle)
        handle = below
    os.close(handle)


NAMES = st.sampled_from(["a", "a-", "a.b", "b", "A", "\u00e9", "\udcff", "a\n"])


@given(paths=st.lists(st.lists(NAMES, min_size=1, max_size=4), max_size=12))
@settings(max_examples=60, deadline=None)
def test_entries_come_sorted_with_folders_before_what_is_in_them(
    tmp_path_factory: pytest.TempPathFactory, paths: list[list[str]]
) -> None:
    root = tmp_path_factory.mktemp("walk")
    for segments in paths:
        place = os.fsencode(root) + b"/" + os.fsencode("/".join(segments))
        os.makedirs(place, exist_ok=True)
    found = _walked(root)
    expected = {
        "/".join(segments[:length]) for segments in paths for length in range(1, len(segments) + 1)
    }
    assert [path for path, _ in found] == sorted(expected, key=lambda one: os.fsencode(one + "/"))


def test_files_and_folders_are_sorted_by_octets_together(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a/z", "a-b", "a.txt", "a0", "B"):
        (tmp_path / name).touch()
    found = [path for path, _ in _walked(tmp_path)]
    assert found == ["B", "a-b", "a.txt", "a", "a/z", "a0"]


def test_a_folder_too_wide_for_memory_comes_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walks, "_ROOM", 500)
    for number in range(300):
        (tmp_path / f"{number * 7 % 300:03}").touch()
    assert [path for path, _ in _walked(tmp_path)] == [f"{number:03}" for number in range(300)]


def test_a_folder_that_cannot_be_listed_is_told_and_the_rest_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a/x", "b/x", "c/x"):
        (tmp_path / name).mkdir(parents=True)
    to = Trail.to

    def refuse(self: Trail, path: str) -> int:
        if path == "b":
            raise PermissionError(13, "Permission denied")
        return to(self, path)

    monkeypatch.setattr(Trail, "to", refuse)
    told: list[tuple[str, str]] = []
    with Folder.open(tmp_path) as folder:
        found = [
            one.path for one in walks.walk(folder.handle(), lambda *unread: told.append(unread))
        ]
    assert found == ["a", "a/x", "b", "c", "c/x"]
    assert told == [("b", "Permission denied")]


def test_the_folders_opened_do_not_grow_with_the_square_of_the_depth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _deep(tmp_path, 400, file=True)
    with counted_opens(monkeypatch) as names:
        assert len(_walked(tmp_path)) == 3 * 400
    # Two folders a level, opened once each; opening every path from the root would be 160,400.
    assert 2 * 400 <= len(names) < 2_000


def test_few_folders_are_open_at_once_however_deep_they_lie(tmp_path: Path) -> None:
    _deep(tmp_path, 500, file=False)
    path = "/".join(["d"] * 500)
    with Folder.open(tmp_path) as folder, Trail(folder.handle()) as trail:
        before = len(os.listdir("/proc/self/fd"))
        trail.to(path)
        assert len(os.listdir("/proc/self/fd")) - before <= trails.HELD
        for depth in (499, 300, 100, 1, 500):
            expected = os.stat(os.fsencode(tmp_path) + b"/d" * depth)
            assert os.fstat(trail.to("/".join(["d"] * depth))).st_ino == expected.st_ino


def test_a_trail_that_failed_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/link").symlink_to("b")
    with Folder.open(tmp_path) as folder, Trail(folder.handle()) as trail:
        for wrong in ("a/none", "a/link", "a/b/none/x"):
            with pytest.raises(OSError):
                trail.to(wrong)
            assert os.fstat(trail.to("a/b")).st_ino == (tmp_path / "a/b").stat().st_ino
        for wrong in ("..", "a/..", "/", "a//b", "a/b/", "./a", "a/\0"):
            with pytest.raises(ReadError):
                trail.to(wrong)
        assert trail.to("") == folder.handle()


def test_files_of_one_folder_come_together_between_its_folders(tmp_path: Path) -> None:
    for name in ("a", "b", "d", "e"):
        (tmp_path / name).touch()
    (tmp_path / "c").mkdir()
    for number in range(3):
        (tmp_path / "c" / str(number)).touch()
    with Folder.open(tmp_path) as folder:
        found = list(walks.walk_by_folder(folder.handle(), _refuse))
    assert [one if isinstance(one, walks.Files) else one.path for one in found] == [
        ("", [b"a", b"b"], False),
        "c",
        ("c", [b"0", b"1", b"2"], True),
        ("", [b"d", b"e"], False),
    ]
    assert [one.paths() for one in found if isinstance(one, walks.Files)] == [
        [b"a", b"b"],
        [b"c/0", b"c/1", b"c/2"],
        [b"d", b"e"],
    ]


def test_what_a_folder_gave_before_it_failed_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).touch()
    scandir = os.scandir

    class Failing:
        def __init__(self, handle: int) -> None:
            self._found = scandir(handle)
            self._left = 2

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self._found.close()

        def __iter__(self) -> "Failing":
            return self

        def __next__(self) -> "os.DirEntry[str]":
            if not self._left:
                raise OSError(5, "Input/output error")
            self._left -= 1
            return next(self._found)

    monkeypatch.setattr(os, "scandir", Failing)
    told: list[tuple[str, str]] = []
    with Folder.open(tmp_path) as folder:
        found = list(walks.walk(folder.handle(), lambda *unread: told.append(unread)))
    assert len(found) == 2
    assert told == [("", "Input/output error")]


def test_a_lack_of_handles_is_no_fault_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(os, "scandir", fail)
    with Folder.open(tmp_path) as folder, pytest.raises(OSError, match="Too many open files"):
        list(walks.walk(folder.handle(), _refuse))
