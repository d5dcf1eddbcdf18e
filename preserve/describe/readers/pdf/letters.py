"""Letters of PDF made plain: ligatures and presentation forms taken apart, hyphens joined."""

import re
import unicodedata
from collections.abc import Iterable

# Latin and Armenian ligatures, Hebrew and Arabic presentation forms. Nothing else: NFKC would
# also turn a superscript 2 into a figure and a fraction into three characters.
_FORMS = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]+")
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Signs of private fonts, such as those of bullets.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe]")
_BROKEN = re.compile(r"(?P<before>[^\W\d_]{2,})[-‐]$")
_GOES_ON = re.compile(r"(?P<after>[^\W\d_]+)(?P<rest>\S*)\s*")


def plain(text: str) -> str:
    """Give a text in NFC, its ligatures and presentation forms as letters."""
    text = _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _INVISIBLE.sub("", _NOT_XML.sub(" ", text))
    return unicodedata.normalize("NFC", " ".join(_PRIVATE.sub("•", text).split()))


def joined(first: str, second: str, *, words: Iterable[str]) -> tuple[str, str] | None:
    """Join a word that is broken at the end of a line; give both lines, None where none is.

    The hyphen stays where the words of the document have it elsewhere.
    """
    broken, goes_on = _BROKEN.search(first), _GOES_ON.match(second)
    if broken is None or goes_on is None or not goes_on["after"][0].islower():
        return None
    kept = f"{broken['before']}-{goes_on['after']}"
    hyphen = "-" if kept in words else ""
    whole = f"{first[: broken.end('before')]}{hyphen}{goes_on['after']}{goes_on['rest']}"
    return whole, second[goes_on.end() :]
