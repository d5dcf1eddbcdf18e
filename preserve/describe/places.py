"""Names of places before a date: ``Villeneuve, le 14 août 2018``, ``г. Москва, 5 марта``."""

import re

from preserve.describe import cues, folding
from preserve.describe.dates import grammar
from preserve.describe.languages import ALL

_FILLER = folding.pattern([*(word for one in ALL for word in one.date_words), *grammar.WEEKDAYS])
_LABELS = folding.words(
    word for one in ALL for word in (*one.date_labels, *(w for w, _ in one.labels))
)
_PLACE_WORDS = re.compile(
    rf"(?:{folding.pattern(word for one in ALL for word in one.place_words)})\s*"
)
_DONE_AT = re.compile(
    rf"\W*(?:{folding.pattern(w for one in ALL for w in one.place_words if ' ' in w)})(?!\w)"
)
_FILLER_BEHIND = re.compile(rf"(?<!\w)(?:{_FILLER})\s*$")
_FILLER_ALONE = re.compile(rf"(?:(?:{_FILLER})(?!\w)\W*)*")
_BEHIND = re.compile(
    rf"\s*[,.(]?\s*(?:{folding.pattern(word for one in ALL for word in one.place_words)})\s*(?=\w)"
)
# A wire service, not a part of the name as in Frankfurt (Oder).
_TOWN = re.compile(r"\s+(?:şəhəri|şəh\.|qəsəbəsi|г\.|м\.)$", re.IGNORECASE)
_AGENCY = re.compile(r"\s*\([A-ZА-ЯІЇЄҐ]{3,}\)$")
_CLOSING = (",", "(", "–", "—", "-", "|", "/")
SECTIONS = frozenset(
    {"news", "press", "media", "actualité", "actualités", "noticias", "новости"}
    | {"newsroom", "pressroom", "press room", "press office", "press releases", "salle de presse"}
    | {"sala de prensa", "sala de imprensa", "sala stampa", "ufficio stampa", "presse", "aktuelles"}
    | {"medien", "prensa", "imprensa", "stampa", "basın", "пресс-центр", "прес-центр"}
    | {"المركز الإعلامي", "اتاق خبر"}
    | {
        "economy",
        "culture",
        "science",
        "education",
        "health",
        "sport",
        "sports",
        "events",
        "research",
    }
    | {
        "transport",
        "environment",
        "fisheries",
        "agriculture",
        "announcements",
        "community",
        "housing",
    }
    | {"économie", "sciences", "éducation", "santé", "environnement", "transports", "agenda"}
    | {"economía", "cultura", "ciencia", "educación", "salud", "deporte", "deportes", "eventos"}
    | {
        "wirtschaft",
        "kultur",
        "wissenschaft",
        "bildung",
        "gesundheit",
        "umwelt",
        "verkehr",
        "termine",
    }
    | {"economia", "salute", "istruzione", "ambiente", "scienza", "saúde", "educação", "ciência"}
    | {"экономика", "общество", "культура", "наука", "образование", "здравоохранение", "спорт"}
    | {"события", "главное", "лента", "новость", "объявления", "події", "суспільство", "економіка"}
    | {"ekonomi", "spor", "gündem", "haber", "duyurular", "eğitim", "sağlık", "kültür", "bilim"}
    | {"teknoloji", "etkinlikler", "basın", "iqtisadiyyat", "mədəniyyət", "elm", "təhsil", "idman"}
    | {"xəbər", "elanlar", "tədbirlər", "cəmiyyət", "hadisələr", "фото", "photo", "foto", "video"}
    | {"notizie", "notícias", "новини", "أخبار", "الأخبار", "اخبار", "خبر", "haberler", "xəbərlər"}
)
"""Words that head a section, not the name of a place."""
_SECTIONS = frozenset(map(folding.fold, SECTIONS))
_SMALL = frozenset(
    {"de", "del", "do", "da", "dos", "das", "di", "della", "dei", "degli", "sul", "sulla", "nel"}
    | {"la", "las", "los", "le", "les", "du", "des", "sur", "en", "am", "an", "der", "im"}
    | {"in", "upon", "on", "the", "of", "and", "al", "el"}
)


def is_done_at(folded: str) -> bool:
    """Tell whether a text begins with words that a place and a date follow: ``Done at``."""
    return _DONE_AT.match(folded) is not None


def before(text: str, folded: str, *, start: int) -> str:
    """Give the place that stands before a date at ``start``; empty where there is none."""
    prefix = folded[:start]
    while True:
        shorter = _FILLER_BEHIND.sub("", prefix).rstrip(" ")
        if shorter == prefix:
            break
        prefix = shorter
    lead = _PLACE_WORDS.match(prefix.lstrip(" ("))
    offset = len(prefix) - len(prefix.lstrip(" (")) + (lead.end() if lead else 0)
    name = text[offset : len(prefix)].strip(" ,،–—-|:(/")
    # Arabic has no comma there: الدوحة في 20 يناير.
    apart = len(prefix) < len(folded[:start].rstrip()) and cues.is_caseless(name)
    if not prefix.rstrip().endswith(_CLOSING) and not lead and not (apart and " " not in name):
        return ""
    return as_place(_TOWN.sub("", _AGENCY.sub("", name)))


def behind(text: str, folded: str, *, start: int) -> str:
    """Give the place that stands behind a date, when a word says that it is one: ``г. Москва``."""
    match = _BEHIND.match(folded, start)
    return as_place(text[match.end() :].strip(" .,)")) if match else ""


def alone(text: str, folded: str) -> str:
    """Give the place of a line that has nothing else, when a word says that it is one."""
    match = _PLACE_WORDS.match(folded)
    return as_place(text[match.end() :].strip(" ,.")) if match else ""


def as_place(text: str) -> str:
    """Give the text if it can be the name of a place: a few words, capitals, no figures."""
    words = text.replace("/", " ").split()
    if not 1 <= len([word for word in words if word not in _SMALL]) <= 4 or any(
        character.isdigit() for character in text
    ):
        return ""
    folded = folding.fold(text)
    if folded in _SECTIONS or _LABELS.search(folded) or folded in grammar.WEEKDAYS:
        return ""
    if cues.is_caseless(text):
        fits = cues.is_title_case(text) and not cues.names_organisation(folded)
        return text if fits and len(words) <= 3 else ""
    capital = all(
        word[0].isupper() or word.lower() in _SMALL for word in words if word[0].isalpha()
    )
    return text if capital and words[0][0].isupper() else ""


def is_section(folded: str) -> bool:
    """Tell the heading of a section of a site."""
    return folded.strip(" »›>:|") in _SECTIONS


def is_filler(text: str) -> bool:
    """Tell whether nothing but words that belong to a date stand before it."""
    return _FILLER_ALONE.fullmatch(folding.fold(text.strip())) is not None
