"""Each code of describing is raised by a release made for it."""

from pathlib import Path

import pytest

from preserve import describe
from preserve.config import DescribeSettings
from preserve.findings import Code, describing
from preserve.findings import describing as codes

FIXTURES: dict[str, Code] = {
    "a.pdf": codes.NOT_READ,
    "undated.txt": codes.LEFT_EMPTY,
    "two-dates.txt": codes.IN_DOUBT,
}
TEXTS = {
    "a.pdf": "%PDF-1.7",
    "undated.txt": (
        "Board of Ferries\n\nPress release\n\nNight ferry returns\n\n"
        "The Board of Ferries will run the night ferry again. It was founded on 2 May 1901.\n"
    ),
    "two-dates.txt": (
        "Board of Ferries\n\nPress release\n4 May 2020\n\nNight ferry returns\n\n"
        "NORDHAVN, 2 May 2020 – The Board of Ferries will run the night ferry again in June.\n"
    ),
}
MESSAGES = {
    "a.pdf": "a.pdf: no reader for this format yet (PDF): give the row in metadata.csv",
    "undated.txt": "undated.txt: issued: left empty: the release gives itself no date",
    "two-dates.txt": (
        "two-dates.txt: issued: two dates: 2020-05-04 (line 4) and 2020-05-02 (line 8)"
    ),
}


@pytest.mark.parametrize("name", FIXTURES)
def test_a_release_raises_exactly_its_code(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(TEXTS[name])
    description = describe.describe(tmp_path / name, name=name, settings=DescribeSettings())

    (finding,) = describe.findings(description, release=name)

    assert finding.code is FIXTURES[name]
    assert finding.message == MESSAGES[name]
    assert finding.path == name


def test_every_code_of_describing_has_a_fixture() -> None:
    every = {code.name for code in vars(describing).values() if isinstance(code, Code)}

    assert {code.name for code in FIXTURES.values()} == every
