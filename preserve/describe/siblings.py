"""Names of files that are one document in several languages: ``a.txt``, ``a.fr.txt``."""

import os.path
import re
from dataclasses import dataclass

# ISO 639-1, the codes in use.
_CODES = frozenset(
    re.findall(
        r"\w\w",
        "aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cv cy da de "
        "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi hr ht hu hy id "
        "ig ii is it iu ja jv ka kg ki kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv "
        "mg mh mi mk ml mn mr ms mt my nb nd ne ng nl nn no nr nv ny oc oj om or os pa pl ps pt qu "
        "rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl "
        "tn to tr ts tt tw ty ug uk ur uz ve vi wa wo xh yi yo za zh zu",
    )
)
# Other ways in which files are named by language: ISO 639-2, names, and codes of countries.
_OTHER = {
    word: tag
    for tag, words in {
        "ar": "ara arabic arabe",
        "az": "aze azeri azerbaijani azerbaycanca",
        "be": "bel by",
        "cs": "ces cze cz",
        "da": "dan dk",
        "de": "deu ger german deutsch allemand",
        "el": "ell gre gr",
        "en": "eng english anglais ingles englisch inglese",
        "es": "spa esp spanish espanol español espagnol",
        "fa": "fas per farsi persian ir",
        "fr": "fra fre french francais français frances französisch",
        "hy": "hye arm armenian",
        "it": "ita italian italiano",
        "ja": "jpn jp",
        "ka": "kat geo georgian",
        "kk": "kaz kz kazakh",
        "ky": "kir kg",
        "nl": "nld dut dutch",
        "pl": "pol polish",
        "pt": "por portuguese portugues português",
        "ru": "rus russian russkiy russe",
        "tr": "tur turkish turkce türkçe",
        "uk": "ukr ua ukrainian",
        "uz": "uzb uzbek",
        "zh": "zho chi cn chinese",
    }.items()
    for word in words.split()
}
_SUFFIX = re.compile(
    r"(?P<base>.+?)(?:[._-]|\s+[-–]?\s*)\(?(?P<tag>[^\W\d_]{2,12}(?:[-_][A-Z]{2})?)\)?"
)
_WORD = re.compile(r"[^\W\d_]+")
# Whole words of names, and beginnings of words, by which files that go with a release are called.
_PARTS = re.compile(
    r"(?:annex|annexe|anhang|anlage|anexo|allegato|ek|elave|əlavə|prilozhenie|приложение|додаток"
    r"|dodatok|ملحق|پیوست|appendix|attachment|anexa|table|tables|tableau|tabelle|tabla|tabela"
    r"|tabella|tablo|cedvel|cədvəl|tablica|tablitsa|таблица|таблиця|faq|backgrounder|background"
    r"|hintergrund|factsheet|fact|figures|faktenblatt|fiche|ficha|scheda|notes|programme|program"
    r"|agenda|map|karte|plan|photo|photos|foto|fotos|logo|chart|graph|grafik|caption|captions"
    r"|tavole|tavola|tableaux|tabellen|tablas|tabelas|prospetto|prospetti|metodologia|methodology"
    r"|méthodologie|methodik|biography|bio|biographie|cv|quotes|list|liste|lista|spisok|список|data|dossier)"
)


def is_part(base: str) -> bool:
    """Tell whether a file is named as one that goes with a release: ``Annex 2``, ``tabelle``."""
    return any(_PARTS.fullmatch(word.lower()) for word in _WORD.findall(base))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """A file's name without its language and extension, and the language."""

    path: str
    base: str
    language: str | None
    """BCP 47; None where the name has none."""


def split(path: str) -> Sibling:
    """Take a file's name apart."""
    stem = os.path.splitext(path)[0]
    match = _SUFFIX.fullmatch(stem)
    code, _, region = match["tag"].replace("_", "-").partition("-") if match else ("", "", "")
    language = _OTHER.get(code.lower()) or (code.lower() if code.lower() in _CODES else None)
    if match is None or language is None:
        return Sibling(path=path, base=stem, language=None)
    tag = f"{language}-{region}" if region else language
    return Sibling(path=path, base=match["base"], language=tag)
