"""Which file systems are flushed as a whole."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from preserve.storage import file_systems, operations, system_calls
from preserve.storage.folders import Folder

EXT4 = 0xEF53
OVERLAY = 0x794C7630
NFS = 0x6969


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    file_systems._tells_of_failures.cache_clear()
    yield
    file_systems._tells_of_failures.cache_clear()


@pytest.mark.parametrize(
    ("system", "release", "number", "expected"),
    [
        ("Linux", "6.18.44-generic", EXT4, True),
        ("Linux", "5.8.0", EXT4, True),
        ("Linux", "5.7.19", EXT4, False),
        ("Linux", "4.18.0-553.el8", EXT4, False),
        ("Linux", "unheard-of", EXT4, False),
        ("Darwin", "23.5.0", EXT4, False),
        ("Linux", "6.18.44", OVERLAY, False),
        ("Linux", "6.18.44", NFS, False),
        ("Linux", "6.18.44", None, False),
    ],
)
def test_only_known_file_systems_of_kernels_that_tell_of_failures_are_flushed_whole(
    monkeypatch: pytest.MonkeyPatch, system: str, release: str, number: int | None, expected: bool
) -> None:
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(sysname=system, release=release))
    monkeypatch.setattr(system_calls, "file_system", lambda _: number)
    assert file_systems.flushes_whole(0) is expected


def test_the_kind_of_a_file_system_is_the_systems_own_word(tmp_path: Path) -> None:
    if os.uname().sysname != "Linux":
        pytest.skip("only Linux numbers its file systems so")
    with Folder.open(Path("/proc")) as folder:
        assert system_calls.file_system(folder.handle()) == 0x9FA0


def test_a_file_system_is_flushed_by_the_handle_of_a_folder(tmp_path: Path) -> None:
    with Folder.open(tmp_path) as folder:
        if not file_systems.flushes_whole(folder.handle()):
            pytest.skip("this file system is not flushed as a whole")
        operations.flush_file_system(folder.handle())


def test_a_flush_that_fails_is_an_error() -> None:
    if os.uname().sysname != "Linux":
        pytest.skip("only Linux has the call")
    with pytest.raises(OSError, match=os.strerror(errno.EBADF)):
        operations.flush_file_system(-1)


def test_a_call_that_the_system_has_not_is_told_from_one_that_failed() -> None:
    assert system_calls.failure("no_such_call") == errno.ENOSYS
