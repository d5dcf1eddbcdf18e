"""What the metadata of a package says of where its values come from."""

import re
from pathlib import Path

import pytest

from preserve.config import RightsSettings
from tests.workflow import packaging
from tests.workflow.packaging import package, write_release

LICENCE = "https://licence.example/by/4.0/"


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    return write_release(tmp_path / "originals" / "a.txt").parent


def written(output: Path, name: str) -> str:
    folder = "preservation" if name == "premis.xml" else "descriptive"
    return (output / "a.txt/data/metadata" / folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("rights", "said"),
    [
        (
            RightsSettings(basis="license", uri=LICENCE),
            [f'license xsi:type="dcterms:URI">{LICENCE}<'],
        ),
        (
            RightsSettings(
                basis="copyright", status="copyrighted", jurisdiction="FR", holder="The office"
            ),
            ["rights>copyrighted (FR)<", "rightsHolder>The office<"],
        ),
        (RightsSettings(), []),
    ],
)
def test_the_rights_of_the_settings_are_in_both_records(
    originals: Path, tmp_path: Path, rights: RightsSettings, said: list[str]
) -> None:
    settings = packaging.with_settings(rights=rights)
    package(originals, output=tmp_path / "bags", settings=settings)
    record = written(tmp_path / "bags", "dcterms.xml")
    assert re.findall(r"<dcterms:((?:rights|license).*?<)", record) == said
    assert ("<premis:rights>" in written(tmp_path / "bags", "premis.xml")) is bool(said)
    packaging.assert_valid(tmp_path / "bags" / "a.txt")


def test_the_rights_of_the_sheet_go_before_those_of_the_settings(
    originals: Path, tmp_path: Path
) -> None:
    (originals / "metadata.csv").write_text("filename,rights\na.txt,Ours\n", encoding="utf-8")
    settings = packaging.with_settings(rights=RightsSettings(basis="license", uri=LICENCE))
    package(originals, output=tmp_path / "bags", settings=settings)
    record = written(tmp_path / "bags", "dcterms.xml")
    assert LICENCE not in record
    assert "Ours" in record


def test_what_a_sheet_gave_is_an_event_of_its_own(originals: Path, tmp_path: Path) -> None:
    (originals / "metadata.csv").write_text(
        "filename,title,description\na.txt,Corrected,[none]\n", encoding="utf-8"
    )
    package(originals, output=tmp_path / "bags")
    premis = written(tmp_path / "bags", "premis.xml")
    assert "metadata modification" in premis
    assert "The sheet metadata.csv gives, in place of what was read: title, description." in premis
    extraction = re.search(r"Description read from a.txt: (.*?)</", premis)
    assert extraction
    assert "title" not in extraction[1]
    packaging.assert_valid(tmp_path / "bags" / "a.txt")


def test_a_release_that_no_sheet_speaks_of_has_no_such_event(
    originals: Path, tmp_path: Path
) -> None:
    package(originals, output=tmp_path / "bags")
    assert "metadata modification" not in written(tmp_path / "bags", "premis.xml")


def test_a_title_read_from_a_translation_is_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "originals" / "a.txt"
    write_release(folder / "release.txt")
    (folder / "release.fr.txt").write_text(
        "Le projet preserve\n\nCommuniqué de presse\n\n2 novembre 2026\n\n"
        "Un communiqué qui ne parle que de lui-même\n\n"
        "Le projet dit dans ce communiqué ce que dit le titre, en une phrase plus longue.\n",
        encoding="utf-8",
    )
    package(folder.parent, output=tmp_path / "bags")
    premis = written(tmp_path / "bags", "premis.xml")
    assert "in release.fr.txt" in premis
    assert "hasVersion (" not in premis
