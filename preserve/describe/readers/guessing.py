"""Which encoding octets are in when nothing says so: the one whose text makes sense.

Every code page in use for the languages known here is tried. A reading is judged by what it
reads like: letters of one script within a word, letters that a language of the tables is
written with, its commonest words. charset-normalizer has one voice among these.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from preserve.describe import voices
from preserve.describe.languages import ALL, BY_TAG, Language
from preserve.describe.voices import Voice

_SAMPLE = 4 * 1024
_PAGES = (
    "cp1252",
    "cp1251",
    "koi8-r",
    "koi8-u",
    "cp866",
    "iso8859-5",
    "mac-cyrillic",
    "cp1254",
    "iso8859-9",
    "cp1256",
    "iso8859-6",
    "cp1250",
    "iso8859-15",
    "mac-roman",
    "cp850",
    "mac-turkish",
)
"""The likelier of two that read alike first."""
_OTHERS = ("utf-8", "cp1253", "cp1255", "shift_jis", "gb18030", "euc-kr", "big5")
"""Of other scripts: taken on the word of charset-normalizer alone."""
_WORD = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"(?<=[^\W\d_])[^\w\s](?=[^\W\d_])")
_JOINING = frozenset("’'‘ʼ-–—·.,/&@:+\u00ad")
_SECONDED = 0.04
_SECONDED_ALONE = 0.3
"""What the word of charset-normalizer counts beside the tables, and where they know nothing."""
_BEYOND = re.compile(rb"[\x80-\xff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
# Vowel signs, tatweel, and the Arabic forms of letters that pages without the Persian ones have.
_ARABIC_SIGNS = frozenset(map(chr, range(0x64B, 0x660))) | frozenset("ـيك")
# What a text has of signs that are no letters; drawn boxes and most of the others are a sign
# that the page is wrong.
_SIGNS = frozenset("«»„“”‘’‚–—…·•°º§№€£©®™¡¿،؛؟ªʼ‹›´\u00a0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """An encoding, and how well its reading makes sense."""

    encoding: str
    score: float
    told: bool
    """Whether its words are those of a language of the tables."""


def guess(octets: bytes) -> str | None:
    """Name the encoding of octets that are neither UTF-8 nor marked; None: none makes sense."""
    sample = _telling(octets)
    seconded = _by_statistics(sample)
    guesses = list(_judged(sample, seconded))
    if not guesses:
        return seconded
    best = max(guesses, key=lambda one: one.score)
    if seconded in _OTHERS and not best.told:
        return seconded
    return best.encoding if best.score > 0 else None


def wide(octets: bytes) -> str | None:
    """Name the byte order of UTF-16 without a mark.

    Letters of one script share their high octet, and blanks have NUL for it.
    """
    sample = octets[:4096]
    if len(sample) < 8:
        return None
    fitting = []
    for encoding, high, low in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        if high.count(0) > 2 and low.count(0) < 0.02 * len(low):
            text = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
            plausible = sum(map(_is_plain, text)) / len(text)
            fitting.append((plausible, encoding))
    plausible, encoding = max(fitting, default=(0.0, ""))
    return encoding if plausible > 0.95 else None


def _is_plain(character: str) -> bool:
    category = unicodedata.category(character)
    if category.startswith("L"):
        return character < "\u0700" or "\u1e00" <= character < "\u2000"
    return category[0] in "PZNS" or character in "\r\n\t" or category in {"Mn", "Cf"}


def _telling(octets: bytes) -> bytes:
    """Give the words around the first octet beyond ASCII, whole ones."""
    found = _BEYOND.search(octets)
    first = max(0, found.start() - _SAMPLE // 2) if found else 0
    start = octets.rfind(b" ", 0, first) + 1 if first else 0
    sample = octets[start : start + _SAMPLE]
    end = max(sample.rfind(b" "), sample.rfind(b"\n"))
    return sample[:end] if len(sample) == _SAMPLE and end > 0 else sample


def _by_statistics(sample: bytes) -> str | None:
    # Imported here: needed for few files, and slow to load.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(sample).best()
    return codecs.lookup(best.encoding).name if best is not None else None


def _judged(sample: bytes, seconded: str | None) -> Iterator[Guess]:
    seen: dict[str, str] = {}
    for page in _PAGES:
        text = _decoded(sample, page)
        if text is None or text in seen.values():
            continue
        seen[page] = text
        heard = voices.hear(text)
        told = heard is not None and heard.clear
        voice = _SECONDED if told else _SECONDED_ALONE
        score = _sense(text, heard) + (voice if codecs.lookup(page).name == seconded else 0.0)
        yield Guess(encoding=page, score=score, told=told)


def _decoded(sample: bytes, page: str) -> str | None:
    try:
        return sample.decode(page)
    except UnicodeDecodeError:
        return None


def _sense(text: str, heard: Voice | None) -> float:
    """Tell how much sense a text makes, about 1 for sense and below 0 for none."""
    words = [word for word in _WORD.findall(text) if _BEYOND_ASCII.search(word)]
    strange = [one for one in _BEYOND_ASCII.findall(text) if not one.isalpha()]
    letters = sum(map(len, words))
    odd = sum(one not in _SIGNS for one in strange)
    odd += sum(one not in _JOINING for one in _INSIDE.findall(text))
    share = min(heard.share, 0.3) if heard else 0.0
    if not words:
        return 1.0 + share - 2 * odd / max(len(strange), 1)
    fit = max(_fit(one, words) for one in _likely(text.lower(), heard))
    faults = 3 * sum(map(_is_broken, words)) / len(words) + 2 * odd / (letters + odd)
    return fit + share - faults


def _likely(lowered: str, heard: Voice | None) -> Iterable[Language]:
    """Give the language heard, else those that have most of the letters, by script."""
    if heard is not None and heard.clear:
        return (BY_TAG[heard.tag],)
    cyrillic = sum("\u0400" <= one <= "\u052f" for one in lowered)
    arabic = sum("\u0600" <= one <= "\u06ff" for one in lowered)
    tags = {"ru", "uk"} if cyrillic > arabic else {"ar", "fa"} if arabic else set()
    return [one for one in ALL if one.tag in tags] or [
        one for one in ALL if one.tag not in {"ru", "uk", "ar", "fa"}
    ]


def _fit(language: Language, words: list[str]) -> float:
    """Tell which part of the words can be the language's, its own letters counting."""
    own = _alphabet(language.tag)
    fitting = sum(own.issuperset(word.lower()) for word in words)
    # A letter of another language of the same script is likelier than a page of another script.
    return 0.4 + 0.6 * fitting / len(words)


@cache
def _alphabet(tag: str) -> frozenset[str]:
    letters = frozenset(BY_TAG[tag].letters)
    if tag in {"ru", "uk"}:
        return letters
    return letters | (_ARABIC_SIGNS if tag in {"ar", "fa"} else _LATIN)


def _is_broken(word: str) -> bool:
    """Tell a word of two scripts, or with capitals inside it, as a wrong page makes them."""
    scripts = {_script(letter) for letter in word}
    if len(scripts) > 1:
        return True
    mixed = not word.isupper() and not word.islower() and not word.istitle()
    return mixed and any(letter.isupper() for letter in word[1:])


def _script(letter: str) -> str:
    if letter < "\u0250" or "\u1e00" <= letter < "\u1f00":
        return "latin"
    return unicodedata.name(letter, "?").partition(" ")[0]
