"""Available: the day an embargo ends. The hour, if one is given, stands in the evidence."""

from preserve.describe import candidates
from preserve.describe.candidates import Candidate
from preserve.describe.dates import reading
from preserve.describe.fields import issued
from preserve.describe.fields.scene import Scene
from preserve.describe.marks import Kind
from preserve.model.description import Scheme


def propose(scene: Scene) -> list[Candidate]:
    """Propose the end of the embargo."""
    known = issued.order(scene)
    head = scene.head()
    dates = [span for marked in head if marked.kind is Kind.RELEASE for span in marked.dates]
    found = []
    for marked in head:
        if marked.kind is not Kind.EMBARGO:
            continue
        for span in marked.dates[:1]:
            dated = reading.completed(span, dates)
            outcome = reading.read(dated, language=scene.language or "", order=known)
            given = isinstance(outcome, reading.Reading)
            found.append(
                candidates.at(
                    marked.line,
                    "available",
                    text=outcome.text if isinstance(outcome, reading.Reading) else marked.line.text,
                    confidence=0.3 if not given else 0.93 if span.year else 0.8,
                    rule="embargo",
                    scheme=Scheme.W3CDTF if given else None,
                    doubt=outcome.doubt if isinstance(outcome, reading.Reading) else outcome,
                )
            )
    return found
