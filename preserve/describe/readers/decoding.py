"""Octets to text: byte order mark, UTF-8, then a guess by what the text reads like.

The text is for the record alone; the original keeps its octets.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from preserve.describe.readers import guessing

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# XML 1.0 section 2.2, Char; form feed and other controls become blanks.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and how it was encoded; ``certain`` False: the encoding is a guess."""

    text: str
    encoding: str
    certain: bool


def decode(octets: bytes) -> Decoded | None:
    """Decode the beginning of a text, which may stop within a character.

    None when it is in no encoding that can be told. Line ends become LF, the text NFC.
    """
    for mark, encoding in _MARKS:
        if octets.startswith(mark):
            return Decoded(text=_clean(_lenient(octets, encoding)), encoding=encoding, certain=True)
    strict = _strict(octets)
    if strict is not None:
        return Decoded(text=_clean(strict), encoding="utf-8", certain=True)
    return _guess(octets)


def is_binary(octets: bytes) -> bool:
    """Tell whether octets cannot be text: NULs, and not those of UTF-16 or UTF-32."""
    if any(octets.startswith(mark) for mark, _ in _MARKS):
        return False
    return 0 in octets and guessing.wide(octets) is None


def _strict(octets: bytes) -> str | None:
    if 0 in octets:
        return None
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(octets, final=False)
    except UnicodeDecodeError:
        return None


def _lenient(octets: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(octets, final=False)


def _guess(octets: bytes) -> Decoded | None:
    encoding = guessing.wide(octets) or (None if 0 in octets else guessing.guess(octets))
    if encoding is None:
        return None
    text = _lenient(octets, encoding)
    return Decoded(text=_clean(text), encoding=encoding, certain=False)


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _INVISIBLE.sub("", _NOT_XML.sub(" ", text))
    return unicodedata.normalize("NFC", text)
