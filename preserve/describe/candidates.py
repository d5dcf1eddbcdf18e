"""What a field proposes, and how one proposal is chosen.

A value below the threshold is not given: the term stays empty, and a person is asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from preserve.describe.lines import Document, Line
from preserve.model import confidence
from preserve.model.description import Evidence, Origin, ReviewItem, Scheme, Value

THRESHOLD = confidence.LIKELY
RECOGNISED = 0.8
"""The most that is believed of what OCR reads."""
ASKED = 0.8
"""Below this a person is asked to look: about three in ten are wrong (`bench describe`)."""
_LOOKED_AT = frozenset({"title", "publisher", "issued", "identifier", "type", "spatial"})
_LONGEST_EVIDENCE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A proposed value with the line it was found on, and why."""

    element: str
    text: str
    confidence: float
    line: int
    """The number of the line; 0: the document as a whole."""
    found: str
    """The words as they stand there."""
    rule: str
    page: int | None = None
    language: str | None = None
    scheme: Scheme | None = None
    doubt: str = ""
    """What a person should look at although the value is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The outcome for a term."""

    values: tuple[Value, ...] = ()
    runners_up: tuple[Value, ...] = ()
    review: tuple[ReviewItem, ...] = ()


def at(
    line: Line,
    element: str,
    *,
    text: str,
    confidence: float,
    rule: str,
    found: str = "",
    language: str | None = None,
    scheme: Scheme | None = None,
    doubt: str = "",
) -> Candidate:
    """Propose a value found on a line."""
    return Candidate(
        element=element,
        text=text,
        confidence=round(min(max(confidence, 0.0), 0.99), 2),
        line=line.number,
        page=line.page,
        found=found or line.text,
        rule=rule,
        language=language,
        scheme=scheme,
        doubt=doubt,
    )


def best(document: Document, candidates: Iterable[Candidate]) -> Chosen:
    """Choose the likeliest; the others that say something else are runners-up."""
    ranked = sorted(
        (_capped(document, one) for one in candidates), key=lambda one: (-one.confidence, one.line)
    )
    if not ranked:
        return Chosen()
    first = ranked[0]
    others = _distinct(first, ranked[1:])
    values = [value(document, one) for one in others]
    if first.confidence >= THRESHOLD:
        asked = _asked(first)
        review = (ReviewItem(element=first.element, reason=asked),) if asked else ()
        return Chosen(values=(value(document, first),), runners_up=tuple(values), review=review)
    reason = first.doubt or f'"{first.text}" is doubtful'
    where = document.where(first.line, first.page)
    return Chosen(
        runners_up=(value(document, first), *values),
        review=(
            ReviewItem(
                element=first.element,
                reason=f"left empty: {reason} ({where}, confidence {first.confidence:.2f})",
            ),
        ),
    )


def every(document: Document, candidates: Iterable[Candidate]) -> Chosen:
    """Give every candidate at or above the threshold, once each; the others are runners-up."""
    surest: dict[tuple[str, str | None], Candidate] = {}
    for one in (_capped(document, one) for one in candidates):
        known = surest.setdefault((one.text, one.language), one)
        if known.confidence < one.confidence:
            surest[one.text, one.language] = one
    kept = list(surest.values())
    given = [one for one in kept if one.confidence >= THRESHOLD]
    return Chosen(
        values=tuple(value(document, one) for one in given),
        runners_up=tuple(value(document, one) for one in kept if one.confidence < THRESHOLD),
        review=tuple(
            ReviewItem(element=one.element, reason=asked) for one in given if (asked := _asked(one))
        ),
    )


def _asked(one: Candidate) -> str:
    """Give what a person is asked about a value that is given; empty: nothing."""
    if one.doubt or one.element not in _LOOKED_AT or one.confidence >= ASKED:
        return one.doubt
    return f'"{one.text}" is not sure: {one.rule}'


def _capped(document: Document, candidate: Candidate) -> Candidate:
    """Believe what was recognised in a picture less, and say so in its rule."""
    if not document.recognised:
        return candidate
    return replace(
        candidate,
        confidence=round(min(candidate.confidence, RECOGNISED, document.sure), 2),
        rule=f"{candidate.rule}, {document.recognised}",
    )


def value(document: Document, candidate: Candidate) -> Value:
    """Make the value with its evidence."""
    found = candidate.found
    if len(found) > _LONGEST_EVIDENCE:
        found = found[: _LONGEST_EVIDENCE - 1] + "…"
    where = document.where(candidate.line, candidate.page) if candidate.line else document.name
    return Value(
        element=candidate.element,
        text=candidate.text,
        language=candidate.language,
        scheme=candidate.scheme,
        confidence=candidate.confidence,
        evidence=Evidence(
            origin=Origin.DOCUMENT,
            where=where,
            text=found,
            rule=candidate.rule,
            document=document.name,
            line=candidate.line,
            page=candidate.page,
        ),
    )


def _distinct(first: Candidate, others: Sequence[Candidate]) -> list[Candidate]:
    seen = {first.text}
    kept = []
    for one in others:
        if one.text not in seen:
            seen.add(one.text)
            kept.append(one)
    return kept
