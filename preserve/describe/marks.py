"""What single lines are, told by their words: release line, embargo, contact, end mark.

Every language's words are looked for, since a letterhead may be in another language than the
text below it.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from preserve.describe import folding, release_line
from preserve.describe.dates import grammar
from preserve.describe.dates.grammar import Span
from preserve.describe.languages import ALL
from preserve.describe.lines import Line
from preserve.describe.marked import LONGEST, Kind, Marked

__all__ = ["LONGEST", "UPDATED", "Kind", "Marked", "mark"]


def _all(kind: str) -> list[str]:
    return [word for language in ALL for word in getattr(language, kind)]


_EMBARGO = re.compile(rf"\W*(?:\w+\W+){{0,2}}?(?P<word>{folding.pattern(_all('embargo'))})(?!\w)")
_CORRECTION = re.compile(rf"\W*(?:{folding.pattern(_all('corrections'))})(?!\w)")
_REPLACING = folding.words(_all("replacing"))
_UPDATE = re.compile(rf"\W*(?:{folding.pattern(_all('updates'))})(?!\w)")
UPDATED = re.compile(rf"(?<!\w)(?:{folding.pattern(_all('updates'))})(?!\w)")
"""A word anywhere that makes the date behind it one of revision or of an event."""
_CONTACT = re.compile(rf"\W*(?:{folding.pattern(_all('contacts'))})\W*(?:[:.\-–—(]|\d|$)")
_BOILERPLATE = re.compile(rf"\W*(?:{folding.pattern(_all('boilerplate'))})(?!\w)")
_SALUTATION = re.compile(rf"\W*(?:{folding.pattern(_all('salutations'))})(?!\w)")
_ENDS = frozenset(map(folding.form, _all("ends")))
_KEYS = ("date", "title", "publisher", "place", "subject", "creator", "recipient")
_KEY_OF: Mapping[str, str] = {
    folding.form(word): key for key in _KEYS for word in _all(f"{key}_labels")
}
_LABELLED = re.compile(rf"\W*(?P<key>{folding.pattern(_KEY_OF)})\s*[:：]\s*(?P<rest>.*)")
_PHONE = re.compile(r"\+?\(?\d[\d() ./-]{6,}\d")
_YEARS = re.compile(r"(?<![\d+(-])(?:1[5-9]|20)\d\d\s?[-–—/]\s?(?:1[5-9]|20)\d\d(?![\d-])")
_NET = re.compile(r"\S+@\S+\.\w|https?://|www\.\w")
_STREET = re.compile(
    r"(?:^\d{1,5}[a-z]?,?\s+\w.*,)|(?:\b\d{5}(?:-\d{4})?\s*$)|(?:^\d{5}\s+\w)|(?:\bp\.?\s?o\.?\s?box\b)"
    r"|(?:\w(?:straße|strasse|gasse|allee)\b.*\d)|(?:\b(?:street|avenue|road|rue|boulevard|calle|"
    r"avenida|str\.|ул\.|улица|вул\.|вулиця|viale|corso|проспект|пр\.|küç\.|küçəsi|prospekti|cad\.|caddesi|sok\.)(?!\w).*\d)"
    r"|(?:^(?:via|piazza|largo|rua|praça|пл\.|شارع|خيابان)\b.*\d)"
    r"|(?:\d.*\b(?:street|avenue|road|rue|boulevard|calle)\b)"
)


def mark(line: Line) -> Marked:
    """Tell what a line is."""
    folded = folding.fold(line.text[:LONGEST])
    if line.rule or _is_end(folded):
        drawn = line.rule and not line.text.startswith(("#", "*"))
        return Marked(line=line, folded=folded, kind=Kind.RULE if drawn else Kind.END)
    spaced = release_line.spaced(line, folded)
    if spaced is not None:
        return spaced
    dates = grammar.find(folded)
    if len(line.text) > LONGEST:
        return Marked(line=line, folded=folded, kind=Kind.TEXT, dates=dates)
    labelled = _LABELLED.match(folded)
    if labelled is not None:
        return _labelled(line, folded, dates=dates, match=labelled)
    kind = _by_words(folded, dates)
    if kind is not Kind.TEXT:
        return Marked(
            line=line,
            folded=folded,
            kind=kind,
            dates=dates,
            genre=release_line.genre_in(folded) if kind is Kind.CORRECTION else None,
            number=release_line.number_in(folded, dates),
        )
    return release_line.of(line, folded, dates=dates)


def _labelled(line: Line, folded: str, *, dates: tuple[Span, ...], match: re.Match[str]) -> Marked:
    key, rest = _KEY_OF[folding.key(match["key"])], line.text[match.start("rest") :].strip()
    place = ""
    if key == "date" and rest:
        inner = folding.fold(rest)
        within = release_line.of(
            line=replace(line, text=rest), folded=inner, dates=grammar.find(inner)
        )
        place = within.place if within.kind is Kind.RELEASE else ""
    return Marked(
        line=line, folded=folded, kind=Kind.LABELLED, dates=dates, key=key, rest=rest, place=place
    )


def _is_end(folded: str) -> bool:
    if len(folded) > 40:
        return False
    core = folded.strip(" -–—*#()[]<>.…=_+")
    if not core:
        return folded.replace(" ", "").startswith("##") or folded.strip(" ") == "#"
    # A bare word may be a heading; the decoration, or the word alone on its line, makes it a mark.
    return core in _ENDS and (core != folded or not core.isdigit())


def _by_words(folded: str, dates: tuple[Span, ...]) -> Kind:
    words = len(folded.split())
    embargo = _EMBARGO.match(folded)
    told = (
        (
            Kind.EMBARGO,
            embargo is not None and words < 25 and _is_order(embargo, folded, dates=dates),
        ),
        (Kind.CORRECTION, words <= 14 and _stands_apart(_CORRECTION, folded, dates=dates)),
        (Kind.CORRECTION, words <= 40 and _replaces(folded, dates)),
        (Kind.UPDATE, words <= 14 and _stands_apart(_UPDATE, folded, dates=dates)),
        (Kind.SALUTATION, words <= 8 and _is_salutation(folded)),
        (Kind.CONTACT, words <= 30 and _is_contact(folded, dates)),
        (Kind.BOILERPLATE, words <= 8 and bool(_BOILERPLATE.match(folded)) and folded[-1] != "."),
    )
    return next((kind for kind, is_so in told if is_so), Kind.TEXT)


def _replaces(folded: str, dates: tuple[Span, ...]) -> bool:
    """Tell ``This notice replaces press release No. 12 of 14 May``."""
    word = _REPLACING.search(folded)
    if word is None or release_line.number_in(folded[: word.start()], dates[:0]):
        return False
    number = release_line.number_in(folded[word.end() :], grammar.find(folded[word.end() :]))
    return bool(number) and ("/" in number or release_line.genre_in(folded) is not None)


def _is_salutation(folded: str) -> bool:
    return bool(_SALUTATION.match(folded)) and folded.endswith((",", ":", "!", "."))


def _is_order(embargo: re.Match[str], folded: str, *, dates: tuple[Span, ...]) -> bool:
    # "Embargo on fish imports lifted" is a headline; an order has a time, or a colon.
    rest = folded[embargo.end("word") :].lstrip()
    return bool(dates) or rest.startswith((":", "-", "–")) or not rest or " " in embargo["word"]


def _stands_apart(opening: re.Pattern[str], folded: str, *, dates: tuple[Span, ...]) -> bool:
    match = opening.match(folded)
    if match is None:
        return False
    rest = folded[match.end() :].strip()
    return not rest or bool(dates) or rest[0] in ":-–—,()"


def _is_contact(folded: str, dates: tuple[Span, ...]) -> bool:
    if _CONTACT.match(folded) or _NET.search(folded):
        return True
    number = release_line.number_in(folded, dates)
    bare = grammar.without(folded, dates)
    bare = bare.replace(number, " ", 1) if number else bare
    bare = _YEARS.sub(" ", bare)
    if any(sum(map(str.isdigit, phone[0])) >= 7 for phone in _PHONE.finditer(bare)):
        return True
    return len(folded.split()) <= 16 and not folded.endswith(".") and bool(_STREET.search(bare))
