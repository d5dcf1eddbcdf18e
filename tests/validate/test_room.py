"""Where temporary files cannot be written, nothing is told of a package, and it says so."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest

from preserve.findings import Code, Verdict, structure
from preserve.storage.shelves import Shelf
from preserve.storage.spills import Spill
from preserve.workflow.validate import validate
from tests.bags.builder import BagBuilder

FIXTURES: Mapping[Code, BagBuilder] = {structure.NO_ROOM: BagBuilder()}


def _is_full(*_: object, **__: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_temporary_folder_is_not_blamed_on_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = FIXTURES[structure.NO_ROOM].build(tmp_path / "bag")
    monkeypatch.setattr(Spill.__init__, "__kwdefaults__", {"room": 1})
    monkeypatch.setattr("tempfile.TemporaryFile", _is_full)
    report = validate(bag)
    assert [one.code for one in report.findings] == [structure.NO_ROOM]
    assert report.verdict is Verdict.UNKNOWN
    assert report.not_checked == ("everything: nothing of it was read",)


def test_a_full_temporary_database_is_not_blamed_on_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Files that are called otherwise than their manifests call them are kept in a database.
    composed, decomposed = "\u00e9".encode(), "e\u0301".encode()
    bag = BagBuilder(
        payload={f"data/e\u0301{n}": b"" for n in range(3_000)},
        edits={
            name: lambda octets: octets.replace(decomposed, composed)
            for name in ("manifest-sha256.txt", "manifest-sha512.txt")
        },
    ).build(tmp_path / "bag")
    monkeypatch.setattr(
        "preserve.bags.read.facts._TABLES",
        "PRAGMA max_page_count = 3; CREATE TABLE files (name BLOB, path BLOB, facts BLOB);"
        "CREATE TABLE spellings (name BLOB PRIMARY KEY, file BLOB) WITHOUT ROWID; BEGIN;",
    )
    report = validate(bag)
    assert [one.code for one in report.findings] == [structure.NO_ROOM]
    assert report.verdict is Verdict.UNKNOWN


def test_a_full_shelf_of_readings_is_not_blamed_on_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = FIXTURES[structure.NO_ROOM].build(tmp_path / "bag")
    monkeypatch.setattr(Shelf, "add", _is_full)
    report = validate(bag)
    assert [one.code for one in report.findings] == [structure.NO_ROOM]
    assert report.verdict is Verdict.UNKNOWN
