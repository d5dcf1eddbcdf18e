"""Language: of the prose, not of the letterhead, by a model over all languages."""

from dataclasses import dataclass

from preserve.describe import identification
from preserve.describe.candidates import Candidate
from preserve.describe.layout import Layout
from preserve.model.description import Scheme

_THRESHOLD = 0.8
_SHORT = 120
_SHORTEST = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The language told, and the proposal that says so; None and none: not told."""

    tag: str | None
    proposals: tuple[Candidate, ...]


def tell(layout: Layout, languages: tuple[str, ...]) -> Told:
    """Tell the language of a document; ``languages`` are the configured tags."""
    prose = layout.prose
    text = prose if len(prose) >= _SHORT else " ".join([*_head(layout), prose])
    if sum(map(str.isalpha, text)) < _SHORTEST:
        return Told(tag=None, proposals=())
    tag, confidence = identification.language(text)
    hint = next((one for one in layout.document.hints if one.key in {"lang", "language"}), None)
    expected = {one.partition("-")[0].lower() for one in languages}
    doubt = ""
    if hint is not None and hint.text.partition("-")[0].lower() != tag:
        doubt = f"the front matter says {hint.text}, the prose reads as {tag}"
        confidence = min(confidence, 0.75)
    elif expected and tag not in expected:
        doubt = f"{tag} is not among [describe] languages"
        confidence = min(confidence, 0.85)
    given = confidence >= (0.7 if doubt else _THRESHOLD)
    proposal = Candidate(
        element="language",
        text=tag,
        confidence=round(min(confidence, 0.99), 2) if given else min(round(confidence, 2), 0.69),
        line=_line(layout),
        found=text,
        rule="language model on the prose",
        scheme=Scheme.RFC4646,
        doubt=doubt,
    )
    return Told(tag=tag if given else None, proposals=(proposal,))


def _head(layout: Layout) -> list[str]:
    return [block.text for block in layout.head[-3:]]


def _line(layout: Layout) -> int:
    block = layout.lead or (layout.head[-1] if layout.head else None)
    return block.first.line.number if block else 0
