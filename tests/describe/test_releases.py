"""Folder releases: main document, translations, attachments."""

from pathlib import Path

import pytest

from preserve import describe
from preserve.config import DescribeSettings
from preserve.describe import Originals
from preserve.describe.siblings import split
from preserve.model.description import Description, Evidence, Origin, Value
from preserve.model.releases import ReleaseKind, StagedFile, StagedRelease

ENGLISH = """Board of Ferries

Press release
4 May 2020

Night ferry returns

The Board of Ferries will run the night ferry again from June. It had been withdrawn two years ago.
"""
FRENCH = """Régie des Bacs

Communiqué de presse
4 mai 2020

Le bac de nuit est de retour

La Régie des Bacs remet en service le bac de nuit à partir du mois de juin. Il avait été retiré.
"""


def _staged(folder: Path, name: str, files: dict[str, str]) -> StagedRelease:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    staged = (StagedFile(path=path, size=len(files[path]), digests={}) for path in sorted(files))
    return StagedRelease(name=name, kind=ReleaseKind.FOLDER, content=folder, files=tuple(staged))


def _described(staged: StagedRelease) -> Description:
    return describe.describe_release(staged, row=None, settings=DescribeSettings())


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["ferry.txt", "a.txt"], "ferry.txt"),
        (["b.txt", "a.pdf"], "b.txt"),
        (["b.pdf", "a.docx"], "a.docx"),
        (["ferry.pdf", "a.txt"], "ferry.pdf"),
        (["b.fr.txt", "b.txt"], "b.txt"),
        (["b_fr.txt", "b_en.txt"], "b_en.txt"),
        (["readme.txt", "z.html"], "z.html"),
        (["deep/a.txt", "z.eml"], "z.eml"),
        ([".a.txt", "b.md"], "b.md"),
        (["Annex 1.txt", "release.pdf"], "release.pdf"),
        (["release_ar.txt", "release.pdf"], "release.pdf"),
        (["b_rus.txt", "a_eng.txt", "c.txt"], "c.txt"),
        (["a.png", "b.csv"], None),
        ([], None),
    ],
)
def test_the_main_document_is_chosen_by_rule(
    paths: list[str], expected: str | None, tmp_path: Path
) -> None:
    staged = _staged(tmp_path, "ferry", dict.fromkeys(paths, "words"))

    assert describe.main_document(staged) == expected


def test_the_main_document_of_a_single_file_is_the_file(tmp_path: Path) -> None:
    originals = Originals(name="a.png", kind=ReleaseKind.FILE, folder=tmp_path, paths=("a.png",))

    assert describe.main_path(originals) == "a.png"


def test_a_translation_gives_a_second_title_and_attachments_are_parts(tmp_path: Path) -> None:
    files = {"ferry.txt": ENGLISH, "ferry.fr.txt": FRENCH, "tables/fares.csv": "a,b"}
    description = _described(_staged(tmp_path, "ferry", files))

    titles = [
        (value.text, value.language) for value in description.values if value.element == "title"
    ]
    assert titles == [("Night ferry returns", "en"), ("Le bac de nuit est de retour", "fr")]
    assert description.texts("language") == ("en", "fr")
    told = [one.evidence for one in description.values if one.element == "language"]
    assert [one.where for one in told] == ["ferry.txt line 8", "ferry.fr.txt line 8"]
    assert description.texts("issued") == ("2020-05-04",)
    assert description.texts("hasVersion") == ("ferry.fr.txt",)
    assert description.texts("hasPart") == ("tables/fares.csv",)
    assert description.review == ()


def test_a_translation_whose_name_belies_its_words_is_less_sure(tmp_path: Path) -> None:
    files = {"ferry.txt": ENGLISH, "ferry.de.txt": FRENCH}
    description = _described(_staged(tmp_path, "ferry", files))

    (german,) = (value for value in description.values if value.language == "de")
    assert german.confidence == 0.75


def test_two_documents_that_could_be_the_release_are_put_before_a_person(tmp_path: Path) -> None:
    files = {"first.txt": ENGLISH, "second.txt": FRENCH}
    description = _described(_staged(tmp_path, "ferry", files))

    assert [(item.element, item.reason) for item in description.review] == [
        ("*", "first.txt was taken for the release; second.txt could be it too")
    ]


def test_a_folder_without_a_document_is_put_before_a_person(tmp_path: Path) -> None:
    description = _described(_staged(tmp_path, "ferry", {"a.csv": "1"}))

    assert description.values == ()
    assert [item.reason for item in description.review] == [
        "no file of the folder is a document: give the row in metadata.csv"
    ]


def test_no_more_than_a_thousand_attachments_are_named(tmp_path: Path) -> None:
    files = {"ferry.txt": ENGLISH, **{f"{number:04}.csv": "" for number in range(1003)}}
    description = _described(_staged(tmp_path, "ferry", files))

    assert len(description.texts("hasPart")) == 1000
    assert [item.reason for item in description.review] == ["1000 of 1003 attachments are named"]


def test_the_extent_and_the_formats_are_added_from_the_files() -> None:
    description = describe.with_extent(
        Description(values=()), files=3, octets=1234, media_types=["text/plain", "text/csv", ""]
    )

    assert description.texts("extent") == ("3 files, 1234 octets",)
    assert description.texts("format") == ("text/csv", "text/plain")
    assert describe.extent(files=1, octets=0) == Value(
        element="extent",
        text="1 file, 0 octets",
        evidence=Evidence(origin=Origin.DOCUMENT, where="the files", text="", rule="counted"),
    )


@pytest.mark.parametrize(
    ("path", "base", "language"),
    [
        ("a.txt", "a", None),
        ("a.fr.txt", "a", "fr"),
        ("a_FR.txt", "a", "fr"),
        ("a-pt-BR.txt", "a", "pt-BR"),
        ("a_pt_BR.txt", "a", "pt-BR"),
        ("annex-zz.txt", "annex-zz", None),
        ("release_eng.docx", "release", "en"),
        ("release kz.txt", "release", "kk"),
        ("release (FR).txt", "release", "fr"),
        ("release - English.pdf", "release", "en"),
        ("release_türkçe.txt", "release", "tr"),
        ("release final.txt", "release final", None),
        ("fr.txt", "fr", None),
        ("plan-b2.txt", "plan-b2", None),
    ],
)
def test_the_language_in_a_name_is_seen(path: str, base: str, language: str | None) -> None:
    sibling = split(path)

    assert (sibling.base, sibling.language) == (base, language)


def test_hidden_files_junk_and_lists_of_digests_are_no_parts(tmp_path: Path) -> None:
    aside = (".hidden", "annex/.DS_Store", "Thumbs.db", "SHA256SUMS", "annex/fares.csv.md5")
    files = {"ferry.txt": ENGLISH, "annex/fares.csv": "a,b"}
    files |= dict.fromkeys((*aside, "manifest-md5.txt"), "x")

    description = _described(_staged(tmp_path, "ferry", files))

    assert description.texts("hasPart") == ("annex/fares.csv",)


def test_a_translation_in_the_language_of_the_main_document_adds_none(tmp_path: Path) -> None:
    files = {"ferry.txt": ENGLISH, "ferry.fr.txt": ENGLISH}
    description = _described(_staged(tmp_path, "ferry", files))

    assert description.texts("language") == ("en",)


def test_a_document_that_says_the_same_in_another_language_is_a_translation(
    tmp_path: Path,
) -> None:
    files = {"night.txt": ENGLISH, "nuit_fra.txt": FRENCH, "annex.txt": "Fares of 4 May 2020"}
    description = _described(_staged(tmp_path, "ferry", files))

    assert description.texts("title") == ("Night ferry returns", "Le bac de nuit est de retour")
    assert description.texts("hasVersion") == ("nuit_fra.txt",)
    assert description.texts("hasPart") == ("annex.txt",)
    assert description.review == ()


def test_a_document_of_another_day_is_no_translation(tmp_path: Path) -> None:
    files = {"night.txt": ENGLISH, "nuit_fra.txt": FRENCH.replace("4 mai", "5 mai")}
    description = _described(_staged(tmp_path, "ferry", files))

    assert description.texts("hasVersion") == ()
    assert description.texts("hasPart") == ("nuit_fra.txt",)
