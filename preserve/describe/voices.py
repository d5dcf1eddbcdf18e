"""What the tables say of the language of a text: its letters and its commonest words.

A second voice beside the language model, which is unsure of a few lines; and the judge of which
reading of octets in an unknown encoding makes sense.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from preserve.describe import folding
from preserve.describe.languages import ALL

_WORD = re.compile(r"[^\W\d_]+")
# Arabic joins its article to the word, and much of what others write as small words.
_ARTICLE = re.compile(r"(?:[وف]?[بك]?ال|لل)\w{3}")
_CLEAR = 3
"""So many common words must be found."""
_LEAD = 1.25

_COMMON: Mapping[str, frozenset[str]] = {
    one.tag: frozenset(map(folding.form, one.common)) for one in ALL
}
_SPEAKERS: Mapping[str, tuple[str, ...]] = {
    word: tuple(tag for tag, words in _COMMON.items() if word in words)
    for word in set().union(*_COMMON.values())
}
# What one language has and the one mistaken for it has not.
_OWN_LETTERS: Mapping[str, frozenset[str]] = {
    "fa": frozenset("پچژگ"),
    "uk": frozenset("іїєґ"),
    "ru": frozenset("ыэъ"),
    "az": frozenset("ə"),
}
_RIVALS: Mapping[str, str] = {"fa": "ar", "uk": "ru", "ru": "uk", "az": "tr"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The language that a text has most words of."""

    tag: str
    share: float
    """Of its words, those that are among the commonest of the language."""
    clear: bool
    """Whether no other language comes near."""


def hear(text: str) -> Voice | None:
    """Tell the language of a text by its commonest words; None where it has none of them."""
    words = _WORD.findall(text.lower())
    counts: Counter[str] = Counter()
    for word, times in Counter(words).items():
        for tag in _SPEAKERS.get(folding.key(folding.fold(word)), ()):
            counts[tag] += times
        counts["ar"] += times * (_ARTICLE.match(word) is not None)
    shown = frozenset(text.lower())
    for tag, letters in _OWN_LETTERS.items():
        if not shown.isdisjoint(letters):
            counts.pop(_RIVALS[tag], None)
        else:
            counts.pop(tag, None)
    ranked = [one for one in counts.most_common(2) if one[1]]
    if not ranked:
        return None
    (tag, most), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0
    clear = most >= _CLEAR and most >= _LEAD * second
    return Voice(tag=tag, share=most / len(words), clear=clear)


def contradicts(tag: str, text: str) -> bool:
    """Tell whether a text has letters that the language has not, but the one mistaken for it."""
    lowered = text.lower()
    return any(
        tag == _RIVALS[other] and sum(map(lowered.count, letters)) * 50 > len(lowered)
        for other, letters in _OWN_LETTERS.items()
    )
