"""Journals that survive a crash."""

import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preserve.storage import journals
from preserve.storage.folders import Folder
from preserve.storage.journals import Journal


def append(folder: Path, subject: str) -> None:
    with Folder.open(folder) as opened, Journal.open(opened, "j.jsonl", run="r") as journal:
        journal.append(subject=subject, step="bag", outcome="created", files=1)


def test_each_line_says_what_was_done_and_when(tmp_path: Path) -> None:
    append(tmp_path, "a.txt")
    append(tmp_path, "b\u2028\udce9.txt")
    first, second = journals.lines(tmp_path / "j.jsonl")
    assert {
        key: first[key] for key in ("version", "run", "subject", "step", "outcome", "files")
    } == {
        "version": 1,
        "run": "r",
        "subject": "a.txt",
        "step": "bag",
        "outcome": "created",
        "files": 1,
    }
    assert str(first["time"]).endswith("+00:00")
    assert second["subject"] == "b\u2028\udce9.txt"


@given(st.integers(min_value=0, max_value=400))
def test_a_line_torn_anywhere_costs_that_line_alone(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("journal")
    append(folder, "first")
    whole = (folder / "j.jsonl").read_bytes()
    append(folder, "second")
    both = (folder / "j.jsonl").read_bytes()
    torn = min(len(whole) + cut, len(both) - 1)
    (folder / "j.jsonl").write_bytes(both[:torn])
    append(folder, "third")
    subjects = [line["subject"] for line in journals.lines(folder / "j.jsonl")]
    # Cut just before its line feed, the second line is whole all the same.
    expected = ["first", "second", "third"] if torn == len(both) - 1 else ["first", "third"]
    assert subjects == expected


def test_a_journal_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    assert list(journals.lines(tmp_path / "none")) == []


def test_a_run_is_named_by_a_random_uuid() -> None:
    first, second = (uuid.UUID(journals.new_run()) for _ in range(2))

    assert first != second
    assert (first.version, first.variant) == (4, uuid.RFC_4122)


def test_a_line_that_another_run_tore_costs_no_line_of_this_one(tmp_path: Path) -> None:
    with Folder.open(tmp_path) as folder, Journal.open(folder, "j", run="this") as journal:
        journal.append(subject="a", step="first", outcome="done")
        with (tmp_path / "j").open("ab") as another:
            another.write(b'{"version": 1, "ti')
        journal.append(subject="a", step="second", outcome="done")
    assert [line["step"] for line in journals.lines(tmp_path / "j")] == ["first", "second"]


@pytest.mark.parametrize("octets", [100, 1 << 20, 3 << 20])
def test_a_line_of_any_length_costs_that_line_alone(tmp_path: Path, octets: int) -> None:
    path = tmp_path / "j"
    lines = [b'{"step": "first"}\n', b'"' + b"x" * octets + b'"\n', b'{"step": "second"}\n']
    path.write_bytes(b"".join(lines) + b'{"step": "torn"}')
    ends = [len(lines[0]), sum(map(len, lines))]
    assert list(journals.lines_from(path, 0)) == [
        (0, ends[0], {"step": "first"}),
        (ends[1] - len(lines[2]), ends[1], {"step": "second"}),
    ]
    assert [line["step"] for *_, line in journals.lines_from(path, ends[0])] == ["second"]
