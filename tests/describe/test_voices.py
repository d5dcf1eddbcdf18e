"""The language of a few words is told by letters and common words too, and never told wrong."""

import itertools
from pathlib import Path

import pytest

from preserve.config import DescribeSettings
from preserve.describe import voices
from preserve.describe.document import describe
from preserve.describe.languages import BY_TAG

TEXTS = {
    "en": [
        "The museum reopens on Saturday.",
        "New ferry for the northern islands",
        "The Board has raised the quota for herring by four per cent.",
    ],
    "fr": [
        "Le musée rouvre samedi après deux ans de travaux.",
        "Un nouveau bac pour les îles du nord",
        "Le Conseil a relevé le quota de hareng.",
    ],
    "es": [
        "El museo reabre el sábado tras dos años de obras.",
        "Nuevo transbordador para las islas del norte",
        "La Junta ha elevado la cuota de arenque.",
    ],
    "de": [
        "Das Museum öffnet am Samstag wieder.",
        "Neue Fähre für die nördlichen Inseln",
        "Der Rat hat die Heringsquote um vier Prozent erhöht.",
    ],
    "ru": [
        "Музей снова открывается в субботу.",
        "Новый паром для северных островов",
        "Совет повысил квоту на сельдь на четыре процента.",
    ],
    "az": [
        "Muzey şənbə günü yenidən açılır.",
        "Şimal adaları üçün yeni bərə",
        "Şura siyənək balığı üçün kvotanı artırıb.",
    ],
    "tr": [
        "Müze cumartesi günü yeniden açılıyor.",
        "Kuzey adaları için yeni feribot",
        "Kurul ringa kotasını yüzde dört artırdı.",
    ],
    "pt": [
        "O museu reabre no sábado após dois anos de obras.",
        "Nova balsa para as ilhas do norte",
        "O Conselho aumentou a quota de arenque.",
    ],
    "it": [
        "Il museo riapre sabato dopo due anni di lavori.",
        "Nuovo traghetto per le isole del nord",
        "Il Consiglio ha alzato la quota di aringhe.",
    ],
    "uk": [
        "Музей знову відкривається в суботу.",
        "Новий пором для північних островів",
        "Рада підвищила квоту на оселедець на чотири відсотки.",
    ],
    "ar": [
        "يعيد المتحف فتح أبوابه يوم السبت.",
        "عبارة جديدة للجزر الشمالية",
        "رفع المجلس حصة الصيد بنسبة أربعة في المئة.",
    ],
    "fa": [
        "موزه روز شنبه بازگشایی می‌شود.",
        "کشتی تازه برای جزایر شمالی",
        "شورا سهمیه صید ماهی را چهار درصد افزایش داد.",
    ],
}
"""Sentences and headlines of a few words, three a language."""


@pytest.mark.parametrize("tag", TEXTS)
def test_one_short_text_is_told_right_or_not_at_all(tag: str, tmp_path: Path) -> None:
    for text in TEXTS[tag]:
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        told = describe(tmp_path / "a.txt", name="a.txt", settings=DescribeSettings())
        assert told.texts("language") in {(), (tag,)}, text


@pytest.mark.parametrize("tag", TEXTS)
def test_two_short_texts_are_enough(tag: str, tmp_path: Path) -> None:
    for pair in itertools.combinations(TEXTS[tag], 2):
        (tmp_path / "a.txt").write_text("\n\n".join(pair), encoding="utf-8")
        told = describe(tmp_path / "a.txt", name="a.txt", settings=DescribeSettings())
        assert told.texts("language") == (tag,), pair


@pytest.mark.parametrize("tag", TEXTS)
def test_three_short_texts_are_heard(tag: str) -> None:
    heard = voices.hear(" ".join(TEXTS[tag]))
    assert heard is not None
    assert heard.tag == tag


def test_letters_speak_against_the_language_mistaken_for_another() -> None:
    assert voices.contradicts("ar", "موزه روز شنبه بازگشایی می‌شود پژوهشگران")
    assert voices.contradicts("ru", "Її працівники стежать за рівнем води")
    assert voices.contradicts("tr", "Şura siyənək balığı üçün kvotanı artırıb")
    assert not voices.contradicts("ru", "Музей снова открывается")
    assert not voices.contradicts("fa", "موزه روز شنبه بازگشایی می‌شود")


def test_no_words_are_no_voice() -> None:
    assert voices.hear("1234 5678 ###") is None


def test_every_language_can_be_heard() -> None:
    assert set(TEXTS) == set(BY_TAG)
