"""What single lines are, told by their words: release line, embargo, contact, end mark.

Every language's words are looked for, since a letterhead may be in another language than the
text below it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from preserve.describe import cues, folding, places
from preserve.describe.dates import grammar
from preserve.describe.dates.grammar import Shape, Span
from preserve.describe.languages import ALL, Genre
from preserve.describe.lines import Line

LONGEST = 400
"""Longer lines are prose; only their beginning is looked at."""


class Kind(Enum):
    """What a line is."""

    TEXT = "text"
    RELEASE = "release line"
    """Nothing but a label, a number, a date, a place before the date."""
    LABELLED = "labelled"
    """``Date: …``, ``Subject: …``."""
    EMBARGO = "embargo"
    CORRECTION = "correction"
    UPDATE = "update"
    CONTACT = "contact"
    BOILERPLATE = "boilerplate"
    SALUTATION = "salutation"
    END = "end mark"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A line and what it is."""

    line: Line
    folded: str
    kind: Kind
    dates: tuple[Span, ...] = ()
    genre: Genre | None = None
    """What its label says."""
    label: str = ""
    """The label as printed."""
    number: str = ""
    """The number of the release."""
    place: str = ""
    """The place before the date."""
    institution: str = ""
    """The institution before the date."""
    key: str = ""
    """Of a labelled line: which field."""
    rest: str = ""
    """Of a labelled line what follows; of a text that begins with a label, the same."""


def _all(kind: str) -> list[str]:
    return [word for language in ALL for word in getattr(language, kind)]


_GENRES: Mapping[str, Genre] = {
    folding.form(label): genre for language in ALL for label, genre in language.labels
}
_CLOSE: Mapping[str, Genre] = {label.replace(" ", ""): genre for label, genre in _GENRES.items()}
_LABEL_WORDS = folding.pattern(_GENRES)
_LABEL = re.compile(rf"(?<!\w)(?:{_LABEL_WORDS})(?!\w)")
_IMMEDIATE = folding.words(_all("immediate"))
_EMBARGO = re.compile(rf"\W*(?:\w+\W+){{0,2}}?(?P<word>{folding.pattern(_all('embargo'))})(?!\w)")
_CORRECTION = re.compile(rf"\W*(?:{folding.pattern(_all('corrections'))})(?!\w)")
_UPDATE = re.compile(rf"\W*(?:{folding.pattern(_all('updates'))})(?!\w)")
_CONTACT = re.compile(rf"\W*(?:{folding.pattern(_all('contacts'))})\W*(?:[:.\-–—(]|\d|$)")
_BOILERPLATE = re.compile(rf"\W*(?:{folding.pattern(_all('boilerplate'))})(?!\w)")
_SALUTATION = re.compile(rf"\W*(?:{folding.pattern(_all('salutations'))})(?!\w)")
_ENDS = frozenset(map(folding.form, _all("ends")))
_NUMBER = re.compile(
    rf"(?<!\w)(?:{folding.pattern(_all('numbers'))})(?:\.|(?<=\W)|(?!\w))\s*[:.]?\s*\(?\s*"
    r"(?P<number>(?:[^\W\d_]{1,8}[-/. ])*\d+[^\W\d_]?(?:\s?[-/–]\s?\w+|\.\d+)*"
    r"(?:\s(?:bis|ter|مكرر))?"
    r"(?:\s(?:of|de|von|из|aus|від|di|لسنه|لعام)\s(?:19|20)\d\d)?)(?![\w%])"
)
_NUMBER_WORDS = re.compile(rf"(?<!\w)(?:{folding.pattern(_all('numbers'))})(?!\w)")
_FOREIGN = re.compile(rf"(?<!\w)(?:{folding.pattern(_all('foreign_numbers'))})\W*$")
_AFTER_LABEL = re.compile(
    rf"(?<!\w)(?:{_LABEL_WORDS})\s+\(?"
    r"(?P<number>(?:[^\W\d_]{1,6}[-/ ])?\d{1,5}(?:\s?[-/]\s?\d{1,4})*)(?![\w.]\d|\w)"
)
_SERIAL = re.compile(
    r"\s*(?P<number>[^\W\d_]{1,6}(?:[-/][^\W\d_]{1,6})*[-/ ]\d+(?:[-/]\d+)+"
    r"|\d{1,4}/(?:19|20)\d\d)\s*"
)
_ASIDE = re.compile(r"\([^()]*\)")
_KEYS = ("date", "title", "publisher", "place", "subject", "creator", "recipient")
_KEY_OF: Mapping[str, str] = {
    folding.form(word): key for key in _KEYS for word in _all(f"{key}_labels")
}
_LABELLED = re.compile(rf"\W*(?P<key>{folding.pattern(_KEY_OF)})\s*[:：]\s*(?P<rest>.*)")
_DATE_LABEL = folding.words(_all("date_labels"))
_FILLER_WORDS = [
    *_all("date_words"),
    *_all("place_words"),
    *grammar.WEEKDAYS,
    *places.SECTIONS,
]
_FILLER = re.compile(
    rf"(?<!\w)(?:{folding.pattern(_FILLER_WORDS)})(?!\w)|\d{{1,2}}[:.h]\d\d(?!\d)"
    r"|(?<!\w)(?:às|as|a las|um|alle|alle ore|ore|à|saat|at|в|о)(?=\s*\d{1,2}[:.h]\d\d)"
    r"|(?<!\w)(?:uhr|hours|hrs|am|pm|a\.m\.|p\.m\.|gmt|utc|cet|h)(?!\w)"
)
# Who put a text on a site stands beside the date: "Posted by Ann Lee on 3 May 2019".
_SIGNED = re.compile(
    r"\W*(?:(?:posted|submitted|written|publié|publicado|автор)\W+)?(?:by|par|por|von|автор)\W+"
    r"(?:[\w.'-]+\W+){0,2}[\w.'-]+(?:\W+(?:on|le|el|am|at))?\W*|\W*(?:posted|submitted)(?:\W+on)?\W*"
)
# "Type: media release", the name of a field before a label.
_FIELD = re.compile(r"[^\W\d_]{3,15}(?: [^\W\d_]{2,15})?\s*:\s")
_PHONE = re.compile(r"\+?\(?\d[\d() ./-]{6,}\d")
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
    spaced = _spaced(line, folded)
    if spaced is not None:
        return spaced
    dates = grammar.find(folded)
    if len(line.text) > LONGEST:
        return Marked(line=line, folded=folded, kind=Kind.TEXT, dates=dates)
    labelled = _LABELLED.match(folded)
    if labelled is not None:
        return Marked(
            line=line,
            folded=folded,
            kind=Kind.LABELLED,
            dates=dates,
            key=_KEY_OF[folding.key(labelled["key"])],
            rest=line.text[labelled.start("rest") :].strip(),
        )
    kind = _by_words(folded, dates)
    if kind is not Kind.TEXT:
        return Marked(
            line=line, folded=folded, kind=kind, dates=dates, number=_number(folded, dates)
        )
    return _release(line, folded, dates=dates)


def _spaced(line: Line, folded: str) -> Marked | None:
    """See a label with its letters set apart: ``P R E S S   R E L E A S E``."""
    if folded[1:2] != " ":
        return None
    genre = _CLOSE.get(folded.replace(" ", ""))
    if genre is None:
        return None
    return Marked(line=line, folded=folded, kind=Kind.RELEASE, genre=genre, label=line.text)


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
        (Kind.UPDATE, words <= 14 and _stands_apart(_UPDATE, folded, dates=dates)),
        (Kind.SALUTATION, words <= 8 and _is_salutation(folded)),
        (Kind.CONTACT, words <= 30 and _is_contact(folded, dates)),
        (Kind.BOILERPLATE, words <= 8 and bool(_BOILERPLATE.match(folded)) and folded[-1] != "."),
    )
    return next((kind for kind, is_so in told if is_so), Kind.TEXT)


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
    number = _number(folded, dates)
    bare = grammar.without(folded, dates)
    bare = bare.replace(number, " ", 1) if number else bare
    if any(sum(map(str.isdigit, phone[0])) >= 7 for phone in _PHONE.finditer(bare)):
        return True
    return len(folded.split()) <= 16 and not folded.endswith(".") and bool(_STREET.search(bare))


def _number(folded: str, dates: tuple[Span, ...]) -> str:
    bare = grammar.without(folded, dates)
    for pattern in (_NUMBER, _AFTER_LABEL):
        for match in pattern.finditer(bare):
            if not _FOREIGN.search(bare[: match.start()]):
                return _cut(folded, match)
    serial = _SERIAL.fullmatch(bare.strip(" .,|()[]–—"))
    return serial["number"] if serial else ""


def _cut(folded: str, match: re.Match[str]) -> str:
    return folded[match.start("number") : match.end("number")].strip(" -–")


def _release(line: Line, folded: str, *, dates: tuple[Span, ...]) -> Marked:
    """Tell a release line from text: nothing must be left when what it may hold is removed."""
    number = _number(folded, dates)
    label = _LABEL.search(folded)
    left = grammar.without(folded, dates)
    field = _FIELD.match(left)
    if field is not None and label is not None and field.end() <= label.start():
        left = left[field.end() :]
    left = left.replace(number, " ", 1) if number else left
    for pattern in (_LABEL, _IMMEDIATE, _DATE_LABEL, _NUMBER_WORDS, _FILLER):
        left = pattern.sub(" ", left)
    apart = Marked(
        line=line,
        folded=folded,
        kind=Kind.RELEASE,
        dates=dates,
        genre=_genre(label),
        label=line.text[label.start() : label.end()] if label else "",
        number=_as_printed(line.text, number),
    )
    if dates and _SIGNED.fullmatch(left):
        left = ""
    if label and number and not re.search(r"\w", _ASIDE.sub(" ", left)):
        # "Press release 22 (in place of 21 of 14 June)": the day is another release's.
        outside = _ASIDE.sub(lambda aside: " " * len(aside[0]), folded)
        return replace(apart, dates=tuple(one for one in dates if outside[one.start] != " "))
    several = any(span.shape is Shape.RANGE for span in dates)
    if not re.search(r"\w", left):
        if several and not label and not number:
            return replace(apart, kind=Kind.UPDATE)
        return (
            apart if label or number or dates or _IMMEDIATE.search(folded) else _text(line, folded)
        )
    beside = None if several else _beside(line.text, folded, apart=apart)
    return beside or _begins(line, folded, dates=dates, label=label)


def _beside(text: str, folded: str, *, apart: Marked) -> Marked | None:
    """See the place or the institution that stands with the date; a place may stand alone."""
    dates = apart.dates
    place = places.behind(text, folded, start=dates[0].end) if dates else places.alone(text, folded)
    if place:
        return replace(apart, place=place)
    before = _before_date(text, folded, dates=dates)
    if not before:
        return None
    named = cues.names_organisation(folding.fold(before))
    return replace(apart, institution=before) if named else replace(apart, place=before)


def _as_printed(text: str, number: str) -> str:
    start = folding.fold(text).find(number)
    return text[start : start + len(number)] if number and start >= 0 else ""


def _text(line: Line, folded: str) -> Marked:
    return Marked(line=line, folded=folded, kind=Kind.TEXT)


def _genre(label: re.Match[str] | None) -> Genre | None:
    return _GENRES[folding.key(label[0])] if label else None


def _begins(
    line: Line, folded: str, *, dates: tuple[Span, ...], label: re.Match[str] | None
) -> Marked:
    """See the label that a headline begins with: ``Press release: …``, ``Statement on …``."""
    if label is None or folded[: label.start()].strip(" [(*"):
        return Marked(line=line, folded=folded, kind=Kind.TEXT, dates=dates)
    rest = re.match(r"[\])]?\s*(?:[:–—|]|\s-)\s*", folded[label.end() :])
    return Marked(
        line=line,
        folded=folded,
        kind=Kind.TEXT,
        dates=dates,
        genre=_genre(label),
        label=line.text[label.start() : label.end()],
        rest=line.text[label.end() + rest.end() :].strip() if rest else "",
    )


def _before_date(text: str, folded: str, *, dates: tuple[Span, ...]) -> str:
    """Give the name in ``Villeneuve, le 14 août 2018``: all that stands before the date."""
    after = grammar.without(folded, dates)[dates[0].end :] if dates else ""
    for pattern in (_LABEL, _IMMEDIATE, *((_FILLER,) if len(dates) > 1 else ())):
        after = pattern.sub("", after)
    if not dates or after.strip(" .,;:|)–—-"):
        return ""
    return places.before(text, folded, start=dates[0].start)
