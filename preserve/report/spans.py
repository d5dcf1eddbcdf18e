"""Where in a text the evidence for a value stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from preserve.model.description import Evidence
from preserve.model.excerpts import Excerpt

_MOST_LINES = 40
"""Lines that the words of one value may go over."""
_CUT = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Part of a line of an excerpt."""

    line: int
    """Which line, from 0."""
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a line, and the numbers of the values that rest on it."""

    text: str
    values: tuple[int, ...]


def find(excerpt: Excerpt, evidence: Evidence) -> list[Span]:
    """Find the words of the evidence; the whole line where they cannot be told apart in it."""
    if not evidence.line or evidence.document != excerpt.document:
        return []
    places = ((line.page, line.number) for line in excerpt.lines)
    wanted = (evidence.page, evidence.line)
    index = next((place for place, told in enumerate(places) if told == wanted), None)
    if index is None:
        return []
    text, words = excerpt.lines[index].text, evidence.text
    start = text.find(words) if words else -1
    if start >= 0:
        return [Span(line=index, start=start, end=start + len(words))]
    found = list(_over_lines([line.text for line in excerpt.lines[index:]], words, first=index))
    return found or [Span(line=index, start=0, end=len(text))]


def _over_lines(texts: Sequence[str], words: str, *, first: int) -> Iterator[Span]:
    """Follow words that go on from line to line, from their beginning in the first."""
    left = " ".join(words.rstrip(_CUT).split())
    for offset, text in enumerate(texts[:_MOST_LINES]):
        start = 0 if offset else _beginning(text, left)
        shared = _shared(text[start:].rstrip(_CUT), left)
        if not shared:
            return
        yield Span(line=first + offset, start=start, end=start + shared)
        left = left[shared:].lstrip()
        if not left or shared < len(text) - start:
            return


def _beginning(text: str, words: str) -> int:
    """Find the place in a line from which all of it belongs to the words."""
    begins = [0, *(index + 1 for index, one in enumerate(text) if one == " ")]
    return next((one for one in begins if words.startswith(text[one:])), 0)


def _shared(text: str, words: str) -> int:
    """Count the characters that a line and the words begin with alike."""
    if words.startswith(text):
        return len(text)
    return len(words) if text.startswith(words) else 0


def pieces(text: str, spans: Mapping[int, Iterable[Span]]) -> Iterator[Piece]:
    """Cut a line at the ends of the spans on it, given by the numbers of their values."""
    ends = {0, len(text)}
    for ones in spans.values():
        ends.update(place for one in ones for place in (one.start, one.end))
    cuts = sorted(ends)
    for start, end in pairwise(cuts):
        values = (
            number
            for number, ones in spans.items()
            if any(one.start <= start and end <= one.end for one in ones)
        )
        yield Piece(text=text[start:end], values=tuple(values))
