"""Title: the headline, never the letterhead, the label, or a file's name; and what is below it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from preserve.describe import breaks, candidates, capitals, cues, marks
from preserve.describe.blocks import Block
from preserve.describe.candidates import Candidate
from preserve.describe.fields.scene import Scene
from preserve.describe.headline import Headline
from preserve.describe.lines import Hint, Line
from preserve.describe.marks import Kind, Marked

_FORWARDED = re.compile(
    r"(?:(?:fwd?|fw|re|aw|wg|tr|res|rv|enc|r|i|sv|vs|antw|na)\s*:\s*)+", re.IGNORECASE
)
_BYLINE = re.compile(r"(?i:by|par|por|von|di|текст|автор:?)\s+(?:the\s+)?[^\W\d_a-zà-ÿа-я]")
_READING = re.compile(
    r"(?<!\w)(?:min(?:ut\w*)?\.? read|lesezeit|lesedauer|(?:temps|minutes?) de lecture"
    r"|(?:tiempo|minutos?) de lectura|(?:tempo|minuti) di lettura|(?:tempo|minutos?) de leitura"
    r"|время чтения|час читання|okuma süresi|oxunma|views|просмотр\w*|перегляд\w*|visualizações)"
)
_MOST_LISTED = 6
_PROSE = 30
_HINTS = ("title",)
_SUBTITLES = ("subtitle", "sub-title", "alternative")


def propose(scene: Scene) -> list[Candidate]:
    """Propose the title."""
    # Above the text of a message its subject says as often what the message is for.
    head = scene.head()
    mailed = any(one.kind is Kind.LABELLED and one.key == "recipient" for one in head)
    mailed = mailed and any("@" in one.line.text for one in head)
    found = [
        Candidate(
            element="title",
            text=text,
            confidence=hint.trust,
            line=hint.number,
            found=hint.text,
            rule=f"title of the {hint.source}",
            language=scene.language,
        )
        for hint in scene.hints(*_HINTS)
        if (text := _of_hint(hint))
    ]
    found += [
        candidates.at(
            marked.line,
            "title",
            text=_unlabelled(marked),
            confidence=0.75 if mailed else 0.93,
            rule="labelled as title",
            language=scene.language,
        )
        for marked in scene.head()
        if marked.kind is Kind.LABELLED and marked.key == "title" and marked.rest
    ]
    if scene.headline is not None:
        found.append(_headline(scene, scene.headline.block, score=scene.headline.score))
        found += [
            _headline(scene, block, score=score - 0.3) for block, score in scene.headline.others
        ]
    return found


def propose_alternative(scene: Scene) -> list[Candidate]:
    """Propose the sub-headline: the text right below the headline, above the prose."""
    hints = [
        Candidate(
            element="alternative",
            text=hint.text,
            confidence=hint.trust,
            line=hint.number,
            found=hint.text,
            rule=f"subtitle of the {hint.source}",
            language=scene.language,
        )
        for hint in scene.hints(*_SUBTITLES)
    ]
    if hints or scene.headline is None:
        return hints
    return [*_below(scene, scene.headline), *_listed(scene, scene.headline)]


def _listed(scene: Scene, headline: Headline) -> Iterator[Candidate]:
    """Take a short list between headline and prose: several sub-headlines."""
    listed = list(takewhile(lambda one: one.first.line.listed, scene.layout.body))
    prose = scene.layout.body[len(listed) : len(listed) + 1]
    if not 1 <= len(listed) <= _MOST_LISTED or not prose or prose[0].words < _PROSE:
        return
    for block in listed:
        if block.kind is Kind.TEXT and 3 <= block.words <= _PROSE:
            yield candidates.at(
                block.first.line,
                "alternative",
                text=block.text,
                confidence=min(0.8, headline.score),
                rule="list below the headline",
                language=scene.language,
            )


def _below(scene: Scene, headline: Headline) -> list[Candidate]:
    block = next((one for one in headline.below if not _is_count(one)), None)
    if block is None:
        return []
    if cues.is_name(block.text, block.folded):
        return []
    apart = (
        block.text.endswith((":", "："))
        or block.bracketed
        or block.first.line.listed
        or block.first.genre
    )
    fits = 3 <= block.words <= 40 and not apart
    surest = 0.85 if block.italic or block.level or block.bold else 0.78
    return [
        candidates.at(
            block.first.line,
            "alternative",
            text=_bare(block.text),
            confidence=min(surest, headline.score) if fits else 0.4,
            found=block.text,
            rule="sub-headline",
            language=scene.language,
        )
    ]


def _bare(text: str) -> str:
    """Give a sub-headline without the word before it and the dashes around it."""
    bare = breaks.SUBTITLED.sub("", text, count=1).removesuffix("=").strip()
    return re.sub(r"^[-–—]\s+(.*?)\s+[-–—]$", r"\1", bare)


def propose_sentence(scene: Scene) -> list[Candidate]:
    """Propose a headline in capitals once more, as a sentence, where the settings ask for it."""
    if not scene.sentence_case or scene.headline is None or not scene.headline.block.capitals:
        return []
    as_printed = _headline(scene, scene.headline.block, score=scene.headline.score)
    text = capitals.as_sentence(
        as_printed.text, language=scene.language, prose=scene.layout.whole_prose
    )
    if as_printed.confidence < candidates.THRESHOLD or text == as_printed.text:
        return []
    return [
        replace(
            as_printed,
            element="alternative",
            text=text,
            confidence=0.75,
            rule="headline in capitals, as a sentence",
            doubt="small letters were put for capitals: look at the names",
        )
    ]


def _is_count(block: Block) -> bool:
    """Tell ``3 min read``, ``1204 views`` and the author's name from a sub-headline."""
    counted = block.words <= 4 and any(map(str.isdigit, block.text))
    counted = counted or (block.words <= 8 and _READING.search(block.folded) is not None)
    return counted or (block.words <= 12 and _BYLINE.match(block.text) is not None)


def _of_hint(hint: Hint) -> str:
    """Give a title that the document's own fields state, without the label that it may begin with.

    A label by itself, as the subject of a message may be, is no title.
    """
    if hint.is_stated:
        return hint.text
    marked = of_hint(hint)
    return "" if marked.kind is Kind.RELEASE else marked.rest or marked.line.text


def of_hint(hint: Hint) -> Marked:
    """Mark what the document's own fields state as if it were a line."""
    text = _FORWARDED.sub("", hint.text) or hint.text
    return marks.mark(Line(text=text, number=hint.number, block=0))


def subject(marked: Marked) -> Marked:
    """Mark the text of a subject line by itself, the prefixes of forwarding taken away."""
    return marks.mark(replace(marked.line, text=_FORWARDED.sub("", marked.rest) or marked.rest))


def _unlabelled(marked: Marked) -> str:
    inner = subject(marked)
    return inner.rest or inner.line.text


def _from_label(scene: Scene, block: Block) -> list[Block]:
    """Give the blocks of ``JOINT STATEMENT / of the A and the B / on rivers``, a title in steps."""
    head = scene.layout.head
    if block not in head or not block.text[:1].islower():
        return [block]
    first = head.index(block)
    while first > 0 and head[first].text[:1].islower() and head[first].kind is Kind.TEXT:
        first -= 1
    label = head[first]
    bare = label.kind is Kind.RELEASE and label.first.genre and not label.first.dates
    steps = list(head[first : head.index(block) + 1])
    return steps if bare and not label.first.number and len(steps) > 2 else [block]


def _headline(scene: Scene, block: Block, *, score: float) -> Candidate:
    label = block.first.rest
    text = " ".join(one.text for one in _from_label(scene, block))
    # "Press release: New bridge opens": the label is not the title.
    if label and block.first.line.text.endswith(label):
        text = block.text[len(block.first.line.text) - len(label) :]
    return candidates.at(
        block.first.line,
        "title",
        text=text,
        confidence=score,
        found=block.text,
        rule="headline between letterhead and prose",
        language=scene.language,
    )
