"""The headline: the text between the letterhead and the prose that looks most like one."""

from collections.abc import Sequence
from dataclasses import dataclass

from preserve.describe import cues
from preserve.describe.blocks import Block
from preserve.describe.layout import Layout
from preserve.describe.marks import Kind

_PARTING = frozenset({Kind.RELEASE, Kind.EMBARGO, Kind.CORRECTION})
_MOST_WORDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The headline's block, how sure it is, and what may stand below it as a sub-headline."""

    block: Block
    score: float
    below: tuple[Block, ...]
    others: tuple[tuple[Block, float], ...] = ()


def find(layout: Layout) -> Headline | None:
    """Find the headline of a release, None where nothing stands above the prose."""
    texts = [(index, one) for index, one in enumerate(layout.head) if one.kind is Kind.TEXT]
    scored = [
        (_score(layout, index, position, [one for _, one in texts]), index)
        for position, (index, _) in enumerate(texts)
    ]
    if not scored:
        return None
    score, index = max(scored, key=lambda one: (one[0], -one[1]))
    others = sorted(((score, at) for score, at in scored if at != index), reverse=True)
    return Headline(
        block=layout.head[index],
        score=score,
        below=tuple(block for block in layout.head[index + 1 :] if block.kind is Kind.TEXT),
        others=tuple((layout.head[at], score) for score, at in others),
    )


def _score(layout: Layout, index: int, position: int, texts: Sequence[Block]) -> float:
    block = texts[position]
    parted = any(one.kind in _PARTING for one in layout.head[:index])
    last = position == len(texts) - 1
    opens = position == _opening(texts)
    score = 0.5 + _look(block) + _wording(block)
    score += 0.15 if parted else 0.0
    score += 0.1 if opens and layout.body else 0.0
    # Nothing else could be the headline.
    score += 0.1 if len(texts) == 1 or block.first.rest else 0.0
    score -= 0.15 if position == 0 and not last and not parted else 0.0
    return score - _like_a_name(block, parted=parted, first=position == 0, last=last)


def _opening(texts: Sequence[Block]) -> int:
    """Give the first text that is no name: a sub-headline stands below its headline."""
    for position, block in enumerate(texts):
        named = cues.names_organisation(block.folded) and cues.is_title_case(block.text)
        if block.words >= 3 and (not named or position == len(texts) - 1):
            return position
    return len(texts) - 1


def _look(block: Block) -> float:
    level = {0: 0.0, 1: 0.3, 2: 0.2}.get(block.level, 0.1)
    emphasis = 0.15 if block.bold else 0.0
    capitals = 0.1 if block.capitals else 0.0
    weaker = 0.1 if block.italic or block.first.line.listed else 0.0
    return level + max(emphasis, capitals) - weaker


def _wording(block: Block) -> float:
    if block.words > _MOST_WORDS:
        return -0.4
    score = 0.1 if 3 <= block.words <= 25 else -0.2 if block.words < 3 else 0.0
    if block.text.endswith((".", ":", ";", ",")):
        score -= 0.15
    return score


def _like_a_name(block: Block, *, parted: bool, first: bool, last: bool) -> float:
    """Tell how much speaks for the name of an institution instead."""
    if not cues.names_organisation(block.folded) or block.words > 16 or block.first.genre:
        return 0.0
    named = cues.is_title_case(block.text) or block.capitals
    if parted:
        return 0.4 if named and not last and block.words <= 8 else 0.0
    if first:
        return 0.5 if named or not last else 0.0
    return 0.45 if named and block.words <= 8 else 0.0
