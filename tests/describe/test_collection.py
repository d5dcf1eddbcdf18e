"""The written releases come out as a cataloguer would describe them."""

import json
from pathlib import Path

import pytest

from bench.describing import collection
from bench.describing.scoring import Mark
from preserve import describe
from preserve.config import DescribeSettings
from tests.describe import written

MISSES: dict[str, list[str]] = json.loads(
    (collection.ROOT / "misses.json").read_text(encoding="utf-8")
)
"""What does not come out right yet, by release; an entry that does must go."""


@pytest.mark.parametrize("name", sorted(written.subjects("development")))
def test_a_written_release_is_described_as_a_cataloguer_would(name: str) -> None:
    marks = written.score("development", name).marks

    missed = sorted(field for field, mark in marks.items() if mark is not Mark.RIGHT)

    assert missed == MISSES.get(name, [])


def test_the_language_of_every_text_value_is_that_of_its_words() -> None:
    description = written.described("en-two-columns.txt")

    languages = {value.element: value.language for value in description.values}
    assert languages["title"] == "en"
    assert languages["description"] == "en"
    assert languages["issued"] is None


def test_every_value_has_its_place_words_and_rule() -> None:
    for name in written.subjects("development"):
        for value in written.described(name).values:
            assert value.evidence.where
            assert value.evidence.rule
            assert 0.7 <= value.confidence <= 1.0


def test_the_lead_paragraph_is_the_description_without_its_dateline() -> None:
    description = written.described("en-dateline.txt")

    assert description.texts("description") == (
        (
            "The Ministry of Harbours and Fisheries has raised the herring quota by four per cent. "
            "The new quota applies from 1 April 2021."
        ),
    )


def test_keywords_of_the_front_matter_are_the_subjects() -> None:
    assert written.described("en-front-matter.md").texts("subject") == ("seeds", "conservation")


def test_a_language_without_a_table_is_told_and_its_date_left_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "TISKOVÁ ZPRÁVA\n\n3. června 2016\n\nKnihovna je opět otevřena\n\nMěsto zítra otevře "
        "knihovnu na Velkém náměstí, která byla po povodni dva roky zavřená. Na čtenáře čeká "
        "třicet tisíc svazků a sál pro děti, který bude otevřen každý den.\n"
    )

    description = describe.describe(path, name="a.txt", settings=DescribeSettings())

    assert description.texts("language") == ("cs",)
    assert description.texts("issued") == ()
    assert description.texts("publisher") == ()
