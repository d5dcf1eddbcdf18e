"""Spatial: the place of the dateline; an address is none."""

import re
from collections.abc import Iterator

from preserve.describe import candidates, dateline
from preserve.describe.candidates import Candidate
from preserve.describe.fields.scene import Scene
from preserve.describe.marks import Kind, Marked

# "Mont-de-Marsan (Landes)", "Rosario, Argentina": the town is the place; "Austin, Tex." is one.
_REGION = re.compile(
    r"(?<=\w)\s*(?:\([^()]{1,40}\)|,\s+(?![A-ZÀ-Þ][\w.]{0,3}\.)[^,]{3,40}(?:,[^,]{2,40})?)$"
)


def propose(scene: Scene) -> list[Candidate]:
    """Propose the place that stands with the date of the release."""
    return [*_beside_dates(scene), *_labelled(scene), *_in_dateline(scene)]


def _beside_dates(scene: Scene) -> Iterator[Candidate]:
    for marked in (*scene.head(), *scene.tail()):
        if marked.place and marked.kind in {Kind.RELEASE, Kind.LABELLED}:
            yield _at(
                scene, marked, text=marked.place, confidence=0.9, rule="place before the date"
            )


def _labelled(scene: Scene) -> Iterator[Candidate]:
    for marked in scene.head():
        stated = marked.kind is Kind.LABELLED and marked.key == "place"
        if stated and marked.rest and not marked.dates:
            yield _at(scene, marked, text=marked.rest, confidence=0.93, rule="labelled as place")


def _in_dateline(scene: Scene) -> Iterator[Candidate]:
    lead = scene.layout.lead
    opening = dateline.find(lead) if lead is not None else None
    if opening is not None and opening.place:
        yield candidates.at(
            opening.line,
            "spatial",
            text=_REGION.sub("", opening.place),
            confidence=0.94 if opening.date else 0.82,
            rule="dateline",
            found=opening.text,
            language=scene.language,
        )


def _at(scene: Scene, marked: Marked, *, text: str, confidence: float, rule: str) -> Candidate:
    return candidates.at(
        marked.line,
        "spatial",
        text=_REGION.sub("", text),
        confidence=confidence,
        rule=rule,
        language=scene.language,
    )
