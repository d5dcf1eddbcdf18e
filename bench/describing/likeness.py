"""When two texts say the same: what a cataloguer would not correct makes no difference."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

_MARKS = re.compile("[\u0640\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad]")
_QUOTES = re.compile("[\"'‘’‚‛“”„«»‹›`´]")
_DASHES = re.compile("[‐‑‒–—―−]")
_SIMILAR = 0.9
_MOST = 0.7


def plain(text: str) -> str:
    """Give a text without case, width, quotes, kinds of dash, marks of script and end stops."""
    text = unicodedata.normalize("NFKC", _MARKS.sub("", text)).casefold()
    # The small dotless i and the capital with a dot fold in two ways.
    text = text.replace("i\u0307", "i").replace("ı", "i")
    text = text.translate(str.maketrans("يكۀةأإآى", "یکههااای"))
    text = "".join(str(unicodedata.digit(one, one)) for one in text)
    text = _DASHES.sub("-", _QUOTES.sub("", text))
    return " ".join(text.replace(" -", "-").replace("- ", "-").split()).strip(" .,;:")


def same(given: str, wanted: Iterable[str]) -> bool:
    """Tell whether a text is one of those wanted."""
    return plain(given) in {plain(one) for one in wanted}


def similar(given: str, wanted: str) -> bool:
    """Tell whether a paragraph is the one wanted, but for some words at its ends."""
    first, second = plain(given), plain(wanted)
    # With its dateline, or without.
    if first.endswith(second) or second.endswith(first):
        return min(len(first), len(second)) >= _MOST * max(len(first), len(second))
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _SIMILAR
