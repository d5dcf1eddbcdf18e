"""The release line: nothing but a label, a number, a date, an hour, and the place they belong to.

They come in every order: ``PRESS RELEASE 12/20, Geneva, 3 May 2020``, ``№ 45 от 3 мая 2020 г.``.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from preserve.describe import cues, folding, places
from preserve.describe.dates import grammar
from preserve.describe.dates.grammar import Shape, Span
from preserve.describe.languages import ALL, Genre
from preserve.describe.lines import Line
from preserve.describe.marked import Kind, Marked


def _all(kind: str) -> list[str]:
    return [word for language in ALL for word in getattr(language, kind)]


_GENRES: Mapping[str, Genre] = {
    folding.form(label): genre for language in ALL for label, genre in language.labels
}
_CLOSE: Mapping[str, Genre] = {label.replace(" ", ""): genre for label, genre in _GENRES.items()}
_SECTION_WORDS = 4
_ENDING = 1
_PLURAL = 6
"""How much longer the plural of a word may be than its stem."""
_SECTIONS: Mapping[tuple[str, ...], Genre] = {
    tuple(word[: max(3, len(word) - _ENDING)] for word in label.split()): genre
    for label, genre in _GENRES.items()
    if len(label) > 6
}
_LABEL_WORDS = folding.pattern(_GENRES)
_LABEL = re.compile(rf"(?<!\w)(?:{_LABEL_WORDS})(?!\w)")
_IMMEDIATE = folding.words(_all("immediate"))
_NUMBERS = folding.pattern(_all("numbers"))
_NUMBER = re.compile(
    rf"(?<!\w)(?:{_NUMBERS})(?:\.|(?<=\W)|(?!\w))\s*[:.]?\s*\(?\s*(?:(?:{_NUMBERS})[\W_]+)?"
    r"(?P<number>(?:[^\W\d_]{1,8}[-/. ])*\d+[^\W\d_]?(?:\s?[-/–]\s?\w+|[.|]\d+)*"
    r"(?:\s(?:bis|ter|مكرر))?"
    r"(?:\s(?:of|de|von|из|aus|від|di|لسنه|لعام)\s(?:19|20)\d\d)?)(?![\w%])"
)
_NUMBER_WORDS = re.compile(rf"(?<!\w)(?:{_NUMBERS})(?!\w)")
_FOREIGN_WORDS = folding.pattern(_all("foreign_numbers"))
_FOREIGN = re.compile(rf"(?<!\w)(?:{_FOREIGN_WORDS})\W*$")
# "minutes of the council, No. 9": the number is that of another paper.
_OF_ANOTHER = re.compile(
    rf"(?<!\w)(?:{_FOREIGN_WORDS})\W*(?:(?:{_NUMBERS})\W*)?\d+(?:[-/]\d+)*(?!\w)"
)
_AFTER_LABEL = re.compile(
    rf"(?<!\w)(?:{_LABEL_WORDS})(?:\s+|\s*:\s+)\(?"
    r"(?P<number>(?:[^\W\d_]{1,6}[-/ ])?\d{1,5}(?:\s?[-/]\s?\d{1,4}|\|\d{1,4})*)(?![\w.]\d|\w)"
)
# A number of several parts behind its label, such as LBFA/COMM/7/VOL. III (22).
_REFERENCE = re.compile(
    r"\W*(?:(?:our |n/)?ref(?:erence)?(?: no)?|réf(?:érence)?|referencia|referência|rif|исх"
    r"|вих)\.?\s*[:.]\s*"
    r"(?P<number>(?=\S*/)[^\W_][\w./-]*(?:\s[\w.()/-]{1,8}){0,4})\s*\**"
)
_SERIES = r"[^\W\d_]{1,6}(?:[-/][^\W\d_]{1,6})*[-/ ]\d+(?:[-/]\d+)+"
_SERIAL = re.compile(rf"\s*(?P<number>{_SERIES}|\d{{1,4}}/(?:19|20)\d\d)\s*")
_SERIAL_ENCLOSED = re.compile(rf"\(\s*(?P<number>{_SERIES})\s*\)")
_ASIDE = re.compile(r"\([^()]*\)")
# "(Reuters)", "/КАБАР/": a wire service.
_WIRE = re.compile(r"\([^()\d]{2,30}\)|/[^/\d]{2,30}/")
_DATE_LABEL = folding.words(_all("date_labels"))
_ZONES = (
    r"gmt|utc|cest|cet|eest|eet|bst|est|edt|cst|cdt|mst|mdt|pst|pdt|ist|msk|мск|local time"
    r"|hora local|heure locale|ora locale|ortszeit|yerel saat|местное время|за києвом|по москве"
)
_FILLER_WORDS = [
    *_all("date_words"),
    *_all("place_words"),
    *grammar.WEEKDAYS,
    *places.SECTIONS,
]
_HOUR_WORDS = r"uhr|hours|hrs|am|pm|a\.m\.|p\.m\.|heures|horas|hs|ore|ч\.?|часов|год|годині|h"
_FILLER = re.compile(
    rf"(?<!\w)(?:{folding.pattern(_FILLER_WORDS)})(?!\w)|\d{{1,2}}[:.h]\d\d(?::\d\d)?(?!\d)"
    r"|(?<!\w)(?:às|as|a las|um|alle|alle ore|ore|à|saat|at|в|о)(?=\s*\d{1,2}[:.h]\d\d)"
    rf"|(?<!\w)\d{{1,2}}\s?(?:{_HOUR_WORDS})(?!\w)"
    rf"|(?<!\w)(?:{_HOUR_WORDS}|{_ZONES})(?!\w)"
    r"|(?<!\w)\d{1,3}\s?min(?:utes?|uten|utos)?\.?\s+(?:read|lesezeit|de lecture|de lectura)(?!\w)"
    # "م/", "subject", as Iraqi letters have it.
    r"|(?<!\w)م\s?/"
)
# Who put a text on a site stands beside the date: "Posted by Ann Lee on 3 May 2019".
_SIGNED = re.compile(
    r"\W*(?:(?:posted|submitted|written|published|publié|publicado|автор)\W+)?"
    r"(?:by|par|por|von|da|автор)(?:\W+(?:[\w.'-]+\W+){0,4}[\w.'-]+)?"
    r"(?:\W+(?:on|le|el|am|at))?\W*|\W*(?:posted|submitted)(?:\W+on)?\W*"
)
# "Type: media release", the name of a field before a label.
_FIELD = re.compile(r"[^\W\d_]{3,15}(?: [^\W\d_]{2,15})?\s*:\s")
# "22 marzo 2023, Giornata mondiale dell'acqua"
_DAY_OF = re.compile(
    r"(?:[^\W\d_]+\s+){0,2}(?:giornata|día|dia|journée|tag|welttag|международный день|gün\w*"
    r"|day)(?!\w)"
    r"[^\d.]{0,60}$"
)
_BEHIND = re.compile(r"\s*,\s+(?P<place>[^\W\d_][^,;:.\d]{1,30})\.?\s*")
_CHUNK = re.compile(r"\w+(?:[ '’.-]{1,2}\w+)*")
_COUNT = re.compile(r"\W*\d{1,7}\W*")
_STOPS = (*"-–—.,;|·•(/",)
PREFIXED = "prefixed"
"""The key of a headline that number and date stand before."""
_EDGES = " .,;:|/()–—-"


def of(line: Line, folded: str, *, dates: tuple[Span, ...]) -> Marked:
    """Tell a release line from text: nothing must be left when what it may hold is removed."""
    number = number_in(folded, dates)
    label = _LABEL.search(folded)
    left = _left(folded, dates=dates, label=label, number=number)
    apart = Marked(
        line=line,
        folded=folded,
        kind=Kind.RELEASE,
        dates=dates,
        genre=_genre(label),
        label=line.text[label.start() : label.end()] if label else "",
        number=_as_printed(line.text, number),
    )
    if label and number and not re.search(r"\w", _ASIDE.sub(" ", left)):
        # "Press release 22 (in place of 21 of 14 June)": the day is another release's.
        outside = _ASIDE.sub(_blank, folded)
        return replace(apart, dates=tuple(one for one in dates if outside[one.start] != " "))
    several = any(span.shape is Shape.RANGE for span in dates)
    if not re.search(r"\w", left):
        if several and not label and not number:
            return replace(apart, kind=Kind.UPDATE)
        is_one = label or number or dates or _IMMEDIATE.search(folded)
        return apart if is_one else Marked(line=line, folded=folded, kind=Kind.TEXT)
    if _is_stated(folded, dates):
        return replace(apart, dates=dates[:1])
    beside = None if several else _beside(line.text, folded, left=left, apart=apart)
    if beside is None and number and _is_prefixed(folded, left, dates=dates):
        return replace(apart, kind=Kind.TEXT, dates=dates[:1], key=PREFIXED)
    return beside or _begins(line, folded, dates=dates, label=label)


def _left(folded: str, *, dates: tuple[Span, ...], label: re.Match[str] | None, number: str) -> str:
    """Give what is left of a line, in its place, when all that a release line has is taken away."""
    left = grammar.without(folded, dates)
    field = _FIELD.match(left)
    if field is not None and label is not None and field.end() <= label.start():
        left = " " * field.end() + left[field.end() :]
    if number:
        left = left.replace(number, " " * len(number), 1)
    for pattern in (_LABEL, _IMMEDIATE, _DATE_LABEL, _NUMBER_WORDS, _FILLER):
        left = pattern.sub(_blank, left)
    if dates and (_SIGNED.fullmatch(left) or _OF_ANOTHER.fullmatch(left.strip(_EDGES))):
        return ""
    # Figures behind the date count who has seen the page.
    bare = bool(dates) and not label and not number
    counted = bare and _COUNT.fullmatch(left[dates[0].end :])
    return left[: dates[0].end] if counted else left


def _is_stated(folded: str, dates: tuple[Span, ...]) -> bool:
    """Tell a date with its label before it and a stop behind: ``Issued on 3 May 2020 - free``."""
    if not dates or not dates[0].year:
        return False
    before = folded[: dates[0].start].strip(_EDGES)
    shorter = _FILLER.sub(" ", before).strip(_EDGES)
    stated = any(_DATE_LABEL.fullmatch(one) for one in (before, shorter))
    return stated and folded[dates[0].end :].lstrip()[:1] in _STOPS


def _is_prefixed(folded: str, left: str, *, dates: tuple[Span, ...]) -> bool:
    """Tell a headline that number and date stand before: ``No: 87, 14 Mart 2021, …``."""
    if not dates or not dates[0].year or not dates[0].day:
        return False
    end = dates[0].end
    return not re.search(r"\w", left[:end]) and folded[end:].lstrip()[:1] in _STOPS


def spaced(line: Line, folded: str) -> Marked | None:
    """See a label with its letters set apart: ``P R E S S   R E L E A S E``."""
    if folded[1:2] != " ":
        return None
    genre = _CLOSE.get(folded.replace(" ", ""))
    if genre is None:
        return None
    return Marked(line=line, folded=folded, kind=Kind.RELEASE, genre=genre, label=line.text)


def number_in(folded: str, dates: tuple[Span, ...]) -> str:
    """Give the number of a release as it stands in a folded text; empty where there is none."""
    bare = grammar.without(folded, dates)
    stated = _REFERENCE.fullmatch(folded)
    if stated is not None and not _FOREIGN.search(folded[: stated.start("number")]):
        return stated["number"].strip()
    for pattern in (_NUMBER, _AFTER_LABEL):
        for match in pattern.finditer(bare):
            if not _FOREIGN.search(bare[: match.start()]):
                return _cut(folded, match)
    serial = _SERIAL.fullmatch(bare.strip(" .,|()[]–—"))
    enclosed = _SERIAL_ENCLOSED.search(bare) if dates and not serial else None
    found = serial or enclosed
    return found["number"] if found else ""


def genre_in(folded: str) -> Genre | None:
    """Give the genre that a label in a folded text names."""
    return _genre(_LABEL.search(folded))


def genre_at_end(folded: str) -> Genre | None:
    """Give the genre of a label that a folded text ends with: ``… dair bəyanat``."""
    found = list(_LABEL.finditer(folded))
    if not found or re.search(r"\w", folded[found[-1].end() :]):
        return None
    return _genre(found[-1])


def genre_of_section(folded: str) -> Genre | None:
    """Give the genre that a section is named for, in the plural or not: ``Pressemitteilungen``."""
    words = folded.strip(" .:»›>|").split()
    if not 1 <= len(words) <= _SECTION_WORDS:
        return None
    return next(
        (
            genre
            for stems, genre in _SECTIONS.items()
            if len(stems) == len(words)
            and all(
                word.startswith(stem) and len(word) - len(stem) <= _PLURAL
                for word, stem in zip(words, stems, strict=True)
            )
        ),
        None,
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _cut(folded: str, match: re.Match[str]) -> str:
    return folded[match.start("number") : match.end("number")].strip(" -–")


def _beside(text: str, folded: str, *, left: str, apart: Marked) -> Marked | None:
    """See the place or the institution that stands with the date; a place may stand alone."""
    dates = apart.dates
    place = places.behind(text, folded, start=dates[0].end) if dates else places.alone(text, folded)
    if place:
        return replace(apart, place=place)
    before = (
        _before_date(text, folded, left=left, dates=dates)
        or _alone(text, left, apart=apart)
        or _after_date(text, folded, dates=dates)
    )
    if not before:
        return None
    named = cues.names_organisation(folding.fold(before))
    return replace(apart, institution=before) if named else replace(apart, place=before)


def _before_date(text: str, folded: str, *, left: str, dates: tuple[Span, ...]) -> str:
    """Give the name in ``Villeneuve, le 14 août 2018``: all that stands before the date."""
    if not dates:
        return ""
    after = _WIRE.sub("", left[dates[0].end :]).strip(_EDGES)
    # "Fait à Namur, le 17 septembre 2013, en trois exemplaires."
    done = places.is_done_at(folded) and len(after.split()) <= 6 and not re.search(r"\d", after)
    if (
        re.search(r"\w", after)
        and not done
        and not _DAY_OF.match(folded[dates[0].end :].strip(_EDGES))
    ):
        return ""
    return places.before(text, folded, start=dates[0].start)


def _after_date(text: str, folded: str, *, dates: tuple[Span, ...]) -> str:
    """Give the place of ``07.10.2021, Київ``: nothing else is on the line."""
    if len(dates) != 1 or not dates[0].year or not dates[0].day or folded[: dates[0].start].strip():
        return ""
    match = _BEHIND.fullmatch(text, dates[0].end)
    return places.as_place(match["place"]) if match else ""


def _alone(text: str, left: str, *, apart: Marked) -> str:
    """Give the one name that stands beside a date and a label or number: ``… 3 May 2020 Rome``."""
    chunks = list(_CHUNK.finditer(_WIRE.sub(_blank, left)))
    if len(chunks) != 1 or not apart.dates or not (apart.genre or apart.number):
        return ""
    chunk, date = chunks[0], apart.dates[0]
    between = apart.folded[min(date.end, chunk.end()) : max(date.start, chunk.start())]
    return "" if re.search(r"\w", between) else places.as_place(text[chunk.start() : chunk.end()])


def _as_printed(text: str, number: str) -> str:
    start = folding.fold(text).find(number)
    return text[start : start + len(number)] if number and start >= 0 else ""


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
