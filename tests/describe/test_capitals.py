"""A headline in capitals, as a sentence."""

from pathlib import Path

import pytest

from preserve import config, describe
from preserve.config import DescribeSettings
from preserve.describe import capitals
from preserve.errors import UsageError

RELEASE = (
    "HARBOUR BOARD\n\nPRESS RELEASE\n\n3 June 2016\n\nHARBOUR BOARD OPENS NEW QUAY IN ILFORD\n\n"
    "The Harbour Board has opened a new quay in Ilford. Ships of up to 200 metres can berth there "
    "from tomorrow, and the Ilford ferry will use it too.\n"
)


@pytest.mark.parametrize(
    ("text", "language", "prose", "expected"),
    [
        ("NEW QUAY IN ILFORD", "en", "A new quay in Ilford.", "New quay in Ilford"),
        ("THE UN SAYS NO", "en", "At noon the UN said so.", "The UN says no"),
        ("ISLAND OPENS", "en", "The island. Island life.", "Island opens"),
        ("ISPARTA'DA İKİ KÖPRÜ", "tr", "Bugün Isparta'da açıldı.", "Isparta'da iki köprü"),
        ("İKİ IŞIK", "tr", "", "İki ışık"),
        ("НОВЫЙ МОСТ В ОМСКЕ", "ru", "Сегодня в Омске открыт мост.", "Новый мост в Омске"),
        ("NEUES AMT IM HAUS", "de", "Das neue Amt zieht in das Haus.", "Neues Amt im Haus"),
        ("2020", "en", "", "2020"),
    ],
)
def test_names_keep_the_capitals_that_they_have_in_the_prose(
    text: str, language: str, prose: str, expected: str
) -> None:
    assert capitals.as_sentence(text, language=language, prose=prose) == expected


def test_the_title_stays_as_printed_and_the_sentence_is_an_alternative_in_doubt(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(RELEASE)

    plain = describe.describe(path, name="a.txt", settings=DescribeSettings())
    asked = describe.describe(path, name="a.txt", settings=DescribeSettings(sentence_case=True))

    assert plain.texts("alternative") == ()
    assert asked.texts("title") == ("HARBOUR BOARD OPENS NEW QUAY IN ILFORD",)
    assert asked.texts("alternative") == ("Harbour Board opens new quay in Ilford",)
    assert [item.element for item in asked.review] == ["alternative"]


def test_a_setting_that_is_neither_true_nor_false_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "preserve.toml"
    file.write_text('[describe]\nsentence_case = "yes"\n')

    with pytest.raises(UsageError, match="sentence_case: true or false is wanted"):
        config.load(file, {})
