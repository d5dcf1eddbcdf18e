"""Formats looked up in the order of the files."""

import pytest

from preserve.storage.rows import Rows
from preserve.workflow.identification import Formats
from tests import effort

Row = tuple[str, str | None, str, str, str, str, str]


def _formats(count: int) -> Formats:
    rows: Rows[Row] = Rows(
        (f"{number:06}", f"fmt/{number % 3 + 1}", "name", "", "", "", "") for number in range(count)
    )
    return Formats(rows)


def test_each_file_has_the_format_that_was_found_of_it() -> None:
    formats = _formats(5_000)
    assert [formats[f"{number:06}"].puid for number in (0, 1, 4_999, 2, 2)] == [
        "fmt/1",
        "fmt/2",
        "fmt/2",
        "fmt/3",
        "fmt/3",
    ]
    assert "absent" not in formats
    assert len(formats) == len(list(formats)) == 5_000
    with pytest.raises(KeyError):
        formats["absent"]


def test_asking_in_order_and_twice_goes_through_the_files_once() -> None:
    def ask(count: int) -> int:
        formats = _formats(count)

        def work() -> None:
            for number in range(count):
                path = f"{number:06}"
                assert path in formats
                assert formats.get(path) == formats[path]

        return effort.calls(work)

    assert ask(12_000) <= 4.1 * ask(3_000)
