"""Octets to text: byte order mark, what is declared, UTF-8, then by what the text reads like.

The text is for the record alone; the original keeps its octets.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MEANT = {
    # What bears these names is, in practice, in the encoding that has more letters.
    **dict.fromkeys(("ascii", "us-ascii", "iso8859-1", "latin-1"), "cp1252"),
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "x-sjis": "cp932",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-cp1251": "cp1251",
}
_TEXT_CODECS = (
    *("utf-8", "cp", "iso8859", "koi8", "mac", "gb", "big5", "shift_jis", "euc", "johab", "tis"),
    *("ascii", "iso2022", "hz", "ptcp154", "kz1048"),
)
_MOST_STRANGE = 20
_CONTROLS = re.compile("[\x80-\x9f]")
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
# No language of the Latin script has words of accented letters alone; Cyrillic misread has.
_SHIFTED = re.compile(r"(?<![^\W\d_])[À-ÖØ-öø-ÿ]{4,}(?![^\W\d_])")
_FEW = 5
# XML 1.0 section 2.2, Char; form feed and other controls become blanks.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and how it was encoded; ``certain`` False: the encoding is a guess."""

    text: str
    encoding: str
    certain: bool


def decode(octets: bytes, *, declared: str = "", words: bytes = b"") -> Decoded | None:
    """Decode the beginning of a text, which may stop within a character.

    ``declared`` is the encoding that the document or its message names; it is not believed
    where the octets are plainly something else. ``words`` are the octets to guess by, where
    they are not all. None when it is in no encoding that can be told. Line ends become LF, the
    text NFC.
    """
    for mark, encoding in _MARKS:
        if octets.startswith(mark):
            return Decoded(text=tidy(_lenient(octets, encoding)), encoding=encoding, certain=True)
    named = _codec(declared)
    strict = None if octets.isascii() and named else _strict(octets)
    if strict is not None:
        return Decoded(text=tidy(strict), encoding="utf-8", certain=True)
    stated = _as_stated(octets, named) if named else None
    return stated or _guess(octets, words or octets)


def _codec(declared: str) -> str:
    """Give the codec that a declared encoding means in practice; empty: none to be believed."""
    label = declared.strip().strip("\"'").lower()[:40]
    try:
        name = codecs.lookup(_MEANT.get(label, label)).name if label.isascii() else ""
    except (LookupError, ValueError):
        return ""
    meant = _MEANT.get(name, name)
    # EBCDIC has other letters where ASCII has its own; no page or message is in it.
    return meant if name.startswith(_TEXT_CODECS) and b"Az09<".decode(meant) == "Az09<" else ""


def _as_stated(octets: bytes, encoding: str) -> Decoded | None:
    text = _lenient(octets, encoding)
    strange = text.count("\ufffd") + len(_CONTROLS.findall(text))
    letters = sum(map(len, _NOT_ASCII.findall(text)))
    if strange * _MOST_STRANGE > letters or len(_SHIFTED.findall(text)) > _FEW:
        return None
    return Decoded(text=tidy(text), encoding=encoding, certain=True)


def is_binary(octets: bytes) -> bool:
    """Tell whether octets cannot be text: NULs, and not those of UTF-16 or UTF-32."""
    if any(octets.startswith(mark) for mark, _ in _MARKS):
        return False
    if 0 not in octets:
        return False
    from preserve.describe.readers import guessing  # noqa: PLC0415 - quick start-up

    return guessing.wide(octets) is None


def _strict(octets: bytes) -> str | None:
    if 0 in octets:
        return None
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(octets, final=False)
    except UnicodeDecodeError:
        return None


def _lenient(octets: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)(errors="replace").decode(octets, final=False)


def _guess(octets: bytes, words: bytes) -> Decoded | None:
    from preserve.describe.readers import guessing  # noqa: PLC0415 - quick start-up

    encoding = guessing.wide(octets) or (None if 0 in octets else guessing.guess(words))
    if encoding is None:
        return None
    text = _lenient(octets, encoding)
    return Decoded(text=tidy(text), encoding=encoding, certain=False)


def tidy(text: str) -> str:
    """Give a text in NFC with LF between its lines, and nothing that XML cannot hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _INVISIBLE.sub("", _NOT_XML.sub(" ", text))
    return unicodedata.normalize("NFC", text)
