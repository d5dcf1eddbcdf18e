"""Language: of the prose, not of the letterhead, by a model over all languages."""

from dataclasses import dataclass, replace

from preserve.describe import identification, voices
from preserve.describe.candidates import Candidate
from preserve.describe.layout import Layout
from preserve.describe.lines import Hint
from preserve.model.description import Scheme

_THRESHOLD = 0.8
_SHORT = 120
_SHORTEST = 25
_SURE = 0.95
"""Of each of two languages in one document; what is less sure is one language, oddly written."""
_AGREED = 0.88
"""Of a language that the model is unsure of, and that the words say too."""
_OUTVOTED = 0.8
_MANY = 0.15
"""Of all words, those so common that they tell the language against an unsure model."""
_SAMPLE = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The language told, and the proposals that say so; None and none: not told."""

    tag: str | None
    proposals: tuple[Candidate, ...]


def tell(layout: Layout, languages: tuple[str, ...]) -> Told:
    """Tell the language of a document; ``languages`` are the configured tags.

    A document in two languages is told to be in that of its beginning, where the fields are
    read, and both are proposed, in doubt.
    """
    prose = layout.prose
    text = prose if len(prose) >= _SHORT else " ".join([*_head(layout), prose])
    if sum(map(str.isalpha, text)) < _SHORTEST:
        return Told(tag=None, proposals=())
    two = _two(layout.whole_prose, layout.after)
    if two:
        return _told_two(layout, two)
    tag, confidence = _weighed(text)
    return _told_one(layout, text, tag=tag, confidence=confidence, languages=languages)


def _weighed(text: str) -> tuple[str, float]:
    """Give the language that the model tells, held against the letters and the common words."""
    tag, confidence = identification.language(text)
    if confidence >= _SURE and not voices.contradicts(tag, text):
        return tag, confidence
    voice = voices.hear(text)
    if voice is None:
        return tag, confidence
    if voice.tag == tag:
        agreed = max(confidence, _AGREED) if voice.clear else (1 + confidence) / 2
        return tag, max(confidence, agreed)
    if not voice.clear:
        return tag, confidence
    return (voice.tag, _OUTVOTED) if voice.share >= _MANY else (tag, min(confidence, _OUTVOTED))


def _told_one(
    layout: Layout, text: str, *, tag: str, confidence: float, languages: tuple[str, ...]
) -> Told:
    hint = next((one for one in layout.document.hints if one.key in {"lang", "language"}), None)
    expected = {one.partition("-")[0].lower() for one in languages}
    doubt = ""
    if hint is not None and _disagrees(hint, tag):
        doubt = f"the {hint.source} says {hint.text}, the prose reads as {tag}"
        confidence = min(confidence, 0.75)
    elif expected and tag not in expected:
        doubt = f"{tag} is not among [describe] languages"
        confidence = min(confidence, 0.85)
    given = confidence >= (0.7 if doubt else _THRESHOLD)
    sure = round(min(confidence, 0.99), 2) if given else min(round(confidence, 2), 0.69)
    proposal = _proposal(layout, text, tag=tag, confidence=sure, doubt=doubt)
    return Told(tag=tag if given else None, proposals=(proposal,))


def _disagrees(hint: Hint, tag: str) -> bool:
    """Tell whether a person, not a program, stated another language."""
    return hint.is_stated and hint.text.partition("-")[0].lower() != tag


def _told_two(layout: Layout, two: tuple[tuple[str, str], tuple[str, str]]) -> Told:
    (first, beginning), (last, end) = two
    doubt = f"the text begins in {first} and ends in {last}: is it one release in both?"
    proposal = _proposal(layout, beginning, tag=first, confidence=0.75, doubt=doubt)
    other = replace(proposal, text=last, found=end, line=0, page=None, doubt="")
    return Told(tag=first, proposals=(proposal, other))


def _two(prose: str, after: str) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Give the languages that the text surely begins and ends in, each with what says so.

    The first third of the prose is held against the last; and against what stands below the
    prose, where that is about as long: a short passage there is boilerplate.
    """
    third = len(prose) // 3
    pairs = [(prose[:third][:_SAMPLE], prose[-third:][-_SAMPLE:])] if third else []
    if len(after) * 2 >= len(prose):
        pairs.append((prose[:_SAMPLE], after[:_SAMPLE]))
    for beginning, end in pairs:
        first, last = _sure(beginning), _sure(end)
        if first and last and first != last:
            return (first, beginning), (last, end)
    return None


def _sure(text: str) -> str | None:
    if len(text) < _SHORT:
        return None
    tag, confidence = identification.language(text)
    return tag if confidence >= _SURE else None


def _proposal(layout: Layout, text: str, *, tag: str, confidence: float, doubt: str) -> Candidate:
    return Candidate(
        element="language",
        text=tag,
        confidence=confidence,
        line=_line(layout),
        found=text,
        rule="language model on the prose",
        scheme=Scheme.RFC4646,
        doubt=doubt,
    )


def _head(layout: Layout) -> list[str]:
    return [block.text for block in layout.head[-3:]]


def _line(layout: Layout) -> int:
    block = layout.lead or (layout.head[-1] if layout.head else None)
    return block.first.line.number if block else 0
