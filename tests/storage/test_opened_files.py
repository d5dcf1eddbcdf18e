"""A file is read as it was when it was opened, or not to its end."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from preserve.errors import ReadError
from preserve.storage.opened_files import OpenedFile

OCTETS = bytes(range(256)) * 40


@contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    path.write_bytes(OCTETS)
    handle = os.open(path, os.O_RDONLY)
    try:
        yield io.BufferedReader(OpenedFile(handle, path="a file"), 100)
    finally:
        os.close(handle)


def test_a_file_that_stays_as_it_is_is_read_to_its_end_and_again(tmp_path: Path) -> None:
    with _opened(tmp_path / "file") as stream:
        assert stream.read() == OCTETS
        stream.seek(10)
        assert stream.read(5000) == OCTETS[10:5010]


def test_a_file_that_grows_is_read_no_further_than_it_was(tmp_path: Path) -> None:
    with _opened(tmp_path / "file") as stream:
        stream.read(1000)
        with (tmp_path / "file").open("ab") as writer:
            writer.write(OCTETS)
        with pytest.raises(ReadError, match="a file: changed while it was read"):
            stream.read()


@pytest.mark.parametrize(
    "change",
    [lambda path: os.utime(path, ns=(0, 0)), lambda path: os.truncate(path, 2000)],
    ids=["times", "shorter"],
)
def test_a_file_that_is_changed_is_not_read_to_its_end(change: object, tmp_path: Path) -> None:
    assert callable(change)
    with _opened(tmp_path / "file") as stream:
        stream.read(1000)
        change(tmp_path / "file")
        with pytest.raises(ReadError, match="a file: changed while it was read"):
            stream.read()
