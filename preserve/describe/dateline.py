"""The dateline: place and date before the first words of the prose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from preserve.describe import cues, places
from preserve.describe.blocks import Block
from preserve.describe.dates.grammar import Calendar, Span
from preserve.describe.lines import Line

_LONGEST = 90
_AFTER = re.compile(
    r"\.?\s*(?:\([^)]{1,30}\)\s*)?(?:\)\s*)?\.?(?:/[^/]{2,30}/\s*)?(?:[–—:/]|--?(?=\s)|-(?=[A-ZÀ-ÞЀ-Я\u0620-\u06d3]))\s*"
    r"|\)[.:]?\s*"
)
_AFTER_STOP = re.compile(r"\.\s+(?=[^\W\d_])")
# In Ukrainian and Russian the day may come first: 12 жовтня 2021 року, Київ.
_PLACE_BEHIND = re.compile(
    r",\s+(?P<place>[^\W\d_][^\d.,:–—]{1,30}?)\s*(?=[–—:]|\.\s+[^\W\d_]|\s-\s)"
)
# A day of the Hijri calendar, in Latin letters, before the Gregorian one in brackets.
_HIJRI_BEFORE = re.compile(
    r"(?P<place>[^\W\d_][^,\d]{1,30}),\s(?:le\s)?\d{1,2}\s[^()\d]{3,24}\s1[34]\d\d\D{0,6}\($"
)
_PLACE_ALONE = re.compile(
    r"(?P<place>[^\W\d_][^\W\d_.'’ -]*(?:[ ,.'’-]+[^\W\d_]+){0,6}?)"
    r"\s*(?:\([^)]{1,30}\)\s*)?(?:\s[–—]\s?|[–—]\s|\s--?\s)"
)

# A town in capitals, with what country or province it is in: "CUTRAL CÓ, Neuquén, Argentina —".
_CAPITALS = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁŃŇŐŘŚŞŠŤŮŰŹŻŽА-ЯЁІЇЄҐƏ"
_PLACE_REGION = re.compile(
    rf"(?P<place>[{_CAPITALS}][{_CAPITALS}'’. -]*[{_CAPITALS}]),"
    r"\s+[^–—:;!?]{2,50}?\s*(?:[–—]|\s--?)\s+"
)

# "(Locarno) -" and "Wien (OTS) -".
_PLACE_ENCLOSED = re.compile(
    r"(?:\((?P<in>[^\W\d_][^()]{1,28})\)"
    rf"|(?P<place>[^\W\d_][^()–—,.:]{{1,28}}?)\s*\([{_CAPITALS}/]{{2,8}}\))"
    r"\s*(?:[–—]|--?(?=\s))\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a dateline says, and where the prose goes on."""

    line: Line
    text: str
    """As printed."""
    place: str
    date: Span | None
    end: int
    """Where it ends in the text of its block."""


def find(block: Block) -> Dateline | None:
    """Find the dateline that a paragraph begins with."""
    text, folded = block.text[: _LONGEST + 60], block.folded[: _LONGEST + 60]
    dates = _same_day(text, [span for span in block.first.dates if span.end <= _LONGEST])
    if dates:
        return _dated(block, text, folded=folded, dates=dates)
    return _placed(block, text)


def _same_day(text: str, dates: Sequence[Span]) -> list[Span]:
    """Give the first date, and those right behind it: one day in two calendars."""
    run = list(dates[:1])
    for date in dates[1:]:
        if date.calendar is run[-1].calendar or not places.is_filler(
            text[run[-1].end : date.start].strip(" ()/-–،,")
        ):
            break
        run.append(date)
    return run


def _dated(block: Block, text: str, *, folded: str, dates: Sequence[Span]) -> Dateline | None:
    start, end = dates[0].start, dates[-1].end
    opening = text[:start].strip(" (")
    place = places.before(text, folded, start=start) if opening else ""
    hijri = _HIJRI_BEFORE.match(text[:start]) if not place else None
    place = places.as_place(hijri["place"]) if hijri else place
    if opening and not place and not places.is_filler(opening):
        return None
    behind = _PLACE_BEHIND.match(text, end) if not opening else None
    if behind is not None and places.as_place(behind["place"]):
        place, end = behind["place"], behind.end("place")
    after = _AFTER.match(text, end)
    if after is None and place:
        # The stop may belong to the date: "5 марта 2009 г. Управление".
        after = _AFTER_STOP.match(text, end - text[:end].endswith("."))
    if after is None:
        return None
    return Dateline(
        line=block.first.line,
        text=text[: after.end()].strip(),
        place=place,
        date=next((one for one in dates if one.calendar is Calendar.GREGORIAN), dates[0]),
        end=after.end(),
    )


def _placed(block: Block, text: str) -> Dateline | None:
    enclosed = _PLACE_ENCLOSED.match(text)
    place = places.as_place(enclosed["in"] or enclosed["place"]) if enclosed else ""
    if enclosed is not None and place:
        return Dateline(
            line=block.first.line,
            text=enclosed[0].strip(),
            place=place,
            date=None,
            end=enclosed.end(),
        )
    match = _PLACE_REGION.match(text) or _PLACE_ALONE.match(text)
    if match is None:
        return None
    first = match["place"].replace(",", " ").split()[0]
    place = places.as_place(match["place"])
    # Without a date only capitals tell a dateline from a sentence that has a dash.
    caseless = cues.is_caseless(first) and len(place.split()) <= 2
    if not place or not (first.isupper() or caseless) or len(first) < 3:
        return None
    return Dateline(
        line=block.first.line,
        text=match[0].strip(),
        place=place,
        date=None,
        end=match.end(),
    )
