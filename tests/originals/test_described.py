"""The samples are described as a cataloguer would describe them, with nothing left to ask."""

from collections.abc import Mapping

import pytest

from preserve.config import Settings
from preserve.model.description import Description, Origin
from preserve.releases import sheet
from preserve.workflow import describe
from tests.originals import pdf

TITLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Résumé of the guarantees.txt": (("en", "What preserve guarantees, in nine sentences"),),
    "checking-without-preserve.html": (("en", "A package can be checked without preserve"),),
    "correction-of-a-title.eml": (("en", "Correction: title of the release first-version.txt"),),
    "first-version.txt": (("en", "preserve publishes its first version"),),
    "getting-originals-back.pdf": (("en", "How to get originals back out of a package"),),
    "names-kept-as-received": (
        ("en", "Names of files are kept as received"),
        ("fr", "Les noms de fichiers sont conservés tels que reçus"),
    ),
    "not-done-yet.docx": (("en", "What preserve 0.1.0 does not do yet"),),
    "what-a-package-holds.md": (("en", "What a package made by preserve holds"),),
}


@pytest.fixture(scope="module")
def described() -> Mapping[str, Description]:
    outcomes = describe.run([pdf.ORIGINALS], Settings())
    return {
        one.release: one.description
        for one in outcomes
        if isinstance(one, describe.Described) and one.description and not one.findings
    }


def test_the_sheet_is_read_without_a_finding() -> None:
    assert sheet.check(sheet.read(pdf.ORIGINALS / "metadata.csv")) == ()


def test_every_release_is_described(described: Mapping[str, Description]) -> None:
    assert set(described) == set(TITLES)


@pytest.mark.parametrize("release", TITLES)
def test_titles_are_those_of_the_release(
    release: str, described: Mapping[str, Description]
) -> None:
    values = described[release].values
    titles = tuple((one.language, one.text) for one in values if one.element == "title")
    assert titles == TITLES[release]


@pytest.mark.parametrize("release", TITLES)
def test_the_day_and_the_issuer_are_found_and_no_place_is_invented(
    release: str, described: Mapping[str, Description]
) -> None:
    description = described[release]
    assert description.texts("issued") == ("2026-11-22",)
    assert description.texts("publisher") == ("The preserve project",)
    languages = ("en", "fr") if len(TITLES[release]) > 1 else ("en",)
    assert description.texts("language") == languages
    assert description.texts("spatial") == ()
    assert description.review == ()


def test_the_sheet_corrects_the_title_and_the_document_says_the_rest(
    described: Mapping[str, Description],
) -> None:
    origins = {one.element: one.evidence.origin for one in described["first-version.txt"].values}
    assert origins.pop("title") is Origin.CSV
    assert set(origins.values()) == {Origin.DOCUMENT}
