"""Names of places before a date: ``Villeneuve, le 14 août 2018``, ``г. Москва, 5 марта``."""

import re

from preserve.describe import folding
from preserve.describe.dates import grammar
from preserve.describe.languages import ALL

_FILLER = folding.pattern([*(word for one in ALL for word in one.date_words), *grammar.WEEKDAYS])
_LABELS = folding.words(
    word for one in ALL for word in (*one.date_labels, *(w for w, _ in one.labels))
)
_PLACE_WORDS = re.compile(
    rf"(?:{folding.pattern(word for one in ALL for word in one.place_words)})\s*"
)
_FILLER_BEHIND = re.compile(rf"(?<!\w)(?:{_FILLER})\s*$")
_FILLER_ALONE = re.compile(rf"(?:(?:{_FILLER})(?!\w)\W*)*")
_BEHIND = re.compile(
    rf"\s*[,.(]?\s*(?:{folding.pattern(word for one in ALL for word in one.place_words)})\s*(?=\w)"
)
_CLOSING = (",", "(", "–", "—", "-", "|", ":", "/")
SECTIONS = frozenset({"news", "press", "media", "actualité", "actualités", "noticias", "новости"})
"""Words that head a section, not the name of a place."""
_SMALL = frozenset(
    {"de", "del", "la", "las", "los", "le", "les", "du", "des", "sur", "am", "an", "der", "im"}
    | {"in", "upon", "on", "the", "of", "and", "al", "el"}
)


def before(text: str, folded: str, *, start: int) -> str:
    """Give the place that stands before a date at ``start``; empty where there is none."""
    prefix = folded[:start]
    while True:
        shorter = _FILLER_BEHIND.sub("", prefix).rstrip(" ")
        if shorter == prefix:
            break
        prefix = shorter
    if not prefix.rstrip().endswith(_CLOSING) and not prefix.startswith("г."):
        return ""
    lead = _PLACE_WORDS.match(prefix.lstrip(" ("))
    offset = len(prefix) - len(prefix.lstrip(" (")) + (lead.end() if lead else 0)
    return as_place(text[offset : len(prefix)].strip(" ,–—-|:("))


def behind(text: str, folded: str, *, start: int) -> str:
    """Give the place that stands behind a date, when a word says that it is one: ``г. Москва``."""
    match = _BEHIND.match(folded, start)
    return as_place(text[match.end() :].strip(" .,)")) if match else ""


def as_place(text: str) -> str:
    """Give the text if it can be the name of a place: a few words, capitals, no figures."""
    words = text.replace("/", " ").split()
    if not 1 <= len([word for word in words if word not in _SMALL]) <= 4 or any(
        character.isdigit() for character in text
    ):
        return ""
    folded = folding.fold(text)
    if folded in SECTIONS or _LABELS.search(folded) or folded in grammar.WEEKDAYS:
        return ""
    capital = all(
        word[0].isupper() or word.lower() in _SMALL for word in words if word[0].isalpha()
    )
    return text if capital and words[0][0].isupper() else ""


def is_filler(text: str) -> bool:
    """Tell whether nothing but words that belong to a date stand before it."""
    return _FILLER_ALONE.fullmatch(folding.fold(text.strip())) is not None
