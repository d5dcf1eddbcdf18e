"""The headline: the text between the letterhead and the prose that looks most like one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from preserve.describe import (
    blocks,
    breaks,
    candidates,
    cues,
    folding,
    mentions,
    places,
    release_line,
)
from preserve.describe.blocks import Block
from preserve.describe.dates import grammar
from preserve.describe.languages import Genre
from preserve.describe.layout import Layout
from preserve.describe.lines import Zone
from preserve.describe.marks import Kind

_PARTING = frozenset({Kind.RELEASE, Kind.EMBARGO, Kind.CORRECTION})
_MOST_WORDS = 40
_CLEARLY = 1.1
_COVER_BLOCKS = 6
_STATED = 0.7
# "Board of Roads: Bridge opens in May": who speaks, and what is said.
_SPEAKS = re.compile(r"[^\W\d_]{3}:\s+(?:\S+\s+){2,}\S")
# What wires and sites put above a text.
_NOISE = re.compile(
    r"(?:news provided by|noticias proporcionadas por|nouvelles fournies par"
    r"|notizie fornite da|notícias"
    r" fornecidas por|share this article|partager cet article|compartir este artículo"
    r"|condividi|teilen"
    r"|compartilhar|richtig lautet die meldung:?|es gilt das gesprochene wort\.?"
    r"|seul le prononcé fait foi\.?"
    r"|check against delivery\.?)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\W\d_]{3,}(?: [^\W\d_]+)?\s?:\s+\S")
_FIELD = re.compile(r"[A-ZÀ-ÞА-ЯІЇЄ]{4,}\s?:\s+\S")
# "Sala delle Carte, Palazzo della Darsena, Molo Vecchio 7, Genova"
_ADDRESS = re.compile(r",.*,[^,]*\s\d{1,4}\s*(?:,|$)")
_CODES = re.compile(r"(?:[A-ZА-Я]{2,4}\d*\s?){2,4}")
_LEAST, _NEAR, _MOST_CALLED = 4, 0.2, 14
_SAYS = 5
_MOST_AGAINST_HEADING = 0.1
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The headline's block, how sure it is, and what may stand below it as a sub-headline."""

    block: Block
    score: float
    below: tuple[Block, ...]
    others: tuple[tuple[Block, float], ...] = ()


def find(layout: Layout) -> Headline | None:
    """Find the headline of a release, None where nothing stands above the prose."""
    texts = [
        (index, one)
        for index, one in enumerate(layout.head)
        if _can_be(layout, one) and not _is_count(one)
    ]
    scored = [
        (_score(layout, index, position=position, texts=[one for _, one in texts]), index)
        for position, (index, _) in enumerate(texts)
    ]
    if not scored:
        return _within(layout)
    score, index = _chosen(layout, scored)
    within = _within(layout) if score < candidates.THRESHOLD else None
    if within is not None:
        return within
    others = sorted(((score, at) for score, at in scored if at != index), reverse=True)
    return Headline(
        block=layout.head[index],
        score=score,
        below=tuple(block for block in layout.head[index + 1 :] if block.kind is Kind.TEXT),
        others=tuple((layout.head[at], score) for score, at in others),
    )


def _chosen(layout: Layout, scored: Sequence[tuple[float, int]]) -> tuple[float, int]:
    """Choose the likeliest, unless what stands with it says better what the text is called."""
    score, index = max(scored, key=lambda one: (one[0], -one[1]))
    best = layout.head[index]
    for other, at in scored:
        block = layout.head[at]
        above = at == index - 1 and block.first.line.block == best.first.line.block
        if above and block.words >= _LEAST and other >= score - _NEAR and block.capitals:
            # Two lines of one look: the sub-headline stands below.
            return max(other, score), at
        called = abs(at - index) == 1 and best.first.genre is Genre.SPEECH
        if called and not block.first.genre and _is_called(block):
            # "Speech by the Director", and what the speech is called.
            return max(other, candidates.THRESHOLD + 0.05), at
    return score, index


def _is_called(block: Block) -> bool:
    """Tell what can be the name of a speech: short, in quotation marks or a heading, no name."""
    marked = block.text[:1] in '«“„"‘' or block.level > 0
    short = _LEAST - 1 <= block.words <= _MOST_CALLED
    return marked and short and not cues.is_name(block.text, block.folded)


def _can_be(layout: Layout, block: Block) -> bool:
    """Tell a text, or what reads as an order or a correction and is stated to be the title."""
    if block.zone is not Zone.PAGE:
        return False
    if block.kind in {Kind.CORRECTION, Kind.EMBARGO, Kind.CONTACT, Kind.UPDATE}:
        return _is_stated(layout, block)
    return block.kind is Kind.TEXT and breaks.SUBTITLED.match(block.text) is None


def _within(layout: Layout) -> Headline | None:
    """Find the headline below a covering note: ``Dear editor, please find below …``."""
    if not layout.body or layout.body[0].kind is not Kind.SALUTATION:
        return None
    for block in layout.body[1:_COVER_BLOCKS]:
        if block.kind is Kind.TEXT and 4 <= block.words <= 25 and block.text[-1] not in ".:;,!":
            return Headline(block=block, score=0.72, below=())
    return None


def _score(layout: Layout, index: int, *, position: int, texts: Sequence[Block]) -> float:
    block = texts[position]
    parted = any(one.kind in _PARTING for one in layout.head[:index])
    last = position == len(texts) - 1
    score = 0.5 + _look(block) + _wording(block) + _largest(layout, block, texts=texts)
    score += 0.15 if parted else 0.0
    score += 0.1 if block is _opening(layout, texts) and layout.body else 0.0
    # Nothing else could be the headline.
    alone = all(one is block or _is_name(layout, one) for one in texts)
    score += 0.3 if block.first.rest else 0.1 if alone else 0.0
    # A label that goes on is the beginning of a headline: "Statement by the Director on …".
    score += 0.2 if block.first.genre and not block.first.rest else 0.0
    score += 0.35 if _is_stated(layout, block) else 0.0
    above = position == 0 and not last and not parted
    score -= 0.15 if above and not _is_sentence(block) else 0.0
    score -= 0.3 if position and _completes(texts[position - 1], block) else 0.0
    if not _is_stated(layout, block):
        like = _like_a_name(block, parted=parted, first=position == 0, last=last)
        score -= min(like, _MOST_AGAINST_HEADING) if _is_heading(block, texts) else like
        score -= 0.4 if not last and _is_repeated(layout, block) else 0.0
        score -= 0.5 if not last and _continues_label(block) else 0.0
    return round(score, 2)


def _is_heading(block: Block, texts: Sequence[Block]) -> bool:
    """Tell the one heading of the first level, if it says what no name says."""
    heads = [one for one in texts if one.level == 1]
    return heads == [block] and block.words >= _SAYS and not cues.is_title_case(block.text)


def _is_stated(layout: Layout, block: Block) -> bool:
    """Tell whether the document's own fields give the text as its title."""
    shown = _WORDS.findall(block.folded)
    hints = layout.document.hints
    titles = (one.text for one in hints if one.key == "title" and one.trust >= _STATED)
    return any(_WORDS.findall(folding.fold(one)) == shown for one in titles)


def _opening(layout: Layout, texts: Sequence[Block]) -> Block:
    """Give the first text that is no name, below the release line where one can be below it.

    A sub-headline stands below its headline.
    """
    parting = [index for index, one in enumerate(layout.head) if one.kind in _PARTING]
    below = [one for one in layout.head[parting[0] :] if one in texts] if parting else []
    for block in (*below, *texts):
        if block.words >= 3 and not _is_name(layout, block) and not _is_figures(block):
            return block
    return texts[-1]


def _is_names(block: Block) -> bool:
    """Tell several names, one a line."""
    names = [cues.is_name(one.line.text, one.folded) for one in block.lines]
    return len(names) > 1 and all(names)


def _is_figures(block: Block) -> bool:
    """Tell a line of figures, such as a date in a language that is not known here."""
    dates = [one for marked in block.lines for one in marked.dates]
    if len(block.lines) == 1 and dates:
        # A date that is known is another matter: "Festival from 3 to 5 April 2013".
        left = grammar.without(block.folded, dates).split()
        return sum(any(map(str.isalpha, word)) for word in left) < 2
    return 3 * sum(word[0].isdigit() for word in block.text.split()) > block.words


def _is_name(layout: Layout, block: Block) -> bool:
    """Tell a name: by its words, or by a release line between it and a text to come."""
    if _is_names(block) or _is_repeated(layout, block):
        return True
    if block.words > (8 if block.capitals else 16) or not cues.is_title_case(block.text):
        return False
    if cues.names_organisation(block.folded):
        return True
    after = layout.head[layout.head.index(block) + 1 :]
    texts = any(one.kind is Kind.TEXT and one.words >= 3 for one in after)
    if texts and block.words <= 6 and block.folded in folding.fold(layout.prose):
        return True
    kinds = [one.kind for one in after if one.kind is not Kind.TEXT or one.words >= 3]
    parted = Kind.RELEASE in kinds and Kind.TEXT in kinds[kinds.index(Kind.RELEASE) :]
    return block.words <= 5 and parted


def _is_keywords(block: Block) -> bool:
    """Tell the keywords of a wire: ``Bildung/Studium/Steiermark``."""
    text = block.first.rest or block.text
    return len(text.split()) == 1 and text.count("/") > 1


def _is_count(block: Block) -> bool:
    """Tell ``1204 views`` and the like."""
    return block.words <= 3 and block.text[:1].isdigit()


def _is_sentence(block: Block) -> bool:
    """Tell by its length and its small letters what can be no letterhead."""
    return block.words >= 7 and not block.capitals and not cues.is_title_case(block.text)


def _continues_label(block: Block) -> bool:
    """Tell who speaks, below a label by itself: ``DECLARATION / of the Ministry of …``."""
    return block.text[:1].islower() and cues.names_organisation(block.folded)


def _is_repeated(layout: Layout, block: Block) -> bool:
    """Tell a name by a word for an institution, and by the prose, which has all of it again."""
    if block.words > 16 or not cues.names_organisation(block.folded):
        return False
    return mentions.names(block.folded, folding.fold(layout.prose))


def _completes(before: Block, block: Block) -> bool:
    """Tell whether a text is a further line of the letterhead, right below a name."""
    together = before.first.line.block == block.first.line.block
    short = block.words <= 5 and cues.is_title_case(block.text)
    return together and short and cues.names_organisation(before.folded)


def _look(block: Block) -> float:
    level = {0: 0.0, 1: 0.3, 2: 0.2}.get(block.level, 0.1)
    emphasis = 0.15 if block.bold else 0.0
    capitals = 0.1 if block.capitals else 0.0
    weaker = 0.1 if block.italic or block.first.line.listed else 0.0
    return level + max(emphasis, capitals) - weaker


def _largest(layout: Layout, block: Block, *, texts: Sequence[Block]) -> float:
    """Tell how much the size of its letters speaks for a headline; names do not count."""
    others = [one.size for one in texts if one is not block and not _is_name(layout, one)]
    if block.size < blocks.LARGER or block.size < max(others, default=0.0):
        return 0.0
    return 0.2 if all(block.size > _CLEARLY * size for size in others) else 0.1


def _wording(block: Block) -> float:
    if block.words > _MOST_WORDS:
        return -0.4
    score = 0.1 if 3 <= block.words <= 25 else -0.2 if block.words < 3 else 0.0
    if block.text.endswith((".", ":", ";", ",", "،", "؛", "۔")):
        score -= 0.15
    if _NOISE.fullmatch(block.text.strip()):
        return score - 0.6
    short = block.words <= _SAYS and _LABEL.match(block.text) is not None
    if (
        short
        or _FIELD.match(block.text)
        or _ADDRESS.search(block.text)
        or _CODES.fullmatch(block.text)
    ):
        score -= 0.4
    if release_line.genre_of_section(block.folded) is not None:
        return score - 0.5
    if block.bracketed or places.is_section(block.folded) or _is_keywords(block):
        return score - 0.5
    return score - (0.3 if _is_figures(block) else 0.0)


def _like_a_name(block: Block, *, parted: bool, first: bool, last: bool) -> float:
    """Tell how much speaks for the name of an institution instead."""
    says = block.words > 16 or block.first.genre is not None or _SPEAKS.search(block.text)
    if says or not cues.names_organisation(block.folded):
        return 0.0
    named = cues.is_title_case(block.text) or block.capitals
    if _is_names(block):
        return 0.5
    if parted:
        return 0.4 if named and not last and block.words <= 8 else 0.0
    if first:
        against = 0.5 if named or not _is_sentence(block) else 0.25
        return against if named or not last else 0.0
    return 0.45 if named and block.words <= 8 else 0.0
