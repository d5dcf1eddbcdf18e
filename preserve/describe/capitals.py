"""A headline in capitals, written as a sentence: the capitals of names come from the prose."""

import re

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_TURKIC = frozenset({"az", "tr"})
_TURKIC_LOWER = str.maketrans({"I": "ı", "İ": "i"})
_STOP = re.compile(r"[.!?…:]\W*$")


def as_sentence(text: str, *, language: str | None, prose: str) -> str:
    """Give a text in capitals as a sentence.

    A word has a capital, or capitals alone, if the prose never writes it otherwise within a
    sentence. What the prose does not name stays small, which a person has to look at.
    """
    forms = _forms(prose, language)

    def form(word: re.Match[str]) -> str:
        small = lower(word[0], language)
        return forms.get(small, small)

    written = _WORD.sub(form, text)
    first = re.search(r"[^\W\d_]", written)
    if first is None:
        return written
    return written[: first.start()] + _upper(first[0], language) + written[first.end() :]


def lower(text: str, language: str | None) -> str:
    """Give a text in small letters as its language writes them."""
    return (text.translate(_TURKIC_LOWER) if language in _TURKIC else text).lower()


def _upper(letter: str, language: str | None) -> str:
    return "İ" if letter == "i" and language in _TURKIC else letter.upper()


def _forms(prose: str, language: str | None) -> dict[str, str]:
    """Give the words that have capitals within sentences, by their small form."""
    found: dict[str, str] = {}
    small = set()
    for word in _WORD.finditer(prose):
        if word.start() == 0 or _STOP.search(prose[: word.start()][-4:]):
            continue
        form = word[0]
        if form[0].isupper():
            found.setdefault(lower(form, language), form)
        else:
            small.add(form)
    return {key: form for key, form in found.items() if key not in small}
