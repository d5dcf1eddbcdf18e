"""Spatial: the place of the dateline; an address is none."""

from preserve.describe import candidates, dateline
from preserve.describe.candidates import Candidate
from preserve.describe.fields.scene import Scene
from preserve.describe.marks import Kind


def propose(scene: Scene) -> list[Candidate]:
    """Propose the place that stands with the date of the release."""
    found = [
        candidates.at(
            marked.line,
            "spatial",
            text=marked.place,
            confidence=0.9,
            rule="place before the date",
            language=scene.language,
        )
        for marked in (*scene.head(), *scene.tail())
        if marked.place and marked.kind is Kind.RELEASE
    ]
    found += [
        candidates.at(
            marked.line,
            "spatial",
            text=marked.rest,
            confidence=0.93,
            rule="labelled as place",
            language=scene.language,
        )
        for marked in scene.head()
        if marked.kind is Kind.LABELLED
        and marked.key == "place"
        and not marked.dates
        and marked.rest
    ]
    lead = scene.layout.lead
    opening = dateline.find(lead) if lead is not None else None
    if opening is not None and opening.place:
        found.append(
            candidates.at(
                opening.line,
                "spatial",
                text=opening.place,
                confidence=0.94 if opening.date else 0.82,
                rule="dateline",
                found=opening.text,
                language=scene.language,
            )
        )
    return found
