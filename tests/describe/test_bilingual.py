"""A document in two languages is said to be that, and put before a person."""

from pathlib import Path

import pytest

from preserve import describe
from preserve.config import DescribeSettings
from preserve.model.description import Description

ENGLISH = """Board of Ferries

Press release
4 May 2020

Night ferry returns to the harbour

The Board of Ferries will run the night ferry again from June, after three years without a
service. The ferry leaves Nordhavn at ten in the evening.

"People who work late asked for it," the board said. Tickets cost the same as by day and are sold
on board and at the harbour office.
"""
FRENCH = """Régie des Bacs

Communiqué de presse
4 mai 2020

Le bac de nuit revient au port

La Régie des Bacs remettra le bac de nuit en service dès le mois de juin, après trois années sans
liaison. Le bac part de Nordhavn à dix heures du soir.

« Ceux qui travaillent tard le demandaient », a déclaré la régie. Les billets coûtent le même prix
que le jour et sont vendus à bord et au bureau du port.
"""
CONTACT = "Contact: press@ferries.example\n"
ABOUT = "About us\n\nThe Board of Ferries has run all the ferries of the fjord since 1901.\n"


def _described(folder: Path, *parts: str) -> Description:
    (folder / "ferry.txt").write_text("\n".join(parts))
    return describe.describe(folder / "ferry.txt", name="ferry.txt", settings=DescribeSettings())


@pytest.mark.parametrize("between", ["", CONTACT])
@pytest.mark.parametrize(
    ("halves", "languages"), [((ENGLISH, FRENCH), ("en", "fr")), ((FRENCH, ENGLISH), ("fr", "en"))]
)
def test_two_halves_in_two_languages_give_both_in_doubt(
    halves: tuple[str, str], languages: tuple[str, str], between: str, tmp_path: Path
) -> None:
    description = _described(tmp_path, halves[0], between, halves[1])

    told = [one for one in description.values if one.element == "language"]
    assert [(one.text, one.confidence) for one in told] == [(one, 0.75) for one in languages]
    (title,) = (one for one in description.values if one.element == "title")
    assert title.language == languages[0]
    first, last = languages
    assert [(item.element, item.reason) for item in description.review] == [
        (
            "language",
            f"the text begins in {first} and ends in {last}: is it one release in both?",
        )
    ]


@pytest.mark.parametrize("parts", [(ENGLISH, CONTACT), (FRENCH, CONTACT, ABOUT)])
def test_one_language_with_a_short_passage_in_another_is_one(
    parts: tuple[str, ...], tmp_path: Path
) -> None:
    description = _described(tmp_path, *parts)

    assert description.texts("language") == ("en" if parts[0] is ENGLISH else "fr",)
    assert description.review == ()
