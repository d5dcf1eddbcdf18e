"""Identifier: the number under which the release was issued."""

from preserve.describe import candidates, release_line
from preserve.describe.candidates import Candidate
from preserve.describe.fields import title
from preserve.describe.fields.scene import Scene
from preserve.describe.marks import Kind, Marked

_HINTS = ("number", "identifier", "reference", "ref", "no")


def propose(scene: Scene) -> list[Candidate]:
    """Propose the number, from above the prose, else from the last lines."""
    stated = [
        Candidate(
            element="identifier",
            text=hint.text,
            confidence=hint.trust,
            line=hint.number,
            found=hint.text,
            rule=f"number of the {hint.source}",
        )
        for hint in scene.hints(*_HINTS)
    ]
    above = [
        _at(marked, 0.93, rule="number above the prose") for marked in scene.head() if _has(marked)
    ]
    below = [
        _at(marked, 0.76, rule="number below the prose") for marked in scene.tail() if _has(marked)
    ]
    return [*stated, *above, *below[-1:], *_in_titles(scene)]


def _in_titles(scene: Scene) -> list[Candidate]:
    """Take the number beside the label in a title that fields state: ``Press release 12/2020``."""
    return [
        Candidate(
            element="identifier",
            text=marked.number,
            confidence=0.74,
            line=hint.number,
            found=hint.text,
            rule=f"number in the title of the {hint.source}",
        )
        for hint in scene.hints("title")
        for marked in [title.of_hint(hint)]
        if marked.number and marked.kind is Kind.RELEASE
    ]


def _has(marked: Marked) -> bool:
    is_one = marked.kind is Kind.RELEASE or marked.key == release_line.PREFIXED
    return bool(marked.number) and is_one


def _at(marked: Marked, confidence: float, *, rule: str) -> Candidate:
    return candidates.at(
        marked.line, "identifier", text=marked.number, confidence=confidence, rule=rule
    )
