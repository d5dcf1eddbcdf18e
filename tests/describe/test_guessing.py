"""The encoding of a short text is told by the sense that its reading makes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preserve.describe.readers import decoding, guessing

TEXTS = {
    "en": "PRESS RELEASE\n\n“It’s a good day for the harbour,” said the chairman – and the Board’s "
    "plan costs £3 million. The works begin in May and will last until the end of the year, the "
    "Harbour Board announced today.\n",
    "fr": "COMMUNIQUÉ DE PRESSE\n\nLa bibliothèque rouvre après dix-huit mois de travaux. Les "
    "élèves de la vallée y trouveront une salle d’étude, où ils pourront réserver des places dès "
    "la rentrée. L’été dernier, la crue avait noyé le sous-sol.\n",
    "es": "NOTA DE PRENSA\n\nLa Diputación inaugura mañana el archivo histórico, que reúne más de "
    "un millón de documentos. También habrá una sala de niños y otra de investigación para los "
    "estudiantes de la región.\n",
    "de": "PRESSEMITTEILUNG\n\nDas Museum öffnet am Samstag für Besucher. Führungen können über "
    "die Geschäftsstelle gebucht werden; für Schüler ist der Eintritt frei. Die größte Halle "
    "wird erst im März fertig.\n",
    "pt": "NOTA À IMPRENSA\n\nA Câmara Municipal reabre na próxima terça-feira a estação de São "
    "João, que não recebe comboios desde 2009. A inauguração será às 10 horas e também haverá "
    "visitas guiadas até domingo.\n",
    "it": "COMUNICATO STAMPA\n\nLa città avrà una nuova biblioteca: il Comune l’aprirà lunedì. "
    "Perché più lettori possano entrare, l’orario è stato esteso fino alle 22. Sarà presente anche "
    "l’autorità di bacino.\n",
    "ru": "ПРЕСС-РЕЛИЗ\n\nУправление по охране озёр открыло новую станцию наблюдений. На станции "
    "будут работать пять сотрудников, которые следят за уровнем воды и температурой. Работы "
    "продолжались три года.\n",
    "uk": "ПРЕС-РЕЛІЗ\n\nМіністерство відкрило нову станцію спостережень на Дніпрі. Її працівники "
    "стежать за рівнем води та температурою, а також публікують щоденні зведення. Роботи тривали "
    "три роки й завершилися восени.\n",
    "tr": "BASIN BÜLTENİ\n\nKıyı Koruma Başkanlığı, fener kulesinin onarımını tamamladı. Kule "
    "nisan ayından itibaren ziyarete açılacak; öğrenciler için giriş ücretsiz olacak. Çalışmalar "
    "iki yıl sürdü ve yaklaşık üç milyon liraya mal oldu.\n",
    "ar": "بيان صحفي\n\nافتتحت الهيئة اليوم رصيفا جديدا للسفن السياحية في الميناء القديم، بحضور "
    "عدد من المسؤولين. ويستقبل الرصيف سفينتين في آن واحد، كما يضم قاعة للمسافرين ومكاتب للجمارك.\n",
    "fa": "اطلاعيه مطبوعاتي\n\nسازمان موزه فانوس ها را پس از سه سال مرمت به روي بازديدكنندگان "
    "گشود. اين موزه از ساعت نه تا هفده باز است و ورود براي دانش آموزان رايگان خواهد بود. پژوهشگران "
    "گزارش چاپ شده را نيز ديدند.\n",
}
PAGES = {
    "en": ("cp1252",),
    "fr": ("cp1252", "iso8859-15", "mac-roman", "cp850"),
    "es": ("cp1252", "iso8859-15", "mac-roman"),
    "de": ("cp1252", "iso8859-15", "mac-roman", "cp850"),
    "pt": ("cp1252", "iso8859-15", "mac-roman", "cp850"),
    "it": ("cp1252", "iso8859-15", "mac-roman"),
    "ru": ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"),
    "uk": ("cp1251", "koi8-u", "iso8859-5", "mac-cyrillic"),
    "tr": ("cp1254", "iso8859-9"),
    "ar": ("cp1256", "iso8859-6"),
    "fa": ("cp1256",),
}
UNKNOWN = {
    "cp1250": "Gmina otwiera jutro bibliotekę, zamkniętą po powodzi. Czeka trzydzieści tysięcy "
    "tomów i sala dla dzieci; wstęp jest wolny, także w święta.",
    "cp1253": "Η βιβλιοθήκη ανοίγει αύριο μετά από δύο χρόνια εργασιών και περιμένει τους "
    "αναγνώστες της πόλης με τριάντα χιλιάδες τόμους.",
}
"""In languages that have no table."""
_EACH = [(tag, page) for tag, pages in PAGES.items() for page in pages]
_LENGTHS = (200, 1500)


def _text(tag: str, octets: int) -> str:
    text = TEXTS[tag]
    return (text * (octets // len(text) + 1))[:octets]


def _plain(text: str, page: str) -> bytes:
    # Not every page has the typographer's signs.
    return text.encode(page, errors="ignore")


@pytest.mark.parametrize("octets", _LENGTHS)
@pytest.mark.parametrize(("tag", "page"), _EACH)
def test_a_text_in_a_page_of_its_language_is_read_right(tag: str, page: str, octets: int) -> None:
    written = _plain(_text(tag, octets), page)

    decoded = decoding.decode(written)

    assert decoded is not None
    assert not decoded.certain
    assert decoded.text == written.decode(page)


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("tag", TEXTS)
def test_utf_16_without_a_mark_is_read_right(tag: str, order: str) -> None:
    decoded = decoding.decode(_text(tag, 200).encode(order))

    assert decoded is not None
    assert decoded.text == _text(tag, 200)
    assert not decoding.is_binary(_text(tag, 200).encode(order))


def test_azerbaijani_is_read_in_utf_16() -> None:
    text = "MƏTBUAT ÜÇÜN MƏLUMAT\n\nAgentlik köhnə bəndi təmir üçün bağlayır.\n"
    decoded = decoding.decode(text.encode("utf-16-le"))
    assert decoded is not None
    assert decoded.text == text


@pytest.mark.parametrize(("page", "text"), UNKNOWN.items())
def test_a_language_without_a_table_keeps_its_letters(page: str, text: str) -> None:
    decoded = decoding.decode(text.encode(page))
    assert decoded is not None
    assert decoded.text == text


def test_the_first_letter_beyond_ascii_may_come_late() -> None:
    text = "The report follows. " * 2000 + TEXTS["ru"]
    decoded = decoding.decode(text.encode("koi8-r"))
    assert decoded is not None
    assert decoded.text == text


def test_letters_of_several_marks_become_one() -> None:
    decoded = decoding.decode("Bakanlıg\u0306ı".encode())
    assert decoded is not None
    assert decoded.text == "Bakanlığı"


def test_line_ends_of_old_macintoshes_are_line_ends() -> None:
    decoded = decoding.decode("Première\rDeuxième".encode("mac-roman"))
    assert decoded is not None
    assert decoded.text == "Première\nDeuxième"


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_any_octets_are_decoded_or_left(octets: bytes) -> None:
    decoded = decoding.decode(octets)
    assert decoded is None or isinstance(decoded.text, str)
    assert guessing.wide(octets) in {None, "utf-16-le", "utf-16-be"}
