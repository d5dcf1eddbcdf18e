"""Holds a description against the truth, field by field, and each value that was given."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Any

from bench.describing import likeness
from bench.describing.collection import Truth
from preserve.model.description import Description

GENRES: Mapping[str, str] = {"press statement": "statement"}
"""Words of the truths for which the vocabulary of preserve has another."""


class Mark(Enum):
    """How a field came out."""

    RIGHT = "right"
    """What the truth says, or nothing where it says nothing."""
    EMPTY = "empty"
    """Nothing, where the truth has a value."""
    WRONG = "wrong"
    """Another value than the truth."""
    INVENTED = "invented"
    """A value, where the truth has none."""


FIELDS = (
    "title",
    "issued",
    "publisher",
    "language",
    "identifier",
    "type",
    "spatial",
    "available",
    "alternative",
    "description",
    "creator",
    "subject",
    "replaces",
    "hasPart",
    "hasVersion",
)


_REGION = re.compile(r"\s*\([^()]+\)$|,.*$")
_OF_EACH = ("title", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A value that was given, and whether it is right."""

    field: str
    text: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One release held against its truth."""

    marks: Mapping[str, Mark]
    """Of the fields that the truth speaks of."""
    given: tuple[Given, ...]
    said: Mapping[str, tuple[str, ...]]


def score(description: Description | None, truth: Truth) -> Score:
    """Score the description of one release; None is one without values."""
    values = description.values if description else ()
    wanted = {field: _wanted(field, truth) for field in FIELDS if field in truth}
    given = [
        Given(
            field=value.element,
            text=value.text,
            confidence=value.confidence,
            right=_is_right(value.element, value.text, wanted[value.element], truth),
        )
        for value in values
        if value.element in wanted and _counts(value.element, value.text)
    ]
    given = _without_translations(given)
    said = {field: tuple(one.text for one in given if one.field == field) for field in wanted}
    marks = {
        field: _mark(field, [one for one in given if one.field == field], wanted[field], truth)
        for field in wanted
    }
    return Score(marks=marks, given=tuple(given), said=said)


def _without_translations(given: Sequence[Given]) -> list[Given]:
    """Leave out the titles and languages of translations, of which the truth does not speak."""
    first = {field: next((one for one in given if one.field == field), None) for field in _OF_EACH}
    return [one for one in given if one.field not in _OF_EACH or one is first[one.field]]


def _counts(field: str, text: str) -> bool:
    # Every readable release is Text, and every package has its own identifier.
    return not (field == "type" and text == "Text") and not text.startswith("urn:uuid:")


def _wanted(field: str, truth: Truth) -> tuple[str, ...]:
    found: Any = truth[field]
    if field == "publisher":
        return tuple(one["value"] for one in found)
    if field == "hasVersion":
        return tuple(one["file"] for one in found)
    if found is None or found == "":
        return ()
    if field == "type":
        return (GENRES.get(found, found),)
    return (found,) if isinstance(found, str) else tuple(found)


def _is_right(field: str, text: str, wanted: Sequence[str], truth: Truth) -> bool:
    if field == "available":
        return any(text[:10] == one[:10] for one in wanted)
    if field == "language":
        return any(_primary(text) == _primary(one) for one in wanted)
    if field == "spatial":
        return likeness.same(_town(text), map(_town, wanted))
    if field == "description":
        return any(likeness.similar(text, one) for one in wanted)
    if field in {"hasPart", "hasVersion"}:
        return text in wanted
    return likeness.same(text, (*wanted, *truth.get(f"{field}_accept", ())))


def _town(place: str) -> str:
    return _REGION.sub("", place)


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _mark(field: str, given: Sequence[Given], wanted: Sequence[str], truth: Truth) -> Mark:
    if not wanted:
        accepted = truth.get(f"{field}_accept", ())
        strange = any(not likeness.same(one.text, accepted) for one in given)
        return Mark.INVENTED if strange else Mark.RIGHT
    if not given:
        return Mark.EMPTY
    if field in {"hasPart", "hasVersion", "subject"}:
        said = {likeness.plain(one.text) for one in given}
        return Mark.RIGHT if said == {likeness.plain(one) for one in wanted} else Mark.WRONG
    if field == "publisher":
        return _bodies(given, wanted, truth)
    return Mark.RIGHT if given[0].right and all(one.right for one in given) else Mark.WRONG


def _bodies(given: Sequence[Given], wanted: Sequence[str], truth: Truth) -> Mark:
    """Want the first body first and no stranger; of a joint statement every one in its language."""
    if not all(one.right for one in given):
        return Mark.WRONG
    if truth.get("type") != "joint statement":
        first = (wanted[0], *truth.get("publisher_accept", ()))
        return Mark.RIGHT if likeness.same(given[0].text, first) else Mark.WRONG
    language = truth["publisher"][0].get("language")
    own = [one["value"] for one in truth["publisher"] if one.get("language") == language]
    texts = [one.text for one in given]
    return Mark.RIGHT if all(likeness.same(one, texts) for one in own) else Mark.WRONG


def bins(scores: Sequence[Score]) -> Iterator[tuple[float, int, int]]:
    """Give for each tenth of confidence from 0.7 how many values were given, and how many right."""
    every = [one for score in scores for one in score.given]
    edges = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.01)
    for low, high in pairwise(edges):
        within = [one for one in every if low <= one.confidence < high]
        yield low, len(within), sum(one.right for one in within)
