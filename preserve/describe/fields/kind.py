"""Type: Text, and the genre that the release's own label names."""

import re
from collections.abc import Iterator
from dataclasses import replace

from preserve.describe import candidates, folding, release_line
from preserve.describe.candidates import Candidate
from preserve.describe.fields import title
from preserve.describe.fields.scene import Scene
from preserve.describe.languages import Genre
from preserve.describe.marks import Kind, Marked
from preserve.model.description import Scheme

_LAST = 12
_PARTS = re.compile(r"\s+[-–—|·:»›/]\s+|\s*[|»›]\s*")
_WITHIN = re.compile(r"\s(?:in|en|dans|em|unter)\s")
_HEAD_LAST = frozenset({"az", "tr", "fa"})
"""Languages in which the noun comes last: ``… dair bəyanat``."""


def propose(scene: Scene) -> list[Candidate]:
    """Propose ``Text`` of the DCMI Type Vocabulary, which a readable document is, and the genre."""
    if not scene.layout.document.lines:
        return []
    text = Candidate(
        element="type",
        text="Text",
        confidence=0.99,
        line=0,
        found="",
        rule="a document of words",
        scheme=Scheme.DCMI_TYPE,
    )
    lines = [
        title.subject(marked) if marked.kind is Kind.LABELLED and marked.key == "title" else marked
        for marked in scene.head()
    ]
    labelled = [marked for marked in lines if marked.genre is not None]
    ranked = sorted(
        labelled,
        key=lambda one: (one.genre is not Genre.JOINT_STATEMENT, one.kind is not Kind.RELEASE),
    )
    below = [one for one in scene.tail() if one.kind is Kind.RELEASE and one.genre is not None]
    found = [_genre(marked) for marked in ranked[:1]] or _stated(scene)[:1]
    found = found or [replace(_genre(one), confidence=0.85) for one in below[:1]]
    return [text, *(found or [*_ending(scene), *_section(scene)][:1])]


def _ending(scene: Scene) -> Iterator[Candidate]:
    """Take the label that a headline ends with, or that stands in capitals in the last lines."""
    headline = scene.headline.block if scene.headline is not None else None
    if headline is not None and scene.language in _HEAD_LAST:
        genre = release_line.genre_at_end(headline.folded)
        if genre is not None:
            yield _at(headline.first, genre, sure=0.8, rule="label at the end of the headline")
    for marked in scene.tail()[-_LAST:]:
        genre = release_line.genre_in(marked.folded)
        if genre is not None and marked.line.text.isupper():
            yield _at(marked, genre, sure=0.75, rule="label in the last lines")


def _section(scene: Scene) -> Iterator[Candidate]:
    """Take the section of a site that a page stands in: ``Press releases``."""
    for marked in scene.head():
        last = _WITHIN.split(marked.folded)[-1] if marked.dates else marked.folded
        genre = release_line.genre_of_section(last)
        if genre is not None:
            yield _at(marked, genre, sure=0.75, rule="heading of a section")
    for hint in scene.hints("section", "type", "title", "canonical"):
        folded = folding.fold(hint.text)
        parts = folded.split("/")[3:] if hint.key == "canonical" else _PARTS.split(folded)
        genres = (
            release_line.genre_of_section(re.sub(r"[-_]", " ", one)) for one in (folded, *parts)
        )
        genre = next((one for one in genres if one is not None), None)
        if genre is not None:
            yield Candidate(
                element="type",
                text=str(genre),
                confidence=min(hint.trust, 0.74),
                line=hint.number,
                found=hint.text,
                rule=f"{hint.key} of the {hint.source}",
            )


def _at(marked: Marked, genre: Genre, *, sure: float, rule: str) -> Candidate:
    return candidates.at(
        marked.line, "type", text=str(genre), confidence=sure, rule=rule, found=marked.line.text
    )


def _stated(scene: Scene) -> list[Candidate]:
    """Take the label in what the document's own fields give as its title or its type."""
    return [
        Candidate(
            element="type",
            text=str(marked.genre),
            confidence=min(hint.trust, 0.85),
            line=hint.number,
            found=hint.text,
            rule=f"label in the {hint.key} of the {hint.source}",
        )
        for hint in scene.hints("type", "title")
        for marked in [title.of_hint(hint)]
        if marked.genre is not None
    ]


def _genre(marked: Marked) -> Candidate:
    sure = 0.97 if marked.kind is Kind.RELEASE or marked.rest else 0.85
    return Candidate(
        element="type",
        text=str(marked.genre),
        confidence=sure,
        line=marked.line.number,
        page=marked.line.page,
        found=marked.line.text,
        rule="label of the release" if marked.kind is Kind.RELEASE else "label in the headline",
    )
