"""Names are told from headlines where no capitals tell them."""

import pytest

from preserve.describe import cues, folding, marks, places
from preserve.describe.languages import Genre
from preserve.describe.lines import Line
from preserve.describe.marks import Kind


@pytest.mark.parametrize(
    "text",
    ["هيئة تنظيم الموانئ والملاحة", "وزارة الزراعة والمياه", "سازمان میراث دریایی", "کتابخانه ملی"],
)
def test_a_name_without_capitals_is_one(text: str) -> None:
    assert cues.is_name(text, folding.fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "هيئة تنظيم الموانئ تفتتح رصيفا جديدا",
        "وزارة الصحة تعلن نتائج المسح",
        "سازمان میراث دریایی موزه را گشود",
        "موزه فانوس‌ها بازگشایی شد",
        "افتتاح مكتبة جديدة في حي الميناء القديم",
        "وزارة الصحة.",
    ],
)
def test_a_headline_without_capitals_is_no_name(text: str) -> None:
    assert not cues.is_name(text, folding.fold(text))


def test_a_text_in_two_scripts_is_of_that_which_has_most_letters() -> None:
    assert cues.is_caseless("هيئة تنظيم الاتصالات TRA")
    assert not cues.is_caseless("Telecom Authority (هيئة)")
    assert not cues.is_caseless("1234")


def test_signs_that_are_no_letters_do_not_hide_a_label() -> None:
    marked = marks.mark(Line(text="بــيـانٌ صُحُفيّ", number=1, block=1))
    assert (marked.kind, marked.genre) == (Kind.RELEASE, Genre.PRESS_RELEASE)
    assert marked.label == "بــيـانٌ صُحُفيّ"


def test_kindred_letters_are_one() -> None:
    assert folding.form("مؤسسهٔ كتابخانه‌ي ملي") == folding.form("مؤسسه کتابخانهی ملی")
    assert folding.form("أُكتوبر") == folding.form("اكتوبر")


def test_a_label_with_its_letters_apart_is_one() -> None:
    marked = marks.mark(Line(text="P R E S S   R E L E A S E", number=1, block=1))
    assert (marked.kind, marked.genre) == (Kind.RELEASE, Genre.PRESS_RELEASE)


def test_the_number_is_given_in_the_figures_that_are_printed() -> None:
    marked = marks.mark(Line(text="رقم (١٢/٢٠٢٠)", number=1, block=1))
    assert marked.number == "١٢/٢٠٢٠"


@pytest.mark.parametrize(
    ("text", "place"),
    [("м. Прирічне", "Прирічне"), ("г. Москва", "Москва"), ("مدينة الكويت", "الكويت")],
)
def test_a_place_alone_is_told_by_the_word_before_it(text: str, place: str) -> None:
    assert places.alone(text, folding.fold(text)) == place
