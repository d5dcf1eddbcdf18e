"""Each code of describing is raised by a release made for it."""

from pathlib import Path

import pytest

from preserve import describe
from preserve.config import DescribeSettings
from preserve.describe import Originals
from preserve.findings import Code, describing
from preserve.findings import describing as codes
from preserve.model.description import Description, ReviewItem
from preserve.model.releases import ReleaseKind

FIXTURES: dict[str, Code] = {
    "a.doc": codes.NOT_READ,
    "undated.txt": codes.LEFT_EMPTY,
    "two-dates.txt": codes.IN_DOUBT,
    "ferry": codes.OTHER_DOCUMENT,
}
TEXTS = {
    "a.doc": "words",
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
    "a.doc": "a.doc: no reader for this format yet (DOC): give the row in metadata.csv",
    "undated.txt": "undated.txt: issued: left empty: the release gives itself no date",
    "two-dates.txt": (
        "two-dates.txt: issued: two dates: 2020-05-04 (line 4) and 2020-05-02 (line 8)"
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_release_raises_exactly_its_code(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(TEXTS[name])
    description = describe.describe(tmp_path / name, name=name, settings=DescribeSettings())

    (finding,) = describe.findings(description, release=name)

    assert finding.code is FIXTURES[name]
    assert finding.message == MESSAGES[name]
    assert finding.path == name


def test_a_release_of_two_documents_asks_which_is_the_main_one(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text("words")
    (tmp_path / "second.txt").write_text("words")
    originals = Originals(
        name="ferry",
        kind=ReleaseKind.FOLDER,
        folder=tmp_path,
        paths=("first.txt", "second.txt"),
    )
    description = describe.describe_originals(originals, row=None, settings=DescribeSettings())

    found = describe.findings(description, release="ferry")

    assert [(one.code, one.message) for one in found if one.code is not codes.LEFT_EMPTY] == [
        (
            codes.OTHER_DOCUMENT,
            "ferry: first.txt was taken for the release; second.txt could be it too",
        )
    ]


def test_a_guess_at_the_encoding_is_no_document_that_was_not_read() -> None:
    item = ReviewItem(element="*", reason="the encoding was guessed (cp1251): look at the letters")
    description = Description(values=(), review=(item,))

    (finding,) = describe.findings(description, release="a.txt")

    assert finding.code is codes.IN_DOUBT


def test_every_code_of_describing_has_a_fixture() -> None:
    every = {code.name for code in vars(describing).values() if isinstance(code, Code)}

    assert {code.name for code in FIXTURES.values()} == every
